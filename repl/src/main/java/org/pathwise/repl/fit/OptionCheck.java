package org.pathwise.repl.fit;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

import java.nio.file.Files;
import java.nio.file.Path;

/** Refuses options whose values picocli can read and that mean nothing. */
public final class OptionCheck {
    private OptionCheck() {}

    /** What is wrong with a command line. */
    public static ParameterException wrong(CommandSpec command, String message) {
        return new ParameterException(command.commandLine(), message);
    }

    /**
     * Refuses a number below the least that makes sense.
     *
     * @throws ParameterException if it is
     */
    public static void atLeast(CommandSpec command, String option, long least, long value) {
        if (value < least) {
            throw wrong(command, option + " must be at least " + least + ", not " + value);
        }
    }

    /**
     * Refuses a file where a folder is to be written.
     *
     * @throws ParameterException if it is there
     */
    public static void folder(CommandSpec command, String option, Path folder) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw wrong(command, option + " " + folder + " is a file, not a folder");
        }
    }
}
