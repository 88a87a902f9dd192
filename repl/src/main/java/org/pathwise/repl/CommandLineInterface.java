package org.pathwise.repl;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.check.Suggestions;
import org.pathwise.repl.text.Terminal;

import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs commands. A command gets its {@link Terminal} through its constructor. */
public final class CommandLineInterface {
    private CommandLineInterface() {}

    /** Runs one command as {@code main} would, and returns its exit code. */
    static int run(Terminal terminal, String... arguments) {
        try {
            return commandLine(terminal, arguments).execute(arguments);
        } catch (Error e) {
            return InternalError.report(terminal, e, arguments);
        }
    }

    private static CommandLine commandLine(Terminal terminal, String[] arguments) {
        return new CommandLine(new PathwiseCommand())
                .addSubcommand(new FitCommand(terminal))
                .addSubcommand(new CheckCommand(terminal))
                .addSubcommand(new CheckGradientsCommand(terminal))
                .addSubcommand(new FormatCommand(terminal, System.in))
                .addSubcommand(new LogDensityCommand(terminal))
                .addSubcommand(new PredictCommand(terminal))
                .addSubcommand(new ReplCommand(terminal, System.in))
                .addSubcommand(new ReportCommand(terminal))
                .addSubcommand(new ShowCommand(terminal))
                .addSubcommand(new SummaryCommand(terminal))
                .setOut(new PrintWriter(terminal.out(), true))
                .setErr(new PrintWriter(terminal.err(), true))
                .setColorScheme(
                        CommandLine.Help.defaultColorScheme(
                                terminal.colouredOut() ? Ansi.ON : Ansi.OFF))
                .setUsageHelpWidth(100)
                .setUsageHelpLongOptionsMaxWidth(28)
                .setParameterExceptionHandler((exception, _) -> wrongUsage(terminal, exception))
                .setExecutionExceptionHandler(
                        (exception, _, _) -> InternalError.report(terminal, exception, arguments));
    }

    /** What is wrong, what was perhaps meant, and where to read on. */
    private static int wrongUsage(Terminal terminal, ParameterException exception) {
        String name = exception.getCommandLine().getCommandSpec().qualifiedName();
        terminal.err().println(name + ": " + firstToLower(exception.getMessage()));
        if (exception instanceof UnmatchedArgumentException unmatched) {
            meant(unmatched)
                    .ifPresent(meant -> terminal.err().println("did you mean: " + meant + "?"));
        }
        terminal.err().println("`" + name + " --help` shows how to use it");
        return ExitCode.WRONG_USAGE;
    }

    /** The command or option that is nearest to the first word that was not understood. */
    private static Optional<String> meant(UnmatchedArgumentException exception) {
        CommandLine command = exception.getCommandLine();
        List<String> names = new ArrayList<>(command.getSubcommands().keySet());
        command.getCommandSpec().options().forEach(option -> names.addAll(List.of(option.names())));
        return Suggestions.nearest(exception.getUnmatched().getFirst(), names);
    }

    private static String firstToLower(@Nullable String message) {
        if (message == null || message.isEmpty()) {
            return "the command line is wrong";
        }
        boolean isName = message.length() > 1 && Character.isUpperCase(message.charAt(1));
        return isName ? message : Character.toLowerCase(message.charAt(0)) + message.substring(1);
    }
}
