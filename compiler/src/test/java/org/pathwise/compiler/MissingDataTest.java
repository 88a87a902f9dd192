package org.pathwise.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.pathwise.compiler.source.Source;
import org.pathwise.runtime.inference.DrawSampler;
import org.pathwise.runtime.inference.PosteriorDraws;
import org.pathwise.runtime.io.DataFiles;
import org.pathwise.runtime.io.MissingValues;
import org.pathwise.runtime.program.ParameterLayout;

import java.util.List;
import java.util.Map;

/** Missing data: log densities against formulas written here, and against data without gaps. */
final class MissingDataTest {
    private static BoundModel model(String script, String data) {
        CheckedScript.Bound bound =
                Compiler.check(new Source("m.pw", script))
                        .bind(DataFiles.json("d.json", data), Map.of());
        assertThat(bound.diagnostics()).isEmpty();
        return bound.model().orElseThrow();
    }

    private static double normal(double y, double mean, double sd) {
        double z = (y - mean) / sd;
        return -0.5 * z * z - Math.log(sd) - 0.5 * Math.log(2 * Math.PI);
    }

    private static double poisson(int k, double rate) {
        double logFactorial = 0;
        for (int i = 2; i <= k; i++) {
            logFactorial += Math.log(i);
        }
        return k * Math.log(rate) - rate - logFactorial;
    }

    private static final String NORMAL =
            """
            data y: real[N]
            model {
              mu ~ Normal(0, 5)
              for n in 1..N {
                y[n] ~ Normal(mu, 2)
              }
            }
            """;

    @Test
    void aMissingElementIsALatent() {
        BoundModel model = model(NORMAL, "{\"y\": [1, null, 3, \"NA\", NaN]}");
        LogDensity density = model.logDensity();
        assertThat(density.latents().keySet()).containsExactly("mu", "y");
        assertThat(density.latents().get("y").elements()).contains(List.of(1, 3, 4));
        LogDensity.Evaluation at =
                density.constrained(Map.of("mu", new double[] {0.5}, "y", new double[] {2, -1, 0}));
        double expected =
                normal(0.5, 0, 5)
                        + normal(1, 0.5, 2)
                        + normal(2, 0.5, 2)
                        + normal(3, 0.5, 2)
                        + normal(-1, 0.5, 2)
                        + normal(0, 0.5, 2);
        assertThat(at.value()).isCloseTo(expected, within(1e-12));
        assertThat(at.gradient().get("y"))
                .usingComparatorWithPrecision(1e-12)
                .containsExactly(-1.5 / 4, 1.5 / 4, 0.5 / 4);
        assertThat(model.missing()).containsExactly(new MissingValues("y", 3, 5, 3, "y", 0, 0));
    }

    @Test
    void aLoopFreeObservationIsImputedToo() {
        String script = "data y: real[N]\nmodel {\n  mu ~ Normal(0, 5)\n  y ~ Normal(mu, 2)\n}\n";
        LogDensity whole = model(NORMAL, "{\"y\": [1, null, 3]}").logDensity();
        LogDensity loop = model(script, "{\"y\": [1, null, 3]}").logDensity();
        Map<String, double[]> at = Map.of("mu", new double[] {0.5}, "y", new double[] {2});
        assertThat(loop.constrained(at).value())
                .isCloseTo(whole.constrained(at).value(), within(1e-12));
    }

    @Test
    void aCovariateWithAModelIsImputedWhereItIsRead() {
        BoundModel model =
                model(
                        """
                        data x: real[N]
                        data y: real[N]
                        model {
                          b ~ Normal(0, 1)
                          for n in 1..N {
                            x[n] ~ Normal(1, 2)
                            y[n] ~ Normal(b * x[n], 1)
                          }
                        }
                        """,
                        "{\"x\": [0.5, null, 1.5], \"y\": [1, 2, null]}");
        LogDensity.Evaluation at =
                model.logDensity()
                        .constrained(
                                Map.of(
                                        "b", new double[] {0.7},
                                        "x", new double[] {-0.4},
                                        "y", new double[] {0.9}));
        double expected =
                normal(0.7, 0, 1)
                        + normal(0.5, 1, 2)
                        + normal(-0.4, 1, 2)
                        + normal(1.5, 1, 2)
                        + normal(1, 0.35, 1)
                        + normal(2, 0.7 * -0.4, 1)
                        + normal(0.9, 0.7 * 1.5, 1);
        assertThat(at.value()).isCloseTo(expected, within(1e-12));
        assertThat(model.plan().sites())
                .allSatisfy(site -> assertThat(site.estimator().toString()).isEqualTo("pathwise"));
    }

