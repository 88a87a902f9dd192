package org.pathwise.runtime.math;

/**
 * The two tails of the standard Gamma(alpha, 1) on the log scale, at a point given by its log.
 *
 * <p>With f the density, the lower tail P is the density of log z times an integral without
 * cancellation, and so is the upper tail Q (substitute t = z exp(-s) or t = z exp(s)):
 *
 * <pre>
 * P / (z f(z)) = integral over s &gt; 0 of exp(-alpha s - z (exp(-s) - 1))
 * Q / (z f(z)) = integral over s &gt; 0 of exp( alpha s - z (exp( s) - 1))
 * </pre>
 *
 * <p>The smaller tail is computed so, by quadrature or, for small shapes, by the power series DLMF
 * 8.7.1 and 8.11.4; the larger one is its complement. Relative errors of P and Q are about 1e-13
 * for shapes from 1e-8 to 1e10, as far out as their logs are finite.
 */
public final class GammaTails {
    /** Below this shape the lower tail is summed, from it on integrated. */
    private static final double SERIES_UP_TO = 60;

    /** Where the integrand's exponent is cut: exp(-40) is below the precision sought. */
    private static final double CUT = 40;

    private GammaTails() {}

    /** log P(alpha, exp(logZ)). */
    public static double logLower(double logZ, double alpha) {
        return logLower(Math.exp(logZ), logZ, alpha);
    }

    /** log Q(alpha, exp(logZ)). */
    public static double logUpper(double logZ, double alpha) {
        return logUpper(Math.exp(logZ), logZ, alpha);
    }

    /**
     * P / (z f(z)) with z = exp(logZ): one over the derivative of log P in log z, and the
     * derivative of the log quantile in log P. Infinite where z f underflows.
     */
    public static double lowerRatio(double logZ, double alpha) {
        double z = Math.exp(logZ);
        if (!isInside(z, alpha)) {
            return outside(z, logZ, alpha, 1 / alpha, Double.POSITIVE_INFINITY);
        }
        return isLower(z, alpha) && alpha >= 1
                ? lowerIntegral(z, alpha)
                : Math.exp(logLower(z, logZ, alpha) - logKernel(z, logZ, alpha));
    }

    /** Q / (z f(z)) with z = exp(logZ), see {@link #lowerRatio}. */
    public static double upperRatio(double logZ, double alpha) {
        double z = Math.exp(logZ);
        if (!isInside(z, alpha)) {
            double logP = logLimit(logZ, alpha);
            double belowAll = Math.exp(LogisticFunctions.log1mExp(logP) - logP - Math.log(alpha));
            return outside(z, logZ, alpha, belowAll, 0);
        }
        return isLower(z, alpha)
                ? Math.exp(logUpper(z, logZ, alpha) - logKernel(z, logZ, alpha))
                : upperIntegral(z, alpha, 1, 0);
    }

    /**
     * P Q / (z f(z)) with z = exp(logZ): one over the derivative of logit P in log z, and the
     * derivative of the log quantile in logit P.
     */
    public static double logitRatio(double logZ, double alpha) {
        return logZ <= Math.log(alpha)
                ? lowerRatio(logZ, alpha) * Math.exp(logUpper(logZ, alpha))
                : upperRatio(logZ, alpha) * Math.exp(logLower(logZ, alpha));
    }

    static double logLower(double z, double logZ, double alpha) {
        if (!isInside(z, alpha)) {
            return outside(z, logZ, alpha, logLimit(logZ, alpha), 0);
        }
        return isLower(z, alpha)
                ? logLowerDirectly(z, logZ, alpha)
                : LogisticFunctions.log1mExp(logUpperDirectly(z, logZ, alpha));
    }

    static double logUpper(double z, double logZ, double alpha) {
        if (!isInside(z, alpha)) {
            double logQ = LogisticFunctions.log1mExp(logLimit(logZ, alpha));
            return outside(z, logZ, alpha, logQ, Double.NEGATIVE_INFINITY);
        }
        return isLower(z, alpha)
                ? LogisticFunctions.log1mExp(logLowerDirectly(z, logZ, alpha))
                : logUpperDirectly(z, logZ, alpha);
    }

    /** log(z f(z)) = alpha log z - z - lgamma(alpha). */
    static double logKernel(double z, double logZ, double alpha) {
        if (alpha < 1) {
            return alpha * logZ - z - GammaDifferences.lgammaOnePlus(alpha) + Math.log(alpha);
        }
        double excess = (z - alpha) / alpha;
        double deviance =
                Math.abs(excess) <= 0.5
                        ? GammaDifferences.log1pMinus(excess)
                        : (logZ - Math.log(alpha)) - excess;
        return alpha * deviance
                + 0.5 * Math.log(alpha)
                - GammaFunctions.HALF_LOG_TWO_PI
                - GammaDifferences.stirlingRemainder(alpha);
    }

