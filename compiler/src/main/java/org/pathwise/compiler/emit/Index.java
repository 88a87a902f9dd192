package org.pathwise.compiler.emit;

import org.pathwise.compiler.array.Axis;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A position (from 0) along an axis, computed from the loop variables: a constant, plus some of
 * them, plus looked-up positions.
 *
 * @param loops the axes whose loop variables are added
 * @param lookups values of index variables, which count from 1
 */
record Index(List<Axis> loops, int constant, List<Source> lookups) {
    static final Index ZERO = new Index(List.of(), 0, List.of());

    Index {
        loops = List.copyOf(loops);
        lookups = List.copyOf(lookups);
    }

    /** The loop variable of the axis; one of extent 1 has no loop. */
    static Index along(Axis axis) {
        return axis.extent() == 1 ? ZERO : new Index(List.of(axis), 0, List.of());
    }

    /** What an index variable says. */
    static Index lookup(Source source) {
        return source instanceof Source.Constant(double value)
                ? new Index(List.of(), (int) value - 1, List.of())
                : new Index(List.of(), 0, List.of(source));
    }

    Index plus(int offset) {
        return new Index(loops, constant + offset, lookups);
    }

    /** Whether this is the axis's own loop variable and nothing else. */
    boolean isAlong(Axis axis) {
        return equals(along(axis));
    }

    /**
     * The place of each element in itself: every axis along its own loop. The map may be changed.
     */
    static Map<Axis, Index> identity(List<Axis> axes) {
        Map<Axis, Index> at = new HashMap<>();
        axes.forEach(axis -> at.put(axis, along(axis)));
        return at;
    }
}
