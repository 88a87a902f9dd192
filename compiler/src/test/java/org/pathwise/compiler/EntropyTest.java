package org.pathwise.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pathwise.compiler.estimate.Entropy;
import org.pathwise.compiler.estimate.EstimateOptions;
import org.pathwise.compiler.source.Source;
import org.pathwise.runtime.io.DataFiles;

import java.util.Map;

/** The three ways to count a guide's entropy have one expectation, and different variances. */
final class EntropyTest {
    private static BoundModel model(String script, Entropy entropy) {
        CheckedScript checked =
                Compiler.check(
                        new Source("test.pw", script),
                        EstimateOptions.DEFAULT.withEntropy(entropy));
        CheckedScript.Bound bound =
                checked.bind(DataFiles.json("test.json", "{\"y\": [0.5, 1.5, 1.0]}"), Map.of());
        assertThat(bound.diagnostics()).filteredOn(found -> found.isError()).isEmpty();
        return bound.model().orElseThrow();
    }

    private static double[] point(BoundModel model) {
        double[] point = new double[model.objective(1).parameters().size()];
        for (int i = 0; i < point.length; i++) {
            point[i] = 0.4 * Math.sin(2 + 3 * i);
        }
        return point;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    z ~ Normal(0, 1)       | Normal(m, s)
                    z ~ Logistic(0, 1)     | Logistic(m, s)
                    z ~ Gumbel(0, 1)       | Gumbel(m, s)
                    z ~ Laplace(0, 1)      | Laplace(m, s)
                    z ~ Gamma(2, 1)        | Gamma(1 + s, r)
                    z ~ Gamma(2, 1)        | LogNormal(m, s)
                    z ~ Gamma(2, 1)        | Exponential(r)
                    z ~ HalfNormal(1)      | HalfNormal(s)
                    z ~ Beta(2, 2)         | Beta(1 + r, 1 + s)
                    z ~ Beta(2, 2)         | Kumaraswamy(1 + r, 1 + s)
                    t: simplex[3] ~ Dirichlet([2, 2, 2]);; z = sum(log(t) .* [1.0, 2.0, 3.0]) | Dirichlet([1 + r, 1 + s, 2.0])
                    """)
    void allWaysHaveOneExpectation(String prior, String guide) {
        String latent = prior.startsWith("t") ? "t" : "z";
        String script =
                """
                data y: real[N]
                model {
                  %s
                  y ~ Normal(z, 1)
                }
                guide {
                  param m = 0.3
                  param s: positive = 0.8
                  param r: positive = 1.2
                  %s ~ %s
                }
                """
                        .formatted(prior.replace(";; ", "\n  "), latent, guide);
        agree(script);
    }

    /** A draw that feeds a later one, sites of the automatic guide, and a plate. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                data y: real[N]
                model {
                  s ~ Gamma(2, 1)
                  z ~ Normal(0, 1)
                  y ~ Normal(z, s)
                }
                guide {
                  param a: positive = 1.3
                  param b: positive = 0.7
                  s ~ Gamma(1 + a, b)
                  z ~ Normal(b * s, a * s)
                }
                """,
                """
                data y: real[N]
                model {
                  s ~ HalfNormal(1)
                  t: simplex[3] ~ Dirichlet([2, 2, 2])
                  for n in 1..N {
                    z[n] ~ Normal(t[1], 1)
                    y[n] ~ Normal(z[n], s)
                  }
                }
                guide {
                  param a = 0.5
                  for n in 1..N { z[n] ~ Normal(a * y[n], 0.7) }
                }
                """,
                """
                data y: real[N]
                model {
                  for n in 1..N {
                    z[n] ~ Bernoulli(0.3)
                    x[n] ~ Normal(z[n], 1)
                    y[n] ~ Normal(x[n], 1)
                  }
                }
                guide {
                  param a = 0.2
                  param b = 0.1
                  for n in 1..N {
                    z[n] ~ Bernoulli(logit = a * y[n])
                    x[n] ~ Normal(b + z[n], exp(b * z[n] - y[n]))
                  }
                }
                """,
                """
                data y: real[N]
                model {
                  u ~ Exponential(1)
                  v: real in (0, u) ~ Flat()
                  y ~ Normal(v, 1)
                }
                """
            })
    void allWaysAgreeInStructuredGuides(String script) {
        agree(script);
    }

    private static void agree(String script) {
        double[] point = point(model(script, Entropy.CLOSED));
        GradientEstimates closed =
                GradientEstimates.of(model(script, Entropy.CLOSED), point, 20_000);
        for (Entropy other : new Entropy[] {Entropy.SAMPLE, Entropy.STL}) {
            GradientEstimates found = GradientEstimates.of(model(script, other), point, 20_000);
            for (int i = 0; i < point.length; i++) {
                // of one stream of noise: the errors add up at most
                double error = 5 * (found.error()[i] + closed.error()[i]) + 1e-9;
                assertThat(Math.abs(found.mean()[i] - closed.mean()[i]))
                        .as("%s, parameter %d: %s, %s", other, i, found, closed)
                        .isLessThan(error);
            }
            assertThat(Math.abs(found.elbo() - closed.elbo()))
                    .isLessThan(5 * (found.elboError() + closed.elboError()) + 1e-9);
        }
    }

    private static final String CONJUGATE =
            """
            data y: real[N]
            model {
              mu ~ Normal(0, 2)
              y ~ Normal(mu, 1)
            }
            """;
    private static final String GUIDE =
            """
            guide {
              param m = 0.0
              param s: positive = 1.0
              mu ~ Normal(m, s)
            }
            """;

    /** The posterior of three observations with the sum 3: precision 1/4 + 3. */
    private static final double[] POSTERIOR = {3 / 3.25, -0.5 * Math.log(3.25)};

    @ParameterizedTest
    @EnumSource(Entropy.class)
    void theGradientVanishesAtThePosterior(Entropy entropy) {
        for (String script : new String[] {CONJUGATE, CONJUGATE + GUIDE}) {
            GradientEstimates found =
                    GradientEstimates.of(model(script, entropy), POSTERIOR, 10_000);
            found.assertMean(0, 0);
            found.assertMean(1, 0);
            for (double error : found.error()) {
                if (entropy == Entropy.STL) {
                    assertThat(error).isLessThan(1e-9);
                }
            }
            if (entropy == Entropy.CLOSED) {
                assertThat(found.error()[0]).isGreaterThan(1e-3);
                assertThat(found.error()[1]).isGreaterThan(1e-3);
            }
        }
    }

    /** Away from the posterior: the gradient in closed form. */
    @ParameterizedTest
    @EnumSource(Entropy.class)
    void theGradientIsThatOfTheElbo(Entropy entropy) {
        GradientEstimates found =
                GradientEstimates.of(
                        model(CONJUGATE + GUIDE, entropy), new double[] {0.3, -0.7}, 20_000);
        found.assertMean(0, 3 - 3.25 * 0.3);
        found.assertMean(1, 1 - 3.25 * Math.exp(-1.4));
    }

    @Test
    void theElboHasOneExpectation() {
        GradientEstimates closed =
                GradientEstimates.of(model(CONJUGATE + GUIDE, Entropy.CLOSED), POSTERIOR, 10_000);
        GradientEstimates sample =
                GradientEstimates.of(model(CONJUGATE + GUIDE, Entropy.SAMPLE), POSTERIOR, 10_000);
        // at the posterior the log ratio is constant: here the draw's own density helps
        assertThat(sample.elboError()).isLessThan(1e-9);
        assertThat(closed.elboError()).isGreaterThan(1e-3);
        assertThat(Math.abs(closed.elbo() - sample.elbo())).isLessThan(5 * closed.elboError());
    }
}
