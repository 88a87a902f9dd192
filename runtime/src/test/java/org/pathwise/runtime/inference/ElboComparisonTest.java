package org.pathwise.runtime.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.pathwise.runtime.inference.MeanFieldObjective.Gaussian;

class ElboComparisonTest {
    /**
     * A standard normal without its constant: the ELBO at location m and scale 1 is log(2 pi)/2 -
     * m^2/2.
     */
    private static FitState state() {
        var target = new Gaussian(new double[] {0}, new double[][] {{1}});
        var objective = new MeanFieldObjective(target, 4);
        return new FitState(
                objective,
                FitOptions.seeded(5),
                objective.parameters().initialValues(5),
                FitListener.NONE);
    }

    @Test
    void comparesTwoPointsWithTheSameNoise() {
        ElboComparison comparison =
                ElboComparison.of(state(), new double[] {0.1, 0}, new double[] {0.5, 0});
        assertThat(comparison.gain()).isCloseTo(0.12, within(5 * comparison.gainError()));
        assertThat(comparison.gainError()).isCloseTo(0.4 / Math.sqrt(4 * 128), within(0.003));
        assertThat(comparison.level())
                .isCloseTo(
                        0.5 * Math.log(2 * Math.PI) - 0.005, within(5 * comparison.levelError()));
        assertThat(comparison.better()).isTrue();
        assertThat(comparison.worse(0.01)).isFalse();
        assertThat(comparison.closerThan(0.05)).isFalse();
        assertThat(comparison.closerThan(0.25)).isTrue();
        assertThat(comparison.below(comparison.level() + 1, 0.5)).isTrue();
    }

    @Test
    void whatIsNotANumberIsNeitherBetterNorClose() {
        ElboComparison comparison =
                new ElboComparison(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        assertThat(comparison.better()).isFalse();
        assertThat(comparison.closerThan(1e9)).isFalse();
        assertThat(comparison.worse(1)).isTrue();
        assertThat(comparison.below(-1e9, 1)).isTrue();
    }
}
