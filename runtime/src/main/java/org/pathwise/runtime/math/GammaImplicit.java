package org.pathwise.runtime.math;

/**
 * Implicit reparameterization of the standard Gamma: how a draw z moves with its shape alpha at a
 * fixed value of the distribution function P, dz/dalpha = -(dP/dalpha) / density (Figurnov, Mohamed
 * and Mnih 2018, arXiv:1805.08498).
 *
 * <p>With {@code c = digamma(alpha) - log z}, writing dP/dalpha as an integral of the density times
 * {@code log t - digamma(alpha)} from 0 to z, or minus the same from z to infinity, and
 * substituting t = z exp(-s) or t = z exp(s):
 *
 * <pre>
 * d log z / d alpha = integral over s &gt; 0 of exp(-alpha s - z (exp(-s) - 1)) (c + s)     (lower)
 *                   = integral over s &gt; 0 of exp( alpha s - z (exp( s) - 1)) (s - c)     (upper)
 * </pre>
 *
 * <p>The lower form has no cancellation for c &gt; 0, the upper none for c &lt; 0: one quadrature
 * covers all large shapes; near the mean, where draws are, an expansion in 1/alpha is faster, see
 * {@link GammaImplicitExpansion}. For small shapes the lower form is summed as the power series
 * {@code (1/alpha) sum over n of (digamma(alpha + 1 + n) - log z) z^n / ((alpha+1) ... (alpha+n))}.
 * The relative error is about 1e-11 or less for shapes from 1e-8 to 1e10.
 */
public final class GammaImplicit {
    private static final double SERIES_UP_TO = 60;

    /** Up to this draw the series' common denominator stays far below the largest double. */
    private static final double FRACTION_UP_TO = 40;

    /** Where terms of both signs cancel, more than this sum of terms would cost five digits. */
    private static final double LARGEST_SUM = 1e4;

    private GammaImplicit() {}

    /** dz/dalpha of a Gamma(alpha, 1) draw z. */
    public static double derivative(double z, double alpha) {
        if (!(z > 0)) {
            return z == 0 && alpha > 0 ? 0 : Double.NaN;
        }
        return z * logDerivative(Math.log(z), alpha);
    }

    /**
     * d log z / d alpha of a Gamma(alpha, 1) draw given by its log, which may be far below log of
     * the least double.
     */
    public static double logDerivative(double logZ, double alpha) {
        if (!(alpha > 0) || Double.isNaN(logZ)) {
            return Double.NaN;
        }
        if (logZ == Double.NEGATIVE_INFINITY) {
            return Double.POSITIVE_INFINITY;
        }
        if (alpha >= GammaImplicitExpansion.SHAPE_FROM) {
            double log = logZ - Math.log(alpha);
            if (Math.abs(log) <= GammaImplicitExpansion.LOG_UP_TO) {
                return GammaImplicitExpansion.logDerivative(log, alpha);
            }
        }
        double z = Math.exp(logZ);
        if (alpha < SERIES_UP_TO) {
            double next = GammaFunctions.digamma(alpha + 1) - logZ;
            if (z < FRACTION_UP_TO) {
                double sum = fraction(z, alpha, next);
                if (!Double.isNaN(sum)) {
                    return sum / alpha;
                }
            }
            return z < 1 || next >= 0
                    ? series(z, alpha, next)
                    : GammaTails.upperIntegral(z, alpha, 1 / alpha - next, 1);
        }
        double c = GammaFunctions.digamma(alpha) - logZ;
        return c > 0
                ? GammaTails.lowerIntegral(z, alpha, c, 1)
                : GammaTails.upperIntegral(z, alpha, -c, 1);
    }

    /**
     * The sum of the series as a fraction, whose terms need no division: with {@code Q = (alpha+1)
     * ... (alpha+n)} and {@code A / Q} the sum of {@code z^n / ((alpha+1) ... (alpha+n))}, the sum
     * with the reciprocals as factors is minus its derivative in alpha.
     *
     * @return NaN where the terms cancel too much
     */
    private static double fraction(double z, double alpha, double first) {
        double power = 1;
        double a = 1;
        double aSlope = 0;
        double q = 1;
        double qSlope = 0;
        double shift = alpha;
        do {
            shift += 1;
            power *= z;
            aSlope = aSlope * shift + a;
            a = a * shift + power;
            qSlope = qSlope * shift + q;
            q *= shift;
        } while (power > 1e-17 * a || z > shift);
        double reciprocal = 1 / q;
        double sum = a * reciprocal;
        if (first < 0 && sum > LARGEST_SUM) {
            return Double.NaN;
        }
        return first * sum + sum * (qSlope * reciprocal) - aSlope * reciprocal;
    }

    /** The series, from its first factor digamma(alpha + 1) - log z. */
    private static double series(double z, double alpha, double first) {
        double factor = first;
        double term = 1;
        double sum = factor;
        for (int n = 1; n < 1000; n++) {
            double reciprocal = 1 / (alpha + n);
            term *= z * reciprocal;
            factor += reciprocal;
            double summand = term * factor;
            sum += summand;
            if (summand < 1e-15 * Math.abs(sum) && z < alpha + n) {
                break;
            }
        }
        return sum / alpha;
    }
}
