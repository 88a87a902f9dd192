package org.pathwise.compiler.lower;

import org.pathwise.compiler.type.Bound;
import org.pathwise.compiler.type.Support;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** Whether numbers lie in a support. */
final class Membership {
    private static final double TOLERANCE = 1e-8;

    private final Support support;
    private final List<double[]> bounds;

    /**
     * For a support.
     *
     * @param bounds the values of its computed bounds: one for all elements, or one for each
     */
    Membership(Support support, List<double[]> bounds) {
        this.support = support;
        this.bounds = bounds;
    }

    /**
     * The position of the first element that does not lie in the support (for a vector or matrix:
     * of the first element of the first that does not).
     *
     * @param values row-major
     * @param event the number of elements of one vector or matrix; 1 for scalars
     * @param columns the extent of its last dimension
     * @param placeholders positions that are not looked at
     */
    OptionalInt firstOutside(double[] values, int event, int columns, Set<Integer> placeholders) {
        for (int i = 0; i < values.length; i += event) {
            if (!placeholders.contains(i) && !holds(values, i, event, columns)) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    private double bound(Bound bound, int position) {
        return switch (bound) {
            case Bound.Constant(double value) -> value;
            case Bound.Extent extent ->
                    throw new IllegalArgumentException("no dimension for " + extent);
            case Bound.Computed(int index, _) -> {
                double[] values = bounds.get(index);
                yield values[values.length == 1 ? 0 : position];
            }
        };
    }

    private boolean holds(double[] values, int at, int event, int columns) {
        double value = values[at];
        return switch (support) {
            case Support.Interval(Bound lower, Bound upper) ->
                    bound(lower, at) < value && value < bound(upper, at)
                            || support.equals(Support.REAL) && !Double.isNaN(value);
            case Support.Integers(Bound lower, Bound upper) ->
                    value == Math.rint(value)
                            && bound(lower, at) <= value
                            && value <= bound(upper, at);
            case Support.Structured structured ->
                    switch (structured) {
                        case SIMPLEX ->
                                all(values, at, event, 0)
                                        && Math.abs(sum(values, at, event, false) - 1) < TOLERANCE;
                        case ORDERED -> increasing(values, at, event);
                        case POSITIVE_ORDERED -> value > 0 && increasing(values, at, event);
                        case UNIT_VECTOR -> Math.abs(sum(values, at, event, true) - 1) < TOLERANCE;
                        case REAL_VECTOR -> all(values, at, event, Double.NEGATIVE_INFINITY);
                        case POSITIVE_VECTOR -> all(values, at, event, Double.MIN_VALUE);
                        case COUNTS -> counts(values, at, event);
                        case CORRELATION, COVARIANCE -> symmetric(values, at, columns);
                        case CHOLESKY_CORRELATION, CHOLESKY_COVARIANCE ->
                                lowerTriangular(values, at, columns);
                    };
        };
    }

    private static boolean all(double[] values, int at, int event, double least) {
        for (int i = at; i < at + event; i++) {
            if (!(values[i] >= least)) {
                return false;
            }
        }
        return true;
    }

    private static boolean counts(double[] values, int at, int event) {
        for (int i = at; i < at + event; i++) {
            if (!(values[i] >= 0 && values[i] == Math.rint(values[i]))) {
                return false;
            }
        }
        return true;
    }

    private static boolean increasing(double[] values, int at, int event) {
        for (int i = at + 1; i < at + event; i++) {
            if (!(values[i - 1] < values[i])) {
                return false;
            }
        }
        return !Double.isNaN(values[at]);
    }

    private static double sum(double[] values, int at, int event, boolean squares) {
        double sum = 0;
        for (int i = at; i < at + event; i++) {
            sum += squares ? values[i] * values[i] : values[i];
        }
        return sum;
    }

    private static boolean symmetric(double[] values, int at, int columns) {
        for (int i = 0; i < columns; i++) {
            if (!(values[at + i * columns + i] > 0)) {
                return false;
            }
            for (int j = 0; j < i; j++) {
                if (!(Math.abs(values[at + i * columns + j] - values[at + j * columns + i])
                        < TOLERANCE)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean lowerTriangular(double[] values, int at, int columns) {
        for (int i = 0; i < columns; i++) {
            if (!(values[at + i * columns + i] > 0)) {
                return false;
            }
            for (int j = i + 1; j < columns; j++) {
                if (values[at + i * columns + j] != 0) {
                    return false;
                }
            }
        }
        return true;
    }
}
