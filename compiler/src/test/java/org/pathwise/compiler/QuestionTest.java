package org.pathwise.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.pathwise.compiler.source.Source;
import org.pathwise.runtime.inference.DrawSampler;
import org.pathwise.runtime.inference.PosteriorDraws;
import org.pathwise.runtime.io.DataFiles;
import org.pathwise.runtime.io.DataSet;
import org.pathwise.runtime.io.NamedArray;
import org.pathwise.runtime.program.DrawProgram.Quantity;
import org.pathwise.runtime.program.ParameterLayout;

import java.util.List;
import java.util.Map;
import java.util.Random;

/** A question's draws are those of the fit. */
final class QuestionTest {
    private static final int DRAWS = 200;

    private static final String SCHOOLS =
            """
            data y: real[J]
            data sigma: positive[J]

            model {
              mu ~ Normal(0, 5)
              tau ~ HalfCauchy(5)
              for j in 1..J {
                theta[j] ~ Normal(mu, tau)
                y[j] ~ Normal(theta[j], sigma[j])
              }
              gap = theta[1] - theta[2]
            }

            generate {
              for j in 1..J { y_new[j] ~ Normal(theta[j], sigma[j]) }
              late ~ Gamma(2, 1)
            }
            """;

    private static final String MIXTURE =
            """
            data y: real[J]
            data sigma: positive[J]

            model {
              w ~ Beta(2, 2)
              m: real[2] ~ Normal(0, 3)
              for j in 1..J {
                z[j] ~ Bernoulli(w) @marginal
                y[j] ~ Normal(m[1 + z[j]], sigma[j])
              }
              k ~ Poisson(3)
              y[1] ~ Normal(k, 1)
            }

            generate {
              again ~ Bernoulli(w)
            }
            """;

    private static final String MISSING =
            """
            data y: real[J]
            data sigma: positive[J]

            model {
              mu ~ Normal(0, 5)
              for j in 1..J { y[j] ~ Normal(mu, sigma[j]) }
            }
            """;

    private static final String DATA = "{\"y\": [1.5, -0.5, 3], \"sigma\": [1, 2, 1.5]}";

    @Test
    void latentsDefinitionsAndGeneratedQuantitiesAreThoseOfTheFit() {
        agree(SCHOOLS, DATA, List.of("mu", "tau", "theta", "gap", "y_new", "late"));
        agree(MIXTURE, DATA, List.of("w", "m", "z", "k", "again"));
        agree(MISSING, "{\"y\": [1.5, null, 3], \"sigma\": [1, 2, 1.5]}", List.of("mu"));
    }

    @Test
    void anExpressionIsComputedDrawByDraw() {
        Fit fit = new Fit(SCHOOLS, DATA);
        double[] theta1 = fit.column("theta", 0);
        double[] theta2 = fit.column("theta", 1);
        double[] mu = fit.column("mu", 0);
        PosteriorDraws asked = fit.ask("exp(theta[1] - theta[2]) + y[3] * mu");
        for (int d = 0; d < DRAWS; d++) {
            double expected = Math.exp(theta1[d] - theta2[d]) + 3 * mu[d];
            assertThat(asked.column(0)[d])
                    .isCloseTo(expected, within(1e-12 * (1 + Math.abs(expected))));
        }
    }

    @Test
    void missingElementsAreAskedForWithTheOthers() {
        Fit fit = new Fit(MISSING, "{\"y\": [1.5, null, 3], \"sigma\": [1, 2, 1.5]}");
        PosteriorDraws asked = fit.ask("y");
        assertThat(asked.column(0)).containsOnly(1.5);
        assertThat(asked.column(1)).containsExactly(fit.column("y", 0));
        assertThat(asked.column(2)).containsOnly(3.0);
    }

    @Test
    void aNetThatWasNotFittedIsRefused() {
        String net = "net f(x: real) -> real { return dense(1, [x])[1] }\n";
        Question.Asked asked = new Fit(net + SCHOOLS, DATA).put("f(mu)");
        assertThat(asked.program()).isEmpty();
        assertThat(asked.diagnostics())
                .extracting(diagnostic -> diagnostic.code())
                .containsExactly("E1501");
    }

    private static void agree(String script, String data, List<String> names) {
        Fit fit = new Fit(script, data);
        for (String name : names) {
            PosteriorDraws asked = fit.ask(name);
            for (int e = 0; e < asked.width(); e++) {
                assertThat(asked.column(e)).as(name).containsExactly(fit.column(name, e));
            }
        }
    }

    /** A model with some parameters, as if they had been fitted. */
    private static final class Fit {
        private final CheckedScript script;
        private final DataSet data;
        private final List<NamedArray> parameters;
        private final PosteriorDraws draws;

        Fit(String text, String json) {
            script = Compiler.check(new Source("model.pw", text));
            data = DataFiles.json("data.json", json);
            BoundModel model = script.bind(data, Map.of()).model().orElseThrow();
            ParameterLayout layout = model.objective(2).parameters();
            double[] values = layout.initialValues(7);
            Random random = new Random(7);
            for (int i = 0; i < values.length; i++) {
                values[i] += 0.3 * random.nextGaussian();
            }
            parameters = NamedArray.of(layout, values);
            draws = DrawSampler.sample(model.draws(64), values, 3, DRAWS, 1);
        }

        double[] column(String name, int element) {
            int column = 0;
            for (Quantity quantity : draws.quantities()) {
                if (quantity.name().equals(name)) {
                    return draws.column(column + element);
                }
                column += quantity.size();
            }
            throw new IllegalArgumentException(name);
        }

        Question.Asked put(String question) {
            Source source = new Source("q", "generate {\n  q = " + question + "\n}\n");
            CheckedScript put = Question.put(script, source, Question.Generated.KEPT);
            return Question.bind(put, data, Map.of(), parameters, DRAWS);
        }

        PosteriorDraws ask(String question) {
            Question.Asked asked = put(question);
            assertThat(asked.diagnostics()).filteredOn(d -> d.isError()).isEmpty();
            return DrawSampler.sample(
                    asked.program().orElseThrow(), asked.parameters(), 3, DRAWS, 1);
        }
    }
}
