package org.pathwise.compiler.estimate;

import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.core.Symbol;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What flows into an angle: an expression that is used with the period 2 pi, and so may be moved by
 * whole turns. Draws on the circle are fine in it, alone or so many times as a whole number says:
 * {@code cos(2 * (z - mu))}.
 */
final class Angles {
    private final Map<Symbol, Statement.Definition> definitions;
    private final Function<Expr, Flow> flow;
    private final Set<Symbol> open = new HashSet<>();

    /**
     * Prepares.
     *
     * @param definitions of the symbols met so far
     * @param flow what flows into an expression that is no angle
     */
    Angles(Map<Symbol, Statement.Definition> definitions, Function<Expr, Flow> flow) {
        this.definitions = definitions;
        this.flow = flow;
    }

    Flow of(Expr expr) {
        return switch (expr) {
            case Expr.Reference reference -> reference(reference);
            case Expr.Index index when index.base() instanceof Expr.Reference base ->
                    flow.apply(index).replacing(Fault.Kind.CIRCULAR, reference(base));
            case Expr.Apply apply -> ofApply(apply);
            case Expr.Comprehension comprehension -> of(comprehension.body());
            default -> flow.apply(expr);
        };
    }

    /** A definition is the angle that its contents are. */
    private Flow reference(Expr.Reference reference) {
        Symbol symbol = reference.symbol();
        Flow own = flow.apply(reference);
        Statement.Definition definition = definitions.get(symbol);
        if (definition == null) {
            return own.without(symbol, Fault.Kind.CIRCULAR);
        }
        if (!open.add(symbol)) {
            return own;
        }
        Flow contents =
                definition.pieces().stream()
                        .map(piece -> of(piece.content()))
                        .reduce(Flow.NONE, Flow::or);
        open.remove(symbol);
        return contents;
    }

    private Flow ofApply(Expr.Apply apply) {
        List<Expr> x = apply.arguments();
        return switch (apply.function().name()) {
            case "+", "-", "neg" -> x.stream().map(this::of).reduce(Flow.NONE, Flow::or);
            case "*", ".*" ->
                    isWhole(x.getFirst())
                            ? of(x.getLast())
                            : isWhole(x.getLast()) ? of(x.getFirst()) : flow.apply(apply);
            default -> flow.apply(apply);
        };
    }

    private static boolean isWhole(Expr expr) {
        return expr instanceof Expr.Literal literal
                && literal.value() == Math.rint(literal.value());
    }
}
