package org.pathwise.runtime.math;

/**
 * The von Mises distribution on the circle with mean direction 0 and concentration kappa, density
 * {@code exp(kappa cos y) / (2 pi I0(kappa))} for y from -pi to pi: distribution function, quantile
 * and implicit reparameterization. For all concentrations from 0 on; NaN for others.
 *
 * <p>Everything is one integral over a tail, relative to the density where the tail begins:
 *
 * <pre>
 * J(a) = integral over t from a to pi of exp(kappa (cos t - cos a)),   P(Y &gt; a) = density(a) J(a)
 * </pre>
 *
 * by Gauss-Legendre quadrature up to where the integrand is below 1e-17. It is smooth there, and so
 * the relative error is about 1e-14, in any tail and for any concentration.
 */
public final class VonMises {
    private static final double LOG_TWO_PI = 1.8378770664093456;

    /** What Math.PI lacks to pi. */
    private static final double PI_REST = 1.2246467991473532e-16;

    /** Where the integrand's exponent is cut: exp(-40) is below the precision sought. */
    private static final double CUT = 40;

    private VonMises() {}

    /** log P(Y &lt;= y); y beyond -pi and pi counts as there. */
    public static double logCdf(double y, double kappa) {
        if (!(kappa >= 0) || Double.isNaN(y)) {
            return Double.NaN;
        }
        if (Math.abs(y) > Math.PI) {
            return y < 0 ? Double.NEGATIVE_INFINITY : 0;
        }
        double tail = logTail(Math.abs(y), kappa);
        return y <= 0 ? tail : Math.log1p(-Math.exp(tail));
    }

    /** log P(Y &gt; y). */
    public static double logCcdf(double y, double kappa) {
        return logCdf(-y, kappa);
    }

    /**
     * P(Y &lt;= y) over the density at y, which neither underflows nor cancels as they may. Its
     * reciprocal is d log P(Y &lt;= y) / dy.
     */
    public static double lowerRatio(double y, double kappa) {
        if (!(kappa >= 0 && Math.abs(y) <= Math.PI)) {
            return Double.NaN;
        }
        return y <= 0 ? tailIntegral(-y, kappa) : Math.exp(logCdf(y, kappa) - logDensity(y, kappa));
    }

    /** log of the density at y, whatever the period that y lies in. */
    public static double logDensity(double y, double kappa) {
        double sine = Math.sin(0.5 * y);
        // kappa cos y - log I0(kappa) would cancel
        return -2 * kappa * sine * sine - LOG_TWO_PI - BesselFunctions.logI0Scaled(kappa);
    }

    /**
     * The y with log P(Y &lt;= y) = logP and log P(Y &gt; y) = logQ, each of which is used where it
     * is the smaller. The error is about 1e-15 of a standard deviation in the centre, relative in
     * the tails.
     */
    public static double quantile(double logP, double logQ, double kappa) {
        double tail = Math.min(logP, logQ);
        if (!(kappa >= 0) || Double.isNaN(tail)) {
            return Double.NaN;
        }
        return logP < logQ ? -upperQuantile(tail, kappa) : upperQuantile(tail, kappa);
    }

    /** The a from 0 to pi with log P(Y &gt; a) = logTail: Newton's method between bounds. */
    private static double upperQuantile(double logTail, double kappa) {
        double low = 0;
        double high = Math.PI;
        double normal = ErrorFunctions.invPhiLog(Math.log1p(-Math.exp(logTail)), logTail);
        double flat = Math.PI * (1 - 2 * Math.exp(logTail));
        double a = Math.max(0, Math.min(normal / Math.sqrt(Math.max(kappa, 1e-20)), flat));
        for (int i = 0; i < 100; i++) {
            double gap = logTail(a, kappa) - logTail;
            if (gap > 0) {
                low = a;
            } else {
                high = a;
            }
            double next = a + gap * tailIntegral(a, kappa);
            boolean inside = next >= low && next <= high;
            if (Math.abs(gap) <= 4e-16 * Math.max(1, -logTail)
                    || inside && Math.abs(next - a) <= 4e-16 * next) {
                return inside ? next : a;
            }
            a = inside ? next : 0.5 * (low + high);
        }
        return a;
    }

    /**
     * How a draw z moves with the concentration at a fixed value of the distribution function:
     * dz/dkappa = -(dF/dkappa) / density (Figurnov, Mohamed and Mnih 2018, arXiv:1805.08498). With
     * {@code A = I1(kappa) / I0(kappa)}, the mean of cos t, it is for z &gt; 0
     *
     * <pre>
     *   integral over t from z to pi of (cos t - A) exp(kappa (cos t - cos z))
     * = - integral over t from 0 to z of (cos t - A) exp(kappa (cos t - cos z))
     * </pre>
     *
     * the first without cancellation where cos z &lt;= A, the second elsewhere. Relative error
     * about 1e-13.
     */
    public static double implicitDerivative(double z, double kappa) {
        double a = Math.abs(z);
        if (!(kappa >= 0 && a <= Math.PI)) {
            return Double.NaN;
        }
        double spread = -BesselFunctions.logI0ScaledDerivative(kappa); // 1 - A
        double sine = Math.sin(0.5 * a);
        boolean outer = 2 * sine * sine >= spread;
        double length = outer ? tailLength(a, kappa) : a;
        double sum = 0;
        for (int i = 0; i < HalfLegendre.COUNT; i++) {
            double s = length * HalfLegendre.node(i);
            double t = outer ? a + s : a - s;
            double half = Math.sin(0.5 * t);
            double exponent = 2 * kappa * Math.sin(0.5 * s) * Math.sin(0.5 * (a + t));
            double weight = HalfLegendre.weight(i) * Math.exp(outer ? -exponent : exponent);
            sum += weight * (2 * half * half - spread);
        }
        return Math.copySign(1, z) * (outer ? -length * sum : length * sum);
    }

    /** log P(Y &gt; a) for a from 0 to pi. */
    private static double logTail(double a, double kappa) {
        return a == 0 ? Math.log(0.5) : logDensity(a, kappa) + Math.log(tailIntegral(a, kappa));
    }

    /** J(a) of the class's comment: the tail's probability over the density at its beginning. */
    private static double tailIntegral(double a, double kappa) {
        double length = tailLength(a, kappa);
        double sum = 0;
        for (int i = 0; i < HalfLegendre.COUNT; i++) {
            double s = length * HalfLegendre.node(i);
            // cos a - cos(a + s)
            double difference = 2 * Math.sin(0.5 * s) * Math.sin(a + 0.5 * s);
            sum += HalfLegendre.weight(i) * Math.exp(-kappa * difference);
        }
        return length * sum;
    }

    /** How far from a it is to where the integrand ends: to pi, or to CUT below its beginning. */
    private static double tailLength(double a, double kappa) {
        double sine = Math.sin(0.5 * a);
        double fall = 0.5 * CUT / kappa;
        double end = sine * sine + fall;
        if (!(end < 1)) {
            return (Math.PI - a) + PI_REST;
        }
        // sin^2(end/2) - sin^2(a/2) = sin((end - a)/2) sin((end + a)/2)
        return 2 * Math.asin(fall / Math.sin(0.5 * a + Math.asin(Math.sqrt(end))));
    }
}
