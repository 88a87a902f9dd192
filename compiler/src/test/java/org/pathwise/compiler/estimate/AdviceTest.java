package org.pathwise.compiler.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.pathwise.compiler.Golden;
import org.pathwise.compiler.core.CoreProgram;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.source.Diagnostics;
import org.pathwise.compiler.source.Source;
import org.pathwise.compiler.source.Span;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Taking an advice does to the plan what it says; and none is given that would not. */
final class AdviceTest {
    private static final String POINTER = "`@marginal` would sum it out exactly";

    private static final String CHAIN =
            """
            data y: real[T]
            model {
              mu ~ Normal(0, 5)
              z[1] ~ Bernoulli(0.5)%s
              for t in 2..T { z[t] ~ Bernoulli(if z[t-1] == 1 then 0.9 else 0.2) }
              for t in 1..T { y[t] ~ Normal(mu * z[t], 1) }
            }
            """;

    private static String advice(String script, EstimateOptions options, String site) {
        CoreProgram program = Plans.program(script);
        Plan plan = Estimate.plan(program, options, new Diagnostics());
        return Explanation.of(program, plan, options, site).orElseThrow().advice().stream()
                .map(Explanation.Sentence::text)
                .collect(Collectors.joining("\n"));
    }

    private static String advice(String script, String site) {
        return advice(script, EstimateOptions.DEFAULT, site);
    }

