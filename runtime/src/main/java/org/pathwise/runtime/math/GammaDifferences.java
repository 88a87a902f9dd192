package org.pathwise.runtime.math;

/**
 * Differences of the gamma function's logarithm and of its derivative, computed without the
 * cancellation that their plain subtraction has, and log(1 + x) - x.
 */
final class GammaDifferences {
    private static final double EULER = 0.5772156649015329;

    /** zeta(k) / k, k from 2: lgamma(1 + a) = -euler a + the sum of these times (-a)^k. */
    private static final double[] ZETA_OVER = {
        0.8224670334241132,
        0.40068563438653143,
        0.27058080842778454,
        0.20738555102867398,
        0.1695571769974082,
        0.1440498967688461,
        0.12550966952474304,
        0.11133426586956469,
        0.1000994575127818,
        0.09095401714582904,
        0.083353840546109,
        0.0769325164113522,
        0.07143294629536133,
        0.06666870588242046,
        0.06250095514121304
    };

    /** From here on Stirling's series is exact to double precision. */
    private static final double STIRLING_FROM = 10;

    private GammaDifferences() {}

    /** log(1 + x) - x for x above -1: about -x^2/2 near 0, where the subtraction would cancel. */
    static double log1pMinus(double x) {
        if (!(Math.abs(x) <= 0.5)) {
            return Math.log1p(x) - x;
        }
        // log1p(x) = 2 artanh(r) with r = x / (2 + x), and 2 r - x = -x r
        double r = x / (2 + x);
        double square = r * r;
        double sum = 0;
        for (int k = square < 0.01 ? 17 : 35; k >= 3; k -= 2) {
            sum = sum * square + 1.0 / k;
        }
        return r * (2 * square * sum - x);
    }

    /** lgamma(x) less its leading terms (x - 1/2) log x - x + log(2 pi)/2, for x above 0. */
    static double stirlingRemainder(double x) {
        return x >= STIRLING_FROM
                ? GammaFunctions.stirlingCorrection(x)
                : GammaFunctions.lgamma(x)
                        - ((x - 0.5) * Math.log(x) - x + GammaFunctions.HALF_LOG_TWO_PI);
    }

    /** lgamma(1 + a) for a above 0, with its relative precision near 0. */
    static double lgammaOnePlus(double a) {
        if (a > 0.1) {
            return GammaFunctions.lgamma(1 + a);
        }
        double sum = 0;
        for (int k = ZETA_OVER.length - 1; k >= 0; k--) {
            sum = ZETA_OVER[k] - a * sum;
        }
        return a * (a * sum - EULER);
    }

    /** lgamma(c + d) - lgamma(c) for c above 0 and d from 0 on. */
    static double lgammaDifference(double c, double d) {
        double shift = 0;
        double from = c;
        while (from < STIRLING_FROM) {
            shift += Math.log1p(d / from);
            from++;
        }
        // (from + d - 1/2) log(from + d) - (from - 1/2) log from - d, its large terms cancelled
        double ratio = d / from;
        return d * Math.log(from + d)
                + from * log1pMinus(ratio)
                - 0.5 * Math.log1p(ratio)
                + (GammaFunctions.stirlingCorrection(from + d)
                        - GammaFunctions.stirlingCorrection(from))
                - shift;
    }

    /** digamma(c + d) - digamma(c) for c above 0 and d from 0 on. */
    static double digammaDifference(double c, double d) {
        double shift = 0;
        double from = c;
        while (from < STIRLING_FROM) {
            shift += d / (from * (from + d));
            from++;
        }
        double to = from + d;
        return Math.log1p(d / from)
                + 0.5 * d / (from * to)
                + (digammaTail(from) - digammaTail(to))
                + shift;
    }

    /** log x - 1/(2x) - digamma(x) for x from 10 on (DLMF 5.11.2). */
    private static double digammaTail(double x) {
        double s = 1 / (x * x);
        double sum = -1.0 / 12;
        sum = 691.0 / 32760 + s * sum;
        sum = -1.0 / 132 + s * sum;
        sum = 1.0 / 240 + s * sum;
        sum = -1.0 / 252 + s * sum;
        sum = 1.0 / 120 + s * sum;
        sum = -1.0 / 12 + s * sum;
        return -s * sum;
    }
}
