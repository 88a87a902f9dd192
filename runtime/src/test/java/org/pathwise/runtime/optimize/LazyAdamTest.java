package org.pathwise.runtime.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.pathwise.runtime.program.NoiseLayout;
import org.pathwise.runtime.program.NoiseLayout.Batch;
import org.pathwise.runtime.program.ParameterLayout;
import org.pathwise.runtime.program.ParameterLayout.Block;
import org.pathwise.runtime.program.StepLayout;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

class LazyAdamTest {
    private static final int ROWS = 4;

    /** A shared parameter, two for each of four rows of which a step draws two, one shared. */
    private static StepLayout rows() {
        List<Double> zeros = Collections.nCopies(2 * ROWS, 0.0);
        var layout =
                new ParameterLayout(
                        List.of(
                                new Block("a", List.of(), 0, List.of(0.0)),
                                new Block("z", List.of(ROWS, 2), 1, zeros, 0, Optional.of("N")),
                                new Block("b", List.of(), 9, List.of(0.0))));
        return StepLayout.of(
                layout, new NoiseLayout(1, List.of(), List.of(new Batch("N", ROWS, 2, 0))));
    }

    private static StepLayout whole(int size) {
        var block = new Block("x", List.of(size), 0, Collections.nCopies(size, 0.0));
        return StepLayout.of(new ParameterLayout(List.of(block)), new NoiseLayout(1, List.of()));
    }

    private static LazyAdam fixed(StepLayout layout) {
        return new LazyAdam(
                layout, Collections.nCopies(layout.parts().size(), StepRule.fixed(0.1)), 1);
    }

    @Test
    void aStepsVectorHoldsTheDrawnRowsOnly() {
        StepLayout layout = rows();
        assertThat(layout.size()).isEqualTo(6);
        assertThat(layout.parts()).extracting(StepLayout.Part::offset).containsExactly(0, 1, 5);
        assertThat(layout.whole()).isFalse();
    }

    /** Kingma and Ba 2015, algorithm 1, worked by hand for gradients 1 and then -3. */
    @Test
    void followsThePublishedAlgorithm() {
        LazyAdam adam = fixed(whole(1));
        double[] x = new double[1];
        adam.ascend(x, new double[] {1}, new double[0], 1);
        assertThat(x[0]).isCloseTo(0.1, within(1e-12));
        adam.ascend(x, new double[] {-3}, new double[0], 1);
        double m = (0.9 * 0.1 - 0.1 * 3) / (1 - 0.81);
        double v = (0.999 * 0.001 + 0.001 * 9) / (1 - 0.999 * 0.999);
        assertThat(x[0]).isCloseTo(0.1 + 0.1 * m / Math.sqrt(v), within(1e-12));
    }

    /** A row's way is, to the last bit, that of a fit which has the row alone. */
    @Test
    void aRowGoesItsOwnWayWhenItIsDrawn() {
        for (boolean found : new boolean[] {false, true}) {
            StepRule rule = found ? StepRule.found(0.1, 0) : StepRule.fixed(0.1);
            var adam = new LazyAdam(rows(), Collections.nCopies(3, rule), 1);
            LazyAdam[] alone = new LazyAdam[ROWS];
            double[][] expected = new double[ROWS][2];
            for (int r = 0; r < ROWS; r++) {
                alone[r] = new LazyAdam(whole(2), List.of(rule), 1);
            }
            var random = new SplittableRandom(1);
            double[] parameters = new double[10];
            for (int step = 0; step < 200; step++) {
                int first = random.nextInt(ROWS);
                int second = (first + 1 + random.nextInt(ROWS - 1)) % ROWS;
                // of one sign mostly, so that sizes grow; by how much they shrink tells the scaling
                double[] gradient = random.doubles(6, -1, found ? 20 : 1).toArray();
                double[] before = parameters.clone();
                adam.ascend(parameters, gradient, new double[] {first + 1, second + 1}, 1);
                alone[first].ascend(
                        expected[first], new double[] {gradient[1], gradient[2]}, new double[0], 1);
                alone[second].ascend(
                        expected[second],
                        new double[] {gradient[3], gradient[4]},
                        new double[0],
                        1);
                for (int r = 0; r < ROWS; r++) {
                    if (r != first && r != second) {
                        assertThat(parameters[1 + 2 * r]).isEqualTo(before[1 + 2 * r]);
                    }
                    assertThat(parameters[1 + 2 * r]).isEqualTo(expected[r][0]);
                    assertThat(parameters[2 + 2 * r]).isEqualTo(expected[r][1]);
                }
                assertThat(parameters[0]).isNotEqualTo(before[0]);
                assertThat(parameters[9]).isNotEqualTo(before[9]);
            }
        }
    }

    /** A parameter that belongs at 60,000 gets there in a thousand steps, and stays. */
    @Test
    void aSizeIsFoundForAnyUnit() {
        var random = new SplittableRandom(1);
        for (double unit : new double[] {1e-4, 1, 6e4}) {
            var adam = new LazyAdam(whole(1), List.of(StepRule.found(0.03, 0)), 1);
            double[] x = new double[1];
            double[] mean = new double[1];
            for (int step = 0; step < 6000; step++) {
                // a quadratic with curvature 1 / unit^2, as noisy as one particle makes it
                double gradient = (unit - x[0]) / unit / unit + random.nextGaussian() / unit;
                adam.ascend(x, new double[] {gradient}, new double[0], 1);
                mean[0] += step < 4000 ? 0 : x[0] / 2000;
            }
            // averaged over 2000 steps: five standard errors of unit / sqrt(2000)
            assertThat(mean[0]).isCloseTo(unit, within(5 * unit / Math.sqrt(2000)));
        }
    }

    @Test
    void aMeanOfRowsCountsTheStepsThatDrewThem() {
        LazyMean mean = new LazyMean(rows());
        mean.add(new double[] {1, 10, 10, 20, 20, 30, 30, 40, 40, 5}, new double[] {1, 2});
        mean.add(new double[] {3, 12, 10, 99, 99, 34, 30, 99, 99, 7}, new double[] {3, 1});
        double[] written = new double[10];
        mean.write(written);
        assertThat(written).containsExactly(2, 11, 10, 20, 20, 34, 30, 0, 0, 6);
        mean.reset();
        mean.write(written);
        assertThat(written).containsExactly(2, 11, 10, 20, 20, 34, 30, 0, 0, 6);
        mean.add(new double[10], new double[] {4, 2});
        mean.write(written);
        assertThat(written).containsExactly(0, 11, 10, 0, 0, 34, 30, 0, 0, 0);
    }
}
