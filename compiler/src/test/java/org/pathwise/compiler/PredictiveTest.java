package org.pathwise.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.pathwise.compiler.source.Diagnostic;
import org.pathwise.compiler.source.Source;
import org.pathwise.runtime.diagnose.Summary;
import org.pathwise.runtime.inference.DrawSampler;
import org.pathwise.runtime.inference.PosteriorDraws;
import org.pathwise.runtime.io.DataFiles;
import org.pathwise.runtime.io.DataSet;
import org.pathwise.runtime.io.NamedArray;
import org.pathwise.runtime.program.ParameterLayout;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Predictions of observed data, of guides whose parameters are given and not fitted. */
final class PredictiveTest {
    private static final int DRAWS = 4000;

    /** Standard errors that a mean may lie away from its expectation. */
    private static final double Z = 5;

    /**
     * With mu ~ N(0, 2) and three observations of sd 1 the posterior is N(m, s) with 1/s^2 = 1/4 +
     * 3 and m = s^2 sum(y); a new observation is N(m, sqrt(s^2 + 1)).
     */
    @Test
    void normalMeanHasItsClosedForm() {
        String model =
                """
                data y: real[N]
                model {
                  mu ~ Normal(0, 2)
                  y ~ Normal(mu, 1)
                }
                guide {
                  mu ~ Normal(sum(y) / 3.25, 1 / sqrt(3.25))
                }
                """;
        PosteriorDraws draws = predict(model, "{\"y\": [1, 2.5, 4]}", "y");
        double sd = Math.sqrt(1 / 3.25 + 1);
        for (int n = 0; n < 3; n++) {
            Summary summary = Summary.of(draws.column(n));
            assertThat(summary.mean()).isCloseTo(7.5 / 3.25, within(Z * sd / Math.sqrt(DRAWS)));
            // The sd of a normal sample's sd is sd / sqrt(2 n).
            assertThat(summary.sd()).isCloseTo(sd, within(Z * sd / Math.sqrt(2.0 * DRAWS)));
        }
    }

    /** Poisson counts with a Gamma(a, b) posterior are negative binomial. */
    @Test
    void poissonRateHasItsClosedForm() {
        String model =
                """
                data k: int[N]
                model {
                  rate ~ Gamma(2, 1)
                  for n in 1..N { k[n] ~ Poisson(rate) }
                }
                guide { rate ~ Gamma(2 + sum(k), 1 + 2) }
                """;
        double[] column = predict(model, "{\"k\": [3, 1]}", "k[2]").column(0);
        double a = 6;
        double b = 3;
        double probability = Math.pow(b / (b + 1), a);
        for (int k = 0; k < 6; k++) {
            int value = k;
            double share =
                    Arrays.stream(column).filter(draw -> draw == value).count() / (double) DRAWS;
            double error = Math.sqrt(probability * (1 - probability) / DRAWS);
            assertThat(share).as("P(%s)", k).isCloseTo(probability, within(Z * error));
            probability *= (a + k) / (k + 1) / (b + 1);
        }
    }

    @Test
    void severalStatementsWithGuardsAndShiftsObserveTheirParts() {
        String model =
                """
                data y: real[T]
                data late: int[T]
                model {
                  y[1] ~ Normal(100, 1e-6)
                  for t in 2..T {
                    if late[t] == 1 { y[t] ~ Normal(1000 * t, 1e-6) }
                    else { y[t] ~ Normal(y[t-1] + 0.5, 1e-6) }
                  }
                  z ~ Normal(0, 1)
                }
                """;
        PosteriorDraws draws = predict(model, "{\"y\": [1, 2, 3, 4], \"late\": [0, 1, 0, 1]}", "y");
        assertAbout(draws, 100, 2000, 2.5, 4000);
    }

    @Test
    void whatIsNotObservedIsNoNumber() {
        String model =
                """
                data y: real[T]
                model {
                  for t in 2..T { y[t] ~ Normal(y[t-1], 1e-6) }
                  z ~ Normal(0, 1)
                }
                """;
        PosteriorDraws draws = predict(model, "{\"y\": [1, 2, 3]}", "y");
        assertThat(draws.column(0)).containsOnly(Double.NaN);
        assertThat(draws.column(1)[0]).isCloseTo(1, within(1e-4));
        assertThat(draws.column(2)[0]).isCloseTo(2, within(1e-4));
    }

    @Test
    void latentsMayDecideWhichStatementObserves() {
        String model =
                """
                data y: real[N]
                model {
                  for n in 1..N {
                    z[n] ~ Bernoulli(0.25)
                    if z[n] == 1 { y[n] ~ Normal(10, 1e-6) } else { y[n] ~ Normal(20, 1e-6) }
                  }
                }
                guide { for n in 1..N { z[n] ~ Bernoulli(0.25) } }
                """;
        double[] column = predict(model, "{\"y\": [1, 2, 3]}", "y[2]").column(0);
        double expected = 0.25 * 10 + 0.75 * 20;
        double sd = 10 * Math.sqrt(0.25 * 0.75);
        assertThat(Summary.of(column).mean())
                .isCloseTo(expected, within(Z * sd / Math.sqrt(DRAWS)));
        assertThat(Arrays.stream(column).map(Math::rint).distinct().sorted())
                .containsExactly(10.0, 20.0);
    }

