package org.pathwise.repl;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.check.Suggestions;
import org.pathwise.repl.fit.Version;
import org.pathwise.repl.report.HtmlReport;
import org.pathwise.repl.text.Terminal;
import org.pathwise.runtime.io.AtomicFile;
import org.pathwise.runtime.io.FitFiles;
import org.pathwise.runtime.io.FitReport;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code pathwise report}: a fit as a page with charts. */
@Command(
        name = "report",
        description = {
            "Writes a fit as one HTML page with charts: posterior densities and intervals, draws of"
                    + " pairs, the course of the fit, what its diagnostics mean, the script.",
            "The page needs no network and no other file."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "Examples:",
            "  pathwise report results/latest",
            "  pathwise report results/eight-schools-1 --pairs 'mu,tau,theta[1]' --out schools.html"
        })
final class ReportCommand implements Callable<Integer> {
    private static final String FILE = "report.html";

    private final Terminal terminal;

    @Parameters(paramLabel = FitFolder.LABEL, description = FitFolder.HELP)
    private Path fit = Path.of("");

    @Option(
            names = "--pairs",
            paramLabel = "NAMES",
            description =
                    "Plot the draws of these quantities against each other, such as"
                            + " 'mu,tau,theta[1]'; by default those of the scalars.")
    private @Nullable String pairs;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write the page there; by default to FIT/" + FILE + ".")
    private @Nullable Path out;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    ReportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Path folder = FitFolder.of(spec, fit);
        Path file = out == null ? folder.resolve(FILE) : out;
        if (Files.isDirectory(file)) {
            throw wrong("--out " + file + " is a folder, not a file");
        }
        List<String> names = names();
        return switch (FitFiles.read(
                folder,
                report -> {
                    check(names, report);
                    return HtmlReport.columns(names).apply(report);
                })) {
            case FitFiles.Unusable(var error) -> {
                terminal.err().println("error: " + error);
                yield ExitCode.WRONG_INPUT;
            }
            case FitFiles.Found(FitFiles found) -> {
                AtomicFile.write(file, HtmlReport.of(found, names));
                terminal.out().println("the report is in " + file);
                yield ExitCode.FINE;
            }
        };
    }

    /** The names between commas that stand in no brackets: {@code X[1,2]} is one. */
    private List<String> names() {
        List<String> names = new ArrayList<>();
        for (String name : pairs == null ? new String[0] : pairs.split(",(?![^\\[]*\\])", -1)) {
            names.add(name.replaceAll("\\s", ""));
        }
        return List.copyOf(new LinkedHashSet<>(names));
    }

    private void check(List<String> names, FitReport report) {
        if (pairs != null && (names.size() < 2 || names.size() > HtmlReport.MOST_PAIRS)) {
            throw wrong(
                    "--pairs takes 2 to " + HtmlReport.MOST_PAIRS + " names, not " + names.size());
        }
        for (String name : names) {
            if (!report.parameters().containsKey(name)) {
                throw wrong(
                        "--pairs: the fit has no number `"
                                + name
                                + "`"
                                + Suggestions.nearest(name, report.parameters().keySet())
                                        .map(near -> "; is it `" + near + "`?")
                                        .orElse(""));
            }
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
