package org.pathwise.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pathwise.compiler.estimate.EstimateOptions;
import org.pathwise.compiler.estimate.Plan;
import org.pathwise.compiler.source.Source;
import org.pathwise.runtime.io.DataFiles;
import org.pathwise.runtime.program.ParameterLayout;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Gradient estimates are unbiased: their mean lies within five standard errors of the exact
 * gradient.
 */
final class EstimatorTest {
    private static final int PARTICLES = GradientEstimates.PARTICLES;

    private static BoundModel model(String script, String data) {
        return model(script, data, EstimateOptions.DEFAULT);
    }

    private static BoundModel model(String script, String data, EstimateOptions options) {
        CheckedScript checked = Compiler.check(new Source("test.pw", script), options);
        CheckedScript.Bound bound = checked.bind(DataFiles.json("test.json", data), Map.of());
        assertThat(bound.diagnostics()).filteredOn(diagnostic -> diagnostic.isError()).isEmpty();
        return bound.model().orElseThrow();
    }

    /**
     * Exact ELBO gradient by quadrature of its definition: see the case's numbers in the estimator
     * guide.
     */
    @Test
    void theScoreFunctionSeesAJumpThatAPathwiseGradientMisses() {
        String script =
                """
                data x: int
                model {
                  z ~ Normal(0, 1)
                  x ~ Bernoulli(clamp(round(z), 0.2, 0.8))
                }
                guide {
                  param loc = 0.0
                  z ~ Normal(loc, 1)
                }
                """;
        BoundModel model = model(script, "{\"x\": 0}");
        assertThat(model.plan().sites().getFirst().estimator())
                .isEqualTo(Plan.Estimator.SCORE_FUNCTION);
        GradientEstimates atZero = GradientEstimates.of(model, new double[] {0}, 40_000);
        atZero.assertMean(0, -0.48806618);
        GradientEstimates atOptimum =
                GradientEstimates.of(model, new double[] {-0.37661518}, 40_000);
        atOptimum.assertMean(0, 0);
        atOptimum.assertElbo(-0.55794119);
        BoundModel vouched =
                model(
                        script.replace("z ~ Normal(0, 1)", "z ~ Normal(0, 1) @pathwise"),
                        "{\"x\": 0}");
        assertThat(Math.abs(GradientEstimates.of(vouched, new double[] {0}, 40_000).mean()[0]))
                .isLessThan(0.05);
    }

    /** The optimum of the same model where the guide's scale is fitted too, by quadrature. */
    @Test
    void theScoreFunctionFindsLocationAndScaleAtAJump() {
        BoundModel model =
                model(
                        """
                        data x: int
                        model {
                          z ~ Normal(0, 1)
                          x ~ Bernoulli(clamp(round(z), 0.2, 0.8))
                        }
                        guide {
                          param loc = 0.0
                          param scale: positive = 1.0
                          z ~ Normal(loc, scale)
                        }
                        """,
                        "{\"x\": 0}");
        GradientEstimates found =
                GradientEstimates.of(model, new double[] {-0.37929, Math.log(0.81639)}, 100_000);
        found.assertMean(0, 0);
        found.assertMean(1, 0);
        assertThat(found.error()[0]).isLessThan(2e-3);
        found.assertElbo(-0.526276);
        assertThat(found.elboError()).isLessThan(2e-3);
    }

