package org.pathwise.runtime.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pathwise.runtime.inference.FitResult.Outcome;
import org.pathwise.runtime.inference.MeanFieldObjective.Earnings;
import org.pathwise.runtime.inference.MeanFieldObjective.EightSchools;
import org.pathwise.runtime.inference.MeanFieldObjective.Gaussian;
import org.pathwise.runtime.inference.MeanFieldObjective.Target;

import java.util.Arrays;

class StochasticVariationalInferenceTest {
    /**
     * Five times the default tolerance: the largest of the Monte Carlo errors of a few parameters.
     */
    private static final double SLACK = 5 * FitOptions.DEFAULT_TOLERANCE;

    private static FitResult fit(Target target, int particles, FitOptions options) {
        return StochasticVariationalInference.fit(
                new MeanFieldObjective(target, particles), options, FitListener.NONE);
    }

    /** Locations within SLACK of the guide's standard deviations, log scales within SLACK. */
    private static void assertOptimum(FitResult result, double[] mean, double[] sd) {
        assertThat(result.outcome()).as(result.stopReason()).isEqualTo(Outcome.CONVERGED);
        assertThat(result.stopReason()).startsWith("converged: ");
        for (int i = 0; i < mean.length; i++) {
            assertThat(result.parameters()[i]).isCloseTo(mean[i], within(SLACK * sd[i]));
            assertThat(result.parameters()[mean.length + i])
                    .isCloseTo(Math.log(sd[i]), within(SLACK));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 100})
    void findsParametersWhoseScalesDifferBySevenOrdersOfMagnitude(int particles) {
        double[] mean = {1, -3000, 5, 1e5};
        double[] sd = {1, 2e4, 1e-3, 10};
        double[][] precision = new double[4][4];
        for (int i = 0; i < 4; i++) {
            precision[i][i] = 1 / (sd[i] * sd[i]);
        }
        assertOptimum(
                fit(new Gaussian(mean, precision), particles, FitOptions.seeded(3)), mean, sd);
    }

    @Test
    void aCorrelatedPosteriorGetsTheConditionalScales() {
        double rho = 0.95;
        double q = 1 / (1 - rho * rho);
        double sd = Math.sqrt(1 / q);
        var target =
                new Gaussian(new double[] {3, -3}, new double[][] {{q, -rho * q}, {-rho * q, q}});
        assertOptimum(
                fit(target, 10, FitOptions.seeded(1)), new double[] {3, -3}, new double[] {sd, sd});
    }

    /**
     * Reference: the mean-field optimum for eight schools, by SciPy 1.17.1 (BFGS to a gradient of
     * 1e-9, from five starts). All expectations have a closed form but that of {@code log(1 +
     * tau^2/25)}, which is by Gauss-Hermite quadrature with 120 nodes.
     */
    private static final double[] EIGHT_SCHOOLS = {
        4.5271113, 0.8095802, 0.2871188, 0.0888085, -0.0815241, 0.0534445, -0.1694243, -0.0762286,
                0.3445279,
        0.0646833, 1.1497364, -0.3160144, -0.0314707, -0.0682130, -0.0277636, -0.0570221,
                -0.0829507, -0.0570221,
        -0.0682130, -0.0220631
    };

    @ParameterizedTest
    @CsvSource({"10, 4, 6000", "8, 1, 15000", "1, 1, 30000"})
    void eightSchoolsConvergesInFewSteps(int particles, long seed, int steps) {
        FitResult result = fit(new EightSchools(), particles, FitOptions.seeded(seed));
        assertThat(result.converged()).isTrue();
        assertThat(result.steps()).isLessThan(steps);
        for (int i = 0; i < 10; i++) {
            double sd = Math.exp(EIGHT_SCHOOLS[10 + i]);
            assertThat(result.parameters()[i]).isCloseTo(EIGHT_SCHOOLS[i], within(SLACK * sd));
            assertThat(result.parameters()[10 + i]).isCloseTo(EIGHT_SCHOOLS[10 + i], within(SLACK));
        }
    }

    /** The optimum follows from the sums of squares: see each line. */
    @Test
    void aRegressionInRawUnitsNeedsNoTuning() {
        Earnings target = Earnings.simulated();
        double[] h = target.height();
        double[] e = target.earnings();
        int n = h.length;
        double sumH = Arrays.stream(h).sum();
        double sumE = Arrays.stream(e).sum();
        double squareH = 0;
        double cross = 0;
        for (int i = 0; i < n; i++) {
            squareH += h[i] * h[i];
            cross += h[i] * e[i];
        }
        double slope = (cross - sumH * sumE / n) / (squareH - sumH * sumH / n);
        double intercept = (sumE - slope * sumH) / n;
        FitResult result = fit(target, 10, FitOptions.seeded(2));
        double[] p = result.parameters();
        assertThat(result.converged()).isTrue();
        assertThat(result.steps()).isLessThan(12_000);
        // Exact posterior sd of the intercept: the mean-field guide's own is a twentieth of it.
        double interceptSd = Math.exp(p[2]) * Math.sqrt(squareH / n / (squareH - sumH * sumH / n));
        assertThat(p[0]).isCloseTo(intercept, within(SLACK * interceptSd));
        assertThat(p[1]).isCloseTo(slope, within(SLACK * interceptSd / (sumH / n)));
        assertThat(Math.exp(p[2])).isCloseTo(20_000, within(2_000.0));
        assertThat(p[3]).isCloseTo(p[2] - Math.log(n) / 2, within(SLACK));
        assertThat(p[4]).isCloseTo(p[2] - Math.log(squareH) / 2, within(SLACK));
    }

