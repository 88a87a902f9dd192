package org.pathwise.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.pathwise.compiler.source.Diagnostic;
import org.pathwise.compiler.source.Source;
import org.pathwise.runtime.inference.DrawSampler;
import org.pathwise.runtime.inference.FitListener;
import org.pathwise.runtime.inference.FitOptions;
import org.pathwise.runtime.inference.FitResult;
import org.pathwise.runtime.inference.PosteriorDraws;
import org.pathwise.runtime.inference.StochasticVariationalInference;
import org.pathwise.runtime.io.DataFiles;

import java.util.List;
import java.util.Map;

/** Guides that are points: the maximum of the log joint density on the latents' own scale. */
final class PointEstimateTest {
    /** Modes in closed form: of a Gamma, of a Normal, of a Dirichlet, each after conjugate data. */
    private static final String MODEL =
            """
            data y: real[N]
            data c: int[N]
            data z: int in 1..3[M]
            model {
              mu ~ Normal(1, 2)
              rate ~ Gamma(3, 2)
              share ~ Dirichlet([2, 2, 2])
              y ~ Normal(mu, 0.5)
              c ~ Poisson(rate)
              z ~ Categorical(share)
            }
            """;

    private static final String DATA =
            "{\"y\": [0.3, 1.1, 2.2], \"c\": [2, 0, 3], \"z\": [1, 3, 3, 2, 3]}";

    private static final double[] MODES = {
        (1 / 4.0 + 3.6 * 4) / (1 / 4.0 + 3 * 4), // mu
        (3 + 5 - 1) / (2 + 3.0), // rate
        2 / 8.0,
        2 / 8.0,
        4 / 8.0, // share
    };

    private static BoundModel bound(CheckedScript checked) {
        CheckedScript.Bound bound = checked.bind(DataFiles.json("test.json", DATA), Map.of());
        assertThat(bound.diagnostics()).filteredOn(Diagnostic::isError).isEmpty();
        return bound.model().orElseThrow();
    }

    private static PosteriorDraws fit(BoundModel model) {
        FitResult fit =
                StochasticVariationalInference.fit(
                        model.objective(2), FitOptions.seeded(1), FitListener.NONE);
        assertThat(fit.outcome()).isEqualTo(FitResult.Outcome.CONVERGED);
        return DrawSampler.sample(model.draws(4), fit.parameters(), 1, 4, 1);
    }

    private static void isAtTheModes(PosteriorDraws draws) {
        for (int i = 0; i < MODES.length; i++) {
            for (double value : draws.column(i)) {
                assertThat(value).as("latent %d", i).isCloseTo(MODES[i], within(2e-3));
            }
        }
        assertThat(draws.logGuide()).containsOnly(0);
    }

    @Test
    void theMapGuideFindsTheModes() {
        CheckedScript checked =
                Compiler.withPointEstimates(Compiler.check(new Source("test.pw", MODEL)));
        BoundModel model = bound(checked);
        assertThat(model.plan().pointEstimates())
                .contains(
                        "MAP estimate: the objective is the log joint density at the point, not an"
                                + " ELBO");
        isAtTheModes(fit(model));
    }

    @Test
    void aGuideOfPointsFindsTheModes() {
        String guide =
                """
                guide {
                  param m = 0.0
                  param r: positive = 1.0
                  param s: simplex[3] = [0.2, 0.3, 0.5]
                  mu ~ Delta(m)
                  rate ~ Delta(r)
                  share ~ Delta(s)
                }
                """;
        isAtTheModes(fit(bound(Compiler.check(new Source("test.pw", MODEL + guide)))));
    }

    @Test
    void pointsBesideDistributionsAreNamed() {
        String guide =
                """
                guide {
                  param m = 0.0
                  mu ~ Delta(m)
                }
                """;
        CheckedScript checked = Compiler.check(new Source("test.pw", MODEL + guide));
        assertThat(checked.plan().orElseThrow().pointEstimates().orElseThrow())
                .contains("mu", "not of all");
        assertThat(Compiler.check(new Source("test.pw", MODEL)).plan().orElseThrow())
                .satisfies(plan -> assertThat(plan.pointEstimates()).isEmpty());
    }

    private static List<String> codes(CheckedScript checked) {
        return checked.diagnostics().stream().map(Diagnostic::code).toList();
    }

    @Test
    void aPointNeedsADifferentiableModel() {
        String script =
                """
                data y: real
                model {
                  z ~ Normal(0, 1)
                  y ~ Normal(round(z), 1)
                }
                guide {
                  param m = 0.0
                  z ~ Delta(m)
                }
                """;
        assertThat(codes(Compiler.check(new Source("test.pw", script)))).containsExactly("E0705");
        String vouched = script.replace("Delta(m)", "Delta(m) @pathwise");
        assertThat(codes(Compiler.check(new Source("test.pw", vouched)))).containsExactly("W0701");
        String scored = script.replace("round(z)", "z").replace("Delta(m)", "Delta(m) @score");
        assertThat(codes(Compiler.check(new Source("test.pw", scored)))).containsExactly("E0706");
    }

    @Test
    void theMapGuideNeedsSupportsThatStay() {
        String script =
                """
                data y: real
                model {
                  a ~ Normal(0, 1)
                  b: real in (a, inf) ~ Normal(0, 1)
                  y ~ Normal(b, 1)
                }
                """;
        CheckedScript checked =
                Compiler.withPointEstimates(Compiler.check(new Source("test.pw", script)));
        assertThat(codes(checked)).contains("E0707");
    }
}
