package org.pathwise.runtime.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.pathwise.runtime.diagnose.GradientCheck;
import org.pathwise.runtime.program.NoiseLayout;
import org.pathwise.runtime.program.Objective;
import org.pathwise.runtime.program.ParameterLayout;
import org.pathwise.runtime.program.ParameterLayout.Block;
import org.pathwise.runtime.program.StepLayout;

import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

class GradientChecksTest {
    private static int[] all(Objective objective) {
        return IntStream.range(0, objective.parameters().size()).toArray();
    }

    /** An objective whose gradient in one parameter is changed. */
    private record Changed(Objective inner, int index, DoubleUnaryOperator change)
            implements Objective {
        @Override
        public ParameterLayout parameters() {
            return inner.parameters();
        }

        @Override
        public NoiseLayout noise() {
            return inner.noise();
        }

        @Override
        public void evaluate(
                double[] parameters, double[] noise, double[] elbo, double[] gradient) {
            inner.evaluate(parameters, noise, elbo, gradient);
            gradient[index] = change.applyAsDouble(gradient[index]);
        }

        @Override
        public String explainNonFinite(double[] parameters, double[] noise) {
            return inner.explainNonFinite(parameters, noise);
        }
    }

    @Test
    void aRightGradientAgreesAndOneThatIsOffByATenthOfANatDoesNot() {
        var target =
                new MeanFieldObjective.Gaussian(
                        new double[] {1, -2}, new double[][] {{2, 0.5}, {0.5, 1}});
        Objective right = new MeanFieldObjective(target, 4);
        double[] at = {0.3, 0.1, -0.4, 0.2};
        GradientCheck check = GradientCheck.of(right, at, all(right), 5000, 1);
        assertThat(check.wrong()).isEmpty();
        // closed form: -precision (loc - mean), and 1 - precision[i][i] scale[i]^2
        double[] exact = {
            -(2 * (0.3 - 1) + 0.5 * (0.1 + 2)),
            -(0.5 * (0.3 - 1) + 1 * (0.1 + 2)),
            1 - 2 * Math.exp(-0.8),
            1 - Math.exp(0.4)
        };
        for (int i = 0; i < 4; i++) {
            GradientCheck.Row row = check.rows().get(i);
            assertThat(row.difference()).isCloseTo(exact[i], within(5 * row.error()));
            assertThat(row.estimate()).isCloseTo(exact[i], within(5 * row.error()));
        }
        Objective wrong = new Changed(right, 0, g -> g + 0.1);
        assertThat(GradientCheck.of(wrong, at, all(wrong), 5000, 1).wrong())
                .singleElement()
                .satisfies(row -> assertThat(row.parameter()).isEqualTo("x.loc"));
        Objective nothing = new Changed(right, 2, g -> Double.NaN);
        assertThat(GradientCheck.of(nothing, at, all(nothing), 100, 1).wrong()).hasSize(1);
        assertThat(GradientCheck.notFinite(nothing, at, 1)).isPresent();
        assertThat(GradientCheck.notFinite(right, at, 1)).isEmpty();
    }

    /**
     * A Bonferroni threshold: P(|z| > 3.29) = 0.001, P(|z| > 4.417) = 1e-5 (tables of the normal).
     */
    @Test
    void theThresholdGrowsWithTheNumberOfParameters() {
        Objective one = new MeanFieldObjective(new MeanFieldObjective.EightSchools(), 2);
        double[] at = one.parameters().initialValues(1);
        assertThat(GradientCheck.of(one, at, new int[] {0}, 60, 1).threshold())
                .isCloseTo(3.2905, within(1e-3));
        Objective many = new MeanFieldObjective(gaussian(50), 1);
        double[] there = many.parameters().initialValues(1);
        assertThat(GradientCheck.of(many, there, all(many), 60, 1).threshold())
                .isCloseTo(4.4172, within(1e-3));
    }

    private static MeanFieldObjective.Gaussian gaussian(int dimension) {
        double[][] precision = new double[dimension][dimension];
        for (int i = 0; i < dimension; i++) {
            precision[i][i] = 1;
        }
        return new MeanFieldObjective.Gaussian(new double[dimension], precision);
    }

    /** Also where most steps do not draw a parameter's row. */
    @Test
    void parametersByRowsAgree() {
        var objective = new HierarchyObjective(new double[] {1, 2, -1, 3, 0.5}, 2, 10, 2, 1);
        double[] at = new double[12];
        GradientCheck check = GradientCheck.of(objective, at, all(objective), 20_000, 1);
        assertThat(check.wrong()).isEmpty();
        for (int i = 0; i < 5; i++) {
            // the slope at theta.loc = 0 is y[i] / sigma^2
            GradientCheck.Row row = check.rows().get(1 + i);
            double y = new double[] {1, 2, -1, 3, 0.5}[i];
            assertThat(row.estimate()).isCloseTo(y, within(5 * row.error()));
        }
        Objective wrong = new Changed(objective, 1, g -> 1.2 * g);
        assertThat(GradientCheck.of(wrong, at, all(wrong), 20_000, 1).wrong()).isNotEmpty();
    }

    @Test
    void aSitesNoiseIsThatOfItsParameters() {
        Objective objective = new MeanFieldObjective(gaussian(2), 1);
        // the slope is -x with x ~ Normal(3, 1): mean -3, sd 1
        GradientCheck check =
                GradientCheck.of(objective, new double[] {3, 3, 0, 0}, new int[] {0, 1}, 4000, 1);
        GradientCheck.SiteNoise noise = check.sites().get("x");
        assertThat(noise).isNotNull();
        assertThat(noise.parameters()).isEqualTo(2);
        // standard errors: 1 / sqrt(2 * 4000) each, and of the ratio about 3 / sqrt(2 * 4000)
        assertThat(noise.deviation()).isCloseTo(1, within(5 / Math.sqrt(8000)));
        assertThat(noise.signalToNoise()).isCloseTo(3, within(5 * 3 / Math.sqrt(8000)));
    }

    /** Two sites with ratios 0.5 and 2, and one without noise: ratios within five errors. */
    @Test
    void theNoisiestSiteIsFound() {
        ParameterLayout parameters =
                new ParameterLayout(
                        List.of(
                                new Block("a.loc", List.of(2), 0, List.of(0.0, 0.0)),
                                new Block("b.loc", List.of(), 2, List.of(0.0)),
                                new Block("c", List.of(), 3, List.of(0.0))));
        var noise = new GradientNoise(StepLayout.of(parameters, new NoiseLayout(1, List.of())));
        var random = new Random(1);
        int count = 10_000;
        for (int i = 0; i < count; i++) {
            noise.add(
                    new double[] {
                        1000 * (2 + random.nextGaussian()),
                        2 + random.nextGaussian(),
                        0.01 * (0.5 + random.nextGaussian()),
                        7
                    });
        }
        FitListener.Noisiest noisiest = noise.noisiest().orElseThrow();
        assertThat(noisiest.site()).isEqualTo("b");
        assertThat(noisiest.signalToNoise()).isCloseTo(0.5, within(5 * 1.1 / Math.sqrt(count)));
        noise.clear();
        for (int i = 0; i < 64; i++) {
            noise.add(new double[] {1, 2, 3, 4});
        }
        assertThat(noise.noisiest()).isEmpty();
    }
}
