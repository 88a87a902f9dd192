package org.pathwise.compiler.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.pathwise.compiler.CheckedScript;
import org.pathwise.compiler.Compiler;
import org.pathwise.compiler.catalogue.Experiment.TestFunction;
import org.pathwise.compiler.estimate.Plan;
import org.pathwise.compiler.source.Diagnostic;
import org.pathwise.compiler.source.Source;
import org.pathwise.runtime.math.GammaFunctions;

import java.util.Arrays;
import java.util.List;

/** The power of a uniform variable that stands for a Gamma draw of a small shape. */
class GammaPowerTest {
    private static final double ALPHA = 0.4;
    private static final double BETA = 1.2;
    private static final int DRAWS = 20_000;

    private static Distribution distribution() {
        return Catalogue.distributions("GammaPower").getFirst();
    }

    private static double quantile(double u, double alpha, double beta) {
        return Math.exp((Math.log(u) + GammaFunctions.lgamma(alpha + 1)) / alpha) / beta;
    }

    private static Experiment.Result run(TestFunction test) {
        List<double[]> parameters = List.of(new double[] {ALPHA}, new double[] {BETA});
        return Experiment.run(distribution(), parameters, new int[] {0, 0}, 0, 1, DRAWS, 3, test);
    }

    @Test
    void drawsAreThePowerOfAUniform() {
        double[] draws = run(TestFunction.ITSELF).draws().clone();
        Arrays.sort(draws);
        double largest = 0;
        for (int i = 0; i < DRAWS; i++) {
            double share =
                    Math.exp(ALPHA * Math.log(BETA * draws[i]) - GammaFunctions.lgamma(ALPHA + 1));
            largest = Math.max(largest, Math.abs(share - (i + 0.5) / DRAWS));
        }
        // Kolmogorov's bound at 1e-5
        assertThat(largest * Math.sqrt(DRAWS)).isLessThan(Math.sqrt(-0.5 * Math.log(1e-5 / 2)));
    }

    @Test
    void gradientsOfDrawsAreUnbiased() {
        Experiment.Result result = run(TestFunction.TANH);
        double h = 1e-4;
        double[] expected = {
            (mean(ALPHA + h, BETA) - mean(ALPHA - h, BETA)) / (2 * h),
            (mean(ALPHA, BETA + h) - mean(ALPHA, BETA - h)) / (2 * h)
        };
        for (int i = 0; i < 2; i++) {
            double[] sample = result.gradients().get(i)[0];
            double mean = Arrays.stream(sample).average().orElseThrow();
            double squares = Arrays.stream(sample).map(x -> (x - mean) * (x - mean)).sum();
            double error = Math.sqrt(squares / (DRAWS - 1.0) / DRAWS);
            assertThat(mean).isCloseTo(expected[i], within(5 * error + 1e-6));
        }
    }

    /** Of the hyperbolic tangent, by the midpoint rule over the uniform variable. */
    private static double mean(double alpha, double beta) {
        int points = 200_000;
        double sum = 0;
        for (int i = 0; i < points; i++) {
            sum += Math.tanh(quantile((i + 0.5) / points, alpha, beta));
        }
        return sum / points;
    }

    @Test
    void densityIsTheSlopeOfThePowerUpToItsEnd() {
        double end = quantile(1, ALPHA, BETA);
        double[] values = {0.01 * end, 0.5 * end, 0.999 * end, 1.001 * end, 5 * end};
        double[] log =
                Experiment.logDensity(
                        distribution(), List.of(new double[] {ALPHA}, new double[] {BETA}), values);
        for (int i = 0; i < 3; i++) {
            double share = Math.pow(values[i] / end, ALPHA);
            assertThat(Math.exp(log[i])).isCloseTo(ALPHA * share / values[i], within(1e-12));
        }
        assertThat(log[3]).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(log[4]).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void isAPathwiseGuideOfAPositiveLatent() {
        CheckedScript checked = Compiler.check(script(""));
        assertThat(checked.diagnostics()).isEmpty();
        assertThat(checked.plan().orElseThrow().sites())
                .extracting(Plan.Site::estimator)
                .containsExactly(Plan.Estimator.PATHWISE);
    }

    /** The end of its support moves with what is fitted. */
    @Test
    void isNoGuideForTheScoreFunction() {
        assertThat(Compiler.check(script(" @score")).diagnostics())
                .extracting(Diagnostic::severity)
                .anyMatch(severity -> severity.name().equals("ERROR"));
    }

    private static Source script(String annotation) {
        return new Source(
                "test",
                """
                data y: real
                model {
                  w ~ Gamma(0.3, 1)
                  y ~ Normal(w, 1)
                }
                guide {
                  param a: positive = 0.5
                  param b: positive = 1.0
                  w ~ GammaPower(a, b)%s
                }
                """
                        .formatted(annotation));
    }
}
