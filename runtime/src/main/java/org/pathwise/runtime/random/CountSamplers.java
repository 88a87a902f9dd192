package org.pathwise.runtime.random;

import org.pathwise.runtime.math.CountFunctions;

/**
 * Counts from a sub-stream: inversion by sequential search for small means, transformed rejection
 * with squeeze (Hormann 1993) above.
 */
final class CountSamplers {
    private static final double SEARCH_BELOW = 10;

    private CountSamplers() {}

    static double poisson(long key, double lambda) {
        if (lambda == Double.POSITIVE_INFINITY) {
            return lambda;
        }
        return lambda < SEARCH_BELOW
                ? poissonBySearch(SubStream.uniform(key, 0), lambda)
                : ptrs(key, lambda);
    }

    /** Binomial(n, p) for p of at most 1/2. */
    static double binomial(long key, double n, double p) {
        return n * p < SEARCH_BELOW
                ? binomialBySearch(SubStream.uniform(key, 0), n, p)
                : btrs(key, n, p);
    }

    private static double poissonBySearch(double u, double lambda) {
        double mass = Math.exp(-lambda);
        double k = 0;
        // the mass underflows long after u, at most 1 - 2^-53, has been passed
        while (u > mass && mass > 0) {
            u -= mass;
            k++;
            mass *= lambda / k;
        }
        return k;
    }

    private static double binomialBySearch(double u, double n, double p) {
        double odds = p / (1 - p);
        double mass = Math.exp(n * Math.log1p(-p));
        double k = 0;
        while (u > mass && k < n && mass > 0) {
            u -= mass;
            k++;
            mass *= odds * (n - k + 1) / k;
        }
        return k;
    }

    /**
     * Hormann 1993, "The transformed rejection method for generating Poisson random variables",
     * PTRS.
     */
    private static double ptrs(long key, double lambda) {
        double b = 0.931 + 2.53 * Math.sqrt(lambda);
        double a = -0.059 + 0.02483 * b;
        double inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
        double vr = 0.9277 - 3.6224 / (b - 2);
        for (long i = 0; ; i += 2) {
            double u = SubStream.uniform(key, i) - 0.5;
            double v = SubStream.uniform(key, i + 1);
            double us = 0.5 - Math.abs(u);
            double k = Math.floor((2 * a / us + b) * u + lambda + 0.43);
            if (us >= 0.07 && v <= vr) {
                return k;
            }
            if (k < 0 || (us < 0.013 && v > us)) {
                continue;
            }
            double bound = CountFunctions.poissonLogMass(k, lambda);
            if (Math.log(v * inverseAlpha / (a / (us * us) + b)) <= bound) {
                return k;
            }
        }
    }

    /** Hormann 1993, "The generation of binomial random variates", BTRS. */
    private static double btrs(long key, double n, double p) {
        double spread = Math.sqrt(n * p * (1 - p));
        double b = 1.15 + 2.53 * spread;
        double a = -0.0873 + 0.0248 * b + 0.01 * p;
        double c = n * p + 0.5;
        double vr = 0.92 - 4.2 / b;
        double alpha = (2.83 + 5.1 / b) * spread;
        double mode = Math.floor((n + 1) * p);
        double peak = CountFunctions.binomialLogMass(mode, n, p);
        for (long i = 0; ; i += 2) {
            double u = SubStream.uniform(key, i) - 0.5;
            double v = SubStream.uniform(key, i + 1);
            double us = 0.5 - Math.abs(u);
            double k = Math.floor((2 * a / us + b) * u + c);
            if (us >= 0.07 && v <= vr) {
                return k;
            }
            if (k < 0 || k > n) {
                continue;
            }
            double bound = CountFunctions.binomialLogMass(k, n, p) - peak;
            if (Math.log(v * alpha / (a / (us * us) + b)) <= bound) {
                return k;
            }
        }
    }

    /**
     * Hypergeometric counts of n draws from a marked and b unmarked: inversion of the masses in
     * their order from the mode outwards, which takes about as many steps as there are standard
     * deviations' worth of counts.
     */
    static double hypergeometric(long key, double n, double a, double b) {
        double least = Math.max(0, n - b);
        double most = Math.min(n, a);
        double mode = Math.floor((n + 1) * (a + 1) / (a + b + 2));
        mode = Math.min(most, Math.max(least, mode));
        double up = Math.exp(CountFunctions.hypergeometricLogMass(mode, n, a, b));
        double down = up;
        double high = mode;
        double low = mode;
        double u = SubStream.uniform(key, 0) - up;
        while (u > 0 && (high < most || low > least)) {
            double above =
                    high < most
                            ? up * ((a - high) * (n - high) / ((high + 1) * (b - n + high + 1)))
                            : 0;
            double below =
                    low > least
                            ? down * (low * (b - n + low) / ((a - low + 1) * (n - low + 1)))
                            : 0;
            if (above == 0 && below == 0) {
                break; // what is left of u is rounding
            }
            if (above >= below) {
                high++;
                up = above;
                u -= above;
                if (u <= 0) {
                    return high;
                }
            } else {
                low--;
                down = below;
                u -= below;
                if (u <= 0) {
                    return low;
                }
            }
        }
        return mode;
    }
}
