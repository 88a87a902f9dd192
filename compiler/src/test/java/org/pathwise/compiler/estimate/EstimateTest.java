package org.pathwise.compiler.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pathwise.compiler.source.Diagnostic;
import org.pathwise.compiler.source.Diagnostics;

import java.util.List;
import java.util.Map;

/** Each way of breaking a pathwise gradient, and what is close to it but fine. */
final class EstimateTest {
    private static final String GAUSS =
            """
            data y: real[N]
            data w: positive
            model {
              z ~ Normal(0, 1)
              s ~ Gamma(2, 1)
              p ~ Beta(1, 1)
              y ~ Normal(%s, 1)
            }
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    abs(z)                                | z |
                    max(z, 0) + relu(z) + clamp(z, -1, 1) | z |
                    z / s                                 | z |
                    z / s                                 | s |
                    z / w                                 | z |
                    log(p) + log(1 - p)                   | p |
                    sqrt(s) + 1 / s^2                     | s |
                    1 / (1 + z^2)                         | z |
                    exp(z) / (1 + exp(z))                 | z |
                    log(1 + exp(z))                       | z |
                    if s > 0 then z else 0                | s |
                    if z > 0 then z else 0.1 * z          | z |
                    if z < 1 then z^2 else 2 * z - 1      | z |
                    if 2 * z >= s then 4 * z else 2 * s   | z |
                    if 2 * z >= s then 4 * z else 2 * s   | s |
                    if z > 0 then exp(z) else 1 + z       | z |
                    round(z)                              | z | z is rounded at 7:14 (`round(z)`)
                    y[1 + (z > 0)]                        | z | the density jumps in z at 7:21 (`z > 0`)
                    z / (z - 1)                           | z | divides by something that may be 0 at 7:14 (`z / (z - 1)`)
                    s / (1 - s)                           | s | divides by something that may be 0 at 7:14 (`s / (1 - s)`)
                    log(z)                                | z | the argument of `log` may reach the edge of its domain at 7:14 (`log(z)`)
                    sqrt(z^2)                             | z | the argument of `sqrt` may reach the edge of its domain at 7:14 (`sqrt(z^2)`)
                    if z > 0 then 1 else 2                | z | the density jumps in z at 7:17 (`if z > 0`)
                    if z > 0 then z else z + 1            | z | the density jumps in z at 7:17 (`if z > 0`)
                    if z > 0 and s > 1 then z else 0      | s | the density jumps in s at 7:27 (`if s > 1`)
                    if round(z) > 0 then z else 0         | z | z is rounded at 7:17 (`round(z)`)
                    if z > 0 then round(z) else 0         | z | z is rounded at 7:28 (`round(z)`)
                    """)
    void aPathwiseGradientNeedsALipschitzWay(String mean, String latent, String fault) {
        Plan.Site site = Plans.site(GAUSS.formatted(mean), latent);
        assertThat(site.reason()).isEqualTo(fault == null ? "" : fault);
        assertThat(site.estimator())
                .isEqualTo(fault == null ? Plan.Estimator.PATHWISE : Plan.Estimator.SCORE_FUNCTION);
        assertThat(site.witness().isPresent()).isEqualTo(fault != null);
    }

    @Test
    void onlyTheSiteThatFailsChanges() {
        Plan plan = Plans.plan(GAUSS.formatted("s * round(z) + p"));
        assertThat(plan.sites())
                .extracting(Plan.Site::estimator)
                .containsExactly(
                        Plan.Estimator.SCORE_FUNCTION,
                        Plan.Estimator.PATHWISE,
                        Plan.Estimator.PATHWISE);
    }

    @Test
    void aScaleThatMayVanishBreaksTheGradient() {
        Plan.Site site =
                Plans.site(
                        "data y: real\nmodel {\n  z ~ Normal(0, 1)\n  y ~ Normal(0, abs(z))\n}",
                        "z");
        assertThat(site.reason())
                .isEqualTo(
                        "`sigma` of Normal may reach 0, the edge of its support at 4:17"
                                + " (`abs(z)`)");
    }

    @Test
    void aBranchBeforeAHeldDrawIsItsOwnMatter() {
        // mu moves z's density smoothly; that z is rounded later does not touch mu.
        String script =
                """
                data y: real
                model {
                  mu ~ Normal(0, 1)
                  z ~ Normal(0, 1)
                  y ~ Normal(round(z), 1)
                }
                guide {
                  param m = 0.0
                  mu ~ Normal(m, 1)
                  z ~ Normal(2 * mu, 1)
                }
                """;
        assertThat(Plans.site(script, "mu").estimator()).isEqualTo(Plan.Estimator.PATHWISE);
        assertThat(Plans.site(script, "z").estimator()).isEqualTo(Plan.Estimator.SCORE_FUNCTION);
    }

    @Test
    void annotationsAreChecked() {
        String script =
                """
                data y: real
                model {
                  a ~ Normal(0, 1) @score
                  b ~ Normal(0, 1) @pathwise
                  c ~ Bernoulli(0.5) @pathwise
                  y ~ Normal(a + round(b) + c, 1)
                }
                """;
        Diagnostics diagnostics = new Diagnostics();
        Plan plan = Estimate.plan(Plans.program(script), EstimateOptions.DEFAULT, diagnostics);
        assertThat(plan.sites())
                .extracting(Plan.Site::reason)
                .containsExactly(
                        "asked for by @score",
                        "asked for by @pathwise, although b is rounded at 6:18 (`round(b)`)",
                        "discrete: no differentiable map from noise to {0,1}; meets 1 term");
        assertThat(plan.sites().get(1).estimator()).isEqualTo(Plan.Estimator.PATHWISE);
        assertThat(diagnostics.all())
                .extracting(Diagnostic::code)
                .containsExactly("W0701", "E0701");
    }

    @Test
    void methodsComeFromTheParametersThatMove() {
        String script =
                """
                data y: real
                model {
                  a ~ Gamma(1, 1)
                  b ~ Gamma(1, 1)
                  c ~ Normal(0, 1)
                  y ~ Normal(a + b + c, 1)
                }
                guide {
                  param k: positive = 1.0
                  a ~ Gamma(k, 1)
                  b ~ Gamma(2, k)
                  c ~ Normal(k, 1)
                }
                """;
        assertThat(Plans.site(script, "a").method()).isEqualTo("implicit in alpha");
        assertThat(Plans.site(script, "b").method()).doesNotContain("implicit");
        assertThat(Plans.site(script, "c").method()).isEqualTo("location-scale");
    }

    @Test
    void aJumpBetweenAGuideParameterAndItsDrawIsAnError() {
        String script =
                """
                data y: real
                model {
                  z ~ Normal(0, 1)
                  y ~ Normal(z, 1)
                }
                guide {
                  param m = 0.0
                  z ~ Normal(round(m), 1)
                }
                """;
        Diagnostics diagnostics = new Diagnostics();
        Estimate.plan(Plans.program(script), EstimateOptions.DEFAULT, diagnostics);
        assertThat(diagnostics.all()).extracting(Diagnostic::code).containsExactly("E0703");
    }

    @Test
    void aHeldDrawNeedsAFixedSupport() {
        String script =
                """
                data y: real
                model {
                  m: positive ~ Exponential(1)
                  z: real in (0, m) ~ Flat()
                  y ~ Normal(%s, 1)
                }
                """;
        assertThat(Plans.site(script.formatted("z"), "m").estimator())
                .isEqualTo(Plan.Estimator.PATHWISE);
        assertThat(Plans.site(script.formatted("round(z)"), "m").reason())
                .startsWith("the support of z moves with m");
    }

    @Test
    void rowsSayWhatTheTableShows() {
        List<SiteTable.Row> rows =
                SiteTable.of(
                        Plans.plan(
                                """
                                data y: real[N]
                                model {
                                  for i in 1..N {
                                    z[i] ~ Bernoulli(0.5)
                                    y[i] ~ Normal(z[i], 1)
                                  }
                                }
                                """));
        assertThat(rows)
                .containsExactly(
                        new SiteTable.Row(
                                "z[N]",
                                4,
                                5,
                                "Bernoulli",
                                "{0,1}",
                                "score function",
                                "summed over 2 states",
                                "discrete: no differentiable map from noise to {0,1}; meets 1"
                                        + " term"));
    }

    @Test
    void reachGoesThroughLaterDraws() {
        String script =
                """
                data y: real[N]
                model {
                  for i in 1..N {
                    z[i] ~ Bernoulli(0.5)
                    x[i] ~ Normal(0, 1)
                    y[i] ~ Normal(x[i], 1)
                  }
                }
                guide {
                  param q: unit = 0.5
                  for i in 1..N {
                    z[i] ~ Bernoulli(q)
                    x[i] ~ Normal(z[i], 1)
                  }
                }
                """;
        List<Plan.Reach> reach = Plans.site(script, "z").reach();
        // Its prior, x's prior, y, and x's guide density.
        assertThat(reach).hasSize(4);
        assertThat(reach)
                .extracting(one -> one.target() instanceof Plan.Target.GuideSite)
                .contains(true);
        assertThat(reach)
                .allSatisfy(
                        one ->
                                assertThat(one.alignments().get(0))
                                        .isInstanceOf(Plan.Alignment.Along.class));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    y[i] ~ Normal(z[i], 1)                           | along
                    y[i] ~ Normal(z[g[i]], 1)                        | gathered
                    y[i] ~ Normal(z[g[i]] + z[i], 1)                 | all
                    y[i] ~ Normal(z[g[i]] + z[g[i]]^2, 1)            | gathered
                    y[i] ~ Normal(z[1], 1)                           | gathered
                    y[i] ~ Normal(z[g[g[i]]], 1)                     | gathered
                    y[i] ~ Normal([for k in 1..N: z[k]][i], 1)       | along
                    y[i] ~ Normal([for k in 1..N: z[g[k]]][i], 1)    | gathered
                    y[i] ~ Normal(sum([for k in 1..N: z[k]]), 1)     | all
                    y[i] ~ Normal(if y[i] > 0 then z[i] else 0, 1)   | along
                    y[i] ~ Normal(cumulative_sum(z)[i], 1)           | all
                    y[i] ~ Normal(exp(z)[i], 1)                      | along
                    y[i] ~ Normal(z[c[i]], 1)                        | all
                    """)
    void anAlignmentNamesAllThatIsRead(String statement, String expected) {
        String script =
                """
                data y: real[N]
                data g: int in 1..N[N]
                model {
                  for i in 1..N {
                    z[i] ~ Bernoulli(0.5)
                    c[i] ~ Categorical([for k in 1..N: 1.0 / N])
                  }
                  for i in 1..N {
                    %s
                  }
                }
                """
                        .formatted(statement);
        Map<Integer, Plan.Alignment> alignments =
                Plans.site(script, "z").reach().getLast().alignments();
        String found =
                alignments.isEmpty()
                        ? "all"
                        : switch (alignments.get(0)) {
                            case Plan.Alignment.Along _ -> "along";
                            case Plan.Alignment.Gathered _ -> "gathered";
                            case Plan.Alignment.Elementwise _ -> "element by element";
                        };
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void offsetsComposeThroughDefinitions() {
        String script =
                """
                data y: real[N]
                data v: real[N]
                data m: real[N, N]
                model {
                  for i in 1..N {
                    z[i] ~ Bernoulli(0.5)
                  }
                  e[1] = 0.0
                  for t in 2..N {
                    e[t] = 3.0 * z[t-1]
                  }
                  for i in 2..N {
                    y[i] ~ Normal(e[i] + e[i-1], 1)
                  }
                  v ~ Normal(e, 1)
                  v[2..N] ~ Normal(z[2..N], 1)
                  for i in 1..N {
                    for j in 1..N {
                      x[i, j] ~ Bernoulli(0.5)
                      m[i, j] ~ Normal(x[j, i] + z[i], 1)
                      m[i, j] ~ Normal(x[j, i] + x[i, j], 1)
                      m[i, j] ~ Normal(x[i, i], 1)
                    }
                  }
                }
                """;
        assertThat(texts(script, "z"))
                .containsExactly(
                        "`z[i] ~ Bernoulli(0.5)` at 6:5, 1: along i",
                        "`y[i] ~ Normal(e[i] + e[i-1], 1)` at 13:5, 1: along i at offsets [-2, -1]",
                        "`v ~ Normal(e, 1)` at 15:3",
                        "`v[2..N] ~ Normal(z[2..N], 1)` at 16:3",
                        "`m[i, j] ~ Normal(x[j, i] + z[i], 1)` at 20:7, 1: along i");
        assertThat(texts(script, "x"))
                .containsExactly(
                        "`x[i, j] ~ Bernoulli(0.5)` at 19:7, 1: along i, 2: along j",
                        "`m[i, j] ~ Normal(x[j, i] + z[i], 1)` at 20:7, 1: along j, 2: along i",
                        "`m[i, j] ~ Normal(x[j, i] + x[i, j], 1)` at 21:7",
                        "`m[i, j] ~ Normal(x[i, i], 1)` at 22:7, 1: along i");
    }

    private static List<String> texts(String script, String latent) {
        String site = PlanPrinter.print(new Plan(List.of(Plans.site(script, latent))));
        return site.lines()
                .filter(line -> line.startsWith("  reaches "))
                .map(line -> line.substring("  reaches ".length()))
                .toList();
    }

    @Test
    void aDrawThatMovesAHeldSupportIsHeldToo() {
        String script =
                """
                data y: real
                model {
                  m: positive ~ Exponential(1)
                  z: real in (0, m) ~ Flat() @score
                  y ~ Normal(z, 1)
                }
                guide {
                  param a: positive = 1.0
                  m ~ Exponential(a)
                  z ~ Uniform(0, m)
                }
                """;
        // z's support moves with the draw m, which is held fixed too; no parameter moves it.
        Diagnostics diagnostics = new Diagnostics();
        Plan plan = Estimate.plan(Plans.program(script), EstimateOptions.DEFAULT, diagnostics);
        assertThat(diagnostics.all()).isEmpty();
        assertThat(plan.sites())
                .extracting(Plan.Site::estimator)
                .containsOnly(Plan.Estimator.SCORE_FUNCTION);
    }
}
