package org.pathwise.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.pathwise.compiler.core.FiniteStates;
import org.pathwise.compiler.estimate.EstimateOptions;
import org.pathwise.compiler.estimate.Plan;
import org.pathwise.compiler.source.Source;
import org.pathwise.runtime.io.DataFiles;
import org.pathwise.runtime.program.DrawProgram.Quantity;
import org.pathwise.runtime.program.ParameterLayout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Sites with several states, alone and together, against the ELBO as a sum over all states of all
 * sites; and guides whose draws depend on each other, against closed forms.
 */
final class EnumerationTest {
    private static final String DATA =
            """
            {"y": [0.7, -0.4, 1.6], "x": [[1, 0, 1], [0, 1, 1]], "mu": [-1, 0.5, 2],
             "group": [2, 1, 2]}
            """;

    private static BoundModel model(String script, int budget) {
        CheckedScript checked =
                Compiler.check(new Source("test.pw", script), EstimateOptions.withBudget(budget));
        CheckedScript.Bound bound = checked.bind(DataFiles.json("test.json", DATA), Map.of());
        assertThat(bound.diagnostics()).filteredOn(diagnostic -> diagnostic.isError()).isEmpty();
        return bound.model().orElseThrow();
    }

    static Stream<Arguments> models() {
        return Stream.of(
                // a mixture with explicit assignments
                arguments(
                        """
                        data y: real[N]
                        data mu: real[3]
                        model {
                          for n in 1..N {
                            z[n] ~ Categorical([0.2, 0.3, 0.5])
                            y[n] ~ Normal(mu[z[n]], 0.7)
                          }
                        }
                        """,
                        64,
                        "z SUMMED"),
                // two sites that meet in one term: nine evaluations of it, or three and a draw
                arguments(TWO_SITES, 9, "a SUMMED, b SUMMED"),
                arguments(TWO_SITES, 8, "a LEAVE_ONE_OUT, b SUMMED"),
                // one global, one for each group
                arguments(
                        """
                        data y: real[N]
                        data group: int[N]
                        const G = 2
                        model {
                          w ~ Categorical([0.2, 0.8])
                          for g in 1..G { z[g] ~ Binomial(2, inv_logit(w - 2)) }
                          for n in 1..N { y[n] ~ Normal(z[group[n]] * w, 0.7) }
                        }
                        """,
                        64,
                        "w SUMMED, z SUMMED"),
                // elements that meet, one at a time: six evaluations
                arguments(MEETING, 12, "z ONE_AT_A_TIME"),
                arguments(MEETING, 8, "z LEAVE_ONE_OUT"),
                // a plate of vectors whose elements meet in the plate's terms
                arguments(
                        """
                        data x: real[N, D]
                        const K = 2
                        const W = 1.5
                        model {
                          for n in 1..N {
                            for k in 1..K { h[n, k] ~ Bernoulli(0.3) }
                            for d in 1..D { x[n, d] ~ Normal(W * sum(h[n]) - h[n, 1] * d, 0.8) }
                          }
                        }
                        """,
                        4,
                        "h ONE_AT_A_TIME"),
                // through a definition, and beside a site that is summed
                arguments(
                        """
                        data y: real[N]
                        model {
                          s ~ Bernoulli(0.5)
                          for n in 1..N { z[n] ~ Bernoulli(0.1 + 0.6 * s) }
                          total = sum(z)
                          y ~ Normal(total * (1 + s), 1)
                        }
                        """,
                        64,
                        "s SUMMED, z ONE_AT_A_TIME"));
    }

    private static final String TWO_SITES =
            """
            data y: real[N]
            data mu: real[3]
            model {
              for n in 1..N {
                a[n] ~ Categorical([0.2, 0.3, 0.5])
                b[n] ~ Categorical([0.6, 0.3, 0.1])
                y[n] ~ Normal(mu[a[n]] * b[n], 0.7)
              }
            }
            """;

    private static final String MEETING =
            """
            data y: real[N]
            model {
              for n in 1..N { z[n] ~ DiscreteUniform(0, 3) }
              y[1] ~ Normal(z[1] + z[2] * z[3], 2)
            }
            """;

