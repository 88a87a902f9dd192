package org.pathwise.repl;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.BoundModel;
import org.pathwise.compiler.CheckedScript;
import org.pathwise.compiler.Compiler;
import org.pathwise.compiler.Prediction;
import org.pathwise.compiler.source.Source;
import org.pathwise.repl.fit.GuideKind;
import org.pathwise.repl.fit.Input;
import org.pathwise.repl.fit.NonFiniteDraws;
import org.pathwise.repl.fit.OptionCheck;
import org.pathwise.repl.fit.Version;
import org.pathwise.repl.text.Messages;
import org.pathwise.repl.text.Terminal;
import org.pathwise.runtime.diagnose.ComponentUsage;
import org.pathwise.runtime.inference.DrawSampler;
import org.pathwise.runtime.inference.LikelihoodEstimate;
import org.pathwise.runtime.inference.LikelihoodEstimator;
import org.pathwise.runtime.inference.PosteriorDraws;
import org.pathwise.runtime.io.DataFile;
import org.pathwise.runtime.io.DataFiles;
import org.pathwise.runtime.io.DataValue;
import org.pathwise.runtime.io.DrawsCsv;
import org.pathwise.runtime.io.FitReport;
import org.pathwise.runtime.io.ResultsDirectory;
import org.pathwise.runtime.io.SavedFit;
import org.pathwise.runtime.io.SavedFitFiles;
import org.pathwise.runtime.program.DrawProgram;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** {@code pathwise predict}: a fitted guide and {@code generate} on new data. */
@Command(
        name = "predict",
        description = {
            "Draws latents for new data from a fitted guide, and runs `generate`.",
            "Sizes may differ from those of the fitted data. Data that the model only observes may"
                    + " be left out: `y` is not needed to predict it."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "Results: draws.csv (Stan CSV, as of a fit) and predict.json (what --json prints).",
            "",
            "Examples:",
            "  pathwise predict results/latest --data new.csv",
            "  pathwise predict results/vae-1 --data test.json --importance-samples 100 --draws 0"
        })
final class PredictCommand implements Callable<Integer> {
    /** How many numbers the draws may take if nobody asks for more. */
    private static final long COMFORTABLE = 1L << 23;

    private static final int DRAWS = 1000;

    private final Terminal terminal;

    @Parameters(paramLabel = FitFolder.LABEL, description = FitFolder.HELP)
    private Path fit = Path.of("");

    @Mixin private ScriptOptions options = new ScriptOptions();

    @Option(
            names = "--draws",
            paramLabel = "N",
            description =
                    "How many draws to make; by default 1000, or fewer where a draw is large. 0"
                            + " makes none.")
    private @Nullable Integer givenDraws;

    @Option(
            names = "--importance-samples",
            paramLabel = "K",
            description =
                    "Estimate the log likelihood of the new data by importance weighting with K"
                            + " draws: row by row where all latents belong to the rows.")
    private @Nullable Integer importanceSamples;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Fixes all random numbers (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description =
                    "Threads that make draws; changes no result (default: one for each processor).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Write results there; by default to FIT/predict-NUMBER.")
    private @Nullable Path out;

    @Option(
            names = "--json",
            description = "Print predict.json, and nothing else, on standard output.")
    private boolean json;

