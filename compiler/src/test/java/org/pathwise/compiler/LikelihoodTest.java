package org.pathwise.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.pathwise.compiler.source.Source;
import org.pathwise.runtime.inference.DrawSampler;
import org.pathwise.runtime.inference.LikelihoodEstimate;
import org.pathwise.runtime.inference.LikelihoodEstimator;
import org.pathwise.runtime.inference.NoiseFiller;
import org.pathwise.runtime.inference.PosteriorDraws;
import org.pathwise.runtime.io.DataFiles;
import org.pathwise.runtime.program.DrawProgram;
import org.pathwise.runtime.program.WeightProgram;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

/** Importance-weighted estimates against marginal likelihoods in closed form. */
final class LikelihoodTest {
    private static final double[][] X = {
        {0.3, -1.2, 0.8}, {2.1, 0.4, -0.6}, {-0.7, -0.9, 1.9}, {1.4, 2.2, 0.1}
    };

    private static final String DATA =
            """
            {"x": [[0.3, -1.2, 0.8], [2.1, 0.4, -0.6], [-0.7, -0.9, 1.9], [1.4, 2.2, 0.1]],
             "W": [[1, 0.5], [1, -0.5], [0, 1]], "squares": [2, 1.5], "y": [0.5, -0.2, 1.4, 0.3],
             "group": [1, 2, 2, 1]}
            """;

    private static final double VARIANCE = 0.49;

    private static BoundModel model(String script) {
        CheckedScript.Bound bound =
                Compiler.check(new Source("test.pw", script))
                        .bind(DataFiles.json("test.json", DATA), Map.of());
        assertThat(bound.diagnostics()).filteredOn(diagnostic -> diagnostic.isError()).isEmpty();
        return bound.model().orElseThrow();
    }

    private static LikelihoodEstimate estimate(String script, long seed, int samples) {
        return LikelihoodEstimator.estimate(
                model(script).weights(samples), new double[0], seed, samples, 1);
    }

    /**
     * Probabilistic principal components (Tipping and Bishop 1999), {@code x ~ Normal(W z, s)} with
     * orthogonal columns of W: the posterior of z is Normal with independent elements, of mean
     * {@code W' x / (|w|^2 + s^2)} and variance {@code s^2 / (|w|^2 + s^2)}.
     *
     * @param shift how far the guide is off the posterior's mean
     * @param widen its standard deviation in those of the posterior
     */
    private static String components(double shift, double widen) {
        return """
        data x: real[N, D]
        data W: real[D, L]
        data squares: positive[L]
        const s2 = %s
        model {
          for n in 1..N {
            for k in 1..L { z[n, k] ~ Normal(0, 1) }
            x[n] ~ Normal(W * z[n], sqrt(s2))
          }
        }
        guide {
          for n in 1..N {
            m[n] = (W' * x[n]) ./ (squares + s2)
            for k in 1..L {
              z[n, k] ~ Normal(m[n, k] + %s, %s * sqrt(s2 / (squares[k] + s2)))
            }
          }
        }
        """
                .formatted(VARIANCE, shift, widen);
    }

    /**
     * The marginal density of a row, Normal with covariance {@code W W' + s^2 I}: variance {@code
     * |w|^2 + s^2} along each column of W, {@code s^2} across them.
     */
    private static double exact(double[] x) {
        double first = (x[0] + x[1]) / Math.sqrt(2);
        double second = (0.5 * x[0] - 0.5 * x[1] + x[2]) / Math.sqrt(1.5);
        double rest = x[0] * x[0] + x[1] * x[1] + x[2] * x[2] - first * first - second * second;
        return normal(first * first, 2 + VARIANCE)
                + normal(second * second, 1.5 + VARIANCE)
                + normal(rest, VARIANCE);
    }

    private static double normal(double square, double variance) {
        return -0.5 * (square / variance + Math.log(2 * Math.PI * variance));
    }

    /** The divergence of a shifted and widened Normal from the posterior, over both components. */
    private static double divergence(double shift, double widen) {
        double sum = 0;
        for (double square : new double[] {2, 1.5}) {
            double variance = VARIANCE / (square + VARIANCE);
            sum += 0.5 * (widen * widen + shift * shift / variance - 1) - Math.log(widen);
        }
        return sum;
    }

    @Test
    void anExactGuideGivesEqualWeights() {
        LikelihoodEstimate estimate = estimate(components(0, 1), 1, 5);
        assertThat(estimate.dimension()).contains("N");
        for (int n = 0; n < X.length; n++) {
            assertThat(estimate.rows()[n]).isCloseTo(exact(X[n]), within(1e-13));
            assertThat(estimate.elbos()[n]).isCloseTo(exact(X[n]), within(1e-13));
            assertThat(estimate.variances()[n]).isLessThan(1e-15);
        }
        assertThat(estimate.effectiveDraws()).isCloseTo(5, within(1e-12));
    }

