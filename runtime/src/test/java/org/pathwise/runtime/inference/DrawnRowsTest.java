package org.pathwise.runtime.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pathwise.runtime.program.NoiseLayout;
import org.pathwise.runtime.program.NoiseLayout.Batch;

import java.util.Arrays;
import java.util.List;

class DrawnRowsTest {
    private static NoiseLayout layout(int total, int size) {
        return new NoiseLayout(1, List.of(), List.of(new Batch("N", total, size, 0)));
    }

    private static double[][] steps(int total, int size, int count, long seed) {
        NoiseLayout layout = layout(total, size);
        Epochs epochs = new Epochs(layout, seed);
        double[][] steps = new double[count][layout.size()];
        for (double[] step : steps) {
            epochs.next(step);
        }
        return steps;
    }

    @ParameterizedTest
    @CsvSource({"10, 3", "10, 5", "7, 7", "12, 11", "5, 1", "1000, 128"})
    void anEpochMeetsEveryRowOnceAndAStepNoneTwice(int total, int size) {
        double[][] steps = steps(total, size, 5 * total, 1);
        for (double[] step : steps) {
            assertThat(Arrays.stream(step).distinct().count()).isEqualTo(size);
        }
        double[] rows = Arrays.stream(steps).flatMapToDouble(Arrays::stream).toArray();
        for (int epoch = 0; (epoch + 1) * total <= rows.length; epoch++) {
            double[] met = Arrays.copyOfRange(rows, epoch * total, (epoch + 1) * total);
            Arrays.sort(met);
            for (int i = 0; i < total; i++) {
                assertThat(met[i]).isEqualTo(i + 1);
            }
        }
    }

    @Test
    void theSameSeedDrawsTheSameRowsAndAnotherOthers() {
        assertThat(steps(50, 8, 20, 3)).isDeepEqualTo(steps(50, 8, 20, 3));
        assertThat(Arrays.deepToString(steps(50, 8, 20, 3)))
                .isNotEqualTo(Arrays.deepToString(steps(50, 8, 20, 4)));
    }

    /**
     * Step 2 of 3 rows out of 7 lies in one epoch, step 3 in two. Over many seeds each row, and
     * each pair of rows, is in it as often as any other: chi-squared below its 1e-6 quantile, of 6
     * degrees of freedom (38.3) and of 20 (64.9).
     */
    @ParameterizedTest
    @CsvSource({"2", "3", "5"})
    void everyRowAndEveryPairIsAsLikelyAsAnyOther(int number) {
        int trials = 20_000;
        double[] rows = new double[7];
        double[] pairs = new double[49];
        for (int seed = 0; seed < trials; seed++) {
            double[] step = steps(7, 3, number, seed)[number - 1];
            for (int i = 0; i < 3; i++) {
                rows[(int) step[i] - 1]++;
                for (int j = 0; j < i; j++) {
                    double low = Math.min(step[i], step[j]) - 1;
                    double high = Math.max(step[i], step[j]) - 1;
                    pairs[(int) (7 * low + high)]++;
                }
            }
        }
        assertThat(chiSquared(rows, 3.0 * trials / 7)).isLessThan(38.3);
        double[] met = Arrays.stream(pairs).filter(count -> count > 0).toArray();
        assertThat(met).hasSize(21);
        assertThat(chiSquared(met, 3.0 * trials / 21)).isLessThan(64.9);
    }

    private static double chiSquared(double[] counts, double expected) {
        return Arrays.stream(counts).map(c -> (c - expected) * (c - expected) / expected).sum();
    }

    @Test
    void independentRowsDependOnNothingButTheStep() {
        NoiseLayout layout = layout(100, 10);
        NoiseFiller filler = new NoiseFiller(layout, 5);
        double[] noise = new double[10];
        filler.fill(noise, 3, 0);
        double[] first = noise.clone();
        filler.fill(noise, 4, 0);
        assertThat(noise).isNotEqualTo(first);
        filler.fill(noise, 3, 0);
        assertThat(noise).isEqualTo(first);
        assertThat(Arrays.stream(first).distinct().count()).isEqualTo(10);
    }

    /** Each row is in a step with probability 1/4: within five standard errors. */
    @Test
    void independentRowsAreUniform() {
        NoiseFiller filler = new NoiseFiller(layout(8, 2), 5);
        double[] noise = new double[2];
        double[] counts = new double[8];
        int trials = 40_000;
        for (int step = 0; step < trials; step++) {
            filler.fill(noise, step, 0);
            counts[(int) noise[0] - 1]++;
            counts[(int) noise[1] - 1]++;
        }
        double error = 5 * Math.sqrt(trials * 0.25 * 0.75);
        for (double count : counts) {
            assertThat(count).isCloseTo(trials * 0.25, within(error));
        }
    }

    @Test
    void anEpochIsAsLongAsItsLongestDimension() {
        var layout =
                new NoiseLayout(
                        1, List.of(), List.of(new Batch("N", 10, 3, 0), new Batch("M", 50, 25, 3)));
        assertThat(Epochs.length(layout)).isEqualTo(4);
    }
}
