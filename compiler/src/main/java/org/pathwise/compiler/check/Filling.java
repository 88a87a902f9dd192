package org.pathwise.compiler.check;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.source.Span;
import org.pathwise.compiler.type.Dimension;
import org.pathwise.compiler.type.Type;

import java.util.ArrayList;
import java.util.List;

/**
 * An array that statements of a block fill piece by piece, {@code x[1] = ...} and {@code x[t] =
 * ...} in a loop. The extents of the dimensions that the targets index are known before the first
 * piece is checked, so that a piece may read elements that earlier pieces fill.
 */
final class Filling {
    /**
     * A piece.
     *
     * @param box the elements that it fills
     * @param value what it fills them with, where it is a definition
     */
    record Piece(List<Interval> box, List<Expr> targets, @Nullable Expr value, Span span) {}

    /** From {@code lower} to {@code upper}, both included. */
    record Interval(Dimension lower, Dimension upper) {
        boolean isWholly(Dimension extent) {
            return lower.equals(Dimension.of(1)) && upper.equals(extent);
        }

        @Override
        public String toString() {
            return lower.equals(upper) ? lower.toString() : lower + ".." + upper;
        }
    }

    private final String name;
    private final Span span;
    private final boolean drawn;
    private final List<List<Interval>> announced = new ArrayList<>();
    private final List<Piece> pieces = new ArrayList<>();
    private List<Dimension> extents = List.of();
    private @Nullable Symbol symbol;
    private @Nullable Type element;
    private boolean poisoned;

    /**
     * @param span the first target
     * @param drawn whether {@code ~} fills it, not {@code =}
     */
    Filling(String name, Span span, boolean drawn) {
        this.name = name;
        this.span = span;
        this.drawn = drawn;
    }

    boolean isDrawn() {
        return drawn;
    }

    String name() {
        return name;
    }

    Span span() {
        return span;
    }

    /** Makes known that a piece will fill a box. */
    void announce(List<Interval> box) {
        announced.add(box);
    }

    /**
     * How many pieces there will be; two branches of an {@code if} that fill the same elements make
     * one.
     */
    int announcedPieces() {
        return (int) announced.stream().distinct().count();
    }

    /** How many dimensions the targets index. */
    int depth() {
        return announced.isEmpty() ? 0 : announced.getFirst().size();
    }

    /** Whether all targets index equally many dimensions. */
    boolean isRegular() {
        return announced.stream().allMatch(box -> box.size() == depth());
    }

    /** Works the extents out from what is announced. */
    void close() {
        List<Dimension> result = new ArrayList<>();
        for (int axis = 0; axis < depth(); axis++) {
            int position = axis;
            result.add(
                    Coverage.extent(
                            announced.stream().map(box -> box.get(position)).distinct().toList()));
        }
        extents = List.copyOf(result);
    }

    /** The extents of the dimensions that the targets index. */
    List<Dimension> extents() {
        return extents;
    }

    List<Piece> pieces() {
        return pieces;
    }

    void add(Piece piece) {
        pieces.add(piece);
    }

    /** The symbol, from the first piece on. */
    @Nullable Symbol symbol() {
        return symbol;
    }

    /** The type of what one target holds. */
    @Nullable Type element() {
        return element;
    }

    void introduce(Symbol newSymbol, Type newElement) {
        symbol = newSymbol;
        element = newElement;
    }

    boolean isPoisoned() {
        return poisoned;
    }

    void poison() {
        poisoned = true;
    }
}