    private static final String COUNTS =
            """
            data k: int[N]
            data x: real[N]
            model {
              a ~ Normal(0, 1)
              b ~ Normal(0, 1)
              for n in 1..N {
                k[n] ~ Poisson(log = a + b * x[n])
              }
            }
            """;

    @Test
    void aMissingCountLeavesTheLikelihood() {
        BoundModel gaps = model(COUNTS, "{\"k\": [3, null, 0, 4], \"x\": [0, 1, -1, 0.5]}");
        BoundModel rows = model(COUNTS, "{\"k\": [3, 0, 4], \"x\": [0, -1, 0.5]}");
        Map<String, double[]> at = Map.of("a", new double[] {0.3}, "b", new double[] {-0.8});
        LogDensity.Evaluation with = gaps.logDensity().constrained(at);
        LogDensity.Evaluation without = rows.logDensity().constrained(at);
        assertThat(with.value()).isCloseTo(without.value(), within(1e-12));
        assertThat(with.gradient().get("b")[0])
                .isCloseTo(without.gradient().get("b")[0], within(1e-12));
        assertThat(with.value())
                .isCloseTo(
                        normal(0.3, 0, 1)
                                + normal(-0.8, 0, 1)
                                + poisson(3, Math.exp(0.3))
                                + poisson(0, Math.exp(1.1))
                                + poisson(4, Math.exp(-0.1)),
                        within(1e-12));
        assertThat(gaps.missing()).containsExactly(new MissingValues("k", 1, 4, 0, "k", 1, 0));
    }

    @Test
    void whatALeftOutElementAloneReadsMayBeMissingToo() {
        BoundModel gaps = model(COUNTS, "{\"k\": [3, null, 0, 4], \"x\": [0, null, -1, 0.5]}");
        BoundModel rows = model(COUNTS, "{\"k\": [3, 0, 4], \"x\": [0, -1, 0.5]}");
        Map<String, double[]> at = Map.of("a", new double[] {0.3}, "b", new double[] {-0.8});
        assertThat(gaps.logDensity().constrained(at).value())
                .isCloseTo(rows.logDensity().constrained(at).value(), within(1e-12));
    }

    @Test
    void aSeriesIsImputedElementByElement() {
        BoundModel model =
                model(
                        """
                        data y: real[T]
                        model {
                          phi ~ Normal(0, 1)
                          y[1] ~ Normal(0, 3)
                          for t in 2..T {
                            y[t] ~ Normal(phi * y[t-1], 1)
                          }
                        }
                        """,
                        "{\"y\": [null, 0.4, null, 0.9]}");
        double density =
                model.logDensity()
                        .constrained(Map.of("phi", new double[] {0.5}, "y", new double[] {2, -1}))
                        .value();
        double expected =
                normal(0.5, 0, 1)
                        + normal(2, 0, 3)
                        + normal(0.4, 1, 1)
                        + normal(-1, 0.2, 1)
                        + normal(0.9, -0.5, 1);
        assertThat(density).isCloseTo(expected, within(1e-12));
    }

    @Test
    void boundsOfMissingElementsAreTheirOwn() {
        BoundModel model =
                model(
                        """
                        data lo: real[N]
                        data y: real[N]
                        model {
                          w ~ Exponential(1)
                          for n in 1..N {
                            top = lo[n] + w
                            y[n] ~ Uniform(lo[n], top)
                          }
                        }
                        """,
                        "{\"lo\": [0, 1, 2], \"y\": [0.5, null, null]}");
        Map<String, double[]> at = Map.of("w", new double[] {4}, "y", new double[] {2, 5});
        LogDensity.Evaluation constrained = model.logDensity().constrained(at);
        assertThat(constrained.value()).isCloseTo(-4 - 3 * Math.log(4), within(1e-12));
        LogDensity.Evaluation unconstrained = model.logDensity().unconstrained(at);
        // y = lo + w * inv_logit(u): 2 is a quarter of the way from 1 to 5, 5 three from 2 to 6.
        assertThat(unconstrained.points().get("y"))
                .usingComparatorWithPrecision(1e-12)
                .containsExactly(-Math.log(3), Math.log(3));
        double jacobian = Math.log(4) + 2 * Math.log(4 * 0.25 * 0.75);
        assertThat(unconstrained.value() - constrained.value()).isCloseTo(jacobian, within(1e-12));
    }

