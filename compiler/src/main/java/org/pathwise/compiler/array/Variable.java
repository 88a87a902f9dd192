package org.pathwise.compiler.array;

import java.util.Collection;
import java.util.List;

/**
 * A variable of an array program.
 *
 * @param id tells variables apart; unique within a compilation, see {@link Names}
 * @param name what printouts and messages call it; not unique
 * @param axes the axes it varies over, each once, sorted by their ids; empty for a scalar
 */
public record Variable(int id, String name, List<Axis> axes) {
    public Variable {
        axes = List.copyOf(axes);
        for (int i = 1; i < axes.size(); i++) {
            if (axes.get(i - 1).id() >= axes.get(i).id()) {
                throw new IllegalArgumentException(
                        name + ": axes are not sorted or not distinct: " + axes);
            }
        }
    }

    /** Whether the variable varies over the axis. */
    public boolean has(Axis axis) {
        return axes.contains(axis);
    }

    /** Whether the variable varies over at least these axes. */
    public boolean hasAll(Collection<Axis> all) {
        return axes.containsAll(all);
    }

    /** The number of elements. */
    public long size() {
        long size = 1;
        for (Axis axis : axes) {
            size *= axis.extent();
        }
        return size;
    }

    @Override
    public String toString() {
        return name + "." + id;
    }
}