    @Test
    void aStepSizeOfTheUsersIsKeptToAndReduced() {
        var target = new Gaussian(new double[] {2}, new double[][] {{4}});
        FitResult result = fit(target, 10, FitOptions.seeded(1).withStepSize(0.05));
        assertOptimum(result, new double[] {2}, new double[] {0.5});
        assertThat(result.history())
                .filteredOn(point -> point.step() > 3)
                .allMatch(point -> point.stepSize() <= 0.05);
    }

    @Test
    void theSameSeedGivesTheSameBitsAndAnotherDoesNot() {
        FitResult one = fit(new EightSchools(), 3, FitOptions.seeded(7));
        FitResult two = fit(new EightSchools(), 3, FitOptions.seeded(7));
        FitResult other = fit(new EightSchools(), 3, FitOptions.seeded(8));
        assertThat(two.parameters()).isEqualTo(one.parameters());
        assertThat(two.history()).isEqualTo(one.history());
        assertThat(other.parameters()).isNotEqualTo(one.parameters());
    }

    @Test
    void stopsAtTheMaximumNumberOfSteps() {
        FitResult result = fit(new EightSchools(), 1, FitOptions.seeded(1).withMaxSteps(700));
        assertThat(result.outcome()).isEqualTo(Outcome.OUT_OF_STEPS);
        assertThat(result.stopReason()).isEqualTo("maximum number of steps reached (700)");
        assertThat(result.steps()).isEqualTo(700);
    }

    @Test
    void anInterruptKeepsWhatThereIs() {
        var listener =
                new FitListener() {
                    private long seen;

                    @Override
                    public void progress(Progress progress) {
                        seen = progress.step();
                    }

                    @Override
                    public boolean cancelled() {
                        return seen >= 1000;
                    }
                };
        var target = new Gaussian(new double[] {2}, new double[][] {{4}});
        FitResult result =
                StochasticVariationalInference.fit(
                        new MeanFieldObjective(target, 1),
                        FitOptions.seeded(1).withTolerance(1e-5),
                        listener);
        assertThat(result.stopReason()).isEqualTo("interrupted");
        assertThat(result.steps()).isBetween(1000L, 1100L);
        assertThat(result.parameters()[0]).isCloseTo(2, within(0.5));
    }

    /** A density that is a standard normal below a bound, and not a number above. */
    private record Broken(double bound) implements Target {
        @Override
        public int dimension() {
            return 1;
        }

        @Override
        public double logDensity(double[] x, double[] gradient) {
            gradient[0] = -x[0];
            return x[0] < bound ? -x[0] * x[0] / 2 : Double.NaN;
        }
    }

    @Test
    void aDensityThatIsNeverFiniteFailsWithItsExplanation() {
        FitResult result = fit(new Broken(-1e9), 1, FitOptions.seeded(1));
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.stopReason())
                .startsWith("failed: ")
                .contains("x: the log density is not finite");
    }

    @Test
    void aDensityThatStopsBeingFiniteGoesBackThenFailsWithTheStep() {
        FitResult result = fit(new Broken(3), 1, FitOptions.seeded(1).withTolerance(1e-4));
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.stopReason())
                .matches("(?s)failed: step \\d+: x: the log density is not finite.*");
        assertThat(result.warnings())
                .hasSize(10)
                .allMatch(w -> w.matches("(?s)step \\d+: x: .*went back.*"));
    }

    @Test
    void aStartThatIsNotFiniteIsMoved() {
        Target narrow =
                new Target() {
                    @Override
                    public int dimension() {
                        return 1;
                    }

                    @Override
                    public double logDensity(double[] x, double[] gradient) {
                        gradient[0] = 0.25 / x[0] - x[0];
                        return x[0] > 0 ? 0.25 * Math.log(x[0]) - x[0] * x[0] / 2 : Double.NaN;
                    }
                };
        FitResult result = fit(narrow, 1, FitOptions.seeded(1).withMaxSteps(200));
        assertThat(result.warnings().getFirst())
                .startsWith("the fit started from perturbed values");
    }

    @Test
    void noParametersIsConvergedAtOnce() {
        assertThat(
                        fit(new Gaussian(new double[0], new double[0][0]), 1, FitOptions.seeded(1))
                                .converged())
                .isTrue();
    }
}
