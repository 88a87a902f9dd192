package org.pathwise.compiler.estimate;

import org.pathwise.compiler.core.Draw;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Exprs;
import org.pathwise.compiler.core.Loop;
import org.pathwise.compiler.core.Subscript;
import org.pathwise.compiler.core.Symbol;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Index expressions of data alone, which mean the same wherever they are evaluated. */
final class DataIndex {
    private DataIndex() {}

    /**
     * The index with local definitions written out, where it then names data, sizes and loop
     * variables only.
     */
    static Optional<Expr> of(Expr index, Map<Symbol, Expr> definitions) {
        Expr expanded =
                leaves(
                        index,
                        leaf -> {
                            Expr content =
                                    leaf instanceof Expr.Reference reference
                                            ? definitions.get(reference.symbol())
                                            : null;
                            return content == null ? leaf : of(content, definitions).orElse(leaf);
                        });
        boolean isData =
                Exprs.symbols(expanded).stream()
                        .allMatch(
                                symbol ->
                                        symbol.kind() == Symbol.Kind.DATA
                                                || symbol.kind() == Symbol.Kind.DERIVED);
        return isData ? Optional.of(expanded) : Optional.empty();
    }

    /** The index with another expression in place of a loop's variable. */
    static Expr with(Expr index, Loop loop, Expr value) {
        return leaves(
                index,
                leaf -> leaf instanceof Expr.LoopIndex at && at.loop().equals(loop) ? value : leaf);
    }

    private static Expr leaves(Expr expr, UnaryOperator<Expr> change) {
        return switch (expr) {
            case Expr.Literal _, Expr.Size _, Expr.Reference _, Expr.LoopIndex _ ->
                    change.apply(expr);
            case Expr.Apply e ->
                    new Expr.Apply(e.function(), leaves(e.arguments(), change), e.type(), e.span());
            case Expr.Conditional e ->
                    new Expr.Conditional(
                            leaves(e.condition(), change),
                            leaves(e.then(), change),
                            leaves(e.otherwise(), change),
                            e.type(),
                            e.span());
            case Expr.Index e -> {
                List<Subscript> subscripts = new ArrayList<>();
                for (Subscript subscript : e.subscripts()) {
                    subscripts.add(
                            subscript instanceof Subscript.At(Expr at)
                                    ? new Subscript.At(leaves(at, change))
                                    : subscript);
                }
                yield new Expr.Index(leaves(e.base(), change), subscripts, e.type(), e.span());
            }
            case Expr.Comprehension e ->
                    new Expr.Comprehension(e.loop(), leaves(e.body(), change), e.type(), e.span());
            case Expr.ArrayLiteral e ->
                    new Expr.ArrayLiteral(leaves(e.elements(), change), e.type(), e.span());
            case Expr.LogDensity e -> {
                Draw draw = e.distribution();
                yield new Expr.LogDensity(
                        new Draw(
                                draw.distribution(), leaves(draw.arguments(), change), draw.span()),
                        leaves(e.value(), change),
                        e.type(),
                        e.span());
            }
        };
    }

    private static List<Expr> leaves(List<Expr> exprs, UnaryOperator<Expr> change) {
        return exprs.stream().map(expr -> leaves(expr, change)).toList();
    }
}