    @Option(names = "--quiet", description = "Print only warnings and errors.")
    private boolean quiet;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    PredictCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        checkNumbers();
        Path folder = FitFolder.of(spec, fit);
        return switch (SavedFitFiles.read(folder)) {
            case SavedFitFiles.Unusable(var error) -> {
                terminal.err().println("error: " + error);
                yield ExitCode.WRONG_INPUT;
            }
            case SavedFitFiles.Found(SavedFit saved) -> predict(folder, saved);
        };
    }

    private int predict(Path folder, SavedFit saved) throws IOException {
        Source source = new Source(folder.resolve(SavedFitFiles.SCRIPT).toString(), saved.text());
        Input input = options.with(source, saved.model());
        Map<String, DataValue> settings = new LinkedHashMap<>(saved.settings());
        settings.putAll(input.settings());
        Optional<GuideKind> guide = GuideKind.of(saved.guide());
        if (guide.isEmpty()) {
            terminal.err()
                    .println(
                            "error: the fit has a guide of the kind '"
                                    + saved.guide()
                                    + "', which this version of Pathwise does not know");
            return ExitCode.WRONG_INPUT;
        }
        CheckedScript checked = guide.get().complete(Compiler.check(input.source()));
        Prediction.Bound bound =
                Prediction.bind(
                        checked,
                        saved,
                        DataFiles.read(input.data()),
                        settings,
                        importanceSamples != null);
        Messages.print(terminal, bound.diagnostics());
        if (bound.model().isEmpty()) {
            return ExitCode.WRONG_INPUT;
        }
        BoundModel model = bound.model().get();
        PosteriorDraws draws = draw(model, bound.parameters());
        List<String> warnings = new ArrayList<>();
        bound.diagnostics().forEach(diagnostic -> warnings.add(Messages.line(diagnostic)));
        NonFiniteDraws.warnings(draws)
                .forEach(
                        warning -> {
                            terminal.err().println("warning: " + warning);
                            warnings.add(warning);
                        });
        Optional<LikelihoodEstimate> likelihood =
                Optional.ofNullable(importanceSamples)
                        .map(samples -> likelihood(model, bound.parameters(), samples));
        PredictReport report =
                new PredictReport(
                        FitReport.summaries(draws),
                        draws.count(),
                        seed,
                        likelihood,
                        ComponentUsage.of(draws, model.componentsByRow()),
                        warnings);
        Path results = out == null ? ResultsDirectory.create(folder, "predict") : out;
        Files.createDirectories(results);
        if (draws.count() > 0) {
            DrawsCsv.write(results.resolve("draws.csv"), echo(folder, saved, input, draws), draws);
        }
        Files.writeString(results.resolve("predict.json"), report.json());
        if (json) {
            terminal.out().print(report.json());
        } else if (!quiet) {
            terminal.out().print(report.text(draws, results, terminal.style()));
        }
        return ExitCode.FINE;
    }

    private PosteriorDraws draw(BoundModel model, double[] parameters) {
        int wanted = givenDraws == null ? DRAWS : Math.max(1, givenDraws);
        DrawProgram program = model.predictions(wanted);
        long width = program.quantities().stream().mapToLong(DrawProgram.Quantity::size).sum();
        long most = Integer.MAX_VALUE / Math.max(1, width) - 1;
        if (givenDraws != null && givenDraws > most) {
            throw OptionCheck.wrong(
                    spec,
                    "--draws "
                            + givenDraws
                            + " is too much: a draw has "
                            + width
                            + " numbers, and at most "
                            + most
                            + " fit into memory");
        }
        int count =
                givenDraws == null
                        ? (int) Math.clamp(COMFORTABLE / Math.max(1, width), 1, DRAWS)
                        : givenDraws;
        return DrawSampler.sample(program, parameters, seed, count, threads);
    }

    private LikelihoodEstimate likelihood(BoundModel model, double[] parameters, int samples) {
        return LikelihoodEstimator.estimate(
                model.weights(samples), parameters, seed, samples, threads);
    }

    private void checkNumbers() {
        if (importanceSamples != null) {
            OptionCheck.atLeast(spec, "--importance-samples", 1, importanceSamples);
        }
        if (givenDraws != null) {
            OptionCheck.atLeast(spec, "--draws", 0, givenDraws);
        }
        OptionCheck.atLeast(spec, "--threads", 1, threads);
        if (out != null) {
            OptionCheck.folder(spec, "--out", out);
        }
    }

    /** All that the draws depend on. */
    private Map<String, String> echo(
            Path folder, SavedFit saved, Input input, PosteriorDraws draws) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("pathwise_version", Version.text());
        settings.put("model", saved.model());
        settings.put("script", saved.script());
        settings.put("fit", folder.toString());
        settings.put(
                "data", String.join(" ", input.data().stream().map(DataFile::toString).toList()));
        input.settings()
                .forEach(
                        (name, value) ->
                                settings.put("set " + name, String.valueOf(value.values()[0])));
        settings.put("method", "prediction from a variational fit");
        settings.put("seed", String.valueOf(seed));
        settings.put("draws", String.valueOf(draws.count()));
        return settings;
    }
}
