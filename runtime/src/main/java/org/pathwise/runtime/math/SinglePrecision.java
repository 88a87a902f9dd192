package org.pathwise.runtime.math;

/** Single precision for numbers that are computed in double precision. */
public final class SinglePrecision {
    private static final float BELOW_ONE = Math.nextDown(1f);

    private SinglePrecision() {}

    /**
     * The nearest number, but that what is below 1 in size stays so: the quantile of a uniform
     * number is finite.
     */
    public static float round(double x) {
        float nearest = (float) x;
        return Math.abs(nearest) == 1 && Math.abs(x) < 1
                ? Math.copySign(BELOW_ONE, nearest)
                : nearest;
    }
}
