package org.pathwise.compiler.catalogue;

import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Interval arithmetic: the bounds of results, of exact arithmetic, with open and closed ends. */
final class Ranges {
    static final Range SINE = Range.closed(-1, 1);
    static final Range TRUTH = Range.closed(0, 1);

    private Ranges() {}

    static Range add(Range a, Range b) {
        return new Range(
                orElse(a.lower() + b.lower(), Double.NEGATIVE_INFINITY),
                orElse(a.upper() + b.upper(), Double.POSITIVE_INFINITY),
                a.lowerOpen() || b.lowerOpen(),
                a.upperOpen() || b.upperOpen());
    }

    static Range negate(Range a) {
        return new Range(-a.upper(), -a.lower(), a.upperOpen(), a.lowerOpen());
    }

    static Range subtract(Range a, Range b) {
        return add(a, negate(b));
    }

    /**
     * From the four products of ends; an end's product is reached if both ends are, or if one is a
     * 0 that is.
     */
    static Range multiply(Range a, Range b) {
        double[] x = {a.lower(), a.lower(), a.upper(), a.upper()};
        double[] y = {b.lower(), b.upper(), b.lower(), b.upper()};
        boolean[] openX = {a.lowerOpen(), a.lowerOpen(), a.upperOpen(), a.upperOpen()};
        boolean[] openY = {b.lowerOpen(), b.upperOpen(), b.lowerOpen(), b.upperOpen()};
        Range result = corner(x[0], y[0], openX[0], openY[0]);
        for (int i = 1; i < 4; i++) {
            result = result.union(corner(x[i], y[i], openX[i], openY[i]));
        }
        return result;
    }

    private static Range corner(double x, double y, boolean openX, boolean openY) {
        boolean zero = x == 0 || y == 0;
        boolean reached = !openX && !openY || x == 0 && !openX || y == 0 && !openY;
        double product = zero ? 0 : x * y;
        return new Range(product, product, !reached, !reached);
    }

    static Range divide(Range a, Range b) {
        return b.mayBeZero() ? Range.ANY : multiply(a, reciprocal(b));
    }

    /** Of an interval without 0. */
    static Range reciprocal(Range a) {
        if (!a.isPositive()) {
            return negate(reciprocal(negate(a)));
        }
        // a lower end of -0.0, as negation makes, counts as 0
        return new Range(1 / a.upper(), 1 / (a.lower() + 0.0), a.upperOpen(), a.lowerOpen());
    }

    static Range abs(Range a) {
        if (a.lower() >= 0) {
            return a;
        }
        Range mirrored = negate(a);
        if (a.upper() <= 0) {
            return mirrored;
        }
        Range union = a.union(mirrored);
        return new Range(0, union.upper(), false, union.upperOpen());
    }

    static Range square(Range a) {
        return increasing(abs(a), x -> x * x, Range.NON_NEGATIVE);
    }

    /**
     * Of an increasing function onto {@code image}; an end outside its domain gives the image's
     * end.
     */
    static Range increasing(Range a, DoubleUnaryOperator f, Range image) {
        double lower = f.applyAsDouble(a.lower());
        double upper = f.applyAsDouble(a.upper());
        boolean belowImage = !(lower > image.lower());
        boolean aboveImage = !(upper < image.upper());
        return new Range(
                belowImage ? image.lower() : lower,
                aboveImage ? image.upper() : upper,
                belowImage
                        ? image.lowerOpen() || lower == image.lower() && a.lowerOpen()
                        : a.lowerOpen(),
                aboveImage
                        ? image.upperOpen() || upper == image.upper() && a.upperOpen()
                        : a.upperOpen());
    }

    static Range decreasing(Range a, DoubleUnaryOperator f, Range image) {
        return increasing(negate(a), x -> f.applyAsDouble(-x), image);
    }

    /** {@code a ^ b}. */
    static Range power(Range a, Range b) {
        if (b.isPoint() && b.lower() == Math.rint(b.lower()) && b.lower() > 0) {
            double exponent = b.lower();
            boolean even = exponent % 2 == 0;
            return increasing(
                    even ? abs(a) : a,
                    x -> Math.pow(x, exponent),
                    even ? Range.NON_NEGATIVE : Range.ANY);
        }
        if (a.isPositive()) {
            Range exponent = multiply(b, increasing(a, Math::log, Range.ANY));
            return increasing(exponent, Math::exp, Range.POSITIVE);
        }
        return a.isNonNegative() && b.isNonNegative() ? Range.NON_NEGATIVE : Range.ANY;
    }

    static Range max(Range a, Range b) {
        double lower = Math.max(a.lower(), b.lower());
        Range union = a.union(b);
        boolean open = a.lower() == lower && a.lowerOpen() || b.lower() == lower && b.lowerOpen();
        return new Range(lower, union.upper(), open, union.upperOpen());
    }

    static Range min(Range a, Range b) {
        return negate(max(negate(a), negate(b)));
    }

    /** Of the sum of at least one element. */
    static Range sum(Range a) {
        boolean bounded = a.lower() >= 0;
        boolean boundedAbove = a.upper() <= 0;
        return new Range(
                bounded ? a.lower() : Double.NEGATIVE_INFINITY,
                boundedAbove ? a.upper() : Double.POSITIVE_INFINITY,
                !bounded || a.lowerOpen(),
                !boundedAbove || a.upperOpen());
    }

    /** Of the product of at least one element. */
    static Range product(Range a) {
        if (a.isWithin(TRUTH)) {
            return new Range(0, a.upper(), a.isPositive(), a.upperOpen());
        }
        return a.isPositive() ? Range.POSITIVE : a.isNonNegative() ? Range.NON_NEGATIVE : Range.ANY;
    }

    /** The smallest interval that holds all. */
    static Range union(List<Range> ranges) {
        return ranges.stream().reduce(Range::union).orElse(Range.ANY);
    }

    private static double orElse(double value, double otherwise) {
        return Double.isNaN(value) ? otherwise : value;
    }
}
