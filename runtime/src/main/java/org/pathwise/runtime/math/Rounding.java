package org.pathwise.runtime.math;

/** Piecewise constant functions; NaN in, NaN out. */
public final class Rounding {
    private Rounding() {}

    /** -1, 0 or 1. */
    public static double sign(double x) {
        return Math.signum(x);
    }

    /** To the nearest integer, halves away from zero: round(2.5) = 3, round(-2.5) = -3. */
    public static double round(double x) {
        double magnitude = Math.abs(x);
        double below = Math.floor(magnitude);
        return Math.copySign(magnitude - below >= 0.5 ? below + 1 : below, x);
    }

    /** 0 below zero, 1 from zero on. */
    public static double step(double x) {
        return x >= 0 ? 1 : x < 0 ? 0 : Double.NaN;
    }
}