    /**
     * Models of Bernoulli latents alone, whose ELBO is a finite sum; each exercises another way of
     * a site to its terms.
     */
    private static final List<String> BERNOULLI =
            List.of(
                    // one latent
                    """
                    data y: real
                    model {
                      z ~ Bernoulli(0.3)
                      y ~ Normal(2 * z, 1)
                    }
                    """,
                    // a plate
                    """
                    data w: real[N]
                    model {
                      for n in 1..N {
                        z[n] ~ Bernoulli(0.4)
                        w[n] ~ Normal(z[n], 0.5)
                      }
                    }
                    """,
                    // a global latent over a plate of latents
                    """
                    data w: real[N]
                    model {
                      g ~ Bernoulli(0.5)
                      for n in 1..N {
                        z[n] ~ Bernoulli(0.2 + 0.6 * g)
                        w[n] ~ Normal(z[n] - g, 0.5)
                      }
                    }
                    """,
                    // a chain: each latent meets its own term and the next
                    """
                    data w: real[N]
                    model {
                      z[1] ~ Bernoulli(0.5)
                      for n in 2..N { z[n] ~ Bernoulli(0.1 + 0.8 * z[n-1]) }
                      for n in 1..N { w[n] ~ Normal(z[n], 0.5) }
                    }
                    """,
                    // a gather
                    """
                    data v: real[M]
                    data group: int[M]
                    data w: real[N]
                    model {
                      for n in 1..N { z[n] ~ Bernoulli(0.4) }
                      for m in 1..M { v[m] ~ Normal(2 * z[group[m]], 1) }
                      w ~ Normal(0, 1)
                    }
                    """,
                    // element against element without a loop, and a sum over all
                    """
                    data w: real[N]
                    model {
                      z: int[N] ~ Bernoulli(0.4)
                      w ~ Normal(z, 0.5)
                      factor -0.3 * sum(z)^2
                    }
                    """,
                    // through a definition, guarded by data
                    """
                    data w: real[N]
                    model {
                      for n in 1..N {
                        z[n] ~ Bernoulli(0.4)
                        m[n] = 1 + 2 * z[n]
                      }
                      for n in 1..N {
                        if w[n] > 0 { w[n] ~ Normal(m[n], 0.5) } else { w[n] ~ Normal(-m[n], 0.5) }
                      }
                    }
                    """,
                    // beside sites that are summed out, on the same plate
                    """
                    data w: real[N]
                    model {
                      for n in 1..N {
                        h[n] ~ Bernoulli(0.4)
                        z[n] ~ Bernoulli(0.2 + 0.5 * h[n]) @marginal
                        w[n] ~ Normal(z[n] - h[n], 0.5)
                      }
                    }
                    """,
                    // beside a chain that is summed out: one for all of it, and one an element
                    """
                    data w: real[N]
                    model {
                      g ~ Bernoulli(0.5)
                      z[1] ~ Bernoulli(0.3) @marginal
                      for n in 2..N { z[n] ~ Bernoulli(0.2 + 0.3 * z[n-1] + 0.3 * g) }
                      for n in 1..N {
                        h[n] ~ Bernoulli(0.4)
                        w[n] ~ Normal(z[n] - h[n], 0.5)
                      }
                    }
                    """,
                    // one for each group of sites that are summed out
                    """
                    data v: real[M]
                    data group: int[M]
                    data w: real[N]
                    model {
                      for n in 1..N { h[n] ~ Bernoulli(0.4) }
                      for m in 1..M {
                        z[m] ~ Bernoulli(0.7) @marginal
                        v[m] ~ Normal(2 * z[m] * h[group[m]], 1)
                      }
                      w ~ Normal(h, 1)
                    }
                    """);

    private static final List<EstimateOptions> OPTIONS =
            List.of(
                    EstimateOptions.DEFAULT,
                    EstimateOptions.withBudget(0),
                    EstimateOptions.withBudget(0).withIndependentParticles());

    static Stream<Arguments> bernoulli() {
        return BERNOULLI.stream()
                .flatMap(script -> OPTIONS.stream().map(options -> arguments(script, options)));
    }

