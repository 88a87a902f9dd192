package org.pathwise.runtime.math;

/**
 * The log of the standard normal probability of an interval by its lower end and its width, which
 * keeps narrow intervals and those far out in a tail.
 */
public final class NormalInterval {
    /** Below this width, in units of the scale on which the density changes, a series is used. */
    private static final double NARROW = 0.5;

    private static final int TERMS = 14;

    private NormalInterval() {}

    /** {@code log(Phi(a + width) - Phi(a))} for a width of at least 0; NaN below. */
    public static double logProbability(double a, double width) {
        if (!(width > 0) || Double.isNaN(a)) {
            return width == 0 ? Double.NEGATIVE_INFINITY : Double.NaN;
        }
        double middle = a + 0.5 * width;
        if (isNarrow(middle, width)) {
            return logDensity(middle) + Math.log(width) + Math.log1p(excess(middle, width));
        }
        // the side on which both tails are small
        double upper = middle > 0 ? -a : a + width;
        double lower = middle > 0 ? -(a + width) : a;
        double log = ErrorFunctions.logPhi(upper);
        return log + LogisticFunctions.log1mExp(ErrorFunctions.logPhi(lower) - log);
    }

    /**
     * The derivative of {@link #logProbability} in the lower end at fixed width, {@code (phi(a +
     * width) - phi(a)) / (Phi(a + width) - Phi(a))}.
     */
    public static double logProbabilityDerivative(double a, double width) {
        double middle = a + 0.5 * width;
        if (isNarrow(middle, width)) {
            return slope(middle, width) / (1 + excess(middle, width)) - middle;
        }
        double log = logProbability(a, width);
        return Math.exp(logDensity(a + width) - log) - Math.exp(logDensity(a) - log);
    }

    private static boolean isNarrow(double middle, double width) {
        return width * Math.max(1, Math.abs(middle)) < NARROW;
    }

    private static double logDensity(double x) {
        return -0.5 * x * x - GammaFunctions.HALF_LOG_TWO_PI;
    }

    /**
     * The mean of {@code phi(middle + t) / phi(middle) - 1} over t of the interval: the even terms
     * of the Taylor series, {@code sum of He_n(middle) (width/2)^n / (n + 1)!} with the Hermite
     * polynomials of DLMF 18.5, by their recurrence.
     */
    private static double excess(double middle, double width) {
        double h = 0.5 * width;
        double before = 1;
        double now = middle * h; // He_n(middle) h^n / n!
        double sum = 0;
        for (int n = 2; n <= TERMS; n++) {
            double next = (middle * h * now - h * h * before) / n;
            before = now;
            now = next;
            if (n % 2 == 0) {
                sum += now / (n + 1);
            }
        }
        return sum;
    }

    /** The derivative of {@link #excess} in the middle, by {@code He_n' = n He_(n-1)}. */
    private static double slope(double middle, double width) {
        double h = 0.5 * width;
        double before = 1;
        double now = middle * h;
        double sum = h * now / 3;
        for (int n = 2; n < TERMS; n++) {
            double next = (middle * h * now - h * h * before) / n;
            before = now;
            now = next;
            if (n % 2 == 1) {
                sum += h * now / (n + 2);
            }
        }
        return sum;
    }
}
