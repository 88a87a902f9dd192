package org.pathwise.runtime.math;

import org.apache.commons.numbers.gamma.LogGamma;

/**
 * The gamma function on the log scale, its derivatives, and what is built from it. Relative error
 * about 1e-15 for positive arguments (digamma's positive root included); near the roots on the
 * negative axis the error is absolute. NaN in, NaN out.
 */
public final class GammaFunctions {
    static final double HALF_LOG_TWO_PI = 0.9189385332046728;

    /** From here on Stirling's series with the terms below is exact to double precision. */
    private static final double STIRLING_FROM = 10.0;

    /** The positive root of digamma as the sum of two doubles. */
    private static final double DIGAMMA_ROOT = 1.4616321449683622;

    private static final double DIGAMMA_ROOT_REST = 9.549995429965697e-17;

    /**
     * Taylor coefficients of digamma about its positive root: polygamma(n, root) / n!, n from 1.
     */
    private static final double[] DIGAMMA_AT_ROOT = {
        0.9676722454476212, -0.4427631689835921, 0.258499760955651, -0.16394270544240652,
        0.10782405069126237, -0.07219956125645471, 0.04880428816414311, -0.03316112647484736,
        0.022597648232218104, -0.01542476590494896, 0.010538791616612175, -0.007204534386356869,
        0.004926781395729853, -0.003369801655439328, 0.002305126326734928, -0.0015769367714301972,
        0.0010788252019162967, -0.0007380709389960052, 0.000504953265834602, -0.0003454680251063077,
        0.00023635601564027053, -0.00016170622091974803
    };

    private GammaFunctions() {}

    /**
     * log |Gamma(x)|; infinite at the poles 0, -1, -2, ... Stirling's series (DLMF 5.11.1) from 10
     * on, reflection (DLMF 5.5.3) below 0.
     */
    public static double lgamma(double x) {
        if (x >= STIRLING_FROM) {
            if (x == Double.POSITIVE_INFINITY) {
                return x;
            }
            double logX = Math.log(x);
            return x * (logX - 1) - 0.5 * logX + HALF_LOG_TWO_PI + stirlingCorrection(x);
        }
        if (x > 0) {
            return x < 1e-20 ? -Math.log(x) : LogGamma.value(x);
        }
        if (Double.isNaN(x)) {
            return x;
        }
        if (x == Math.rint(x)) {
            return Double.POSITIVE_INFINITY;
        }
        if (x > -1e-20) {
            return -Math.log(-x);
        }
        double fraction = x - Math.rint(x);
        return Math.log(Math.PI / Math.abs(Math.sin(Math.PI * fraction))) - lgamma(1 - x);
    }

    /** d lgamma(x) / dx; minus infinity at 0, NaN at the negative integers. */
    public static double digamma(double x) {
        if (x <= 0) {
            if (x == 0) {
                return Double.NEGATIVE_INFINITY;
            }
            double fraction = x - Math.rint(x);
            return fraction == 0
                    ? Double.NaN
                    : digamma(1 - x) - Math.PI / Math.tan(Math.PI * fraction);
        }
        if (Math.abs(x - DIGAMMA_ROOT) < 0.25) {
            double d = (x - DIGAMMA_ROOT) - DIGAMMA_ROOT_REST;
            double sum = 0;
            for (int n = DIGAMMA_AT_ROOT.length - 1; n >= 0; n--) {
                sum = sum * d + DIGAMMA_AT_ROOT[n];
            }
            return sum * d;
        }
        double shift = 0;
        double y = x;
        while (y < STIRLING_FROM) {
            shift += 1 / y;
            y++;
        }
        return Math.log(y) - digammaCorrection(y) - shift;
    }

    /** The second derivative of lgamma; infinite at the poles. DLMF 5.15.8, 5.5.3. */
    public static double trigamma(double x) {
        if (x <= 0) {
            double fraction = x - Math.rint(x);
            if (fraction == 0) {
                return Double.POSITIVE_INFINITY;
            }
            double sine = Math.sin(Math.PI * fraction) / Math.PI;
            return 1 / (sine * sine) - trigamma(1 - x);
        }
        double shift = 0;
        double y = x;
        while (y < STIRLING_FROM) {
            shift += 1 / (y * y);
            y++;
        }
        double r = 1 / y;
        double s = r * r;
        double series =
                s
                        * (1.0 / 6
                                - s
                                        * (1.0 / 30
                                                - s
                                                        * (1.0 / 42
                                                                - s
                                                                        * (1.0 / 30
                                                                                - s
                                                                                        * (5.0 / 66
                                                                                                - s
                                                                                                        * (691.0
                                                                                                                        / 2730
                                                                                                                - s
                                                                                                                        * (7.0
                                                                                                                                / 6)))))));
        return shift + r + 0.5 * s + r * series;
    }

