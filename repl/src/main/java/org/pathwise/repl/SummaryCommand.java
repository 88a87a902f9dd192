package org.pathwise.repl;

import org.pathwise.repl.fit.FitSummary;
import org.pathwise.repl.fit.Version;
import org.pathwise.repl.text.Terminal;
import org.pathwise.runtime.io.SavedFitFiles;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** {@code pathwise summary}: what a fit printed, once more. */
@Command(
        name = "summary",
        description = "Prints again what a fit printed.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "Examples:",
            "  pathwise summary results/latest",
            "  pathwise summary results/eight-schools-1 --json"
        })
final class SummaryCommand implements Callable<Integer> {
    private static final String REPORT = "fit.json";

    private final Terminal terminal;

    @Parameters(paramLabel = FitFolder.LABEL, description = FitFolder.HELP)
    private Path fit = Path.of("");

    @Option(names = "--json", description = "Print the fit's fit.json instead.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    SummaryCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Path folder = FitFolder.of(spec, fit);
        Path file = folder.resolve(json ? REPORT : SavedFitFiles.SUMMARY);
        if (!Files.isRegularFile(file)) {
            throw new ParameterException(
                    spec.commandLine(), folder + " holds no fit: there is no " + file);
        }
        terminal.out().print(Files.readString(file));
        if (!json) {
            terminal.out().print(FitSummary.files(folder));
        }
        return ExitCode.FINE;
    }
}
