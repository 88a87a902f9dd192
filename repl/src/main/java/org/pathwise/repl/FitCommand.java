package org.pathwise.repl;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.CheckedScript;
import org.pathwise.repl.fit.FitChoices;
import org.pathwise.repl.fit.FitProgress;
import org.pathwise.repl.fit.FitSummary;
import org.pathwise.repl.fit.Fitted;
import org.pathwise.repl.fit.Fitting;
import org.pathwise.repl.fit.Input;
import org.pathwise.repl.fit.OptionCheck;
import org.pathwise.repl.fit.Version;
import org.pathwise.repl.text.Terminal;
import org.pathwise.runtime.inference.FitResult;
import org.pathwise.runtime.io.FitJson;
import org.pathwise.runtime.io.ResultsDirectory;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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

    @Mixin private FitChoices choices = new FitChoices();

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
        choices.check();
        if (out != null) {
            OptionCheck.folder(spec, "--out", out);
        }
        Input input = options.open(script);
        CheckedScript.Bound bound =
                Binding.bind(
                        terminal, input, choices.guide(), choices.estimators(), choices.batches());
        if (bound.model().isEmpty()) {
            return ExitCode.WRONG_INPUT;
        }
        Fitting fitting =
                new Fitting(input, bound.model().get(), bound.diagnostics(), choices, start);
        FitResult result;
        try (FitProgress progress = FitProgress.ofProcess(terminal, quiet || json)) {
            result = fitting.run(List.of(), progress);
        }
        if (result.outcome() == FitResult.Outcome.FAILED) {
            terminal.err().println("error: the fit " + result.stopReason());
            return ExitCode.FAILED;
        }
        Fitted fitted = fitting.finish(result);
        if (!quiet) {
            fitted.warnings().forEach(warning -> terminal.err().println("warning: " + warning));
        }
        Path folder = write(fitted);
        if (json) {
            terminal.out().print(FitJson.text(fitted.report()));
        } else if (!quiet) {
            terminal.out()
                    .print(
                            fitted.summary(terminal.style(), FitSummary.Reader.OF_FILES)
                                    + FitSummary.files(folder));
        }
        return result.outcome() == FitResult.Outcome.INTERRUPTED
                ? ExitCode.INTERRUPTED
                : ExitCode.FINE;
    }

    /** Writes the results, and returns the folder. */
    private Path write(Fitted fitted) throws IOException {
        if (out != null) {
            fitted.write(out);
            return out;
        }
        Path folder = ResultsDirectory.create(Path.of("results"), fitted.input().name());
        fitted.write(folder);
        ResultsDirectory.markLatest(folder);
        return folder;
    }
}
