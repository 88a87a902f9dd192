package org.pathwise.repl.fit;

import org.pathwise.compiler.BoundModel;
import org.pathwise.compiler.CompiledObjective;
import org.pathwise.compiler.source.Diagnostic;
import org.pathwise.repl.text.Messages;
import org.pathwise.runtime.diagnose.Verdict;
import org.pathwise.runtime.inference.DrawSampler;
import org.pathwise.runtime.inference.FitListener;
import org.pathwise.runtime.inference.FitResult;
import org.pathwise.runtime.inference.MinibatchElbo;
import org.pathwise.runtime.inference.PosteriorDraws;
import org.pathwise.runtime.inference.StochasticVariationalInference;
import org.pathwise.runtime.io.FitReport;
import org.pathwise.runtime.io.NamedArray;
import org.pathwise.runtime.linalg.Workers;
import org.pathwise.runtime.program.DrawProgram;

import picocli.CommandLine.ParameterException;

import java.util.ArrayList;
import java.util.List;

/** From a model with its data to a posterior. */
public final class Fitting {
    private final Input input;
    private final BoundModel model;
    private final List<Diagnostic> said;
    private final FitChoices choices;
    private final long start;
    private final int particles;
    private final CompiledObjective objective;
    private final DrawProgram drawProgram;
    private final double compileMs;

    /**
     * Compiles what a fit needs.
     *
     * @param said of script and data before
     * @param start when the work on it began, in nanoseconds
     * @throws ParameterException if the choices do not suit the model
     */
    public Fitting(
            Input input, BoundModel model, List<Diagnostic> said, FitChoices choices, long start) {
        this.input = input;
        this.model = model;
        this.said = List.copyOf(said);
        this.choices = choices;
        this.start = start;
        Workers.limit(choices.threads());
        this.particles = choices.particles(model);
        this.objective = model.objective(particles, choices.precision());
        this.drawProgram = model.draws(model.drawBatch(choices.draws()));
        this.compileMs = (System.nanoTime() - start) * 1e-6;
    }

    /**
     * Runs the search for the parameters, in the calling thread.
     *
     * @param known parameters of an earlier fit, to start from where their names and shapes are the
     *     model's
     */
    public FitResult run(List<NamedArray> known, FitListener listener) {
        return StochasticVariationalInference.fit(
                objective, choices.options(), start(known), listener);
    }

    /** Those of some parameters that this model has too, by name and shape. */
    public List<NamedArray> shared(List<NamedArray> parameters) {
        return parameters.stream()
                .filter(array -> objective.parameters().blocks().stream().anyMatch(array::fits))
                .toList();
    }

    private double[] start(List<NamedArray> known) {
        double[] values = objective.parameters().initialValues(choices.seed());
        NamedArray.fill(values, objective.parameters(), known);
        return values;
    }

    /**
     * Draws from the fitted guide and judges the fit.
     *
     * @param fit one that did not fail
     */
    public Fitted finish(FitResult fit) {
        PosteriorDraws posterior =
                DrawSampler.sample(
                        drawProgram, fit.parameters(), choices.seed(), draws(), choices.threads());
        List<String> warnings = new ArrayList<>(fit.warnings());
        warnings.addAll(NonFiniteDraws.warnings(posterior));
        List<String> all = new ArrayList<>(warnings);
        said.forEach(diagnostic -> all.add(Messages.line(diagnostic)));
        FitReport ofBound =
                FitReport.of(
                        fit,
                        posterior,
                        particles,
                        choices.seed(),
                        Sites.report(model.plan()),
                        model.missing(),
                        all,
                        compileMs,
                        (System.nanoTime() - start) * 1e-6);
        FitReport ofObjective =
                model.plan().pointEstimates().map(ofBound::withObjective).orElse(ofBound);
        FitReport report = ofBatches(ofObjective, fit);
        Verdict verdict = Verdict.of(fit.outcome(), report.kHat(), posterior.divergence());
        return new Fitted(
                input,
                model,
                choices,
                fit,
                NamedArray.of(objective.parameters(), fit.parameters()),
                posterior,
                report,
                verdict,
                warnings);
    }

    /** How many draws to make: none where everything varies over the rows of minibatches. */
    private int draws() {
        return model.batches().isEmpty() || !drawProgram.quantities().isEmpty()
                ? choices.draws()
                : 0;
    }

    /** With minibatches, draws have no weights that ELBO and k-hat could come from. */
    private FitReport ofBatches(FitReport report, FitResult fit) {
        if (model.batches().isEmpty()) {
            return report;
        }
        return report.withMinibatch(
                new FitReport.Minibatch(model.batches().sizes(), model.leftOut()),
                MinibatchElbo.of(objective, fit.parameters(), choices.seed(), fit.steps()));
    }
}
