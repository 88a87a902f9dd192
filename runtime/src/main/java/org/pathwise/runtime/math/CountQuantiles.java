package org.pathwise.runtime.math;

/**
 * Quantiles of counts: the least k with P(count &lt;= k) at least P, for a P given as log P and
 * log(1 - P), each accurate where it is small: as those of {@link Quantiles}, functions of the
 * difference of the two. Found by doubling steps from an approximation and by bisection.
 */
public final class CountQuantiles {
    private CountQuantiles() {}

    /** The log probabilities of at most and of more than k. */
    private interface Tails {
        double atMost(double k, double first, double second);

        double moreThan(double k, double first, double second);
    }

    private static final Tails POISSON =
            new Tails() {
                @Override
                public double atMost(double k, double lambda, double unused) {
                    return IncompleteFunctions.logGammaQ(k + 1, lambda);
                }

                @Override
                public double moreThan(double k, double lambda, double unused) {
                    return IncompleteFunctions.logGammaP(k + 1, lambda);
                }
            };

    private static final Tails BINOMIAL =
            new Tails() {
                @Override
                public double atMost(double k, double n, double p) {
                    return k >= n ? 0 : IncompleteFunctions.logIncBetaC(k + 1, n - k, p);
                }

                @Override
                public double moreThan(double k, double n, double p) {
                    return k >= n
                            ? Double.NEGATIVE_INFINITY
                            : IncompleteFunctions.logIncBeta(k + 1, n - k, p);
                }
            };

    private static final Tails NEG_BINOMIAL =
            new Tails() {
                @Override
                public double atMost(double k, double logOdds, double phi) {
                    return BetaTails.logLower(-logOdds, phi, k + 1);
                }

                @Override
                public double moreThan(double k, double logOdds, double phi) {
                    return BetaTails.logLower(logOdds, k + 1, phi);
                }
            };

    /** Of Poisson(lambda), lambda from 0 on. */
    public static double poisson(double logP, double logQ, double lambda) {
        if (!(lambda >= 0) || Double.isNaN(logP - logQ)) {
            return Double.NaN;
        }
        return lambda == 0
                ? 0
                : quantile(POISSON, logP, logQ, lambda, 0, lambda, lambda, 1 / Math.sqrt(lambda));
    }

    /** Of Binomial(n, p): n a whole number from 0 on, p from 0 to 1. */
    public static double binomial(double logP, double logQ, double n, double p) {
        if (!(n >= 0 && p >= 0 && p <= 1) || Double.isNaN(logP - logQ)) {
            return Double.NaN;
        }
        if (n == 0 || p == 0 || p == 1) {
            return n * p;
        }
        double variance = n * p * (1 - p);
        double skewness = (1 - 2 * p) / Math.sqrt(variance);
        return Math.min(n, quantile(BINOMIAL, logP, logQ, n, p, n * p, variance, skewness));
    }

    /** Of the negative binomial with mean mu and variance mu + mu^2 / phi. */
    public static double negBinomial2(double logP, double logQ, double mu, double phi) {
        if (!(mu >= 0 && phi > 0) || Double.isNaN(logP - logQ)) {
            return Double.NaN;
        }
        if (mu == 0 || phi == Double.POSITIVE_INFINITY) {
            return poisson(logP, logQ, mu);
        }
        double variance = mu + mu * (mu / phi);
        return quantile(
                NEG_BINOMIAL,
                logP,
                logQ,
                Math.log(mu) - Math.log(phi),
                phi,
                mu,
                variance,
                (1 + 2 * mu / phi) / Math.sqrt(variance));
    }

    private static double quantile(
            Tails tails,
            double logP,
            double logQ,
            double first,
            double second,
            double mean,
            double variance,
            double skewness) {
        if (!(mean < Double.POSITIVE_INFINITY)) {
            return Double.NaN;
        }
        double normal = ErrorFunctions.invPhiLog(logP, logQ);
        if (Double.isInfinite(normal)) {
            return normal < 0 ? 0 : normal;
        }
        double deviation = Math.sqrt(variance);
        double guess = mean + deviation * (normal + skewness * (normal * normal - 1) / 6);
        double start = Math.max(0, Math.floor(Math.min(guess, 0x1p52)));
        // low is too small and high is not
        double low = start;
        double high = start;
        if (reaches(tails, start, logP, logQ, first, second)) {
            double step = 1;
            do {
                high = low;
                low = Math.max(-1, low - step);
                step *= 2;
            } while (low >= 0 && reaches(tails, low, logP, logQ, first, second));
        } else {
            double step = 1;
            do {
                low = high;
                high = high + step;
                step *= 2;
            } while (high < Double.POSITIVE_INFINITY
                    && !reaches(tails, high, logP, logQ, first, second));
        }
        while (high - low > 1) {
            double middle = Math.floor(low + 0.5 * (high - low));
            if (middle == low || middle == high) { // counts beyond 2^53
                break;
            }
            if (reaches(tails, middle, logP, logQ, first, second)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    private static boolean reaches(
            Tails tails, double k, double logP, double logQ, double first, double second) {
        double logit = logP - logQ;
        return logit <= 0
                ? tails.atMost(k, first, second) >= LogisticFunctions.logInvLogit(logit)
                : tails.moreThan(k, first, second) <= LogisticFunctions.logInvLogit(-logit);
    }
}