    @Test
    void aConditionOnDataDecidesWhatIsObserved() {
        String script =
                """
                data seen: bool[N]
                data x: real[N]
                model {
                  m ~ Normal(0, 1)
                  for n in 1..N {
                    if seen[n] {
                      x[n] ~ Normal(m, 1)
                    }
                  }
                }
                """;
        BoundModel model = model(script, "{\"seen\": [1, 0, 1], \"x\": [0.4, null, null]}");
        assertThat(model.logDensity().latents().get("x").elements()).contains(List.of(2));
        double density =
                model.logDensity()
                        .constrained(Map.of("m", new double[] {0.2}, "x", new double[] {1}))
                        .value();
        assertThat(density)
                .isCloseTo(
                        normal(0.2, 0, 1) + normal(0.4, 0.2, 1) + normal(1, 0.2, 1), within(1e-12));
        assertThat(model.missing()).containsExactly(new MissingValues("x", 2, 3, 1, "x", 0, 1));
    }

    @Test
    void dataWithoutAnyValueThatIsThere() {
        BoundModel latent = model(NORMAL, "{\"y\": [null, null]}");
        assertThat(latent.logDensity().latents().get("y").size()).isEqualTo(2);
        BoundModel counts = model(COUNTS, "{\"k\": [null, null], \"x\": [1, 2]}");
        double density =
                counts.logDensity()
                        .constrained(Map.of("a", new double[] {0.3}, "b", new double[] {0.1}))
                        .value();
        assertThat(density).isCloseTo(normal(0.3, 0, 1) + normal(0.1, 0, 1), within(1e-12));
    }

    /** What is computed from a placeholder may be no number: it must not spoil the gradient. */
    @Test
    void whatIsDerivedFromAPlaceholderSpoilsNothing() {
        String script =
                """
                data k: int[N]
                data x: real[N]
                data z: real[N]
                d = log(x - z)
                model {
                  b ~ Normal(0, 1)
                  for n in 1..N {
                    k[n] ~ Poisson(log = b * d[n])
                  }
                }
                """;
        Map<String, double[]> at = Map.of("b", new double[] {0.4});
        LogDensity.Evaluation gaps =
                model(script, "{\"k\": [3, null], \"x\": [2, null], \"z\": [1, 5]}")
                        .logDensity()
                        .constrained(at);
        LogDensity.Evaluation rows =
                model(script, "{\"k\": [3], \"x\": [2], \"z\": [1]}").logDensity().constrained(at);
        assertThat(gaps.value()).isCloseTo(rows.value(), within(1e-12));
        assertThat(gaps.gradient().get("b")[0])
                .isCloseTo(rows.gradient().get("b")[0], within(1e-12));
    }

    /**
     * Where the guide is the exact posterior, log p(data, latents) - log q(latents) is the log
     * evidence for every draw.
     *
     * @param parameters by name: locations and log scales on the unconstrained scale
     */
    private static void evidenceIs(
            double expected, BoundModel model, Map<String, double[]> parameters) {
        CompiledObjective objective = model.objective(2);
        double[] values = objective.parameters().initialValues(0);
        for (ParameterLayout.Block block : objective.parameters().blocks()) {
            double[] own = parameters.get(block.name());
            assertThat(own).as(block.name()).hasSize(block.size());
            System.arraycopy(own, 0, values, block.offset(), own.length);
        }
        PosteriorDraws draws = DrawSampler.sample(model.draws(8), values, 1, 40, 1);
        for (int d = 0; d < draws.count(); d++) {
            assertThat(draws.logJoint()[d] - draws.logGuide()[d])
                    .isCloseTo(expected, within(1e-10));
        }
    }

