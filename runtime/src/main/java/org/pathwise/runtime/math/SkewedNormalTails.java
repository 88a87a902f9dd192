package org.pathwise.runtime.math;

import java.util.function.DoubleUnaryOperator;

/**
 * Log distribution functions of the standard skew normal distribution and of the sum of a standard
 * normal and an exponential variable, accurate far in both tails, with their derivatives. Where the
 * closed forms cancel they are integrals of positive functions over (0, inf), by the
 * double-exponential rule {@code t = s exp(pi/2 sinh u)} (Takahasi and Mori 1974).
 */
public final class SkewedNormalTails {
    private static final double HALF_LOG_TWO_PI = 0.9189385332046727;
    private static final double STEP = 0.05;
    private static final int STEPS = 80;

    private SkewedNormalTails() {}

    /**
     * log P(Y &lt;= z) for the density 2 phi(t) Phi(alpha t) (Azzalini 1985). Of its complement: at
     * (-z, -alpha).
     */
    public static double skewLogCdf(double z, double alpha) {
        if (Double.isNaN(z) || Double.isNaN(alpha)) {
            return Double.NaN;
        }
        if (z <= 0) {
            return logBelow(-z, alpha);
        }
        double logAbove = logBelow(z, -alpha);
        return logAbove < -0.7 || alpha <= 0
                ? LogisticFunctions.log1mExp(logAbove)
                : Math.log(ErrorFunctions.erf(z * Math.sqrt(0.5)) + Math.exp(logBelow(z, alpha)));
    }

    /** d skewLogCdf / dz, the density over the distribution function. */
    public static double skewByValue(double z, double alpha) {
        double logDensity =
                Math.log(2) - 0.5 * z * z - HALF_LOG_TWO_PI + ErrorFunctions.logPhi(alpha * z);
        return Math.exp(logDensity - skewLogCdf(z, alpha));
    }

    /**
     * d skewLogCdf / d alpha: {@code -exp(-z^2 (1 + alpha^2) / 2) / (pi (1 + alpha^2))} over it.
     */
    public static double skewByShape(double z, double alpha) {
        double q = 1 + alpha * alpha;
        return -Math.exp(-0.5 * z * z * q - skewLogCdf(z, alpha)) / (Math.PI * q);
    }

    /**
     * log of the probability below -h, for h of at least 0: the integral over s from alpha on of
     * {@code exp(-h^2 (1 + s^2) / 2) / (pi (1 + s^2))}, which over the whole line is 2 Phi(-h).
     */
    private static double logBelow(double h, double alpha) {
        if (Double.isInfinite(h)) {
            return Double.NEGATIVE_INFINITY;
        }
        if (alpha < 0) {
            double rest = Math.exp(logBelow(h, -alpha) - ErrorFunctions.logPhi(-h));
            return ErrorFunctions.logPhi(-h) + Math.log(2 - rest);
        }
        double q = Math.hypot(1, alpha);
        if (h * q <= 1.4) {
            // Owen 1956, "Tables for Computing Bivariate Normal Probabilities": T(h, alpha) in
            // terms of T(alpha h, 1 / alpha); both integrands are smooth
            return alpha <= 1
                    ? Math.log(ErrorFunctions.Phi(-h) - twiceOwen(h, alpha))
                    : Math.log(
                            twiceOwen(alpha * h, 1 / alpha)
                                    - ErrorFunctions.Phi(-alpha * h)
                                            * ErrorFunctions.erf(h * Math.sqrt(0.5)));
        }
        double square = h * h;
        double scale = Math.min(q, 1 / (h * Math.max(1, h * alpha)));
        double integral =
                positive(
                        t ->
                                Math.exp(-square * t * (alpha + 0.5 * t))
                                        / (1 + (alpha + t) * (alpha + t)),
                        scale);
        return Math.log(integral / Math.PI) - 0.5 * square * q * q;
    }

