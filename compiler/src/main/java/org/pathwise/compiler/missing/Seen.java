package org.pathwise.compiler.missing;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Subscript;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.estimate.Elementwise;
import org.pathwise.compiler.source.Span;
import org.pathwise.compiler.type.Element;
import org.pathwise.compiler.type.Type;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes for an expression the expression that says which of its elements are there. An element of
 * an element-wise function is there where those of its arguments are; a function of whole arrays
 * such as {@code mean} would lose all its elements for one that is missing, and is not followed.
 */
final class Seen {
    private final Masks masks;
    private @Nullable Expr spread;

    private Seen(Masks masks) {
        this.masks = masks;
    }

    /**
     * What is known.
     *
     * @param where 1 where the expression's elements are there; empty where all of them are
     * @param spread a part that needs whole arrays some of whose elements are missing
     */
    record Result(Optional<Expr> where, Optional<Expr> spread) {}

    static Result of(Expr expr, Masks masks) {
        Seen seen = new Seen(masks);
        Optional<Expr> where = seen.of(expr);
        return new Result(where, Optional.ofNullable(seen.spread));
    }

    private Optional<Expr> of(Expr expr) {
        if (!masks.touch(expr)) {
            return Optional.empty();
        }
        return switch (expr) {
            case Expr.Literal _, Expr.Size _, Expr.LoopIndex _ -> Optional.empty();
            case Expr.Reference reference ->
                    masks.of(reference.symbol())
                            .map(mask -> reference(mask.seen(), reference.span()));
            case Expr.Index index -> of(index);
            case Expr.Conditional c -> {
                Expr branches =
                        new Expr.Conditional(
                                c.condition(),
                                of(c.then()).orElseGet(() -> yes(c)),
                                of(c.otherwise()).orElseGet(() -> yes(c)),
                                truth(c),
                                c.span());
                yield Optional.of(
                        of(c.condition())
                                .map(condition -> both(condition, branches, c))
                                .orElse(branches));
            }
            case Expr.Apply apply ->
                    Elementwise.is(apply) || isScalar(apply)
                            ? apply.arguments().stream()
                                    .flatMap(argument -> of(argument).stream())
                                    .reduce((a, b) -> both(a, b, apply))
                            : spread(apply);
            case Expr.Comprehension c ->
                    of(c.body())
                            .map(
                                    body ->
                                            new Expr.Comprehension(
                                                    c.loop(), body, truth(c), c.span()));
            case Expr.ArrayLiteral literal -> {
                List<Expr> elements = new ArrayList<>();
                for (Expr element : literal.elements()) {
                    elements.add(of(element).orElseGet(() -> yes(element)));
                }
                yield Optional.of(new Expr.ArrayLiteral(elements, truth(literal), literal.span()));
            }
            case Expr.LogDensity density -> spread(density);
        };
    }

    private Optional<Expr> of(Expr.Index index) {
        for (Subscript subscript : index.subscripts()) {
            if (subscript instanceof Subscript.At(Expr at) && masks.touch(at)) {
                return spread(index);
            }
        }
        return of(index.base())
                .map(base -> new Expr.Index(base, index.subscripts(), truth(index), index.span()));
    }

    private Optional<Expr> spread(Expr expr) {
        spread = spread == null ? expr : spread;
        return Optional.empty();
    }

    private static boolean isScalar(Expr.Apply apply) {
        return apply.type().isScalar()
                && apply.arguments().stream().allMatch(argument -> argument.type().isScalar());
    }

    static Expr reference(Symbol symbol, Span span) {
        return new Expr.Reference(symbol, symbol.type(), span);
    }

    private static Type truth(Expr expr) {
        return expr.type().withElement(Element.BOOL);
    }

    private static Expr yes(Expr like) {
        return new Expr.Literal(1, truth(like), like.span());
    }

    /** The conjunction of two truth values, with the shape of an expression. */
    static Expr both(Expr a, Expr b, Expr like) {
        return new Expr.Conditional(
                a, b, new Expr.Literal(0, truth(like), like.span()), truth(like), like.span());
    }
}
