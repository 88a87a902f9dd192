package org.pathwise.runtime.diagnose;

import java.util.Arrays;

/**
 * Mean, standard deviation (divisor n - 1) and quantiles of a sample. A sample with a NaN has NaN
 * everywhere.
 */
public record Summary(double mean, double sd, double q05, double q50, double q95) {
    /**
     * Summarises a sample; it is left as it is. An empty one gives NaN, a single value an sd of
     * NaN.
     */
    public static Summary of(double[] sample) {
        double[] sorted = sample.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        if (n == 0 || Double.isNaN(sorted[n - 1])) {
            return new Summary(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        }
        double mean = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double difference = sample[i] - mean;
            mean += difference / (i + 1);
            squares += difference * (sample[i] - mean);
        }
        return new Summary(
                mean,
                n == 1 ? Double.NaN : Math.sqrt(squares / (n - 1)),
                quantile(sorted, 0.05),
                quantile(sorted, 0.5),
                quantile(sorted, 0.95));
    }

    /**
     * The quantile of an ascending sample by linear interpolation: type 7 of Hyndman and Fan 1996,
     * the default of R, NumPy and posterior.
     */
    public static double quantile(double[] sorted, double probability) {
        double position = (sorted.length - 1) * probability;
        int below = (int) Math.floor(position);
        int above = Math.min(below + 1, sorted.length - 1);
        double weight = position - below;
        return weight == 0
                ? sorted[below]
                : sorted[below] + weight * (sorted[above] - sorted[below]);
    }
}
