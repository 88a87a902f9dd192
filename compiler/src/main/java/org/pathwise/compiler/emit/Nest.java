package org.pathwise.compiler.emit;

import org.pathwise.compiler.array.Axis;

import java.util.List;
import java.util.Optional;

/**
 * Items that share loops, in the order in which they run at each point.
 *
 * @param loops the axes looped over, outermost first
 * @param inner what each step of a sequential loop runs
 */
record Nest(Kind kind, List<Axis> loops, List<Item> items, List<Segment> inner) {
    Nest {
        loops = List.copyOf(loops);
        items = List.copyOf(items);
        inner = List.copyOf(inner);
    }

    /**
     * The number of loops, from outside, after which an accumulation is done with one element of
     * its target: all loops further inside are reduced.
     */
    int keptDepth(Item.Sink.Accumulate accumulate) {
        int depth = loops.size();
        while (depth > 0 && accumulate.over().contains(loops.get(depth - 1))) {
            depth--;
        }
        return depth;
    }

    /**
     * Whether an accumulation meets an element of its target several times, so that it adds up in
     * memory.
     */
    boolean returns(Item.Sink.Accumulate accumulate, Optional<Axis> wide) {
        return wide.isPresent() && accumulate.over().contains(wide.get())
                || loops.subList(0, keptDepth(accumulate)).stream()
                        .anyMatch(accumulate.over()::contains);
    }

    /** How a nest is executed. */
    enum Kind {
        /** One element at a time. */
        SCALAR,
        /** The innermost loop takes a vector at a time. */
        VECTOR,
        /** A runtime method is called on each innermost row. */
        ROWS,
        /** A runtime method multiplies a chunk of a matrix with a vector; a single item. */
        COLUMNS,
        /** Running sums along an axis; a single item. */
        CUMULATE,
        /** The product of two matrices; a single item. */
        PRODUCT,
        /** A matrix routine; a single item. */
        MATRIX,
        /** A sequential loop; a single item. */
        LOOP
    }
}
