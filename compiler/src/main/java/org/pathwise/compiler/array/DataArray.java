package org.pathwise.compiler.array;

import java.util.List;

/**
 * Numbers that a program reads and never changes: the user's data, and tables that the compiler
 * makes. Compared by identity; the values are not copied and must not be changed.
 */
public final class DataArray {
    private final String name;
    private final List<Axis> order;
    private final double[] values;

    /**
     * Wraps an array.
     *
     * @param name the data's name
     * @param order its axes, outermost first
     * @param values its elements, row-major in that order
     * @throws IllegalArgumentException if the length does not fit the axes
     */
    public DataArray(String name, List<Axis> order, double[] values) {
        this.name = name;
        this.order = List.copyOf(order);
        this.values = values;
        long size = 1;
        for (Axis axis : order) {
            size *= axis.extent();
        }
        if (size != values.length) {
            throw new IllegalArgumentException(
                    name + ": " + values.length + " values for axes " + order);
        }
    }

    public String name() {
        return name;
    }

    /** The axes, outermost first. */
    public List<Axis> order() {
        return order;
    }

    /** The elements, row-major in {@link #order}; not to be changed. */
    public double[] values() {
        return values;
    }

    @Override
    public String toString() {
        return name;
    }
}
