package org.pathwise.runtime.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pathwise.runtime.inference.FitResult.Outcome;

/**
 * Score-function mixtures. Best ELBO: SciPy 1.17.1, BFGS on the closed form with each logit at its
 * optimum given the rest, 200 starts. The next best local optima lie at -119.527 and -99.021, with
 * both components in one place.
 */
class MixtureTest {
    private static final int POINTS = 60;

    /**
     * What the stopping rule leaves: errors of one tolerance in each parameter, four times over.
     */
    private static final double SLACK =
            4 * 0.5 * (6 + POINTS) * FitOptions.DEFAULT_TOLERANCE * FitOptions.DEFAULT_TOLERANCE;

    @ParameterizedTest
    @CsvSource({
        "2, 10, 1, -93.3442503192",
        "2, 10, 2, -93.3442503192",
        "2, 10, 3, -93.3442503192",
        "1, 10, 1, -89.9773574282",
        "1, 10, 2, -89.9773574282",
        "1, 10, 3, -89.9773574282",
        "1, 4, 1, -89.9773574282"
    })
    void findsTheBestOptimum(double other, int particles, long seed, double best) {
        var mixture = new MixtureObjective(MixtureObjective.data(POINTS, other), particles);
        FitResult result =
                StochasticVariationalInference.fit(
                        mixture, FitOptions.seeded(seed), FitListener.NONE);
        assertThat(result.outcome()).as(result.stopReason()).isEqualTo(Outcome.CONVERGED);
        assertThat(mixture.exactElbo(result.parameters())).isCloseTo(best, within(SLACK));
    }

    @ParameterizedTest
    @CsvSource({"1", "300", "3000"})
    void neverConvergesBelowWhatItHasSeen(long maxSteps) {
        var mixture = new MixtureObjective(MixtureObjective.data(POINTS, 2), 10);
        FitResult result =
                StochasticVariationalInference.fit(
                        mixture, FitOptions.seeded(1).withMaxSteps(maxSteps), FitListener.NONE);
        assertThat(result.outcome()).isEqualTo(Outcome.OUT_OF_STEPS);
        double start = mixture.exactElbo(mixture.parameters().initialValues(0));
        assertThat(mixture.exactElbo(result.parameters())).isGreaterThanOrEqualTo(start);
    }
}
