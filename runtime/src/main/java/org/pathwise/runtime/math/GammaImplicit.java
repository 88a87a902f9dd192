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
 * covers all large shapes. For small shapes the lower form is summed as the power series {@code
 * (1/alpha) sum over n of (digamma(alpha + 1 + n) - log z) z^n / ((alpha+1) ... (alpha+n))}. The
 * relative error is about 1e-11 or less for shapes from 1e-8 to 1e10.
 */
public final class GammaImplicit {
    private static final double SERIES_UP_TO = 60;

    /** Where the integrand's exponent is cut: exp(-40) is below the precision sought. */
    private static final double CUT = 40;

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
        double z = Math.exp(logZ);
        double digamma = GammaFunctions.digamma(alpha);
        double c = digamma - logZ;
        if (alpha < SERIES_UP_TO && (z < 1 || c + 1 / alpha >= 0)) {
            return series(logZ, z, alpha, c + 1 / alpha);
        }
        return c > 0 ? lower(z, alpha, c) : upper(z, alpha, -c);
    }

    private static double series(double logZ, double z, double alpha, double first) {
        // digamma(alpha + 1) - log z; for tiny alpha the caller's sum of two huge terms is useless
        double factor = alpha < 0.5 ? GammaFunctions.digamma(alpha + 1) - logZ : first;
        double term = 1;
        double sum = factor;
        for (int n = 1; n < 1000; n++) {
            double reciprocal = 1 / (alpha + n);
            term *= z * reciprocal;
            factor += reciprocal;
            double summand = term * factor;
            sum += summand;
            if (summand < 1e-17 * Math.abs(sum) && z < alpha + n) {
                break;
            }
        }
        return sum / alpha;
    }

    private static double lower(double z, double alpha, double c) {
        double slope = alpha - z;
        double end = endOfQuadratic(1.5 * CUT, slope, z);
        double sum = 0;
        for (int i = 0; i < HalfLegendre.COUNT; i++) {
            double s = end * HalfLegendre.node(i);
            sum += HalfLegendre.weight(i) * Math.exp(-alpha * s - z * lessOne(-s, z)) * (c + s);
        }
        return end * sum;
    }

    private static double upper(double z, double alpha, double c) {
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
            sum += HalfLegendre.weight(i) * Math.exp(alpha * s - z * lessOne(s, z)) * (c + s);
        }
        return end * sum;
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
