package org.pathwise.runtime.random;

import org.pathwise.runtime.math.ErrorFunctions;
import org.pathwise.runtime.math.LogisticFunctions;

/**
 * Samplers that compiled programs call: each is a pure function of one noise value u in (0, 1),
 * which serves as the key of a sub-stream, so that a vector of draws is a plain array operation
 * with one noise element each. A draw depends on u like a hash: it is not monotone in u. Nothing is
 * allocated. Parameters outside their domain, and NaN, give NaN; counts are returned as doubles.
 */
public final class Samplers {
    private Samplers() {}

    /**
     * A draw of Gamma(alpha, 1). For alpha below about 0.01 it may underflow to 0: see {@link
     * #logGammaDraw}.
     */
    public static double gammaDraw(double u, double alpha) {
        return Math.exp(logGammaDraw(u, alpha));
    }

    /**
     * The log of a draw of Gamma(alpha, 1), finite for every alpha above 0. Marsaglia and Tsang
     * 2000; below alpha = 1 with their boost Gamma(alpha) = Gamma(alpha + 1) U^(1/alpha), on the
     * log scale.
     */
    public static double logGammaDraw(double u, double alpha) {
        if (!(alpha > 0) || Double.isNaN(u)) {
            return Double.NaN;
        }
        return logGamma(SubStream.key(u), alpha);
    }

    /**
     * The logit of a draw of Beta(a, b), finite for all positive a and b: the difference of the
     * logs of two Gamma draws.
     */
    public static double logitBetaDraw(double u, double a, double b) {
        if (!(a > 0) || !(b > 0) || Double.isNaN(u)) {
            return Double.NaN;
        }
        long key = SubStream.key(u);
        return logGamma(key, a) - logGamma(SubStream.fork(key), b);
    }

    /**
     * A draw of Student's t with nu degrees of freedom: a normal draw over the root of a
     * Gamma(nu/2) draw over its mean. Below nu = 0.02 or so draws may be beyond the largest double,
     * which then stands for them.
     */
    public static double studentTDraw(double u, double nu) {
        if (!(nu > 0) || Double.isNaN(u)) {
            return Double.NaN;
        }
        long key = SubStream.key(u);
        double normal = ErrorFunctions.invPhi(SubStream.uniform(key, 0));
        double half = 0.5 * nu;
        double logScale = 0.5 * (Math.log(half) - logGamma(SubStream.fork(key), half));
        double size = Math.exp(Math.log(Math.abs(normal)) + logScale);
        return Math.copySign(Math.min(size, Double.MAX_VALUE), normal);
    }

    /** A draw of Poisson(lambda), lambda at least 0. */
    public static double poissonDraw(double u, double lambda) {
        if (!(lambda >= 0) || Double.isNaN(u)) {
            return Double.NaN;
        }
        return CountSamplers.poisson(SubStream.key(u), lambda);
    }

    /** A draw of Binomial(n, p): n a whole number of at least 0, p from 0 to 1. */
    public static double binomialDraw(double u, double n, double p) {
        if (!(n >= 0 && n < Double.POSITIVE_INFINITY && p >= 0 && p <= 1) || Double.isNaN(u)) {
            return Double.NaN;
        }
        long key = SubStream.key(u);
        return p <= 0.5
                ? CountSamplers.binomial(key, n, p)
                : n - CountSamplers.binomial(key, n, 1 - p);
    }

    /** A draw of the negative binomial with mean mu and variance mu + mu^2 / phi. */
    public static double negBinomial2Draw(double u, double mu, double phi) {
        if (!(mu >= 0 && phi > 0) || Double.isNaN(u)) {
            return Double.NaN;
        }
        long key = SubStream.key(u);
        if (mu == 0 || phi == Double.POSITIVE_INFINITY) {
            return CountSamplers.poisson(key, mu);
        }
        double lambda = Math.exp(logGamma(SubStream.fork(key), phi) + Math.log(mu) - Math.log(phi));
        return CountSamplers.poisson(key, lambda);
    }

    /** A draw of the von Mises distribution with mean direction 0, kappa at least 0. */
    public static double vonMisesDraw(double u, double kappa) {
        if (!(kappa >= 0) || Double.isNaN(u)) {
            return Double.NaN;
        }
        return CircularSamplers.vonMises(SubStream.key(u), kappa);
    }

    /**
     * A draw of BetaBinomial(n, alpha, beta): n a whole number of at least 0, alpha and beta above
     * 0, or one of them 0, which leaves only failures or successes.
     */
    public static double betaBinomialDraw(double u, double n, double alpha, double beta) {
        if (!(n >= 0 && alpha >= 0 && beta >= 0 && alpha + beta > 0) || Double.isNaN(u)) {
            return Double.NaN;
        }
        if (alpha == 0 || beta == 0) {
            return alpha == 0 ? 0 : n;
        }
        long key = SubStream.key(u);
        double logOdds =
                logGamma(SubStream.fork(key), alpha)
                        - logGamma(SubStream.fork(SubStream.fork(key)), beta);
        return logOdds <= 0
                ? CountSamplers.binomial(key, n, LogisticFunctions.invLogit(logOdds))
                : n - CountSamplers.binomial(key, n, LogisticFunctions.invLogit(-logOdds));
    }

    /**
     * A draw of the number of marked among n drawn without replacement from a marked and b unmarked
     * ones; whole numbers with n of at most a + b.
     */
    public static double hypergeometricDraw(double u, double n, double a, double b) {
        if (!(n >= 0 && a >= 0 && b >= 0 && n <= a + b) || Double.isNaN(u)) {
            return Double.NaN;
        }
        return CountSamplers.hypergeometric(SubStream.key(u), n, a, b);
    }

    private static double logGamma(long key, double alpha) {
        double shape = alpha < 1 ? alpha + 1 : alpha;
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        double boost = alpha < 1 ? Math.log(SubStream.uniform(key, 0)) / alpha : 0;
        for (long i = 1; ; i += 2) {
            double x = ErrorFunctions.invPhi(SubStream.uniform(key, i));
            double t = 1 + c * x;
            if (t <= 0) {
                continue;
            }
            double v = t * t * t;
            double w = SubStream.uniform(key, i + 1);
            double square = x * x;
            if (w < 1 - 0.0331 * square * square
                    || Math.log(w) < 0.5 * square + d * (1 - v + Math.log(v))) {
                return Math.log(d * v) + boost;
            }
        }
    }
}
