package org.pathwise.runtime.random;

import static org.assertj.core.api.Assertions.assertThat;

import org.pathwise.runtime.math.IncompleteFunctions;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** Tests of a sample against a distribution, each at the level 1e-6. */
final class GoodnessOfFit {
    static final double LEVEL = 1e-6;

    private GoodnessOfFit() {}

    /** Kolmogorov-Smirnov; the asymptotic tail 2 exp(-2 n d^2) gives the threshold. */
    static void assertContinuous(double[] sample, DoubleUnaryOperator cdf) {
        double[] sorted = sample.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        double distance = 0;
        for (int i = 0; i < n; i++) {
            double p = cdf.applyAsDouble(sorted[i]);
            distance = Math.max(distance, Math.max(p - (double) i / n, (i + 1.0) / n - p));
        }
        assertThat(distance).isLessThan(Math.sqrt(Math.log(2 / LEVEL) / (2 * n)));
    }

    /**
     * Pearson's chi-square over the counts' values, neighbours pooled until 20 are expected in each
     * cell.
     */
    static void assertCounts(double[] sample, DoubleUnaryOperator logMass) {
        int top = (int) Arrays.stream(sample).max().orElseThrow() + 1;
        int[] observed = new int[top + 1];
        for (double k : sample) {
            assertThat(k).isEqualTo(Math.rint(k)).isNotNegative();
            observed[(int) k]++;
        }
        double statistic = 0;
        int cells = 0;
        double expectedInCell = 0;
        double observedInCell = 0;
        double expectedSoFar = 0;
        for (int k = 0; k <= top; k++) {
            expectedInCell += sample.length * Math.exp(logMass.applyAsDouble(k));
            observedInCell += observed[k];
            double rest = sample.length - expectedSoFar - expectedInCell;
            if (expectedInCell >= 20 && rest >= 20) {
                statistic += squaredPull(observedInCell, expectedInCell);
                cells++;
                expectedSoFar += expectedInCell;
                expectedInCell = 0;
                observedInCell = 0;
            }
        }
        statistic += squaredPull(observedInCell, sample.length - expectedSoFar);
        assertThat(cells).isPositive();
        assertThat(IncompleteFunctions.gammaQ(0.5 * cells, 0.5 * statistic)).isGreaterThan(LEVEL);
    }

    private static double squaredPull(double observed, double expected) {
        return (observed - expected) * (observed - expected) / expected;
    }
}
