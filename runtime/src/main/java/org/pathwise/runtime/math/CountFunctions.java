package org.pathwise.runtime.math;

/**
 * Masses of counts without the cancellation of large log-gammas: each is the largest mass that its
 * distribution can have at a count, less a deviance (Loader 2000, "Fast and Accurate Computation of
 * Binomial Probabilities", there for the Poisson and binomial distributions). Relative error about
 * 1e-15. NaN in, NaN out.
 */
public final class CountFunctions {
    /** From here on Stirling's series is exact to double precision. */
    private static final double STIRLING_FROM = 10.0;

    private CountFunctions() {}

    /**
     * The log of the Poisson mass at its own mean, {@code x log(x) - x - lgamma(x + 1)}, for real x
     * of at least 0: about {@code -log(2 pi x) / 2} for large x, 0 at 0.
     */
    public static double poissonPeak(double x) {
        if (x < STIRLING_FROM) {
            return x == 0 ? 0 : x * (Math.log(x) - 1) - GammaFunctions.lgamma(x + 1);
        }
        return -0.5 * Math.log(x)
                - GammaFunctions.HALF_LOG_TWO_PI
                - GammaFunctions.stirlingCorrection(x);
    }

    /** The derivative of {@link #poissonPeak}, {@code log(x) - digamma(x + 1)}. */
    public static double poissonPeakDerivative(double x) {
        return x < STIRLING_FROM
                ? Math.log(x) - GammaFunctions.digamma(x + 1)
                : GammaFunctions.digammaCorrection(x) - 1 / x;
    }

    /**
     * What lgamma is short of {@code x log(x) - x}: about {@code log(x / (2 pi)) / 2} for large x,
     * {@code log(x)} near 0.
     */
    public static double stirlingExcess(double x) {
        if (x < STIRLING_FROM) {
            return x * (Math.log(x) - 1) - GammaFunctions.lgamma(x);
        }
        return 0.5 * Math.log(x)
                - GammaFunctions.HALF_LOG_TWO_PI
                - GammaFunctions.stirlingCorrection(x);
    }

    /** The derivative of {@link #stirlingExcess}, {@code log(x) - digamma(x)}. */
    public static double stirlingExcessDerivative(double x) {
        return x < STIRLING_FROM
                ? Math.log(x) - GammaFunctions.digamma(x)
                : GammaFunctions.digammaCorrection(x);
    }

    /**
     * Minus half the deviance of independence of the table of rows (a, b) and (c, d), none below 0:
     * the sum over its cells of {@code x log(row * column / (x * total))}, at most 0. It is what
     * the hypergeometric and beta-binomial masses lie below their largest.
     */
    public static double tableDeviance(double a, double b, double c, double d) {
        double total = a + b + c + d;
        if (total == 0) {
            return 0;
        }
        double p = a / total;
        double q = b / total;
        double r = c / total;
        double s = d / total;
        // an error of this determinant cancels to first order in the sum of the four cells
        double determinant = determinant(p, q, r, s);
        return total
                * (cell(p, determinant, (p + q) * (p + r))
                        + cell(q, -determinant, (p + q) * (q + s))
                        + cell(r, -determinant, (r + s) * (p + r))
                        + cell(s, determinant, (r + s) * (q + s)));
    }

    /**
     * The derivative of {@link #tableDeviance} in a, {@code log((a + b) (a + c) / (a (a + b + c +
     * d)))}; in another cell it is that of the table with that cell first.
     */
    public static double tableLogRatio(double a, double b, double c, double d) {
        double total = a + b + c + d;
        double p = a / total;
        double q = b / total;
        double r = c / total;
        return logRatio(p, determinant(p, q, r, d / total), (p + q) * (p + r));
    }

