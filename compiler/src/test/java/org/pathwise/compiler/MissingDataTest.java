package org.pathwise.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.pathwise.compiler.source.Source;
import org.pathwise.runtime.io.DataFiles;
import org.pathwise.runtime.io.MissingValues;

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
                .allSatisfy(
                        site ->
                                assertThat(site.estimator().toString()).isEqualTo("pathwise"));
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
}
