package org.pathwise.compiler.lower;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.catalogue.Value;
import org.pathwise.compiler.core.Draw;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.estimate.Entropy;
import org.pathwise.compiler.type.Dimension;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns definitions and recursions into array operations, and terms into log densities. */
final class LowerStatement {
    private final Scope scope;

    LowerStatement(Scope scope) {
        this.scope = scope;
    }

    /** Gives the symbols of a definition or recursion their values. */
    void define(Statement statement) {
        switch (statement) {
            case Statement.Definition definition -> {
                scope.origins().enter(definition.symbol().name());
                scope.environment().put(definition.symbol(), definition(definition));
            }
            case Statement.Recursion recursion -> {
                scope.origins().enter(recursion.definitions().getLast().symbol().name());
                new LowerRecursion(scope, recursion).lower();
            }
            case Statement.Sample sample ->
                    throw new IllegalStateException(
                            "a draw of " + sample.symbol().name() + " is not a definition");
            case Statement.Term _ -> throw new IllegalStateException("a term is not a definition");
        }
    }

    private Value definition(Statement.Definition definition) {
        Symbol symbol = definition.symbol();
        List<Assembly.Part> parts = new ArrayList<>();
        for (Statement.Piece<Expr> piece : definition.pieces()) {
            Value value = new LowerExpression(scope.inside(piece.loops())).lower(piece.content());
            parts.add(new Assembly.Part(piece.targets(), value));
        }
        return parts.size() == 1 && parts.getFirst().targets().isEmpty()
                ? parts.getFirst().value()
                : new Assembly(scope, symbol).whole(parts);
    }

    /**
     * A term's log density.
     *
     * @param variable before the sum
     * @param over the axes that {@link #total} sums over: the term's loops and its value's
     *     dimensions
     * @param value the canonical axes of the value's dimensions
     */
    record Lowered(Variable variable, List<Axis> over, List<Axis> value) {
        Lowered {
            over = List.copyOf(over);
            value = List.copyOf(value);
        }
    }

    /**
     * Lowers a term.
     *
     * @param onSupport whether its value is known to lie on its distribution's support
     */
    Lowered term(Statement.Term term, boolean onSupport) {
        scope.origins().enter(name(term));
        Scope inner = scope.inside(term.loops());
        LowerExpression expressions = new LowerExpression(inner);
        int before = scope.builder().size();
        List<Axis> over = new ArrayList<>(term.loops().stream().map(inner.axes()::of).toList());
        List<Axis> value;
        Variable density =
                switch (term.content()) {
                    case Statement.Density(_, Expr of, Draw draw) -> {
                        LowerDensity.Density lowered =
                                new LowerDensity(expressions).density(draw, of, onSupport);
                        over.addAll(lowered.batch());
                        value = inner.axes().canonical(of.type());
                        yield lowered.variable();
                    }
                    case Statement.Factor(Expr factor) -> {
                        value = inner.axes().canonical(factor.type());
                        over.addAll(value);
                        yield expressions.lower(factor).variable();
                    }
                };
        if (term.guard().isPresent()) {
            Variable guard = expressions.lower(term.guard().get()).variable();
            density = scope.builder().select(guard, density, scope.builder().constant(0));
        }
        scope.origins().note(scope.builder().since(before), term.span());
        return new Lowered(density, over, value);
    }

    /** What a report calls a term. */
    static String name(Statement.Term term) {
        return switch (term.content()) {
            case Statement.Density density -> density.value().span().text();
            case Statement.Factor _ -> "factor";
        };
    }

    /**
     * The log density of a given value under a piece of a draw, over the piece's loops.
     *
     * @param value of a symbol of numbers, the same along all its dimensions
     */
    Variable density(Symbol symbol, Statement.Piece<Draw> piece, Variable value) {
        Scope inner = scope.inside(piece.loops());
        LowerExpression expressions = new LowerExpression(inner);
        int before = scope.builder().size();
        List<Dimension> rest =
                symbol.type().shape().subList(piece.targets().size(), symbol.type().rank());
        Variable density =
                new LowerDensity(expressions)
                        .density(
                                piece.content().distribution(),
                                new Value(value, inner.axes().canonical(rest)),
                                expressions.lower(piece.content().arguments()),
                                true)
                        .variable();
        scope.origins().note(scope.builder().since(before), piece.span());
        return density;
    }

    /** The logit of the probability that a piece of a Bernoulli's draw is 1. */
    Value logit(Symbol symbol, Statement.Piece<Draw> piece) {
        Builder builder = scope.builder();
        Variable logit =
                builder.subtract(
                        density(symbol, piece, builder.constant(1)),
                        density(symbol, piece, builder.constant(0)));
        List<Dimension> rest =
                symbol.type().shape().subList(piece.targets().size(), symbol.type().rank());
        return new Value(logit, scope.axes().canonical(rest));
    }

    /**
     * One piece of a draw.
     *
     * @param value over the piece's loops; its shape is the symbol's without the targets'
     *     dimensions
     * @param logDensity of the draw under its own distribution, before the sum
     * @param over the axes of that sum
     * @param entropy what counts in place of minus the log density, if something else does
     */
    record Drawn(
            Value value,
            LowerDensity.Density logDensity,
            List<Axis> over,
            Optional<Variable> entropy) {
        Drawn {
            over = List.copyOf(over);
        }
    }

    /**
     * Draws a piece of a symbol.
     *
     * @param independent further axes along which draws are independent, such as particles
     * @param entropy how the draw's entropy is estimated
     */
    Drawn draw(
            Symbol symbol,
            Statement.Piece<Draw> piece,
            List<Axis> independent,
            LowerDensity.NoiseSource source,
            java.util.function.UnaryOperator<Variable> hold,
            Entropy entropy) {
        Scope inner = scope.inside(piece.loops());
        LowerExpression expressions = new LowerExpression(inner);
        LowerDensity densities = new LowerDensity(expressions);
        int before = scope.builder().size();
        List<Axis> loops = piece.loops().stream().map(inner.axes()::of).toList();
        List<Value> arguments = expressions.lower(piece.content().arguments());
        List<Dimension> rest =
                symbol.type().shape().subList(piece.targets().size(), symbol.type().rank());
        List<Axis> shape = inner.axes().canonical(rest);
        List<Axis> all = new ArrayList<>(independent);
        all.addAll(loops);
        Value drawn = densities.draw(piece.content().distribution(), arguments, shape, all, source);
        Value held = new Value(hold.apply(drawn.variable()), drawn.shape());
        LowerDensity.Density density =
                densities.density(piece.content().distribution(), held, arguments, true);
        Optional<Variable> counted =
                DrawEntropy.of(
                        entropy,
                        densities,
                        scope.builder(),
                        piece.content().distribution(),
                        held,
                        arguments);
        scope.origins().note(scope.builder().since(before), piece.span());
        List<Axis> over = new ArrayList<>(loops);
        over.addAll(density.batch());
        return new Drawn(held, density, over, counted);
    }
}
