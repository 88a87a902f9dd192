package org.pathwise.runtime.random;

import org.pathwise.runtime.math.LogisticFunctions;

/**
 * Keeps draws inside open supports, where rounding would put them on an end: there a density may be
 * infinite or 0, and a transform has no inverse.
 */
public final class Interior {
    private static final double BELOW_ONE = Math.nextDown(1.0);

    private Interior() {}

    /**
     * exp(x) as a number above 0 that has a reciprocal, and below infinity: the nearest such number
     * where exp underflows or overflows. NaN stays NaN.
     */
    public static double positiveFromLog(double x) {
        return Math.clamp(Math.exp(x), Double.MIN_NORMAL, Double.MAX_VALUE);
    }

    /** 1 / (1 + exp(-x)) as a number above 0 that has a reciprocal, and below 1. */
    public static double unitFromLogit(double x) {
        return Math.clamp(LogisticFunctions.invLogit(x), Double.MIN_NORMAL, BELOW_ONE);
    }

    /**
     * x, or the nearest number that lies between the ends without being one of them (and has a
     * reciprocal, if an end is 0). NaN stays NaN; with ends that leave nothing between them it is
     * NaN too.
     */
    public static double inside(double x, double lower, double upper) {
        double least = lower == 0 ? Double.MIN_NORMAL : Math.nextUp(lower);
        double most = upper == 0 ? -Double.MIN_NORMAL : Math.nextDown(upper);
        return least <= most ? Math.max(least, Math.min(x, most)) : Double.NaN;
    }
}