    /** To first order the estimate is too low by half its variance. */
    @Test
    void anotherGuideIsCorrected() {
        LikelihoodEstimate estimate = estimate(components(0.2, 1.3), 2, 20_000);
        double exact = Arrays.stream(X).mapToDouble(LikelihoodTest::exact).sum();
        assertThat(estimate.monteCarloError()).isBetween(1e-3, 0.05);
        assertThat(estimate.logLikelihood())
                .isCloseTo(exact, within(5 * estimate.monteCarloError()));
        for (int n = 0; n < X.length; n++) {
            assertThat(estimate.rows()[n])
                    .isCloseTo(exact(X[n]), within(5 * Math.sqrt(estimate.variances()[n])));
        }
    }

    /** The mean of many estimates: a bound, the ELBO at K = 1, that rises towards the truth. */
    @Test
    void risesWithTheNumberOfSamples() {
        String script = components(0.4, 1.5);
        double exact = Arrays.stream(X).mapToDouble(LikelihoodTest::exact).sum();
        double elbo = exact - X.length * divergence(0.4, 1.5);
        double before = Double.NEGATIVE_INFINITY;
        double errorBefore = 0;
        for (int samples : new int[] {1, 4, 16}) {
            int repeats = 4000;
            double[] estimates = new double[repeats];
            double[] elbos = new double[repeats];
            WeightProgram program = model(script).weights(samples);
            for (int i = 0; i < repeats; i++) {
                LikelihoodEstimate one =
                        LikelihoodEstimator.estimate(program, new double[0], 100 + i, samples, 1);
                estimates[i] = one.logLikelihood();
                elbos[i] = one.elbo();
            }
            assertThat(mean(elbos)).isCloseTo(elbo, within(5 * standardError(elbos)));
            if (samples == 1) {
                assertThat(estimates).containsExactly(elbos, within(1e-9));
            }
            double error = standardError(estimates);
            assertThat(mean(estimates)).isLessThan(exact + 5 * error);
            assertThat(mean(estimates)).isGreaterThan(before + 5 * Math.hypot(error, errorBefore));
            before = mean(estimates);
            errorBefore = error;
        }
        assertThat(before).isGreaterThan(exact - 0.1 * (exact - elbo));
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double standardError(double[] values) {
        double mean = mean(values);
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        return Math.sqrt(squares / (values.length - 1) / values.length);
    }

    /** The same draws in other batches and on other threads. */
    @Test
    void doesNotDependOnBatchesAndThreads() {
        BoundModel model = model(components(0.4, 1.5));
        double[] none = new double[0];
        LikelihoodEstimate one = LikelihoodEstimator.estimate(model.weights(1), none, 3, 50, 1);
        LikelihoodEstimate three = LikelihoodEstimator.estimate(model.weights(7), none, 3, 50, 3);
        assertThat(three.rows()).containsExactly(one.rows(), within(1e-12));
        assertThat(three.variances()).containsExactly(one.variances(), within(1e-12));
        assertThat(LikelihoodEstimator.estimate(model.weights(7), none, 3, 50, 2).rows())
                .isEqualTo(three.rows());
    }

    /**
     * A mean of its own for all data: {@code y} is Normal with covariance {@code I + 4 J}, and the
     * posterior of the mean Normal with variance {@code 1 / (1/4 + 4)}.
     */
    @Test
    void latentsOfTheWholeModelAreWeighedTogether() {
        double sum = 2;
        double posterior = 1 / 4.25;
        LikelihoodEstimate estimate =
                estimate(
                        """
                        data y: real[N]
                        model {
                          mu ~ Normal(0, 2)
                          y ~ Normal(mu, 1)
                        }
                        guide {
                          mu ~ Normal(%s, %s)
                        }
                        """
                                .formatted(sum * posterior, Math.sqrt(posterior)),
                        1,
                        3);
        assertThat(estimate.dimension()).isEmpty();
        double squares = 0.25 + 0.04 + 1.96 + 0.09;
        double across = squares - sum * sum / 4;
        double exact = normal(sum * sum / 4, 1 + 4 * 4) + normal(across, 1) - Math.log(2 * Math.PI);
        assertThat(estimate.rows()).hasSize(1);
        assertThat(estimate.logLikelihood()).isCloseTo(exact, within(1e-13));
        assertThat(estimate.standardErrorOverRows()).isNaN();
    }

    /** A point estimate counts as known: without its prior. */
    @Test
    void pointEstimatesAreKnown() {
        String script =
                components(0, 1)
                        .replace("model {", "model {\n  c ~ Normal(0, 1)")
                        .replace("guide {", "guide {\n  c ~ Delta(0.5)")
                        .replace("Normal(W * z[n]", "Normal(W * z[n] + 0 * c");
        LikelihoodEstimate estimate = estimate(script, 1, 4);
        assertThat(estimate.dimension()).contains("N");
        assertThat(estimate.rows()[2]).isCloseTo(exact(X[2]), within(1e-13));
    }

    /** Nothing drawn: the likelihood itself. */
    @Test
    void withPointsAloneItIsTheLikelihood() {
        LikelihoodEstimate estimate =
                estimate(
                        """
                        data y: real[N]
                        model {
                          mu ~ Normal(0, 2)
                          y ~ Normal(mu, 1)
                        }
                        guide { mu ~ Delta(0.5) }
                        """,
                        1,
                        2);
        assertThat(estimate.dimension()).contains("N");
        assertThat(estimate.rows()[2]).isCloseTo(normal(0.81, 1), within(1e-14));
        assertThat(estimate.standardErrorOverRows()).isPositive();
    }

    static Stream<Arguments> models() {
        String rows =
                """
                data x: real[N, D]
                data y: real[N]
                data group: int in 1..2 [N]
                data W: real[D, L]
                """;
        return Stream.of(
                arguments(rows + "model { for n in 1..N { z[n] ~ Normal(0, 1) } }", "N"),
                // rows are the last dimension, and another one is summed over
                arguments(
                        rows
                                + """
                                model {
                                  for k in 1..L { for n in 1..N { z[k, n] ~ Normal(0, 1) } }
                                  for n in 1..N {
                                    for d in 1..D {
                                      x[n, d] ~ Normal(W[d, 1] * z[1, n] + W[d, 2] * z[2, n], 1)
                                    }
                                  }
                                }
                                """,
                        "N"),
                // a loop of its own inside each row
                arguments(
                        rows
                                + """
                                model {
                                  for n in 1..N {
                                    z[n] ~ Normal(0, 1)
                                    h[n, 1] = z[n]
                                    for d in 2..D { h[n, d] = tanh(h[n, d-1] + z[n]) }
                                    for d in 1..D { x[n, d] ~ Normal(h[n, d], 1) }
                                  }
                                }
                                """,
                        "N"),
                // a discrete latent that chooses from data
                arguments(
                        rows
                                + """
                                model {
                                  for n in 1..N {
                                    k[n] ~ Categorical([0.3, 0.7])
                                    x[n] ~ Normal(W[:, k[n]], 1)
                                  }
                                }
                                """,
                        "N"),
                // simplexes and matrices within rows
                arguments(
                        rows
                                + """
                                model {
                                  for n in 1..N {
                                    z[n]: simplex[L] ~ Dirichlet(1)
                                    x[n] ~ MultivariateNormal(W * z[n], add_diag(W * W', 1))
                                  }
                                }
                                """,
                        "N"),
                // rows of two dimensions, of which neither joins the other
                arguments(
                        rows
                                + """
                                model {
                                  for d in 1..D { u[d] ~ Normal(sum(W[d]), 1) }
                                  for n in 1..N {
                                    z[n] ~ Normal(0, 1)
                                    y[n] ~ Normal(z[n], 1)
                                  }
                                }
                                """,
                        "D and N"),
                arguments(
                        rows
                                + """
                                model {
                                  for d in 1..D { u[d] ~ Normal(0, 1) }
                                  for n in 1..N {
                                    z[n] ~ Normal(0, 1)
                                    x[n] ~ Normal(z[n] + u, 1)
                                  }
                                }
                                """,
                        "none"),
                // each row reads the one before
                arguments(
                        rows
                                + """
                                model {
                                  z[1] ~ Normal(0, 1)
                                  for n in 2..N { z[n] ~ Normal(z[n-1], 1) }
                                  y ~ Normal(z, 1)
                                }
                                """,
                        "none"),
                // all rows meet in one term, by sum, mean or index
                arguments(
                        rows
                                + """
                                model {
                                  for n in 1..N {
                                    z[n] ~ Normal(0, 1)
                                    y[n] ~ Normal(z[n], 1)
                                  }
                                  factor -square(sum(z))
                                }
                                """,
                        "none"),
                arguments(
                        rows
                                + """
                                model {
                                  for n in 1..N { z[n] ~ Normal(0, 1) }
                                  for n in 1..N { y[n] ~ Normal(z[n] - mean(z), 1) }
                                }
                                """,
                        "none"),
                arguments(
                        rows
                                + """
                                model {
                                  for n in 1..N { z[n] ~ Normal(0, 1) }
                                  for n in 1..N { y[n] ~ Normal(z[group[n]], 1) }
                                }
                                """,
                        "none"),
                // a latent of all rows
                arguments(
                        rows
                                + """
                                model {
                                  s ~ HalfNormal(1)
                                  for n in 1..N {
                                    z[n] ~ Normal(0, s)
                                    y[n] ~ Normal(z[n], 1)
                                  }
                                }
                                """,
                        "none"),
                // a guide that mixes rows
                arguments(
                        rows
                                + """
                                model {
                                  for n in 1..N {
                                    z[n] ~ Normal(0, 1)
                                    u[n] ~ Normal(0, 1)
                                    y[n] ~ Normal(z[n], 1)
                                  }
                                }
                                guide {
                                  for n in 1..N { z[n] ~ Normal(0, 1) }
                                  for n in 1..N { u[n] ~ Normal(sum(z), 1) }
                                }
                                """,
                        "none"));
    }

    /** Rows that add up to the densities of a draw. */
    @ParameterizedTest
    @MethodSource("models")
    void rowsAddUpToTheWhole(String script, String dimension) {
        BoundModel model = model(script);
        int count = 3;
        WeightProgram weights = model.weights(count);
        DrawProgram draws = model.draws(count);
        assertThat(weights.dimension().orElse("none")).isEqualTo(dimension);
        assertThat(weights.noise()).isEqualTo(draws.noise());
        double[] parameters = model.objective(4).parameters().initialValues(5);
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] += 0.1 * Math.sin(i);
        }
        double[] noise = new double[draws.noise().size()];
        new NoiseFiller(draws.noise(), 3).fill(noise, 0, 0);
        int width = draws.quantities().stream().mapToInt(DrawProgram.Quantity::size).sum();
        double[] logJoint = new double[count];
        double[] logGuide = new double[count];
        draws.draw(parameters, noise, new double[count * width], logJoint, logGuide);
        double[] ofModel = new double[count * weights.rows()];
        double[] ofGuide = new double[count * weights.rows()];
        weights.run(parameters, noise, ofModel, ofGuide);
        for (int d = 0; d < count; d++) {
            int rows = weights.rows();
            assertThat(Arrays.stream(ofModel, d * rows, (d + 1) * rows).sum())
                    .isCloseTo(logJoint[d], within(1e-11));
            assertThat(Arrays.stream(ofGuide, d * rows, (d + 1) * rows).sum())
                    .isCloseTo(logGuide[d], within(1e-11));
        }
    }

    /** What a fit prints, and what is printed here, are the same bound of the same guide. */
    @Test
    void theBoundOfOneRowIsThatOfDraws() {
        BoundModel model =
                model("data y: real[N]\nmodel {\n  mu ~ Normal(0, 2)\n  y ~ Normal(mu, 1)\n}\n");
        double[] parameters = {0.4, -0.7};
        LikelihoodEstimate estimate =
                LikelihoodEstimator.estimate(model.weights(64), parameters, 1, 4000, 1);
        PosteriorDraws draws = DrawSampler.sample(model.draws(64), parameters, 1, 4000, 1);
        PosteriorDraws.Estimate elbo = draws.elbo();
        assertThat(estimate.elbo())
                .isCloseTo(elbo.mean(), within(5 * Math.sqrt(2) * elbo.standardError()));
    }

    /** What is summed out is known, whether the compiler sums it out or the script. */
    @Test
    void sitesThatAreSummedOutAreNotWeighed() {
        String script =
                """
                data y: real[N]
                model {
                  m ~ Normal(0, 1)
                  %s
                }
                guide { m ~ Normal(0.3, 0.6) }
                """;
        LikelihoodEstimate bySite =
                estimate(
                        script.formatted(
                                """
                                for n in 1..N {
                                  z[n] ~ Bernoulli(0.3) @marginal
                                  y[n] ~ Normal(m + 2 * z[n], 0.5)
                                }
                                """),
                        4,
                        50);
        LikelihoodEstimate byHand =
                estimate(
                        script.formatted(
                                """
                                for n in 1..N {
                                  factor log_sum_exp([
                                    log(0.7) + log_density(Normal(m, 0.5), y[n]),
                                    log(0.3) + log_density(Normal(m + 2, 0.5), y[n])])
                                }
                                """),
                        4,
                        50);
        assertThat(bySite.logLikelihood()).isCloseTo(byHand.logLikelihood(), within(1e-12));
        assertThat(bySite.monteCarloError()).isCloseTo(byHand.monteCarloError(), within(1e-12));
    }
}
