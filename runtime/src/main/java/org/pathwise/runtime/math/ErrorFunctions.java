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
    private static final double SQRT_HALF_PI = 1.2533141373155003;

    /** From here on the derivative of erfcx is taken by a continued fraction. */
    private static final double FRACTION_FROM = 4;

    private static final int FRACTION_TERMS = 30;

    private ErrorFunctions() {}

    public static double erf(double x) {
        return Erf.value(x);
    }

    /** 1 - erf(x) without cancellation. */
    public static double erfc(double x) {
        return Erfc.value(x);
    }

    /** exp(x^2) erfc(x), which does not underflow. */
    public static double erfcx(double x) {
        return Erfcx.value(x);
    }

    /** log erfc(x), finite where erfc underflows. */
    public static double logErfc(double x) {
        return x < 0.5 ? Math.log1p(-Erf.value(x)) : Math.log(Erfcx.value(x)) - x * x;
    }

    /**
     * d erfcx(x) / dx = 2 x erfcx(x) - 2 / sqrt(pi). The two terms cancel for large x; there
     * Laplace's continued fraction {@code erfcx(x) = 1 / (sqrt(pi) (x + K))} with {@code K = (1/2)
     * / (x + (2/2) / (x + (3/2) / (x + ...)))} (DLMF 7.9.1) makes it -2 K erfcx(x).
     */
    public static double erfcxDerivative(double x) {
        double value = Erfcx.value(x);
        if (!(x >= FRACTION_FROM)) {
            return 2 * x * value - TWO_OVER_SQRT_PI;
        }
        double denominator = x;
        for (int n = FRACTION_TERMS; n >= 2; n--) {
            denominator = x + 0.5 * n / denominator;
        }
        return -value / denominator;
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
        return Math.copySign(upperQuantile(Math.log(q < 0 ? p : 1 - p)), q);
    }

    /**
     * The standard normal quantile of a probability P given as log P and log(1 - P), each accurate
     * where it is small: the z with {@code log Phi(z) - log Phi(-z) = logP - logQ}. No tail is out
     * of reach: z = -1e6 is the quantile of log P = -5e11.
     */
    public static double invPhiLog(double logP, double logQ) {
        double logit = logP - logQ;
        double q = 0.5 * Math.tanh(0.5 * logit);
        if (Math.abs(q) <= 0.425) {
            return q * NormalQuantile.central(0.180625 - q * q);
        }
        double logTail = LogisticFunctions.logInvLogit(-Math.abs(logit));
        return Math.copySign(upperQuantile(logTail), logit);
    }

    /** The z of at least 1.4 with {@code log Phi(-z) = logTail}. */
    private static double upperQuantile(double logTail) {
        double r = Math.sqrt(-logTail);
        if (r <= 5) {
            return NormalQuantile.middle(r - 1.6);
        }
        if (r <= 27) {
            return NormalQuantile.far(r - 5);
        }
        // Newton's method on log Phi, all but quadratic here, from the first terms of its expansion
        double z = Math.sqrt(2) * r;
        for (int i = 0; i < 3 && z < Double.POSITIVE_INFINITY; i++) {
            double scaled = Erfcx.value(z * SQRT_HALF);
            // log Phi(-z) = log(scaled / 2) - z^2 / 2, the square taken against r without rounding
            double gap = Math.log(0.5 * scaled) + (r - z * SQRT_HALF) * (r + z * SQRT_HALF);
            z += gap * SQRT_HALF_PI * scaled;
        }
        return z;
    }

    /**
     * x * sqrt(1/2) - t for t = fl(x * fl(sqrt(1/2))); 0 where there is nothing finite to correct.
     */
    private static double scalingError(double x, double t) {
        return t < 1e10 ? Math.fma(x, SQRT_HALF, -t) + x * SQRT_HALF_REST : 0;
    }
}