    /** integral over s &gt; 0 of exp(-alpha s - z (exp(-s) - 1)) (constant + slope s). */
    static double lowerIntegral(double z, double alpha, double constant, double slope) {
        double end = endOfQuadratic(1.5 * CUT, alpha - z, z);
        double sum = 0;
        for (int i = 0; i < HalfLegendre.COUNT; i++) {
            double s = end * HalfLegendre.node(i);
            sum +=
                    HalfLegendre.weight(i)
                            * Math.exp(-alpha * s - z * lessOne(-s, z))
                            * (constant + slope * s);
        }
        return end * sum;
    }

    /** integral over s &gt; 0 of exp(alpha s - z (exp(s) - 1)) (constant + slope s). */
    static double upperIntegral(double z, double alpha, double constant, double slope) {
        double end = endOfQuadratic(CUT, z - alpha, z);
        // the quadratic bounds the exponent from below; for small z the exponential ends much
        // sooner
        double excess = z * Math.expm1(end) - alpha * end;
        while (excess > 1.25 * CUT) {
            end -= (excess - CUT) / (z * Math.exp(end) - alpha);
            excess = z * Math.expm1(end) - alpha * end;
        }
        double sum = 0;
        for (int i = 0; i < HalfLegendre.COUNT; i++) {
            double s = end * HalfLegendre.node(i);
            sum +=
                    HalfLegendre.weight(i)
                            * Math.exp(alpha * s - z * lessOne(s, z))
                            * (constant + slope * s);
        }
        return end * sum;
    }

    /** Whether the lower tail is the one to compute, the upper one being its complement. */
    private static boolean isLower(double z, double alpha) {
        return z <= alpha || z < 1;
    }

    private static double logLowerDirectly(double z, double logZ, double alpha) {
        if (alpha < 1) { // z is below 1: DLMF 8.7.1 alternates, but its terms are small
            double term = 1;
            double sum = 0;
            for (int n = 1; n < 30; n++) {
                term *= -z / n;
                sum += term / (alpha + n);
            }
            return alpha * logZ - GammaDifferences.lgammaOnePlus(alpha) + Math.log1p(alpha * sum);
        }
        return logKernel(z, logZ, alpha) + Math.log(lowerIntegral(z, alpha));
    }

    private static double logUpperDirectly(double z, double logZ, double alpha) {
        if (z > 1e20 * Math.max(1, alpha)) { // DLMF 8.11.2: its first term is all there is
            return logKernel(z, logZ, alpha) - logZ;
        }
        return logKernel(z, logZ, alpha) + Math.log(upperIntegral(z, alpha, 1, 0));
    }

    private static double lowerIntegral(double z, double alpha) {
        if (alpha >= SERIES_UP_TO) {
            return lowerIntegral(z, alpha, 1, 0);
        }
        double term = 1;
        double sum = 1;
        for (int n = 1; term > 1e-17 * sum; n++) {
            term *= z / (alpha + n);
            sum += term;
        }
        return sum / alpha;
    }

    /** Whether z is neither so small nor so large that a limit serves. */
    private static boolean isInside(double z, double alpha) {
        return z >= Double.MIN_NORMAL && z < Double.POSITIVE_INFINITY && alpha > 0;
    }

    /** log P for z to 0. */
    private static double logLimit(double logZ, double alpha) {
        return alpha * logZ - GammaDifferences.lgammaOnePlus(Math.max(alpha, 0));
    }

    private static double outside(double z, double logZ, double alpha, double below, double above) {
        if (!(alpha > 0) || Double.isNaN(logZ)) {
            return Double.NaN;
        }
        return z < 1 ? below : above;
    }

    /**
     * exp(s) - 1; up to z = 10,000 the rounding error that z multiplies is harmless, and exp is
     * faster.
     */
    private static double lessOne(double s, double z) {
        return z < 1e4 ? Math.exp(s) - 1 : Math.expm1(s);
    }

    /** The positive s with slope s + curvature s^2 / 2 = value. */
    private static double endOfQuadratic(double value, double slope, double curvature) {
        double root = Math.sqrt(slope * slope + 2 * value * curvature);
        // two forms of one formula: the one without cancellation
        return slope >= 0 ? 2 * value / (slope + root) : (root - slope) / curvature;
    }
}
