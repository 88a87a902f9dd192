package org.pathwise.runtime.math;

import org.apache.commons.numbers.gamma.Erf;
import org.apache.commons.numbers.gamma.Erfc;
import org.apache.commons.numbers.gamma.Erfcx;

/** The error functions and the standard normal distribution function with its log and inverse. */
public final class ErrorFunctions {
    private static final double SQRT_HALF = 0.7071067811865476;

    /** What SQRT_HALF lacks to the exact root. */
    private static final double SQRT_HALF_REST = -4.833646656726457e-17;

    private static final double TWO_OVER_SQRT_PI = 1.1283791670955126;

    private ErrorFunctions() {}

    public static double erf(double x) {
        return Erf.value(x);
    }

    /** 1 - erf(x) without cancellation. */
    public static double erfc(double x) {
        return Erfc.value(x);
    }

    /** The standard normal distribution function, accurate in both tails. */
    public static double Phi(double x) {
        double t = -x * SQRT_HALF;
        double tail = Erfc.value(t);
        if (!(t > 1) || tail == 0) {
            return 0.5 * tail;
        }
        // erfc multiplies the rounding error of its argument by 2 t^2: 1e-13 at x = -37
        return 0.5 * tail * (1 - 2 * t * scalingError(-x, t));
    }

    /** log Phi(x), finite where Phi underflows. */
    public static double logPhi(double x) {
        if (x > 0) {
            return Math.log1p(-Phi(-x));
        }
        if (x > -1) {
            return Math.log(0.5 * Erfc.value(-x * SQRT_HALF));
        }
        return Math.log(0.5 * Erfcx.value(-x * SQRT_HALF)) - 0.5 * x * x;
    }

    /** The standard normal quantile; infinite at 0 and 1, NaN outside. Wichura 1988, AS 241. */
    public static double invPhi(double p) {
        if (!(p > 0 && p < 1)) {
            return p == 0
                    ? Double.NEGATIVE_INFINITY
                    : p == 1 ? Double.POSITIVE_INFINITY : Double.NaN;
        }
        double q = p - 0.5;
        if (Math.abs(q) <= 0.425) {
            return q * NormalQuantile.central(0.180625 - q * q);
        }
        double r = Math.sqrt(-Math.log(q < 0 ? p : 1 - p));
        double x = r <= 5 ? NormalQuantile.middle(r - 1.6) : NormalQuantile.far(r - 5);
        return q < 0 ? -x : x;
    }

    /** d erf(x) / dx. */
    public static double erfDerivative(double x) {
        return TWO_OVER_SQRT_PI * Math.exp(-x * x);
    }

    /**
     * x * sqrt(1/2) - t for t = fl(x * fl(sqrt(1/2))); 0 where there is nothing finite to correct.
     */
    private static double scalingError(double x, double t) {
        return t < 1e10 ? Math.fma(x, SQRT_HALF, -t) + x * SQRT_HALF_REST : 0;
    }
}