    /** Summed over their states; drawn with coupled particles, and with independent ones. */
    @ParameterizedTest
    @MethodSource("bernoulli")
    void discreteSitesAreUnbiased(String script, EstimateOptions options) {
        BoundModel model =
                model(
                        script,
                        "{\"y\": 0.7, \"w\": [0.3, -0.4, 1.2], \"v\": [1, 2, -1, 0.5], \"group\":"
                                + " [1, 3, 3, 2]}",
                        options);
        ParameterLayout layout = model.objective(PARTICLES).parameters();
        double[] logits = new double[layout.size()];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = 0.5 - 0.4 * i;
        }
        double[] exact = exactGradient(model, layout, logits);
        GradientEstimates estimates = GradientEstimates.of(model, logits, 10_000);
        for (int i = 0; i < logits.length; i++) {
            estimates.assertMean(i, exact[i]);
        }
        estimates.assertElbo(exact[logits.length]);
        boolean summed =
                model.plan().drawn().sites().stream()
                        .allMatch(site -> site.form() == Plan.Form.SUMMED);
        if (summed) {
            assertThat(Arrays.stream(estimates.error()))
                    .as("noise")
                    .allMatch(error -> error < 1e-7);
        }
    }

    /**
     * The gradient of the ELBO in the logits, and last the ELBO itself, by a sum over all states.
     */
    private static double[] exactGradient(
            BoundModel model, ParameterLayout layout, double[] logits) {
        int count = logits.length;
        double[] result = new double[count + 1];
        LogDensity density = model.logDensity();
        for (int state = 0; state < 1 << count; state++) {
            double logGuide = 0;
            double[] score = new double[count];
            double[] draw = new double[count];
            for (int i = 0; i < count; i++) {
                double p = 1 / (1 + Math.exp(-logits[i]));
                draw[i] = state >> i & 1;
                logGuide += Math.log(draw[i] == 1 ? p : 1 - p);
                score[i] = draw[i] - p;
            }
            Map<String, double[]> latents = new LinkedHashMap<>();
            for (ParameterLayout.Block block : layout.blocks()) {
                double[] values = new double[block.size()];
                System.arraycopy(draw, block.offset(), values, 0, values.length);
                latents.put(block.name().substring(0, block.name().indexOf('.')), values);
            }
            double cost = density.constrained(latents).value() - logGuide;
            for (int i = 0; i < count; i++) {
                result[i] += Math.exp(logGuide) * score[i] * cost;
            }
            result[count] += Math.exp(logGuide) * cost;
        }
        return result;
    }

    /** Conjugate normal model: the ELBO and its gradient in closed form. */
    @ParameterizedTest
    @ValueSource(strings = {"", " @score"})
    void continuousSitesAreUnbiased(String annotation) {
        BoundModel model =
                model(
                        """
                        data y: real[N]
                        model {
                          mu ~ Normal(0, 2)%s
                          y ~ Normal(mu, 1)
                        }
                        """
                                .formatted(annotation),
                        "{\"y\": [0.5, 1.5, 1.0]}");
        double location = 0.3;
        double scale = Math.exp(-0.7);
        GradientEstimates estimates =
                GradientEstimates.of(model, new double[] {location, -0.7}, 20_000);
        double precision = 0.25 + 3;
        estimates.assertMean(0, 3.0 - precision * location);
        estimates.assertMean(1, 1 - precision * scale * scale);
        double elbo =
                -0.5 * Math.log(2 * Math.PI * 4)
                        - (location * location + scale * scale) / 8
                        - 1.5 * Math.log(2 * Math.PI)
                        - 0.5
                                * (List.of(0.5, 1.5, 1.0).stream()
                                                .mapToDouble(y -> (y - location) * (y - location))
                                                .sum()
                                        + 3 * scale * scale)
                        + 0.5 * (1 + Math.log(2 * Math.PI))
                        + Math.log(scale);
        estimates.assertElbo(elbo);
    }

    /**
     * A guide whose second draw depends on the first: the first meets the second's density and all
     * that it reaches.
     */
    @ParameterizedTest
    @ValueSource(strings = {"", " @score"})
    void aDrawThatFeedsALaterDrawIsUnbiased(String annotation) {
        BoundModel model =
                model(
                        """
                        data y: real
                        model {
                          z ~ Bernoulli(0.3)
                          x ~ Normal(z, 1)%s
                          y ~ Normal(x, 1)
                        }
                        guide {
                          param a = 0.0
                          param b = 0.0
                          param c = 0.0
                          param s: positive = 1.0
                          z ~ Bernoulli(logit = a)
                          x ~ Normal(b + c * z, s)
                        }
                        """
                                .formatted(annotation),
                        "{\"y\": 1.3}");
        double[] point = {0.4, -0.2, 0.9, -0.3};
        GradientEstimates estimates = GradientEstimates.of(model, point, 60_000);
        for (int i = 0; i < point.length; i++) {
            double[] up = point.clone();
            double[] down = point.clone();
            up[i] += 1e-5;
            down[i] -= 1e-5;
            estimates.assertMean(i, (chainedElbo(up) - chainedElbo(down)) / 2e-5);
        }
        estimates.assertElbo(chainedElbo(point));
    }

    /**
     * The ELBO of that guide, by a sum over z and Gaussian expectations over x; the scale is exp of
     * the last parameter.
     */
    private static double chainedElbo(double[] parameters) {
        double y = 1.3;
        double q = 1 / (1 + Math.exp(-parameters[0]));
        double scale = Math.exp(parameters[3]);
        double elbo = 0.5 * (1 + Math.log(2 * Math.PI)) + Math.log(scale);
        for (int z = 0; z <= 1; z++) {
            double weight = z == 1 ? q : 1 - q;
            double location = parameters[1] + parameters[2] * z;
            double prior =
                    -0.5 * Math.log(2 * Math.PI)
                            - 0.5 * ((location - z) * (location - z) + scale * scale);
            double likelihood =
                    -0.5 * Math.log(2 * Math.PI)
                            - 0.5 * ((y - location) * (y - location) + scale * scale);
            elbo += weight * (Math.log(z == 1 ? 0.3 : 0.7) - Math.log(weight) + prior + likelihood);
        }
        return elbo;
    }

    /**
     * Continuous score-function sites on two nested plates and a gather by data, against the closed
     * form.
     */
    @Test
    void alignedCostsOfContinuousSitesAreUnbiased() {
        BoundModel model =
                model(
                        """
                        data v: real[M]
                        data row: int in 1..R [M]
                        data R: int
                        const C = 2
                        model {
                          for r in 1..R { for c in 1..C { z[r, c] ~ Normal(0, 1) @score } }
                          for m in 1..M { v[m] ~ Normal(z[row[m], 1] - 0.5 * z[row[m], 2], 1) }
                        }
                        """,
                        "{\"v\": [1, 2, -1], \"row\": [2, 1, 2], \"R\": 2}");
        double[] location = {0.2, -0.1, 0.4, 0.3};
        double[] logScale = {-0.2, -0.4, -0.6, -0.8};
        double[] point = new double[8];
        System.arraycopy(location, 0, point, 0, 4);
        System.arraycopy(logScale, 0, point, 4, 4);
        GradientEstimates estimates = GradientEstimates.of(model, point, 60_000);
        double[] v = {1, 2, -1};
        int[] row = {1, 0, 1};
        double[] gradient = new double[8];
        for (int i = 0; i < 4; i++) {
            gradient[i] = -location[i];
            gradient[4 + i] = 1 - Math.exp(2 * logScale[i]);
        }
        for (int m = 0; m < 3; m++) {
            double residual = v[m] - (location[2 * row[m]] - 0.5 * location[2 * row[m] + 1]);
            double[] weights = {1, -0.5};
            for (int c = 0; c < 2; c++) {
                int i = 2 * row[m] + c;
                gradient[i] += weights[c] * residual;
                gradient[4 + i] -= weights[c] * weights[c] * Math.exp(2 * logScale[i]);
            }
        }
        for (int i = 0; i < 8; i++) {
            estimates.assertMean(i, gradient[i]);
        }
    }
}
