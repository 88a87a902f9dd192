package org.pathwise.repl;

import org.jspecify.annotations.Nullable;
import org.pathwise.repl.fit.Version;
import org.pathwise.repl.session.Surroundings;
import org.pathwise.repl.shell.Ending;
import org.pathwise.repl.shell.PipedShell;
import org.pathwise.repl.shell.TerminalShell;
import org.pathwise.repl.text.Terminal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** {@code pathwise repl}: the interactive session. */
@Command(
        name = "repl",
        description = {
            "Builds, fits and examines a model statement by statement.",
            "Inputs that come from a pipe or a file are answered without a prompt, up to the first"
                    + " error."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "Inputs are kept in ~/.local/state/pathwise/history, or in the file that"
                    + " PATHWISE_HISTORY names.",
            "",
            "Examples:",
            "  pathwise repl",
            "  pathwise repl model.pw --data data.json",
            "  pathwise repl < inputs.txt"
        })
final class ReplCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final InputStream in;

    @Parameters(
            arity = "0..1",
            paramLabel = ScriptOptions.SCRIPT_LABEL,
            description = "Begin with this script, or with a folder's model.pw and its data.")
    private @Nullable Path script;

    @Mixin private ScriptOptions options = new ScriptOptions();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Fixes all random numbers of fits (default: 1).")
    private @Nullable Long seed;

    @Option(names = "--quiet", description = "Say nothing of the progress of fits.")
    private boolean quiet;

    /**
     * The command.
     *
     * @param in where inputs come from if they do not come from a terminal
     */
    ReplCommand(Terminal terminal, InputStream in) {
        this.terminal = terminal;
        this.in = in;
    }

    @Override
    public Integer call() throws IOException {
        List<String> opening = new ArrayList<>(options.inputs(script));
        if (seed != null) {
            opening.add(":set seed " + seed);
        }
        Surroundings.BugReport bugs =
                (bug, input) -> InternalError.text(bug, "input: " + input, terminal.verbose());
        return switch (ending(opening, bugs)) {
            case DONE -> ExitCode.FINE;
            case REFUSED -> ExitCode.WRONG_INPUT;
            case INTERRUPTED -> ExitCode.INTERRUPTED;
        };
    }

    private Ending ending(List<String> opening, Surroundings.BugReport bugs) throws IOException {
        // As with the outputs, the launcher knows.
        if (Boolean.getBoolean("pathwise.terminal.in")
                && Boolean.getBoolean("pathwise.terminal.out")) {
            Optional<TerminalShell> shell = terminalShell(bugs);
            if (shell.isPresent()) {
                try (TerminalShell open = shell.get()) {
                    return open.run(opening, !quiet);
                }
            }
        }
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        return new PipedShell(terminal, quiet, bugs).run(opening, lines);
    }

    /** The terminal's shell, unless this system does not let us edit lines. */
    private Optional<TerminalShell> terminalShell(Surroundings.BugReport bugs) {
        try {
            return Optional.of(new TerminalShell(terminal, quiet, bugs));
        } catch (IOException e) {
            terminal.err().println("no line editing here, and no prompt: " + e.getMessage());
            return Optional.empty();
        }
    }
}
