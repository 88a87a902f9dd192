package org.pathwise.repl;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.BoundModel;
import org.pathwise.compiler.CheckedScript;
import org.pathwise.compiler.CompiledObjective;
import org.pathwise.compiler.emit.Precision;
import org.pathwise.runtime.diagnose.Verdict;
import org.pathwise.runtime.inference.DrawSampler;
import org.pathwise.runtime.inference.FitOptions;
import org.pathwise.runtime.inference.FitResult;
import org.pathwise.runtime.inference.MinibatchElbo;
import org.pathwise.runtime.inference.PosteriorDraws;
import org.pathwise.runtime.inference.StochasticVariationalInference;
import org.pathwise.runtime.io.DataFile;
import org.pathwise.runtime.io.DrawsCsv;
import org.pathwise.runtime.io.ElboCsv;
import org.pathwise.runtime.io.FitJson;
import org.pathwise.runtime.io.FitReport;
import org.pathwise.runtime.io.NamedArray;
import org.pathwise.runtime.io.ResultsDirectory;
import org.pathwise.runtime.io.SavedFit;
import org.pathwise.runtime.io.SavedFitFiles;
import org.pathwise.runtime.linalg.Workers;
import org.pathwise.runtime.program.DrawProgram;
import org.pathwise.runtime.program.ParameterLayout;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** {@code pathwise fit}: from a script and data to a posterior. */
@Command(
        name = "fit",
        description = {
            "Fits a model to data by stochastic variational inference, and prints the posterior.",
            "Nothing needs tuning: the fit finds its step sizes and stops when it has converged."
                    + " The same seed gives the same results, bit by bit."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "Results: draws.csv (Stan CSV, for ArviZ, posterior and others), fit.json (what --json"
                    + " prints) and",
            "elbo.csv (the course of the fit). Ctrl-C ends a fit with what it has. For"
                    + " `pathwise predict`:",
            "parameters.npz (the fitted parameters, for NumPy too), settings.json, model.pw.",
            "",
            "Examples:",
            "  pathwise fit examples/eight-schools",
            "  pathwise fit model.pw --data data.json --data more.csv --seed 2",
            "  pathwise fit model.pw --data data.json --set K=3 --out results/three --json",
            "  pathwise fit model.pw --data rows.csv --batch N=128"
        })
