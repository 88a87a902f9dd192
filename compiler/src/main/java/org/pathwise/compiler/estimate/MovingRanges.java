package org.pathwise.compiler.estimate;

import org.pathwise.compiler.catalogue.Range;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Ranges;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.core.Symbol;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Bounds of those elements of an array that draws flow into. Where an array is put together from
 * pieces, what data alone give does not count: {@code h[1] = sd(r)^2} may be 0 for some data, but
 * its root has no derivative to go wrong.
 */
final class MovingRanges {
    private final Ranges all;
    private final Predicate<Expr> moves;
    private final Map<Symbol, Statement.Definition> definitions = new HashMap<>();

    /**
     * Prepares.
     *
     * @param all the bounds of all elements
     * @param moves whether anything flows into an expression
     */
    MovingRanges(Ranges all, Predicate<Expr> moves) {
        this.all = all;
        this.moves = moves;
    }

    void define(Statement.Definition definition) {
        definitions.put(definition.symbol(), definition);
    }

    /** The definitions so far. */
    Map<Symbol, Statement.Definition> definitions() {
        return definitions;
    }

    Range of(Expr expr) {
        return switch (expr) {
            case Expr.Reference(Symbol symbol, _, _) -> of(symbol, expr);
            case Expr.Index(Expr.Reference(Symbol symbol, _, _), _, _, _) -> of(symbol, expr);
            case Expr.Apply apply when Elementwise.is(apply) -> of(apply);
            default -> all.of(expr);
        };
    }

    private Range of(Symbol symbol, Expr expr) {
        Statement.Definition definition = definitions.get(symbol);
        if (definition == null || definition.pieces().size() == 1) {
            return all.of(expr);
        }
        return definition.pieces().stream()
                .map(Statement.Piece::content)
                .filter(moves)
                .map(all::of)
                .reduce(Range::union)
                .orElseGet(() -> all.of(expr));
    }

    /**
     * With two moving arguments, one may move where the other does not, so that all elements of
     * both count.
     */
    private Range of(Expr.Apply apply) {
        if (apply.arguments().stream().filter(moves).count() != 1) {
            return all.of(apply);
        }
        List<Range> arguments = new ArrayList<>();
        for (Expr argument : apply.arguments()) {
            arguments.add(moves.test(argument) ? of(argument) : all.of(argument));
        }
        return Ranges.elementwise(apply).range().range(arguments).intersect(all.of(apply));
    }
}