    @Test
    void rowsAreDrawnAsAWhole() {
        String model =
                """
                data X: real[N, K]
                data S: cov[K]
                model {
                  mu: real[K] ~ Normal(0, 1)
                  for n in 1..N { X[n] ~ MultivariateNormal(mu, S) }
                }
                guide { param m: real[K] = 0.0
                  mu ~ Normal(m, 0.001) }
                """;
        PosteriorDraws draws =
                predict(
                        model,
                        "{\"X\": [[1, 2], [3, 4], [5, 6]], \"S\": [[1, 0.8], [0.8, 1]]}",
                        "X[2, 1] * X[2, 2]");
        // The variance of a product of standard normals with correlation r is 1 + r^2.
        assertThat(Summary.of(draws.column(0)).mean())
                .isCloseTo(0.8, within(Z * Math.sqrt((1 + 0.64) / DRAWS)));
    }

    @Test
    void missingCountsArePredictedWithTheOthers() {
        String model =
                """
                data k: int[N]
                data trials: int[N]
                model {
                  p ~ Beta(1, 1)
                  for n in 1..N { k[n] ~ Binomial(trials[n], p) }
                }
                guide { p ~ Beta(3, 5) }
                """;
        double[] column =
                predict(model, "{\"k\": [3, null], \"trials\": [4, 10]}", "k[2]").column(0);
        // Beta-binomial: variance n p q (a + b + n) / (a + b + 1).
        double sd = Math.sqrt(10 * 0.375 * 0.625 * 18 / 9.0);
        assertThat(Summary.of(column).mean()).isCloseTo(3.75, within(Z * sd / Math.sqrt(DRAWS)));
    }

    @Test
    void functionsOfPredictionsUseOneDrawThroughout() {
        String model =
                """
                data y: real[N]
                fn spread(v) {
                  top = max(v)
                  return top - min(v)
                }
                model {
                  mu ~ Normal(0, 1)
                  for n in 1..N { y[n] ~ Normal(mu + 10 * n, 1e-6) }
                }
                """;
        PosteriorDraws draws = predict(model, "{\"y\": [1, 2, 3]}", "spread(y) + mean(y) - mu");
        assertThat(draws.column(0)[0]).isCloseTo(20 + 20, within(1e-4));
    }

    @Test
    void whatCannotBePredictedIsSaid() {
        String data = "{\"y\": [1, 2, 3]}";
        assertCode("log(y) ~ Normal(mu, 1)", data, "y", "E1503");
        assertCode("y ~ Normal(mu, 1)", data, "mu", "E1502");
        assertCode("y ~ Normal(mu, 1)\n  y ~ Normal(2 * mu, 1)", data, "y[1]", "E1504");
        assertCode("y ~ Flat()", data, "y", "E1506");
    }

    private static void assertCode(String statement, String data, String what, String code) {
        String model = "data y: real[N]\nmodel {\n  mu ~ Normal(0, 1)\n  " + statement + "\n}\n";
        Question.Asked asked = put(model, data, what);
        assertThat(asked.program()).isEmpty();
        assertThat(asked.diagnostics())
                .filteredOn(Diagnostic::isError)
                .extracting(Diagnostic::code)
                .containsExactly(code);
    }

    private static void assertAbout(PosteriorDraws draws, double... expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(draws.column(i)[7]).as("element %s", i).isCloseTo(expected[i], within(1e-3));
        }
    }

    private static Question.Asked put(String text, String json, String what) {
        CheckedScript script = Compiler.check(new Source("model.pw", text));
        DataSet data = DataFiles.json("data.json", json);
        BoundModel model = script.bind(data, Map.of()).model().orElseThrow();
        ParameterLayout layout = model.objective(2).parameters();
        List<NamedArray> parameters = NamedArray.of(layout, layout.initialValues(1));
        Source source = new Source("q", "generate {\n  q = " + what + "\n}\n");
        CheckedScript put = Question.put(script, source, Question.Generated.LEFT_OUT);
        return Question.predict(put, data, Map.of(), parameters, DRAWS);
    }

    private static PosteriorDraws predict(String text, String json, String what) {
        Question.Asked asked = put(text, json, what);
        assertThat(asked.diagnostics()).filteredOn(Diagnostic::isError).isEmpty();
        return DrawSampler.sample(asked.program().orElseThrow(), asked.parameters(), 3, DRAWS, 1);
    }
}
