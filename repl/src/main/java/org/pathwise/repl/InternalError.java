package org.pathwise.repl;

import org.pathwise.repl.fit.Version;
import org.pathwise.repl.text.Terminal;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A bug in Pathwise: a short message for the user, and the stack trace where a maintainer finds it.
 */
final class InternalError {
    private InternalError() {}

    static int report(Terminal terminal, Throwable thrown, String[] arguments) {
        terminal.out().flush();
        String origin = "arguments: " + String.join(" ", arguments);
        terminal.err().print(text(thrown, origin, terminal.verbose()));
        return ExitCode.FAILED;
    }

    /**
     * Writes the stack trace down.
     *
     * @param origin what the user had asked for
     * @param verbose whether the lines have the stack trace themselves
     * @return lines that say so
     */
    static String text(Throwable thrown, String origin, boolean verbose) {
        String first = String.valueOf(thrown.getMessage()).lines().findFirst().orElse("");
        String head = "internal error: " + thrown.getClass().getSimpleName() + ": " + first + "\n";
        if (verbose) {
            StringWriter trace = new StringWriter();
            thrown.printStackTrace(new PrintWriter(trace, true));
            return head + trace;
        }
        String file = writeTrace(thrown, origin).map(path -> " and the file " + path).orElse("");
        return head
                + "This is a bug in Pathwise. Please report it with your script"
                + file
                + ".\nPATHWISE_DEBUG=1 in the environment shows the stack trace here.\n";
    }

    private static Optional<Path> writeTrace(Throwable thrown, String origin) {
        try {
            Path file = Files.createTempFile("pathwise-error-", ".log");
            try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
                out.println(
                        "pathwise "
                                + Version.text()
                                + ", Java "
                                + Runtime.version()
                                + ", "
                                + System.getProperty("os.name")
                                + " "
                                + System.getProperty("os.arch"));
                out.println(origin);
                thrown.printStackTrace(out);
            }
            return Optional.of(file);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
