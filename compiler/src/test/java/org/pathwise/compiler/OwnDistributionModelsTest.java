package org.pathwise.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.pathwise.compiler.estimate.Entropy;
import org.pathwise.compiler.estimate.EstimateOptions;
import org.pathwise.compiler.source.Source;
import org.pathwise.runtime.inference.NoiseFiller;
import org.pathwise.runtime.io.DataFiles;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A compiled model with a distribution of the language, and the same with one that the script
 * declares in its place: equal objectives and gradients, from equal noise.
 */
final class OwnDistributionModelsTest {
    private static final int PARTICLES = 3;

    private static final String LOG_NORMAL =
            """
            distribution Own(mu: real, sigma: positive) {
              z ~ Normal(0, 1)
              return exp(mu + sigma * z)
            }
            """;

    private static final String LOGISTIC =
            """
            distribution Own(mu: real, sigma: positive) {
              u ~ Uniform(0, 1)
              return mu + sigma * log(u / (1 - u))
            }
            """;

    private static final String JOINT =
            """
            distribution Own(mu: real[D], cholesky: cholesky_cov[D]) {
              z: real[D] ~ Normal(0, 1)
              shift = mu
              return shift + cholesky * z
            }
            """;

    private static final String WALK =
            """
            distribution Own(sigma: positive) {
              e: real[M] ~ Normal(0, 1)
              return cumulative_sum(e) * sigma
            }
            """;

    private static final String DATA =
            """
            {"y": [1.5, 0.4, 2.2], "x": [0.3, -0.2, 0.9], "g": [1, 2, 2],
             "w": [[0.5, 1.0], [-0.3, 0.2], [1.1, 0.7]], "L": [[1.2, 0], [0.4, 0.8]]}
            """;

    private static final String DECLARATIONS =
            """
            data y: positive[N]
            data x: real[N]
            data g: int in 1..J[N]
            data w: real[N, K]
            data L: cholesky_cov[K]
            const J = 2
            """;

    /** A model in which {@code Own} takes the place of a distribution of the language. */
    record Case(String name, String own, String builtIn, String blocks) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case(
                        "prior and likelihood with vectors as arguments",
                        LOG_NORMAL,
                        "LogNormal",
                        """
                        model {
                          a: positive[J] ~ Own(0, 1)
                          s ~ HalfNormal(1)
                          y ~ Own(log(a[g]) + 0.5 * x, s)
                        }
                        """),
                new Case(
                        "in a loop, and guide",
                        LOG_NORMAL,
                        "LogNormal",
                        """
                        model {
                          s ~ Own(0, 1)
                          for n in 1..N {
                            a[n] ~ Own(x[n], s)
                            y[n] ~ Own(log(a[n]), 0.5)
                          }
                        }
                        guide {
                          param m = 0.2
                          param r: positive = 0.7
                          s ~ Own(m, r)
                        }
                        """),
                new Case(
                        "truncated and mixed",
                        LOGISTIC,
                        "Logistic",
                        """
                        model {
                          b ~ Truncated(Own(0, 2), -1, 3)
                          s ~ HalfNormal(1)
                          x ~ Mixture([0.3, 0.7], Own(b, s), Normal(0, 1))
                          y ~ Truncated(Own(b, s), lower = 0)
                        }
                        guide {
                          param m = 0.2
                          param r: positive = 0.7
                          b ~ Truncated(Own(m, r), -1, 3)
                        }
                        """),
                new Case(
                        "from a uniform noise",
                        LOGISTIC,
                        "Logistic",
                        """
                        model {
                          b ~ Own(0, 2)
                          s ~ HalfNormal(1)
                          x ~ Own(b, s)
                          factor log_density(Own(b, 1), s)
                        }
                        guide {
                          param m = 0.2
                          param r: positive = 0.7
                          b ~ Own(m, r)
                        }
                        """),
                new Case(
                        "rows of vectors",
                        JOINT,
                        "MultivariateNormal",
                        """
                        model {
                          mu: real[K] ~ Normal(0, 1)
                          w ~ Own(mu, cholesky = L)
                        }
                        guide {
                          param m: real[K] = 0.3
                          mu ~ Own(m, cholesky = L)
                        }
                        """),
                new Case(
                        "a walk",
                        WALK,
                        "RandomWalk",
                        """
                        model {
                          s ~ HalfNormal(1)
                          x ~ Own(s)
                          h: real[N] ~ Own(0.5)
                          y ~ LogNormal(h, s)
                        }
                        guide {
                          param r: positive = 0.7
                          h ~ Own(r)
                        }
                        """));
    }

    /** A transformed distribution, and the one of the language that it is. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Transformed(Normal(m, r), exp)     | LogNormal(m, r)",
                "Transformed(Normal(m, r), raised)  | LogNormal(m + 1, r)",
                "Transformed(Logistic(m, r), twice) | Logistic(2 * m, 2 * r)"
            })
    void equalsTheTransformed(String transformed, String builtIn) {
        String script =
                """
                fn raised(x) = exp(x + 1)
                fn twice(x) = x + x
                model {
                  b ~ D
                  s ~ HalfNormal(1)
                  x ~ Normal(b, s)
                }
                guide {
                  param m = 0.2
                  param r: positive = 0.7
                  b ~ D
                }
                """;
        String prior = script.replaceFirst("b ~ D", "b ~ P");
        equal(
                prior.replace("D", transformed).replace("P", fixed(transformed)),
                prior.replace("D", builtIn).replace("P", fixed(builtIn)));
    }

    private static String fixed(String distribution) {
        return distribution.replaceAll("\\bm\\b", "0.5").replaceAll("\\br\\b", "1.5");
    }

    private static CompiledObjective objective(String script) {
        // particle by particle they are equal only where no entropy has a formula of its own
        CheckedScript checked =
                Compiler.check(
                        new Source("test.pw", script),
                        EstimateOptions.DEFAULT.withEntropy(Entropy.SAMPLE));
        CheckedScript.Bound bound = checked.bind(DataFiles.json("test.json", DATA), Map.of());
        assertThat(bound.diagnostics()).filteredOn(diagnostic -> diagnostic.isError()).isEmpty();
        return bound.model().orElseThrow().objective(PARTICLES);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void equalsTheBuiltIn(Case row) {
        equal(row.own() + row.blocks(), row.blocks().replace("Own(", row.builtIn() + "("));
    }

    private static void equal(String ownScript, String builtInScript) {
        CompiledObjective own = objective(DECLARATIONS + ownScript);
        CompiledObjective builtIn = objective(DECLARATIONS + builtInScript);
        assertThat(own.noise().size()).isEqualTo(builtIn.noise().size());
        double[] noise = new double[own.noise().size()];
        new NoiseFiller(own.noise(), 3).fill(noise, 0, 0);
        int size = own.parameters().size();
        for (double scale : List.of(0.0, 0.4, -0.7)) {
            double[] parameters = new double[size];
            for (int i = 0; i < size; i++) {
                parameters[i] = scale * Math.cos(i + 1);
            }
            double[][] elbo = new double[2][PARTICLES];
            double[][] gradient = new double[2][size];
            own.evaluate(parameters, noise, elbo[0], gradient[0]);
            builtIn.evaluate(parameters, noise, elbo[1], gradient[1]);
            close(elbo[0], elbo[1]);
            close(gradient[0], gradient[1]);
        }
    }

    private static void close(double[] found, double[] expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(found[i])
                    .isCloseTo(expected[i], within(1e-11 * Math.max(1, Math.abs(expected[i]))));
        }
    }
}
