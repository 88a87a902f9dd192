package org.pathwise.compiler.lower;

import org.pathwise.compiler.catalogue.Value;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Latent;
import org.pathwise.compiler.core.Loop;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.type.Type;

import java.util.List;

/**
 * The computed bounds of a latent's or a parameter's support, on the canonical axes of its plates.
 *
 * @param plates how many of the symbol's dimensions are plates
 * @param bounds the expressions of the bounds, over {@code loops}
 * @param targets how those loops index the symbol
 */
record SupportBounds(
        Scope scope,
        Symbol symbol,
        int plates,
        List<Expr> bounds,
        List<Loop> loops,
        List<Expr> targets) {
    static SupportBounds of(Scope scope, Latent latent) {
        int rank = latent.symbol().type().rank();
        return new SupportBounds(
                scope,
                latent.symbol(),
                rank - latent.support().rank(),
                latent.bounds(),
                latent.loops(),
                latent.targets());
    }

    int size() {
        return bounds.size();
    }

    /** The {@code index}-th bound. */
    Value of(int index) {
        Expr expr = bounds.get(index);
        Value value = new LowerExpression(scope.inside(loops)).lower(expr);
        if (targets.isEmpty()) {
            return value;
        }
        Symbol whole =
                new Symbol(
                        -1,
                        symbol.name(),
                        symbol.kind(),
                        new Type(symbol.type().element(), symbol.type().shape().subList(0, plates)),
                        List.of(),
                        symbol.span());
        // A bound that the loops do not move keeps no axis, and holds for the whole.
        boolean moves =
                loops.stream().anyMatch(loop -> value.variable().has(scope.axes().of(loop)));
        return moves
                ? new Assembly(scope, whole).whole(List.of(new Assembly.Part(targets, value)))
                : value;
    }
}