    /**
     * {@code y log(mu / y) + (y + phi) log((y + phi) / (mu + phi))}, at most 0: what the log mass
     * of y under a negative binomial distribution of mean mu and shape phi is below that under mean
     * y.
     */
    public static double negBinomialDeviance(double y, double mu, double phi) {
        double excess = mu - y;
        if (Math.abs(excess) <= 0.5 * y) {
            double whole = y + phi;
            return y * GammaDifferences.log1pMinus(excess / y)
                    - whole * GammaDifferences.log1pMinus(excess / whole);
        }
        double ofCount = y == 0 ? 0 : y * Math.log(mu / y);
        return ofCount + (y + phi) * logShiftedRatio(y, mu, phi);
    }

    /**
     * The derivative of {@link #negBinomialDeviance} in phi, {@code log((y + phi) / (mu + phi)) +
     * (mu - y) / (mu + phi)}.
     */
    public static double negBinomialDevianceInShape(double y, double mu, double phi) {
        double excess = (mu - y) / (mu + phi);
        return Math.abs(excess) <= 0.5
                ? -GammaDifferences.log1pMinus((mu - y) / (y + phi)) - (mu - y) * excess / (y + phi)
                : logShiftedRatio(y, mu, phi) + excess;
    }

    /** {@code log((y + phi) / (mu + phi))}, by the side that cannot cancel. */
    private static double logShiftedRatio(double y, double mu, double phi) {
        return y >= mu ? Math.log1p((y - mu) / (mu + phi)) : -Math.log1p((mu - y) / (y + phi));
    }

    /** The log mass of k under Poisson(lambda), for k of at least 0. */
    public static double poissonLogMass(double k, double lambda) {
        return k == 0
                ? -lambda
                : k * GammaDifferences.log1pMinus((lambda - k) / k) + poissonPeak(k);
    }

    /** The log mass of k under Binomial(n, p), for k from 0 to n and p inside (0, 1). */
    public static double binomialLogMass(double k, double n, double p) {
        double failures = n - k;
        double excess = n * p - k;
        double deviance =
                (k == 0 ? -excess : k * GammaDifferences.log1pMinus(excess / k))
                        + (failures == 0
                                ? excess
                                : failures * GammaDifferences.log1pMinus(-excess / failures));
        return deviance + poissonPeak(k) + poissonPeak(failures) - poissonPeak(n);
    }

    /** The log mass of k under BetaBinomial(n, alpha, beta), for k from 0 to n. */
    public static double betaBinomialLogMass(double k, double n, double alpha, double beta) {
        double peaks = poissonPeak(k) + poissonPeak(n - k) - poissonPeak(n);
        double excesses =
                (stirlingExcess(alpha) - stirlingExcess(k + alpha))
                        + (stirlingExcess(beta) - stirlingExcess(n - k + beta))
                        + (stirlingExcess(n + alpha + beta) - stirlingExcess(alpha + beta));
        return tableDeviance(k, n - k, alpha, beta) + peaks + excesses;
    }

    /**
     * The log mass of k marked ones among n draws without replacement from a marked and b unmarked,
     * for a k that can be.
     */
    public static double hypergeometricLogMass(double k, double n, double a, double b) {
        double cells =
                poissonPeak(k) + poissonPeak(a - k) + poissonPeak(n - k) + poissonPeak(b - n + k);
        double margins = poissonPeak(n) + poissonPeak(a + b - n) + poissonPeak(a) + poissonPeak(b);
        return tableDeviance(k, a - k, n - k, b - n + k) + (cells - margins) + poissonPeak(a + b);
    }

    private static double determinant(double p, double q, double r, double s) {
        double product = q * r;
        // Kahan's difference of products: the first rounding is added back
        return Math.fma(p, s, -product) + Math.fma(-q, r, product);
    }

    private static double cell(double x, double excess, double expected) {
        return x == 0 ? 0 : x * logRatio(x, excess, expected);
    }

    /** {@code log(expected / x)} for x = expected + excess, by the side that cannot cancel. */
    private static double logRatio(double x, double excess, double expected) {
        return excess <= 0 ? Math.log1p(-excess / x) : -Math.log1p(excess / expected);
    }
}
