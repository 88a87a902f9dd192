package org.pathwise.runtime.math;

/** The integrals of {@link BetaTails} by Gauss-Legendre quadrature, for a from 30 on. */
final class BetaIntegral {
    /** Where the integrand's exponent is cut: exp(-40) is below the precision sought. */
    private static final double CUT = 40;

    private BetaIntegral() {}

    /**
     * The integral over s &gt; 0 of w(s) (constant + inX log(x'/x) + inY log((1 - x')/(1 - x))); x
     * not above the mean a / (a + b).
     */
    static double of(
            double a, double b, double x, double y, double constant, double inX, double inY) {
        double n = a + b;
        double end = end(a, b, x, y);
        double sum = 0;
        for (int i = 0; i < HalfLegendre.COUNT; i++) {
            double s = end * HalfLegendre.node(i);
            // two forms of each, accurate on their sides of 1/2
            double exponent;
            double logX;
            double logY;
            if (x < y) {
                double log = Math.log1p(x * Math.expm1(-s));
                exponent = -a * s - n * log;
                logX = -s - log;
                logY = -log;
            } else {
                double log = Math.log1p(y * Math.expm1(s));
                exponent = b * s - n * log;
                logX = -log;
                logY = s - log;
            }
            sum +=
                    HalfLegendre.weight(i)
                            * Math.exp(exponent)
                            * (constant + inX * logX + inY * logY);
        }
        return end * sum;
    }

    /**
     * An s where the exponent is between -CUT and -1.25 CUT. The exponent is concave, so that
     * Newton's steps for it arrive from the right.
     */
    static double end(double a, double b, double x, double y) {
        double n = a + b;
        double slope = Math.max(0, y * a - x * b);
        double end = 2 * CUT / (slope + Math.sqrt(slope * slope + 2 * CUT * n * x * y));
        for (int step = 0; step < 100; step++) {
            double value =
                    x < y
                            ? a * end + n * Math.log1p(x * Math.expm1(-end))
                            : n * Math.log1p(y * Math.expm1(end)) - b * end;
            if (value >= CUT && value <= 1.25 * CUT) {
                break;
            }
            // 1 - x' at s = end
            double rest = y / (y + x * Math.exp(-end));
            end -= (value - 1.05 * CUT) / (n * rest - b);
        }
        return end;
    }
}