    private static Plan.Site site(String script, EstimateOptions options, String name) {
        Diagnostics diagnostics = new Diagnostics();
        Plan plan = Estimate.plan(Plans.program(script), options, diagnostics);
        assertThat(diagnostics.hasErrors()).isFalse();
        return plan.sites().stream()
                .filter(site -> site.latent().symbol().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static EstimateOptions sizes(int budget, Map<String, Integer> sizes) {
        return EstimateOptions.withBudget(budget).withSizes(sizes);
    }

    @Test
    void marginalSumsOutAChain() {
        String script = CHAIN.formatted("");
        assertThat(Plans.site(script, "z").reason()).endsWith("; " + POINTER);
        assertThat(advice(script, "z"))
                .contains("`@marginal` would sum it out of the model exactly (chain: T * 2^2)");
        Plan.Site taken = Plans.site(CHAIN.formatted(" @marginal"), "z");
        assertThat(taken.form()).isEqualTo(Plan.Form.MARGINAL);
        assertThat(taken.reason()).isEqualTo("chain: T * 2^2");
    }

    static Stream<Path> scripts() {
        return Stream.of(
                        Golden.good().stream(),
                        Golden.plans().stream(),
                        Golden.explained().stream())
                .flatMap(paths -> paths);
    }

    /** Writes the annotation behind the site's first sampling statement. */
    @ParameterizedTest
    @MethodSource("scripts")
    void eachPointerToMarginalIsTrue(Path path) {
        Source source = Golden.source(path);
        CoreProgram program = Plans.program(source);
        for (Plan.Site site : Estimate.plan(program).sites()) {
            String name = site.latent().symbol().name();
            if (site.hint().isPresent()) {
                Span statement =
                        program.terms().stream()
                                .map(Statement.Term::span)
                                .filter(span -> span.start() == site.latent().span().start())
                                .findFirst()
                                .orElseThrow();
                String text =
                        source.text().substring(0, statement.end())
                                + " @marginal"
                                + source.text().substring(statement.end());
                assertThat(site(text, EstimateOptions.DEFAULT, name).form())
                        .isEqualTo(Plan.Form.MARGINAL);
            }
        }
    }

    /** A score function wherever it is needed, whatever else would be cheaper. */
    @ParameterizedTest
    @MethodSource("scripts")
    void pathwiseIsNeverAdvised(Path path) {
        CoreProgram program = Plans.program(Golden.source(path));
        Plan plan = Estimate.plan(program);
        for (Plan.Site site : plan.sites()) {
            Explanation explanation =
                    Explanation.of(
                                    program,
                                    plan,
                                    EstimateOptions.DEFAULT,
                                    site.latent().symbol().name())
                            .orElseThrow();
            List<String> mentions =
                    explanation.advice().stream()
                            .map(Explanation.Sentence::text)
                            .filter(text -> text.contains("@pathwise"))
                            .filter(text -> !text.startsWith("Without `@pathwise`"))
                            .toList();
            assertThat(mentions).isEmpty();
            assertThat(explanation.why()).hasSizeGreaterThan(2);
        }
    }

    @Test
    void marginalIsNotAdvisedWhereElementsAreTied() {
        String script =
                """
                data y: real
                model {
                  z: int in 0..1[30] ~ Bernoulli(0.5)%s
                  y ~ Normal(sum(z), 1)
                }
                """;
        assertThat(advice(script.formatted(""), "z")).doesNotContain("@marginal");
        Diagnostics diagnostics = new Diagnostics();
        Estimate.plan(
                Plans.program(script.formatted(" @marginal")),
                EstimateOptions.DEFAULT,
                diagnostics);
        assertThat(diagnostics.hasErrors()).isTrue();
    }

    @Test
    void aDearSumIsNoPointerButIsExplained() {
        String script =
                """
                data y: real[T]
                const K = 20
                model {
                  z[1] ~ Categorical([for k in 1..K: 1.0 / K])
                  for t in 2..T {
                    z[t] ~ Categorical([for k in 1..K: if k == z[t-1] then 0.81 else 0.01])
                  }
                  for t in 1..T { y[t] ~ Normal(z[t], 1) }
                }
                """;
        EstimateOptions options = sizes(64, Map.of("K", 20, "T", 100));
        assertThat(site(script, options, "z").hint()).isEmpty();
        assertThat(advice(script, options, "z"))
                .contains("(chain: T * K^2)")
                .contains("The sum takes 400 evaluations where it is dearest.");
        assertThat(site(script, sizes(400, Map.of("K", 20, "T", 100)), "z").hint())
                .contains(POINTER);
    }

    @Test
    void marginalMayNeedTheGuideToLeaveItOut() {
        String script =
                """
                data y: real[N]
                model {
                  for i in 1..N {
                    z[i] ~ Bernoulli(0.3)%s
                    y[i] ~ Normal(z[i], 1)
                  }
                }
                guide {
                  param q: unit[N] = 0.5
                  for i in 1..N { %s }
                }
                """;
        String draw = "z[i] ~ Bernoulli(q[i])";
        assertThat(advice(script.formatted("", draw), "z"))
                .contains("exactly, once the guide's draw at 10:19 is left out (2 states an");
        assertThat(Plans.site(script.formatted(" @marginal", "unused = q[i]"), "z").form())
                .isEqualTo(Plan.Form.MARGINAL);
    }

    @Test
    void theBudgetIsTheLeastThatDoes() {
        String script =
                """
                data y: real
                model {
                  z: int in 0..1[40] ~ Bernoulli(0.5)
                  y ~ Normal(sum(z), 1)
                }
                """;
        assertThat(advice(script, "z"))
                .contains(
                        "`--enumeration-budget 80` would have it summed over 2 states, one element"
                                + " at a time: 80 evaluations");
        assertThat(site(script, EstimateOptions.withBudget(79), "z").form())
                .isEqualTo(Plan.Form.ANTITHETIC);
        assertThat(site(script, EstimateOptions.withBudget(80), "z").form())
                .isEqualTo(Plan.Form.ONE_AT_A_TIME);
    }

    @Test
    void theBudgetCountsTheStatesOfOtherSites() {
        String script =
                """
                data y: real
                model {
                  a: int in 1..9 ~ DiscreteUniform(1, 9)
                  b: int in 1..9 ~ DiscreteUniform(1, 9)
                  y ~ Normal(a + b, 1)
                }
                """;
        assertThat(advice(script, "a"))
                .contains("`--enumeration-budget 81` would have it summed over 9 states: 81");
        assertThat(site(script, EstimateOptions.withBudget(80), "a").form())
                .isEqualTo(Plan.Form.LEAVE_ONE_OUT);
        assertThat(site(script, EstimateOptions.withBudget(81), "a").form())
                .isEqualTo(Plan.Form.SUMMED);
    }

    @Test
    void sizesMayBeEnough() {
        String script = CHAIN.formatted("");
        assertThat(advice(script, "z"))
                .contains(
                        "Once data say how much T * 2 is, it is summed over 2 states, one element"
                                + " at a time, if that takes no more than 64 evaluations");
        assertThat(site(script, sizes(64, Map.of("T", 32)), "z").form())
                .isEqualTo(Plan.Form.ONE_AT_A_TIME);
        assertThat(site(script, sizes(64, Map.of("T", 33)), "z").form())
                .isEqualTo(Plan.Form.ANTITHETIC);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    a | a pathwise gradient (location-scale).
                    k | the score function (summed over 2 states).
                    """)
    void scoreMayBeLeftOut(String name, String estimator) {
        String script =
                """
                data y: real
                model {
                  a ~ Normal(0, 1) %1$s
                  k ~ Bernoulli(0.5) %1$s
                  y ~ Normal(a + k, 1)
                }
                """;
        assertThat(advice(script.formatted("@score"), name))
                .contains("Without `@score` it gets " + estimator);
        assertThat(Plans.site(script.formatted(""), name).form())
                .isEqualTo(name.equals("a") ? Plan.Form.PATHWISE : Plan.Form.SUMMED);
    }

    @Test
    void whatIsVouchedForMayBeLeftOut() {
        String script =
                "data y: real\nmodel {\n  a ~ Normal(0, 1)%s\n  y ~ Normal(round(a), 1)\n}\n";
        assertThat(advice(script.formatted(" @pathwise"), "a"))
                .isEqualTo(
                        "Without `@pathwise` it gets the score function (leave-one-out): noisier,"
                                + " but right also where `@pathwise` is not.");
        assertThat(Plans.site(script.formatted(""), "a").form()).isEqualTo(Plan.Form.LEAVE_ONE_OUT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    y ~ Normal(if z > 0 then 1 else 2, 1) | `inv_logit(10 * z)` in the place of `z > 0` | w = inv_logit(10 * z); y ~ Normal(w * 1 + (1 - w) * 2, 1)
                    y ~ Normal(if 2 * z <= 1 then 1 else 2, 1) | `inv_logit(10 * (1 - (2 * z)))` in the place of `2 * z <= 1` | w = inv_logit(10 * (1 - (2 * z))); y ~ Normal(w * 1 + (1 - w) * 2, 1)
                    if z >= 1 { factor -1 } | `inv_logit(10 * (z - 1))` in the place of `z >= 1` | w = inv_logit(10 * (z - 1)); factor w * -1; y ~ Normal(z, 1)
                    y ~ Normal(sign(z), 1) | `tanh(10 * z)` in the place of `sign(z)` | y ~ Normal(tanh(10 * z), 1)
                    y ~ Normal(step(z), 1) | `inv_logit(10 * z)` in the place of `step(z)` | y ~ Normal(inv_logit(10 * z), 1)
                    y ~ Normal(floor(exp(z)), 1) | `exp(z)` in the place of `floor(exp(z))` | y ~ Normal(exp(z), 1)
                    """)
    void aSmoothFunctionMakesASitePathwise(String with, String advised, String without) {
        String script = "data y: real\nmodel {\n  z ~ Normal(0, 1)\n  %s\n}\n";
        assertThat(Plans.site(script.formatted(with), "z").form())
                .isEqualTo(Plan.Form.LEAVE_ONE_OUT);
        assertThat(advice(script.formatted(with), "z"))
                .contains("a smooth function gives it a pathwise gradient: " + advised);
        assertThat(Plans.site(script.formatted(without.replace("; ", "\n  ")), "z").form())
                .isEqualTo(Plan.Form.PATHWISE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    y ~ Normal(1 / z, 1)
                    y ~ Normal(if round(z) == 1 then 0 else 1, 1)
                    y ~ Normal(round(z) + log(z), 1)
                    y ~ Normal(log(round(z)), 1)
                    y ~ Normal([1, 2][1 + (z > 0)], 1)
                    """)
    void noSmoothFunctionIsAdvisedWhereItIsNotEnough(String statement) {
        String script = "data y: real\nmodel {\n  z ~ Normal(0, 1)\n  " + statement + "\n}\n";
        assertThat(Plans.site(script, "z").form()).isEqualTo(Plan.Form.LEAVE_ONE_OUT);
        assertThat(advice(script, "z")).doesNotContain("smooth function");
    }

    @Test
    void theAutomaticGuideMayHaveAMap() {
        String script =
                """
                data y: real
                model {
                  z ~ Normal(0, 1)
                  y ~ Normal(z, 1)
                }
                """;
        String guide =
                """
                guide {
                  param t: unit = 0.5
                  z ~ Mixture([t, 1 - t], Normal(0, 1), Normal(3, 1))
                }
                """;
        assertThat(advice(script + guide, "z"))
                .contains(
                        "Without the guide's draw at 8:3 the automatic guide draws it from Normal,"
                                + " with a pathwise gradient (location-scale).");
        assertThat(Plans.site(script, "z").form()).isEqualTo(Plan.Form.PATHWISE);
    }

    @Test
    void whatElseChangesIsSaid() {
        String script =
                """
                data y: real[N]
                model {
                  h: int in 0..1[4] ~ Bernoulli(0.4)
                  for n in 1..N {
                    c[n] ~ Bernoulli(0.2)%s
                    y[n] ~ Normal(c[n] + sum(h), 1)
                  }
                }
                """;
        assertThat(Plans.site(script.formatted(""), "h").form()).isEqualTo(Plan.Form.ONE_AT_A_TIME);
        assertThat(advice(script.formatted(""), "c"))
                .contains(
                        "a tighter bound. Besides, `h` would get the score function (antithetic,"
                                + " leave-one-out).");
        assertThat(Plans.site(script.formatted(" @marginal"), "h").form())
                .isEqualTo(Plan.Form.ANTITHETIC);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    x ~ Normal(m, 2)         | `x_raw ~ Normal(0, 1)` and `x = m + 2 * x_raw`         | x_raw ~ Normal(0, 1); x = m + 2 * x_raw
                    x ~ StudentT(4, 1, s)    | `x_raw ~ StudentT(4, 0, 1)` and `x = 1 + s * x_raw`    | x_raw ~ StudentT(4, 0, 1); x = 1 + s * x_raw
                    x ~ Laplace(m + 1, s)    | `x_raw ~ Laplace(0, 1)` and `x = (m + 1) + s * x_raw`  | x_raw ~ Laplace(0, 1); x = (m + 1) + s * x_raw
                    x ~ Cauchy(0, exp(m))    | `x_raw ~ Cauchy(0, 1)` and `x = 0 + exp(m) * x_raw`    | x_raw ~ Cauchy(0, 1); x = 0 + exp(m) * x_raw
                    x ~ Logistic(m, s)       | `x_raw ~ Logistic(0, 1)` and `x = m + s * x_raw`       | x_raw ~ Logistic(0, 1); x = m + s * x_raw
                    """)
    void aPriorThatMovesCanBeNonCentred(String centred, String advised, String nonCentred) {
        String script =
                """
                data y: real
                model {
                  m ~ Normal(0, 1)
                  s ~ HalfNormal(1)
                  %s
                  y ~ Normal(x + m + s, 1)
                }
                """;
        assertThat(advice(script.formatted(centred), "x")).contains("A statistical hint", advised);
        // What is drawn then has a prior that does not move.
        assertThat(advice(script.formatted(nonCentred.replace("; ", "\n  ")), "x_raw")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    x ~ Normal(1, 2)
                    x: positive ~ Normal(m, s)
                    x ~ Gamma(2, s)
                    x ~ Normal(0, 1) @score
                    """)
    void otherPriorsAreLeftCentred(String statement) {
        String script =
                """
                data y: real
                model {
                  m ~ Normal(0, 1)
                  s ~ HalfNormal(1)
                  %s
                  y ~ Normal(x + m + s, 1)
                }
                """;
        assertThat(advice(script.formatted(statement), "x")).doesNotContain("non-centred");
    }

    @Test
    void anUnknownSiteHasNoExplanation() {
        CoreProgram program = Plans.program(CHAIN.formatted(""));
        assertThat(Explanation.of(program, Estimate.plan(program), EstimateOptions.DEFAULT, "none"))
                .isEmpty();
    }
}
