package org.pathwise.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.pathwise.compiler.BoundModel;
import org.pathwise.compiler.CheckedScript;
import org.pathwise.compiler.Compiler;
import org.pathwise.compiler.source.Source;
import org.pathwise.runtime.diagnose.Summary;
import org.pathwise.runtime.inference.DrawSampler;
import org.pathwise.runtime.inference.FitListener;
import org.pathwise.runtime.inference.FitOptions;
import org.pathwise.runtime.inference.FitResult;
import org.pathwise.runtime.inference.PosteriorDraws;
import org.pathwise.runtime.inference.StochasticVariationalInference;
import org.pathwise.runtime.io.DataFiles;
import org.pathwise.runtime.io.DataSet;
import org.pathwise.runtime.io.FitReport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** An example that was fitted with the defaults of {@code pathwise fit}, and more draws. */
final class Example {
    private static final int PARTICLES = 8;
    private static final int DRAWS = 20_000;
    private static final long SEED = 1;

    /**
     * What a fitted mean may be away from the optimum, in standard deviations of the posterior:
     * five standard errors of the draws' mean and of the fit, which stops when its own error is
     * 0.02, and what a smaller step could still gain by then, for averages at two step sizes agree
     * up to 0.04.
     */
    private static final double TOLERANCE =
            2 * FitOptions.DEFAULT_TOLERANCE
                    + 5 * Math.hypot(1 / Math.sqrt(DRAWS), FitOptions.DEFAULT_TOLERANCE);

    private final BoundModel model;
    private final FitReport report;
    private final int parameters;

    private Example(BoundModel model, FitReport report, int parameters) {
        this.model = model;
        this.report = report;
        this.parameters = parameters;
    }

    /** Fits the example in a folder of this module. */
    static Example fit(String folder) throws IOException {
        BoundModel model = bind(Path.of(folder));
        var objective = model.objective(PARTICLES);
        FitResult fit =
                StochasticVariationalInference.fit(
                        objective, FitOptions.seeded(SEED), FitListener.NONE);
        PosteriorDraws draws =
                DrawSampler.sample(model.draws(128), fit.parameters(), SEED, DRAWS, 1);
        assertThat(fit.converged()).as(fit.stopReason()).isTrue();
        assertThat(fit.warnings()).isEmpty();
        FitReport report =
                FitReport.of(
                        fit, draws, PARTICLES, SEED, List.of(), List.of(), fit.warnings(), 0, 0);
        return new Example(model, report, fit.parameters().length);
    }

    private static BoundModel bind(Path folder) throws IOException {
        Path script = folder.resolve("model.pw");
        CheckedScript checked =
                Compiler.check(new Source(script.toString(), Files.readString(script)));
        CheckedScript.Bound bound = checked.bind(data(folder), Map.of());
        assertThat(bound.diagnostics()).isEmpty();
        return bound.model().orElseThrow();
    }

    private static DataSet data(Path folder) {
        return DataFiles.read(
                Stream.of("data.json", "data.csv")
                        .map(folder::resolve)
                        .filter(Files::exists)
                        .toList());
    }

    BoundModel model() {
        return model;
    }

    FitReport report() {
        return report;
    }

    Summary summary(String quantity) {
        Summary summary = report.parameters().get(quantity);
        assertThat(summary).as(quantity).isNotNull();
        return summary;
    }

    /**
     * The fit has found the guide's optimum, whose mean and standard deviation of a quantity are
     * given.
     */
    Example isOptimal(String quantity, double mean, double sd) {
        Summary summary = summary(quantity);
        assertThat(summary.mean())
                .as("mean of %s", quantity)
                .isCloseTo(mean, Offset.offset(TOLERANCE * sd));
        assertThat(summary.sd())
                .as("sd of %s", quantity)
                .isCloseTo(sd, Offset.offset(TOLERANCE * sd));
        return this;
    }

    /**
     * The fitted mean is within a fifth of a posterior standard deviation of the true posterior's.
     */
    Example isNear(String quantity, double mean, double sd) {
        assertThat(summary(quantity).mean())
                .as("mean of %s", quantity)
                .isCloseTo(mean, Offset.offset(0.2 * sd));
        return this;
    }

    /**
     * The ELBO is that of the optimum, up to five standard errors and what the fit's error costs:
     * about half the square of 0.04 for each parameter of the guide.
     */
    Example hasElbo(double optimum) {
        double cost = parameters * Math.pow(2 * FitOptions.DEFAULT_TOLERANCE, 2) / 2;
        assertThat(report.elbo().mean())
                .as("ELBO")
                .isCloseTo(optimum, Offset.offset(5 * report.elbo().standardError() + cost));
        return this;
    }
}
