package org.pathwise.repl;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

import java.nio.file.Files;
import java.nio.file.Path;

/** The results folder of a fit on the command line. */
final class FitFolder {
    static final String LABEL = "FIT";
    static final String HELP = "The results folder of a fit, such as results/latest.";

    private FitFolder() {}

    /**
     * The folder, if it is one.
     *
     * @throws ParameterException otherwise
     */
    static Path of(CommandSpec command, Path fit) {
        if (Files.isDirectory(fit)) {
            return fit;
        }
        throw new ParameterException(
                command.commandLine(),
                Files.exists(fit)
                        ? fit + " is a file; name the folder with the results of a fit"
                        : "there is no folder " + fit + " with the results of a fit");
    }
}
