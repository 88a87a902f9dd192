package org.pathwise.compiler.estimate;

import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Exprs;
import org.pathwise.compiler.core.Loop;
import org.pathwise.compiler.core.Loops;
import org.pathwise.compiler.core.Subscript;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.type.Dimension;
import org.pathwise.compiler.type.Type;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Loops over the elements of a site that is summed out. What is left of the terms that it meets
 * varies over these, and how other sites lie along it is said by them.
 */
final class PlateLoops {
    private final List<Dimension> shape;
    private final List<Optional<Loop>> loops = new ArrayList<>();

    PlateLoops(Symbol site, OptionalInt chain) {
        this.shape = site.type().shape();
        for (int i = 0; i < shape.size(); i++) {
            // Ids that no loop of the script and none that an index makes up has.
            loops.add(
                    chain.isPresent() && chain.getAsInt() == i
                            ? Optional.empty()
                            : Optional.of(
                                    new Loop(
                                            Integer.MIN_VALUE + 8 * site.id() + i,
                                            site.name(),
                                            Dimension.of(1),
                                            shape.get(i),
                                            site.span())));
        }
    }

    /** The loops, one for each dimension but the chain's. */
    List<Loop> all() {
        return loops.stream().flatMap(Optional::stream).toList();
    }

    /**
     * How a dimension of another site lies along these loops, where each of their iterations meets
     * one element.
     *
     * @param other how it lies along a factor
     * @param extent of the other site's dimension
     * @param own how the site that is summed out lies along the same factor
     */
    Optional<Plan.Alignment> place(
            Plan.Alignment other, Dimension extent, Map<Integer, Plan.Alignment> own) {
        for (int i = 0; i < loops.size(); i++) {
            Plan.Alignment alignment = own.get(i);
            if (loops.get(i).isPresent()
                    && alignment != null
                    && same(alignment, other)
                    && shape.get(i).equals(extent)) {
                return Optional.of(new Plan.Alignment.Along(loops.get(i).get(), List.of(0)));
            }
        }
        return other instanceof Plan.Alignment.Gathered(Expr index)
                ? moved(index, own).map(Plan.Alignment.Gathered::new)
                : Optional.empty();
    }

    /** The index with these loops in the place of the factor's. */
    private Optional<Expr> moved(Expr index, Map<Integer, Plan.Alignment> own) {
        if (index.type().rank() == 1 && index instanceof Expr.Reference vector) {
            return elementwise(vector.type().shape().getFirst(), own)
                    .map(loop -> element(vector, loop));
        }
        Expr moved = index;
        for (Loop loop : Loops.of(index)) {
            Optional<Loop> by = along(loop, own);
            if (by.isEmpty()) {
                return Optional.empty();
            }
            moved = DataIndex.with(moved, loop, at(by.get()));
        }
        return moved.type().isScalar() ? Optional.of(moved) : Optional.empty();
    }

    private Optional<Loop> along(Loop loop, Map<Integer, Plan.Alignment> own) {
        Plan.Alignment inPlace = new Plan.Alignment.Along(loop, List.of(0));
        for (int i = 0; i < loops.size(); i++) {
            // An index must have a value for all elements of the site.
            if (inPlace.equals(own.get(i))
                    && loop.lower().equals(Dimension.of(1))
                    && loop.upper().equals(shape.get(i))) {
                return loops.get(i);
            }
        }
        return Optional.empty();
    }

    private Optional<Loop> elementwise(Dimension extent, Map<Integer, Plan.Alignment> own) {
        for (int i = 0; i < loops.size(); i++) {
            if (own.get(i) instanceof Plan.Alignment.Elementwise && shape.get(i).equals(extent)) {
                return loops.get(i);
            }
        }
        return Optional.empty();
    }

    private static Expr at(Loop loop) {
        return new Expr.LoopIndex(loop, Type.INT, loop.span());
    }

    private static Expr element(Expr.Reference vector, Loop loop) {
        return new Expr.Index(
                vector,
                List.of(new Subscript.At(at(loop))),
                vector.type().withShape(List.of()),
                vector.span());
    }

    /** Whether two alignments name the same element. */
    static boolean same(Plan.Alignment a, Plan.Alignment b) {
        return a instanceof Plan.Alignment.Gathered(Expr x)
                        && b instanceof Plan.Alignment.Gathered(Expr y)
                ? Exprs.same(x, y)
                : a.equals(b);
    }
}