    @ParameterizedTest
    @MethodSource("models")
    void isUnbiased(String script, int budget, String forms) {
        BoundModel model = model(script, budget);
        assertThat(
                        String.join(
                                ", ",
                                model.plan().sites().stream()
                                        .map(site -> site.latent().symbol() + " " + site.form())
                                        .toList()))
                .isEqualTo(forms);
        ParameterLayout layout = model.objective(GradientEstimates.PARTICLES).parameters();
        double[] point = new double[layout.size()];
        for (int i = 0; i < point.length; i++) {
            point[i] = Math.sin(2.0 * i);
        }
        assertUnbiased(model, point, new Elbo(model, layout), 10_000);
    }

    private static void assertUnbiased(
            BoundModel model, double[] point, ToDoubleFunction<double[]> elbo, int count) {
        GradientEstimates estimates = GradientEstimates.of(model, point, count);
        for (int i = 0; i < point.length; i++) {
            double[] up = point.clone();
            double[] down = point.clone();
            up[i] += 1e-4;
            down[i] -= 1e-4;
            double exact = (elbo.applyAsDouble(up) - elbo.applyAsDouble(down)) / 2e-4;
            assertThat(Math.abs(estimates.mean()[i] - exact))
                    .as("parameter %d: %s, exactly %s", i, estimates.mean()[i], exact)
                    .isLessThanOrEqualTo(5 * estimates.error()[i] + 1e-6 * (1 + Math.abs(exact)));
        }
        estimates.assertElbo(elbo.applyAsDouble(point));
    }

    /** One element of a latent: where its logits lie, and which values it has. */
    private record Element(
            Plan.Site site, int position, int offset, int logits, int least, int states) {}

    /**
     * The ELBO of free guides of Bernoulli, Binomial and Categorical latents. The log joint density
     * of each combination of states is computed once.
     */
    private static final class Elbo implements ToDoubleFunction<double[]> {
        private final List<Element> elements = new ArrayList<>();
        private final Map<List<Integer>, Double> logJoint = new LinkedHashMap<>();
        private final Map<String, double[]> values = new LinkedHashMap<>();
        private final LogDensity density;

        Elbo(BoundModel model, ParameterLayout layout) {
            this.density = model.logDensity();
            Map<String, Quantity> latents = density.latents();
            for (ParameterLayout.Block block : layout.blocks()) {
                String name = block.name().substring(0, block.name().indexOf('.'));
                int size = Objects.requireNonNull(latents.get(name)).size();
                values.put(name, new double[size]);
                int logits = block.size() / size;
                Plan.Site site =
                        model.plan().sites().stream()
                                .filter(one -> one.latent().symbol().name().equals(name))
                                .findFirst()
                                .orElseThrow();
                int least = FiniteStates.of(site.latent()).orElseThrow().least();
                int states = site.drawnFrom().equals("Binomial") ? 3 : Math.max(2, logits);
                for (int e = 0; e < size; e++) {
                    int offset = block.offset() + e * logits;
                    elements.add(new Element(site, e, offset, logits, least, states));
                }
            }
            add(List.of());
        }

        private void add(List<Integer> states) {
            if (states.size() == elements.size()) {
                for (int i = 0; i < states.size(); i++) {
                    Element element = elements.get(i);
                    String name = element.site().latent().symbol().name();
                    Objects.requireNonNull(values.get(name))[element.position()] =
                            element.least() + states.get(i);
                }
                logJoint.put(states, density.constrained(values).value());
                return;
            }
            for (int k = 0; k < elements.get(states.size()).states(); k++) {
                List<Integer> longer = new ArrayList<>(states);
                longer.add(k);
                add(longer);
            }
        }