final class FitCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = ScriptOptions.SCRIPT_LABEL, description = ScriptOptions.SCRIPT_HELP)
    private Path script = Path.of("");

    @Mixin private ScriptOptions options = new ScriptOptions();

    @Mixin private EstimatorOptions estimators = new EstimatorOptions();

    @Mixin private BatchOptions batches = new BatchOptions();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Fixes all random numbers (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "Stop after so many steps at the latest (default: ${DEFAULT-VALUE}).")
    private long steps = FitOptions.DEFAULT_MAX_STEPS;

    @Option(
            names = "--particles",
            paramLabel = "N",
            description =
                    "Draws per gradient estimate; by default 8, 2 where every draw costs a pass"
                        + " over much data, and with --batch 1, or 2 where particles are compared.")
    private @Nullable Integer givenParticles;

    @Option(
            names = "--draws",
            paramLabel = "N",
            description = "Posterior draws to make after the fit (default: ${DEFAULT-VALUE}).")
    private int draws = 1000;

    @Option(
            names = "--step-size",
            paramLabel = "X",
            description =
                    "The first step size of Adam, for all parameters alike; by default the fit"
                            + " finds one for each.")
    private @Nullable Double stepSize;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description =
                    "Threads that make draws and multiply large matrices; changes no result"
                            + " (default: one for each processor).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--precision",
            paramLabel = "KIND",
            converter = PrecisionConverter.class,
            description =
                    "What the fit computes with, double or float: single precision makes nets about"
                            + " twice as fast (default: double).")
    private Precision precision = Precision.DOUBLE;

    @Option(
            names = "--guide",
            paramLabel = "KIND",
            converter = GuideKind.Converter.class,
            description =
                    "What latents are drawn from that the script's guide leaves out: meanfield, an"
                            + " independent Normal each on the unconstrained scale, or map, a point"
                            + " estimate at the mode of the density on their own scale (default:"
                            + " ${DEFAULT-VALUE}).")
    private GuideKind guide = GuideKind.MEANFIELD;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Write results there; by default to results/NAME-NUMBER, with a link"
                            + " results/latest.")
    private @Nullable Path out;

    @Option(names = "--json", description = "Print fit.json, and nothing else, on standard output.")
    private boolean json;

    @Option(names = "--quiet", description = "Print only warnings and errors.")
    private boolean quiet;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    FitCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        long start = System.nanoTime();
        checkNumbers();
        ScriptOptions.Input input = options.open(script);
        CheckedScript.Bound bound =
                Binding.bind(terminal, input, guide, estimators.options(), batches.batches());
        if (bound.model().isEmpty()) {
            return ExitCode.WRONG_INPUT;
        }
        BoundModel model = bound.model().get();
        Workers.limit(threads);
        int particles = givenParticles == null ? model.defaultParticles() : givenParticles;
        if (particles < 2 && model.needsSeveralParticles()) {
            throw wrong("--particles must be at least 2: the score function compares particles");
        }
        CompiledObjective objective = model.objective(particles, precision);
        DrawProgram drawProgram = model.draws(model.drawBatch(draws));
        double compileMs = (System.nanoTime() - start) * 1e-6;

        FitResult fit;
        try (FitProgress progress = new FitProgress(terminal, quiet || json)) {
            fit = StochasticVariationalInference.fit(objective, fitOptions(), progress);
        }
        if (fit.outcome() == FitResult.Outcome.FAILED) {
            terminal.err().println("error: the fit " + fit.stopReason());
            return ExitCode.FAILED;
        }
        PosteriorDraws posterior =
                DrawSampler.sample(
                        drawProgram, fit.parameters(), seed, draws(drawProgram), threads);
        List<String> warnings = new ArrayList<>(fit.warnings());
        warnings.addAll(NonFiniteDraws.warnings(posterior));
        if (!quiet) {
            warnings.forEach(warning -> terminal.err().println("warning: " + warning));
        }
        bound.diagnostics().forEach(diagnostic -> warnings.add(Messages.line(diagnostic)));
        List<FitReport.Site> sites = Sites.report(model.plan());
        double totalMs = (System.nanoTime() - start) * 1e-6;
        FitReport ofBound =
                FitReport.of(
                        fit,
                        posterior,
                        particles,
                        seed,
                        sites,
                        model.missing(),
                        warnings,
                        compileMs,
                        totalMs);
        FitReport ofObjective =
                model.plan().pointEstimates().map(ofBound::withObjective).orElse(ofBound);
        FitReport report = ofBatches(ofObjective, model, objective, fit);
        Verdict verdict = Verdict.of(fit.outcome(), report.kHat(), posterior.divergence());
        String summary = FitSummary.text(model.plan(), report, posterior, verdict);
        Path folder = write(input, fit, posterior, report);
        SavedFitFiles.write(
                folder, saved(input, model, objective.parameters(), fit, report), summary);
        if (out == null) {
            ResultsDirectory.markLatest(folder);
        }
        if (json) {
            terminal.out().print(FitJson.text(report));
        } else if (!quiet) {
            terminal.out().print(summary + FitSummary.files(folder));
        }
        return fit.outcome() == FitResult.Outcome.INTERRUPTED
                ? ExitCode.INTERRUPTED
                : ExitCode.FINE;
    }

    /** How many draws to make: none where everything varies over the rows of minibatches. */
    private int draws(DrawProgram program) {
        return batches.batches().isEmpty() || !program.quantities().isEmpty() ? draws : 0;
    }

    /** With minibatches, draws have no weights that ELBO and k-hat could come from. */
    private FitReport ofBatches(
            FitReport report, BoundModel model, CompiledObjective objective, FitResult fit) {
        if (model.batches().isEmpty()) {
            return report;
        }
        return report.withMinibatch(
                new FitReport.Minibatch(model.batches().sizes(), model.leftOut()),
                MinibatchElbo.of(objective, fit.parameters(), seed, fit.steps()));
    }

    private void checkNumbers() {
        atLeast("--steps", 1, steps);
        if (givenParticles != null) {
            atLeast("--particles", 1, givenParticles);
        }
        atLeast("--draws", 1, draws);
        atLeast("--threads", 1, threads);
        if (stepSize != null && !(stepSize > 0 && Double.isFinite(stepSize))) {
            throw wrong("--step-size must be a positive number, not " + stepSize);
        }
        if (out != null && Files.exists(out) && !Files.isDirectory(out)) {
            throw wrong("--out " + out + " is a file, not a folder");
        }
    }

    private void atLeast(String option, long least, long value) {
        if (value < least) {
            throw wrong(option + " must be at least " + least + ", not " + value);
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private FitOptions fitOptions() {
        FitOptions fit = FitOptions.seeded(seed).withMaxSteps(steps);
        return stepSize == null ? fit : fit.withStepSize(stepSize);
    }

    /** Writes what people and other programs read, and returns the folder. */
    private Path write(
            ScriptOptions.Input input, FitResult fit, PosteriorDraws posterior, FitReport report)
            throws IOException {
        Path folder = out == null ? ResultsDirectory.create(Path.of("results"), input.name()) : out;
        DrawsCsv.write(folder.resolve("draws.csv"), settings(input, report), posterior);
        FitJson.write(folder.resolve("fit.json"), report);
        ElboCsv.write(folder.resolve("elbo.csv"), fit.history());
        return folder;
    }

    /** What `predict` needs. */
    private SavedFit saved(
            ScriptOptions.Input input,
            BoundModel model,
            ParameterLayout layout,
            FitResult fit,
            FitReport report) {
        return new SavedFit(
                Version.text(),
                input.name(),
                input.source().name(),
                input.source().text(),
                guide.toString(),
                seed,
                input.settings(),
                settings(input, report),
                model.sizes(),
                model.checksums(),
                NamedArray.of(layout, fit.parameters()));
    }

    /** All that the draws depend on. */
    private Map<String, String> settings(ScriptOptions.Input input, FitReport report) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("pathwise_version", Version.text());
        settings.put("model", input.name());
        settings.put("script", input.source().name());
        settings.put(
                "data", String.join(" ", input.data().stream().map(DataFile::toString).toList()));
        input.settings()
                .forEach(
                        (name, value) ->
                                settings.put("set " + name, String.valueOf(value.values()[0])));
        settings.put("method", "variational");
        settings.put(
                "guide",
                switch (guide) {
                    case MEANFIELD -> "automatic mean field, completed by the script's own guide";
                    case MAP -> "point estimates (MAP), completed by the script's own guide";
                });
        settings.put(
                "enumeration_budget", String.valueOf(estimators.options().enumerationBudget()));
        batches.batches()
                .sizes()
                .forEach((name, rows) -> settings.put("batch " + name, String.valueOf(rows)));
        settings.put("entropy", estimators.options().entropy().toString());
        settings.put("seed", String.valueOf(seed));
        settings.put("steps", String.valueOf(steps));
        settings.put("particles", String.valueOf(report.particles()));
        settings.put("draws", String.valueOf(draws));
        settings.put("step_size", stepSize == null ? "automatic" : String.valueOf(stepSize));
        settings.put("precision", PrecisionConverter.name(precision));
        settings.put("threads", String.valueOf(threads));
        return settings;
    }
}
