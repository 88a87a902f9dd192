package org.pathwise.compiler.type;

/** An end of an interval of values. */
public sealed interface Bound {
    Bound NEGATIVE_INFINITY = new Constant(Double.NEGATIVE_INFINITY);
    Bound POSITIVE_INFINITY = new Constant(Double.POSITIVE_INFINITY);
    Bound ZERO = new Constant(0);
    Bound ONE = new Constant(1);

    /** A number known to the compiler, or an infinity. */
    record Constant(double value) implements Bound {
        @Override
        public String toString() {
            if (Double.isInfinite(value)) {
                return value > 0 ? "inf" : "-inf";
            }
            return value == Math.rint(value) && Math.abs(value) < 1e15
                    ? Long.toString((long) value)
                    : Double.toString(value);
        }
    }

    /**
     * The extent of a dimension of a distribution's parameter, by the dimension's label, plus a
     * number: {@code K} of {@code Categorical(p)}. A call's own support has the dimension instead.
     */
    record Extent(String label, int more) implements Bound {
        @Override
        public String toString() {
            return more == 0 ? label : label + "+" + more;
        }
    }

    /**
     * A bound that is computed: the {@code index}-th of the list that stands beside the support (a
     * distribution's parameters, or the bound expressions of a declaration).
     *
     * @param text how reports show it
     */
    record Computed(int index, String text) implements Bound {
        @Override
        public String toString() {
            return text;
        }
    }
}
