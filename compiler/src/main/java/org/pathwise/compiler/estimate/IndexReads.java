package org.pathwise.compiler.estimate;

import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Linear;
import org.pathwise.compiler.core.Loop;
import org.pathwise.compiler.core.Loops;
import org.pathwise.compiler.core.Subscript;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.type.Dimension;
import org.pathwise.compiler.type.Type;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/**
 * What {@code base[subscripts]} reads: the composition of what the base reads with the subscripts.
 */
final class IndexReads {
    private final ExprReads exprs;

    IndexReads(ExprReads exprs, Map<Symbol, Expr> definitions) {
        this.exprs = exprs;
    }

    Reads of(Expr.Index index) {
        Subscripts subscripts = new Subscripts(index);
        Reads reads = exprs.of(index.base()).map(access -> through(access, subscripts));
        for (int i = 0; i < index.subscripts().size(); i++) {
            if (index.subscripts().get(i) instanceof Subscript.At(Expr at)) {
                int first = subscripts.places[i];
                reads =
                        reads.or(
                                exprs.of(at)
                                        .map(ExprReads.positions(position -> first + position)));
            }
        }
        return reads;
    }

    /**
     * The subscript of each dimension of the base, and where in the result its dimensions begin.
     */
    private static final class Subscripts {
        private final List<Subscript> given;
        private final int[] places;

        Subscripts(Expr.Index index) {
            this.given = index.subscripts();
            this.places = new int[index.base().type().rank()];
            int next = 0;
            for (int i = 0; i < places.length; i++) {
                places[i] = next;
                next += at(i) instanceof Subscript.At(Expr expr) ? expr.type().rank() : 1;
            }
        }

        Subscript at(int dimension) {
            return dimension < given.size() ? given.get(dimension) : new Subscript.All();
        }
    }

    private Access through(Access access, Subscripts subscripts) {
        return switch (access) {
            case Access.All _, Access.Loopwise _ -> access;
            case Access.Positional(int position, SortedSet<Integer> offsets) ->
                    switch (subscripts.at(position)) {
                        case Subscript.All _ ->
                                Access.positional(subscripts.places[position], offsets);
                        case Subscript.Range(Dimension lower, Dimension _) ->
                                lower.known().isPresent()
                                        ? Access.positional(
                                                subscripts.places[position],
                                                Access.shifted(offsets, lower.constant() - 1))
                                        : Access.ALL;
                        case Subscript.At(Expr at) -> at(at, offsets, subscripts.places[position]);
                    };
            case Access.Gather gather -> gathered(gather, subscripts);
        };
    }

    private Access at(Expr at, SortedSet<Integer> offsets, int place) {
        Optional<Linear> linear = Linear.of(at);
        Optional<Loop> loop = linear.flatMap(Linear::shiftedLoop);
        if (loop.isPresent()) {
            return Access.loopwise(loop.get(), Access.shifted(offsets, linear.get().shift()));
        }
        Optional<Expr> data = exprs.dataIndex(at);
        if (data.isEmpty() || !Access.isInPlace(offsets)) {
            return Access.ALL;
        }
        if (at.type().isScalar()) {
            return new Access.Gather(data.get(), Map.of());
        }
        // theta[g] is read like theta[g[n]] in a loop over all n.
        if (data.get() instanceof Expr.Reference vector && vector.type().rank() == 1) {
            Loop loopOver = loopOver(vector);
            Expr element =
                    new Expr.Index(
                            vector,
                            List.of(
                                    new Subscript.At(
                                            new Expr.LoopIndex(loopOver, Type.INT, vector.span()))),
                            vector.type().withShape(List.of()),
                            vector.symbol().span());
            return new Access.Gather(element, Map.of(loopOver, place));
        }
        return Access.ALL;
    }

    /** The same loop for each mention of the vector. */
    private static Loop loopOver(Expr.Reference vector) {
        return new Loop(
                -1 - vector.symbol().id(),
                vector.symbol().name(),
                Dimension.of(1),
                vector.type().shape().getFirst(),
                vector.symbol().span());
    }

    private Access gathered(Access.Gather gather, Subscripts subscripts) {
        Expr index = gather.index();
        Map<Loop, Integer> bound = new HashMap<>();
        for (Map.Entry<Loop, Integer> binding : gather.bound().entrySet()) {
            int position = binding.getValue();
            switch (subscripts.at(position)) {
                case Subscript.All _ -> bound.put(binding.getKey(), subscripts.places[position]);
                case Subscript.Range(Dimension lower, Dimension _) -> {
                    if (!lower.equals(Dimension.of(1))) {
                        return Access.ALL;
                    }
                    bound.put(binding.getKey(), subscripts.places[position]);
                }
                case Subscript.At(Expr at) -> {
                    Optional<Expr> data = exprs.dataIndex(at);
                    if (data.isEmpty()
                            || !at.type().isScalar()
                            || mentionsOther(gather, binding, data.get())) {
                        return Access.ALL;
                    }
                    index = DataIndex.with(index, binding.getKey(), data.get());
                }
            }
        }
        return new Access.Gather(index, bound);
    }

    /**
     * Whether an index would put a loop around into an expression where that loop is bound to a
     * dimension.
     */
    private static boolean mentionsOther(
            Access.Gather gather, Map.Entry<Loop, Integer> binding, Expr at) {
        return Loops.of(at).stream()
                .anyMatch(
                        loop -> gather.bound().containsKey(loop) && !loop.equals(binding.getKey()));
    }
}
