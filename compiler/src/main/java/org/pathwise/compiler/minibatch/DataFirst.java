package org.pathwise.compiler.minibatch;

import org.pathwise.compiler.core.CoreProgram;
import org.pathwise.compiler.core.Draw;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Exprs;
import org.pathwise.compiler.core.Guide;
import org.pathwise.compiler.core.Loops;
import org.pathwise.compiler.core.NewSymbols;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.core.Subscript;
import org.pathwise.compiler.core.Symbol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes out of model and guide what data alone decides, such as {@code mean(x)} in {@code beta *
 * (x[n] - mean(x))}, and makes it derived data: it is computed once, of all rows, when the data is
 * bound.
 */
public final class DataFirst {
    private final Batches batches;
    private final NewSymbols names;
    private final List<Statement> derived;

    private DataFirst(CoreProgram core, Batches batches) {
        this.batches = batches;
        this.names = new NewSymbols(core);
        this.derived = new ArrayList<>(core.derived());
    }

    /** The same program with more derived data; the program itself where there is nothing to do. */
    public static CoreProgram of(CoreProgram core, Batches batches) {
        return batches.isEmpty() ? core : new DataFirst(core, batches).program(core);
    }

    private CoreProgram program(CoreProgram core) {
        int before = derived.size();
        List<Statement> model = core.model().stream().map(this::in).toList();
        Guide guide =
                new Guide(
                        core.guide().parameters(),
                        core.guide().statements().stream().map(this::in).toList(),
                        core.guide().first());
        return derived.size() == before
                ? core
                : new CoreProgram(
                        core.source(),
                        core.sizes(),
                        core.constants(),
                        core.data(),
                        derived,
                        core.weights(),
                        core.latents(),
                        model,
                        guide,
                        core.generate());
    }

    private Statement in(Statement statement) {
        return switch (statement) {
            case Statement.Definition definition -> in(definition);
            case Statement.Recursion recursion ->
                    new Statement.Recursion(
                            recursion.loop(),
                            recursion.lag(),
                            recursion.definitions().stream().map(this::in).toList(),
                            recursion.span());
            case Statement.Sample sample ->
                    new Statement.Sample(
                            sample.symbol(),
                            sample.pieces().stream()
                                    .map(
                                            piece ->
                                                    new Statement.Piece<>(
                                                            piece.loops(),
                                                            piece.targets(),
                                                            in(piece.content()),
                                                            piece.span()))
                                    .toList(),
                            sample.span());
            case Statement.Term term ->
                    new Statement.Term(
                            term.loops(),
                            term.guard().map(this::in),
                            in(term.content()),
                            term.span());
        };
    }

    private Statement.Definition in(Statement.Definition definition) {
        return new Statement.Definition(
                definition.symbol(),
                definition.pieces().stream()
                        .map(
                                piece ->
                                        new Statement.Piece<>(
                                                piece.loops(),
                                                piece.targets(),
                                                in(piece.content()),
                                                piece.span()))
                        .toList(),
                definition.span());
    }

    private Statement.Content in(Statement.Content content) {
        return switch (content) {
            // What is observed keeps its name, by which its missing elements go.
            case Statement.Density(Optional<Symbol> latent, Expr value, Draw draw) ->
                    new Statement.Density(latent, inside(value), in(draw));
            case Statement.Factor(Expr value) -> new Statement.Factor(in(value));
        };
    }

    private Draw in(Draw draw) {
        return new Draw(draw.distribution(), in(draw.arguments()), draw.span());
    }

    private List<Expr> in(List<Expr> exprs) {
        return exprs.stream().map(this::in).toList();
    }

    private Expr in(Expr expr) {
        if (!isComputed(expr) || !isData(expr) || !readsRows(expr) || !Loops.of(expr).isEmpty()) {
            return inside(expr);
        }
        Symbol symbol =
                names.symbol(expr.span().text(), Symbol.Kind.DERIVED, expr.type(), expr.span());
        derived.add(
                new Statement.Definition(
                        symbol,
                        List.of(new Statement.Piece<>(List.of(), List.of(), expr, expr.span())),
                        expr.span()));
        return new Expr.Reference(symbol, expr.type(), expr.span());
    }

    private static boolean isComputed(Expr expr) {
        return !(expr instanceof Expr.Literal
                || expr instanceof Expr.Size
                || expr instanceof Expr.Reference
                || expr instanceof Expr.LoopIndex);
    }

    private static boolean isData(Expr expr) {
        return Exprs.symbols(expr).stream()
                .allMatch(
                        symbol ->
                                symbol.kind() == Symbol.Kind.DATA
                                        || symbol.kind() == Symbol.Kind.DERIVED);
    }

    private boolean readsRows(Expr expr) {
        return Exprs.any(expr, part -> batches.hasAny(part.type().shape()));
    }

    /** The expression with what is inside it changed. */
    private Expr inside(Expr expr) {
        return switch (expr) {
            case Expr.Literal _, Expr.Size _, Expr.Reference _, Expr.LoopIndex _ -> expr;
            case Expr.Apply e ->
                    new Expr.Apply(e.function(), in(e.arguments()), e.type(), e.span());
            case Expr.Conditional e ->
                    new Expr.Conditional(
                            in(e.condition()), in(e.then()), in(e.otherwise()), e.type(), e.span());
            case Expr.Index e -> {
                List<Subscript> subscripts = new ArrayList<>();
                for (Subscript subscript : e.subscripts()) {
                    subscripts.add(
                            subscript instanceof Subscript.At(Expr at)
                                    ? new Subscript.At(in(at))
                                    : subscript);
                }
                yield new Expr.Index(in(e.base()), subscripts, e.type(), e.span());
            }
            case Expr.Comprehension e ->
                    new Expr.Comprehension(e.loop(), in(e.body()), e.type(), e.span());
            case Expr.ArrayLiteral e -> new Expr.ArrayLiteral(in(e.elements()), e.type(), e.span());
            case Expr.LogDensity e ->
                    new Expr.LogDensity(in(e.distribution()), in(e.value()), e.type(), e.span());
        };
    }
}
