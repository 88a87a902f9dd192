package org.pathwise.runtime.diagnose;

import java.util.Arrays;

/**
 * Convergence and accuracy of Markov chains, or of any dependent draws in several sequences. Each
 * chain is split in halves first, so that one chain that drifts is noticed; of an odd number of
 * draws the middle one is left out.
 *
 * <p>Source: Vehtari, Gelman, Simpson, Carpenter and Bürkner 2021 ("Rank-normalization, folding,
 * and localization", Bayesian Analysis 16), equations 3 and 4 for R-hat and 10 to 13 for the
 * effective sample size; without the rank normalization. Chains are of equal length.
 */
public final class ChainDiagnostics {
    private static final int LEAST_DRAWS = 4;

    private ChainDiagnostics() {}

    /**
     * Split R-hat: 1 when the half chains agree. NaN if a draw is not finite, if a chain has fewer
     * than 4 draws, or if no draw differs from another.
     *
     * @param chains one row of draws per chain
     */
    public static double splitRhat(double[][] chains) {
        if (!usable(chains)) {
            return Double.NaN;
        }
        double[][] halves = halves(chains);
        double within = within(halves);
        int n = halves[0].length;
        return Math.sqrt(((n - 1.0) / n * within + varianceOfMeans(halves)) / within);
    }

    /**
     * How many independent draws would estimate the mean as well as these, by Geyer's initial
     * monotone sequence of autocorrelations. At most N log10(N) for N draws (antithetic draws may
     * be better than independent ones); N if all draws are the same; NaN if a draw is not finite or
     * a chain has fewer than 4 draws.
     *
     * @param chains one row of draws per chain
     */
    public static double effectiveSampleSize(double[][] chains) {
        if (!usable(chains)) {
            return Double.NaN;
        }
        double[][] halves = halves(chains);
        int n = halves[0].length;
        double total = (double) n * halves.length;
        double within = within(halves);
        double overall = (n - 1.0) / n * within + varianceOfMeans(halves);
        if (overall == 0) {
            return total;
        }
        double time = correlationTime(new Autocorrelation(halves, within, overall), n);
        return total / Math.max(time, 1 / Math.log10(total));
    }

    /** One plus twice the sum of the autocorrelations, cut off where a pair of them is negative. */
    private static double correlationTime(Autocorrelation rho, int n) {
        double even = 1;
        double pair = 1 + rho.at(1);
        double least = Double.POSITIVE_INFINITY;
        double sum = 0;
        int lag = 2;
        for (; lag < n - 2 && pair > 0; lag += 2) {
            least = Math.min(least, pair);
            sum += least;
            even = rho.at(lag);
            pair = even + rho.at(lag + 1);
        }
        return -1 + 2 * sum + Math.max(0, even);
    }

    /** Autocorrelations over all chains, from the biased autocovariances of each. */
    private record Autocorrelation(double[][] chains, double within, double overall) {
        double at(int lag) {
            double covariance = 0;
            for (double[] chain : chains) {
                double mean = mean(chain);
                double sum = 0;
                for (int i = lag; i < chain.length; i++) {
                    sum += (chain[i] - mean) * (chain[i - lag] - mean);
                }
                covariance += sum / chain.length / chains.length;
            }
            return 1 - (within - covariance) / overall;
        }
    }

    private static boolean usable(double[][] chains) {
        if (chains.length == 0 || chains[0].length < LEAST_DRAWS) {
            return false;
        }
        for (double[] chain : chains) {
            if (chain.length != chains[0].length) {
                throw new IllegalArgumentException(
                        "chains of " + chains[0].length + " and of " + chain.length + " draws");
            }
            if (!Arrays.stream(chain).allMatch(Double::isFinite)) {
                return false;
            }
        }
        return true;
    }

    private static double[][] halves(double[][] chains) {
        int half = chains[0].length / 2;
        double[][] halves = new double[2 * chains.length][];
        for (int c = 0; c < chains.length; c++) {
            halves[2 * c] = Arrays.copyOf(chains[c], half);
            halves[2 * c + 1] =
                    Arrays.copyOfRange(chains[c], chains[c].length - half, chains[c].length);
        }
        return halves;
    }

    private static double within(double[][] chains) {
        return Arrays.stream(chains)
                .mapToDouble(ChainDiagnostics::variance)
                .average()
                .orElseThrow();
    }

    private static double varianceOfMeans(double[][] chains) {
        return variance(Arrays.stream(chains).mapToDouble(ChainDiagnostics::mean).toArray());
    }

    private static double variance(double[] values) {
        double mean = mean(values);
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return squares / (values.length - 1);
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value / values.length;
        }
        return sum;
    }
}