    @Test
    void thePosteriorOfAMissingCovariateIsTheConjugateOne() {
        // x ~ Normal(1, 2), y ~ Normal(0.7 x, 0.5): x | y is Normal.
        BoundModel model =
                model(
                        """
                        data x: real[N]
                        data y: real[N]
                        model {
                          for n in 1..N {
                            x[n] ~ Normal(1, 2)
                            y[n] ~ Normal(0.7 * x[n], 0.5)
                          }
                        }
                        """,
                        "{\"x\": [null, 0.3], \"y\": [1.3, 0.2]}");
        double precision = 1 / 4.0 + 0.49 / 0.25;
        double mean = (1 / 4.0 + 0.7 * 1.3 / 0.25) / precision;
        double evidence =
                normal(1.3, 0.7, Math.sqrt(0.49 * 4 + 0.25))
                        + normal(0.3, 1, 2)
                        + normal(0.2, 0.21, 0.5);
        evidenceIs(
                evidence,
                model,
                Map.of(
                        "x.loc", new double[] {mean},
                        "x.log_scale", new double[] {-0.5 * Math.log(precision)}));
    }

    @Test
    void thePosteriorInsideAVectorIsTheConditionalOne() {
        BoundModel model =
                model(
                        """
                        data Y: real[N, D]
                        data S: cov[D]
                        data m: real[D]
                        model {
                          for n in 1..N {
                            Y[n] ~ MultivariateNormal(m, S)
                          }
                        }
                        """,
                        "{\"Y\": [[0.5, null], [null, 1]], \"S\": [[1, 0.6], [0.6, 2]],"
                                + " \"m\": [0, 0.1]}");
        // Y[1,2] | Y[1,1] and Y[2,1] | Y[2,2], by the Normal's conditional distributions.
        evidenceIs(
                normal(0.5, 0, 1) + normal(1, 0.1, Math.sqrt(2)),
                model,
                Map.of(
                        "Y.loc", new double[] {0.1 + 0.6 * 0.5, 0.3 * 0.9},
                        "Y.log_scale",
                                new double[] {
                                    0.5 * Math.log(2 - 0.36), 0.5 * Math.log(1 - 0.6 * 0.3)
                                }));
    }

    @Test
    void aMissingPositiveValueIsDrawnOnTheLogScale() {
        BoundModel model =
                model(
                        "data y: positive[N]\nmodel {\n  y ~ LogNormal(0.3, 0.5)\n}\n",
                        "{\"y\": [2, null]}");
        evidenceIs(
                normal(Math.log(2), 0.3, 0.5) - Math.log(2),
                model,
                Map.of(
                        "y.loc", new double[] {0.3},
                        "y.log_scale", new double[] {Math.log(0.5)}));
    }

    @Test
    void derivedDataIsLatentWhereItIsObserved() {
        BoundModel model =
                model(
                        """
                        data y: positive[N]
                        log_y = log(y)
                        model {
                          log_y ~ Normal(0.3, 0.5)
                        }
                        """,
                        "{\"y\": [2, null]}");
        evidenceIs(
                normal(Math.log(2), 0.3, 0.5),
                model,
                Map.of(
                        "log_y.loc", new double[] {0.3},
                        "log_y.log_scale", new double[] {Math.log(0.5)}));
        assertThat(model.missing()).containsExactly(new MissingValues("y", 1, 2, 1, "log_y", 0, 0));
    }

    @Test
    void aGuideThatReadsMissingDataReadsItsDraws() {
        // x = z + noise; the missing x has the posterior Normal(0, sqrt(1.25)), and z | x is
        // Normal.
        BoundModel model =
                model(
                        """
                        data x: real[N]
                        model {
                          for n in 1..N {
                            z[n] ~ Normal(0, 1)
                            x[n] ~ Normal(z[n], 0.5)
                          }
                        }
                        guide {
                          param w = 0.1
                          param s: positive = 1.0
                          for n in 1..N {
                            z[n] ~ Normal(w * x[n], s)
                          }
                        }
                        """,
                        "{\"x\": [0.4, null]}");
        double sd = Math.sqrt(1.25);
        evidenceIs(
                normal(0.4, 0, sd),
                model,
                Map.of(
                        "x.loc", new double[] {0},
                        "x.log_scale", new double[] {Math.log(sd)},
                        "w", new double[] {0.8},
                        "s", new double[] {0.5 * Math.log(0.2)}));
    }
}