        @Override
        public double applyAsDouble(double[] parameters) {
            List<double[]> probabilities = new ArrayList<>();
            for (Element element : elements) {
                int end = element.offset() + element.logits();
                double[] logits = Arrays.copyOfRange(parameters, element.offset(), end);
                probabilities.add(probabilities(element.site(), logits));
            }
            double elbo = 0;
            for (Map.Entry<List<Integer>, Double> entry : logJoint.entrySet()) {
                double weight = 1;
                for (int i = 0; i < elements.size(); i++) {
                    weight *= probabilities.get(i)[entry.getKey().get(i)];
                }
                elbo += weight * (entry.getValue() - Math.log(weight));
            }
            return elbo;
        }
    }

    private static double[] probabilities(Plan.Site site, double[] logits) {
        if (site.drawnFrom().equals("Categorical")) {
            double total = Arrays.stream(logits).map(Math::exp).sum();
            return Arrays.stream(logits).map(logit -> Math.exp(logit) / total).toArray();
        }
        double p = 1 / (1 + Math.exp(-logits[0]));
        return site.drawnFrom().equals("Bernoulli")
                ? new double[] {1 - p, p}
                : new double[] {(1 - p) * (1 - p), 2 * p * (1 - p), p * p};
    }

    /**
     * A guide in three layers: a label, a second label given the first, and a number given both.
     * Everything varies over the states of what came before.
     */
    @Test
    void drawsThatDependOnStatesAreUnbiased() {
        String script =
                """
                data y: real[N]
                model {
                  a ~ Bernoulli(0.3)
                  b ~ Bernoulli(0.2 + 0.5 * a)
                  x ~ Normal(a - b, 1)
                  y[1] ~ Normal(x + a, 1)
                }
                guide {
                  param p = 0.0
                  param q = 0.0
                  param r = 0.0
                  param m = 0.0
                  param s: positive = 1.0
                  a ~ Bernoulli(logit = p)
                  b ~ Bernoulli(logit = q + r * a)
                  x ~ Normal(m * a + 0.5 * b, s)
                }
                """;
        double[] point = {0.4, -0.2, 0.9, 0.6, -0.3};
        for (int budget : new int[] {0, 2, 64}) {
            BoundModel model = model(script, budget);
            assertUnbiased(model, point, EnumerationTest::layeredElbo, 20_000);
        }
        assertThat(model(script, 64).plan().sites())
                .extracting(Plan.Site::form)
                .containsExactly(Plan.Form.SUMMED, Plan.Form.SUMMED, Plan.Form.PATHWISE);
    }

    private static double layeredElbo(double[] parameters) {
        double scale = Math.exp(parameters[4]);
        double elbo = 0.5 * (1 + Math.log(2 * Math.PI)) + Math.log(scale);
        for (int a = 0; a <= 1; a++) {
            double qa = bernoulli(1 / (1 + Math.exp(-parameters[0])), a);
            for (int b = 0; b <= 1; b++) {
                double logit = parameters[1] + parameters[2] * a;
                double qb = bernoulli(1 / (1 + Math.exp(-logit)), b);
                double location = parameters[3] * a + 0.5 * b;
                elbo +=
                        qa
                                * qb
                                * (Math.log(bernoulli(0.3, a))
                                        + Math.log(bernoulli(0.2 + 0.5 * a, b))
                                        - Math.log(qa * qb)
                                        + expectedNormal(location - (a - b), scale)
                                        + expectedNormal(0.7 - location - a, scale));
            }
        }
        return elbo;
    }

    private static double bernoulli(double p, int value) {
        return value == 1 ? p : 1 - p;
    }

    private static double expectedNormal(double distance, double scale) {
        return -0.5 * Math.log(2 * Math.PI) - 0.5 * (distance * distance + scale * scale);
    }

    @Test
    void enumerationThatIsTooDearIsRefusedWhenAskedFor() {
        CheckedScript checked =
                Compiler.check(
                        new Source("test.pw", TWO_SITES.replace("0.5])\n", "0.5]) @enumerate\n")),
                        EstimateOptions.withBudget(8));
        assertThat(checked.diagnostics())
                .anyMatch(
                        diagnostic ->
                                diagnostic.code().equals("E0709")
                                        && diagnostic.message().contains("9 evaluations"));
    }
}
