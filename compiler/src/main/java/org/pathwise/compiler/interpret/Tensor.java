package org.pathwise.compiler.interpret;

import org.pathwise.compiler.array.Axis;

import java.util.Arrays;
import java.util.List;

/** The value of a variable: its elements, row-major in an order of its axes. */
public final class Tensor {
    private final List<Axis> order;
    private final double[] values;

    /**
     * Wraps an array, which is not copied.
     *
     * @throws IllegalArgumentException if the length does not fit the axes
     */
    public Tensor(List<Axis> order, double... values) {
        this.order = List.copyOf(order);
        this.values = values;
        if (values.length != size(order)) {
            throw new IllegalArgumentException(values.length + " values for axes " + order);
        }
    }

    /** A single number. */
    public static Tensor scalar(double value) {
        return new Tensor(List.of(), value);
    }

    /** An array of zeros. */
    public static Tensor zeros(List<Axis> order) {
        return new Tensor(order, new double[size(order)]);
    }

    /** The axes, outermost first. */
    public List<Axis> order() {
        return order;
    }

    /** The elements, not copied. */
    public double[] values() {
        return values;
    }

    /** The only element of a scalar. */
    public double scalar() {
        if (values.length != 1) {
            throw new IllegalStateException("not a scalar: " + this);
        }
        return values[0];
    }

    /** The distance between neighbours along an axis; 0 if there is no such axis. */
    public int stride(Axis axis) {
        int at = order.indexOf(axis);
        return at < 0 ? 0 : size(order.subList(at + 1, order.size()));
    }

    /**
     * The same elements with the axes in another order; an axis that is missing is repeated along.
     */
    public Tensor arranged(List<Axis> axes) {
        if (axes.equals(order)) {
            return this;
        }
        Tensor result = zeros(axes);
        Places.walk(axes, List.of(this, result), at -> result.values[at[1]] = values[at[0]]);
        return result;
    }

    private static int size(List<Axis> axes) {
        int size = 1;
        for (Axis axis : axes) {
            size = Math.multiplyExact(size, axis.extent());
        }
        return size;
    }

    @Override
    public String toString() {
        return order + Arrays.toString(values);
    }
}
