package org.pathwise.compiler.estimate;

import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Exprs;
import org.pathwise.compiler.core.Loop;

import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which elements along one dimension of a site an expression depends on. All indices count from 1.
 * Every access may name more elements than are read, never fewer.
 */
sealed interface Access {
    /** Any element. */
    Access ALL = new All();

    /**
     * More offsets than this are no gain over {@link #ALL}; the limit also ends the analysis of
     * recursions.
     */
    int MOST_OFFSETS = 8;

    record All() implements Access {}

    /**
     * In iteration {@code i} of a loop around the expression, element {@code i + offset} for each
     * offset.
     */
    record Loopwise(Loop loop, SortedSet<Integer> offsets) implements Access {}

    /**
     * In element {@code j} along the expression's own dimension, element {@code j + offset} for
     * each offset.
     */
    record Positional(int position, SortedSet<Integer> offsets) implements Access {}

    /**
     * The element that an index of data names.
     *
     * @param bound for loops that do not stand around the expression any more, the dimension of the
     *     expression that has their place: in its element {@code j}, the loop's variable is {@code
     *     j}
     */
    record Gather(Expr index, Map<Loop, Integer> bound) implements Access {
        public Gather {
            bound = Map.copyOf(bound);
        }
    }

    static Access loopwise(Loop loop, SortedSet<Integer> offsets) {
        return offsets.size() > MOST_OFFSETS ? ALL : new Loopwise(loop, offsets);
    }

    static Access positional(int position, SortedSet<Integer> offsets) {
        return offsets.size() > MOST_OFFSETS ? ALL : new Positional(position, offsets);
    }

    static SortedSet<Integer> shifted(SortedSet<Integer> offsets, int by) {
        SortedSet<Integer> moved = new TreeSet<>();
        offsets.forEach(offset -> moved.add(offset + by));
        return moved;
    }

    static boolean isInPlace(SortedSet<Integer> offsets) {
        return offsets.size() == 1 && offsets.first() == 0;
    }

    /** An access that covers both. */
    default Access or(Access other) {
        if (this instanceof Loopwise(Loop a, var x)
                && other instanceof Loopwise(Loop b, var y)
                && a.equals(b)) {
            return loopwise(a, union(x, y));
        }
        if (this instanceof Positional(int a, var x)
                && other instanceof Positional(int b, var y)
                && a == b) {
            return positional(a, union(x, y));
        }
        boolean sameGather =
                this instanceof Gather(Expr a, var x)
                        && other instanceof Gather(Expr b, var y)
                        && Exprs.same(a, b)
                        && x.equals(y);
        return sameGather ? this : ALL;
    }

    private static SortedSet<Integer> union(SortedSet<Integer> a, SortedSet<Integer> b) {
        SortedSet<Integer> both = new TreeSet<>(a);
        both.addAll(b);
        return both;
    }
}