    /** 2 T(h, a) for a from 0 to 1, by the Gauss-Legendre rule. */
    private static double twiceOwen(double h, double a) {
        double sum = 0;
        for (int i = 0; i < HalfLegendre.COUNT; i++) {
            double s = a * HalfLegendre.node(i);
            double q = 1 + s * s;
            sum += HalfLegendre.weight(i) * Math.exp(-0.5 * h * h * q) / q;
        }
        return a * sum / Math.PI;
    }

    /** log P(X + E / v &lt;= z) for a standard normal X and a standard exponential E. */
    public static double expLogCdf(double z, double v) {
        if (!(v > 0) || Double.isNaN(z)) {
            return Double.NaN;
        }
        if (z == Double.NEGATIVE_INFINITY) {
            return z;
        }
        if (z <= 0.5) {
            return logMillsDifference(z, v) - 0.5 * z * z - HALF_LOG_TWO_PI;
        }
        double exponent = v * (0.5 * v - z);
        if (v < 0.5) {
            // (Phi(z) - Phi(z - v)) + (1 - exp(exponent)) Phi(z - v), both positive
            return Math.log(between(z - v, v) - Math.expm1(exponent) * ErrorFunctions.Phi(z - v));
        }
        double above = ErrorFunctions.Phi(-z) + Math.exp(expLogTail(z, v));
        return Math.log1p(-above);
    }

    /** log(exp(v^2/2 - v z) Phi(z - v)), the log density over v. */
    private static double expLogTail(double z, double v) {
        double w = z - v;
        return w < 0
                ? Math.log(0.5 * ErrorFunctions.erfcx(-w * Math.sqrt(0.5))) - 0.5 * z * z
                : v * (0.5 * v - z) + ErrorFunctions.logPhi(w);
    }

    /** The standard normal probability of an interval of a small length. */
    private static double between(double from, double length) {
        double sum = 0;
        for (int i = 0; i < HalfLegendre.COUNT; i++) {
            double t = from + length * HalfLegendre.node(i);
            sum += HalfLegendre.weight(i) * Math.exp(-0.5 * t * t - HALF_LOG_TWO_PI);
        }
        return length * sum;
    }

    /** d expLogCdf / dz, the density over the distribution function. */
    public static double expByValue(double z, double v) {
        return v * Math.exp(expLogTail(z, v) - expLogCdf(z, v));
    }

    /**
     * d expLogCdf / dv: {@code phi(z) m(z - v)} over it, where {@code m(w) = 1 + w Phi(w) / phi(w)}
     * is the integral over t of {@code t exp(w t - t^2 / 2)}.
     */
    public static double expByRate(double z, double v) {
        double w = z - v;
        double logCdf = expLogCdf(z, v);
        if (w > -1) {
            return Math.exp(-0.5 * z * z - HALF_LOG_TWO_PI - logCdf)
                    + w * Math.exp(expLogTail(z, v) - logCdf);
        }
        double moment = positive(t -> t * Math.exp(t * (w - 0.5 * t)), -1 / w);
        return moment * Math.exp(-0.5 * z * z - HALF_LOG_TWO_PI - logCdf);
    }

    /** log of Phi(z) / phi(z) less the same at z - v, as an integral. */
    private static double logMillsDifference(double z, double v) {
        double scale = 1 / Math.max(1, -z);
        // per unit of v where v is small, against underflow
        double unit = Math.min(1, v);
        double integral =
                positive(t -> Math.exp(t * (z - 0.5 * t)) * (-Math.expm1(-v * t) / unit), scale);
        return Math.log(integral) + Math.log(unit);
    }

    /** The integral of a function from 0 on that changes on a scale. */
    private static double positive(DoubleUnaryOperator function, double scale) {
        double sum = 0;
        for (int k = -STEPS; k <= STEPS; k++) {
            double u = k * STEP;
            double t = scale * Math.exp(0.5 * Math.PI * Math.sinh(u));
            double value = function.applyAsDouble(t);
            if (value > 0) {
                sum += value * t * Math.cosh(u);
            }
        }
        return sum * 0.5 * Math.PI * STEP;
    }
}
