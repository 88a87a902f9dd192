package org.pathwise.runtime.diagnose;

import java.util.Arrays;

/**
 * The shape of the upper tail of importance weights: k-hat of Pareto-smoothed importance sampling
 * (Vehtari, Simpson, Gelman, Yao and Gabry 2024, JMLR 25(72)).
 */
public final class ParetoSmoothing {
    private static final int LEAST_TAIL = 5;

    private ParetoSmoothing() {}

    /**
     * The estimated shape k of the generalised Pareto distribution that the largest weights follow;
     * the weights have moments up to order 1/k.
     *
     * @param logRatios log importance weights, up to a constant; -infinity is a weight of zero
     * @return k-hat; negative infinity if the largest weights are all equal (a perfect
     *     approximation); positive infinity if a weight is not a number or infinite; NaN if there
     *     are fewer than 25 draws
     */
    public static double kHat(double[] logRatios) {
        int n = logRatios.length;
        int tail = (int) Math.ceil(Math.min(0.2 * n, 3 * Math.sqrt(n)));
        if (tail < LEAST_TAIL) {
            return Double.NaN;
        }
        double[] sorted = logRatios.clone();
        Arrays.sort(sorted);
        double largest = sorted[n - 1];
        if (Double.isNaN(largest) || Double.isInfinite(largest)) {
            return Double.POSITIVE_INFINITY;
        }
        double cutoff = Math.max(Math.exp(sorted[n - tail - 1] - largest), Double.MIN_NORMAL);
        if (cutoff >= 1 - 1e-10) {
            return Double.NEGATIVE_INFINITY;
        }
        int first = n - tail;
        while (first < n && Math.exp(sorted[first] - largest) <= cutoff) {
            first++;
        }
        double[] excess = new double[n - first];
        for (int i = first; i < n; i++) {
            excess[i - first] = Math.exp(sorted[i] - largest) - cutoff;
        }
        return excess.length < LEAST_TAIL ? Double.POSITIVE_INFINITY : shape(excess);
    }

    /**
     * The shape k of a generalised Pareto distribution with location 0, from an ascending sample of
     * positive values: the quasi-Bayesian estimate of Zhang and Stephens 2009 (Technometrics 51),
     * shrunk towards 0.5 as if by ten further observations (Vehtari et al. 2024, appendix C).
     */
    public static double shape(double[] ascending) {
        int n = ascending.length;
        int candidates = 30 + (int) Math.sqrt(n);
        double quartile = ascending[(int) (n / 4.0 + 0.5) - 1];
        double largest = ascending[n - 1];
        double[] theta = new double[candidates];
        double[] logLikelihood = new double[candidates];
        for (int j = 0; j < candidates; j++) {
            theta[j] = 1 / largest + (1 - Math.sqrt(candidates / (j + 0.5))) / (3 * quartile);
            double k = shapeGiven(theta[j], ascending);
            logLikelihood[j] = n * (Math.log(-theta[j] / k) - k - 1);
        }
        double mean = 0;
        for (int j = 0; j < candidates; j++) {
            double inverse = 0;
            for (int i = 0; i < candidates; i++) {
                inverse += Math.exp(logLikelihood[i] - logLikelihood[j]);
            }
            mean += theta[j] / inverse;
        }
        return (n * shapeGiven(mean, ascending) + 10 * 0.5) / (n + 10);
    }

    /** The likelihood's best shape for a given -k/sigma. */
    private static double shapeGiven(double theta, double[] sample) {
        double sum = 0;
        for (double value : sample) {
            sum += Math.log1p(-theta * value);
        }
        return sum / sample.length;
    }
}
