package org.pathwise.runtime.inference;

import java.util.Arrays;
import java.util.Optional;

/**
 * An importance-weighted estimate of the log likelihood of data (Burda, Grosse and Salakhutdinov
 * 2016, "Importance Weighted Autoencoders", equation 8): the logarithm of the mean of K weights
 * p(x, z) / q(z | x), whose expectation is a lower bound that rises with K to log p(x).
 *
 * @param samples K, the number of draws
 * @param dimension what the rows are; empty where all data is one row
 * @param rows the estimate of each row
 * @param elbos the mean log weight of each row: its evidence lower bound
 * @param variances the variance of each row's estimate over draws, to first order
 */
public record LikelihoodEstimate(
        int samples,
        Optional<String> dimension,
        double[] rows,
        double[] elbos,
        double[] variances) {

    /** The log likelihood of all rows. */
    public double logLikelihood() {
        return Arrays.stream(rows).sum();
    }

    /** The evidence lower bound of all rows. */
    public double elbo() {
        return Arrays.stream(elbos).sum();
    }

    /** The Monte Carlo error of {@link #logLikelihood}: the draws' part alone. */
    public double monteCarloError() {
        return Math.sqrt(Arrays.stream(variances).sum());
    }

    /**
     * How many draws of equal weight say as much as those of a row, at the mean over rows: the
     * effective sample size {@code (sum w)^2 / sum w^2} (Kong 1992). Where it is near 1, one draw
     * has all the weight, and the estimate is far below the log likelihood.
     */
    public double effectiveDraws() {
        return Arrays.stream(variances)
                .map(variance -> samples == 1 ? 1 : samples / (1 + variance * (samples - 1)))
                .average()
                .orElse(samples);
    }

    /**
     * The standard error of the mean over rows, as a sample from what the rows are drawn from; NaN
     * for fewer than two.
     */
    public double standardErrorOverRows() {
        int n = rows.length;
        double mean = logLikelihood() / n;
        double squares = Arrays.stream(rows).map(row -> (row - mean) * (row - mean)).sum();
        return n < 2 ? Double.NaN : Math.sqrt(squares / (n - 1) / n);
    }
}