    /**
     * log B(a, b) for non-negative a and b. Where an argument is large, the large parts of the
     * three lgamma terms are cancelled by hand (DiDonato and Morris 1992, ACM TOMS 18, section 5).
     */
    public static double lbeta(double a, double b) {
        double p = Math.min(a, b);
        double q = Math.max(a, b);
        if (!(p >= 0)) {
            return Double.NaN;
        }
        if (p == 0) {
            return Double.POSITIVE_INFINITY;
        }
        if (q == Double.POSITIVE_INFINITY) {
            return Double.NEGATIVE_INFINITY;
        }
        if (q < STIRLING_FROM) {
            return lgamma(p) + (lgamma(q) - lgamma(p + q));
        }
        double h = p / q;
        double correction = stirlingCorrection(q) - stirlingCorrection(p + q);
        if (p < STIRLING_FROM) {
            return lgamma(p) + correction + p * (1 - Math.log(p + q)) - (q - 0.5) * Math.log1p(h);
        }
        return HALF_LOG_TWO_PI
                - 0.5 * Math.log(q)
                + (correction + stirlingCorrection(p))
                + (p - 0.5) * Math.log(h / (1 + h))
                - q * Math.log1p(h);
    }

    /**
     * log of the binomial coefficient for real n and k; minus infinity unless 0 &lt;= k &lt;= n.
     */
    public static double lchoose(double n, double k) {
        if (Double.isNaN(n) || Double.isNaN(k)) {
            return Double.NaN;
        }
        if (k < 0 || k > n) {
            return Double.NEGATIVE_INFINITY;
        }
        double j = Math.min(k, n - k);
        if (j < 1e-8) { // the beta function below would cancel: a Taylor series in j instead
            return j == 0
                    ? 0
                    : j * (digamma(n + 1) - digamma(1) - 0.5 * j * (trigamma(n + 1) + trigamma(1)));
        }
        return j == 1 ? Math.log(n) : -Math.log1p(n) - lbeta(n - j + 1, j + 1);
    }

    /** log(1 + x) - x for x above -1, about -x^2 / 2 near 0. */
    public static double log1pMinus(double x) {
        return GammaDifferences.log1pMinus(x);
    }

    /** log(x) - digamma(x), for x from 10 on. DLMF 5.11.2. */
    static double digammaCorrection(double x) {
        double r = 1 / x;
        double s = r * r;
        double series =
                s
                        * (1.0 / 12
                                - s
                                        * (1.0 / 120
                                                - s
                                                        * (1.0 / 252
                                                                - s
                                                                        * (1.0 / 240
                                                                                - s
                                                                                        * (1.0 / 132
                                                                                                - s
                                                                                                        * (691.0
                                                                                                                        / 32760
                                                                                                                - s
                                                                                                                        * (1.0
                                                                                                                                / 12)))))));
        return 0.5 * r + series;
    }

    /** lgamma(x) less its leading terms (x - 1/2) log x - x + log(2 pi)/2, for x from 10 on. */
    static double stirlingCorrection(double x) {
        double r = 1 / x;
        double s = r * r;
        return r
                * (1.0 / 12
                        - s
                                * (1.0 / 360
                                        - s
                                                * (1.0 / 1260
                                                        - s
                                                                * (1.0 / 1680
                                                                        - s
                                                                                * (1.0 / 1188
                                                                                        - s
                                                                                                * (691.0
                                                                                                                / 360360
                                                                                                        - s
                                                                                                                * (1.0
                                                                                                                        / 156)))))));
    }

    /** lgamma(x) less its leading terms (x - 1/2) log x - x + log(2 pi)/2, for x above 0. */
    public static double stirlingRemainder(double x) {
        return x > 0 ? GammaDifferences.stirlingRemainder(x) : Double.NaN;
    }
}
