package org.pathwise.repl;

import org.pathwise.repl.fit.Version;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code pathwise}: the commands hang on it, and it does nothing by itself. */
@Command(
        name = "pathwise",
        description = "From a model script to a posterior.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  pathwise fit examples/eight-schools",
            "  pathwise check model.pw",
            "  pathwise fit model.pw --data data.json --seed 2",
            "  pathwise repl",
            "",
            "Exit codes: 0 fine, 1 the script or the data is wrong, 2 the command line is wrong,",
            "3 the fit failed, 4 a gradient is wrong, 130 interrupted."
        })
final class PathwiseCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "a command is missing: " + String.join(", ", spec.subcommands().keySet()));
    }
}
