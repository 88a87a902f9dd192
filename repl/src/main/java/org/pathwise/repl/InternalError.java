package org.pathwise.repl;

import org.pathwise.repl.fit.Version;
import org.pathwise.repl.text.Terminal;

import java.io.IOException;
import java.io.PrintWriter;
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
        String first = String.valueOf(thrown.getMessage()).lines().findFirst().orElse("");
        terminal.err()
                .println("internal error: " + thrown.getClass().getSimpleName() + ": " + first);
        if (terminal.verbose()) {
            thrown.printStackTrace(terminal.err());
            return ExitCode.FAILED;
        }
        String file = writeTrace(thrown, arguments).map(path -> " and the file " + path).orElse("");
        terminal.err()
                .println(
                        "This is a bug in Pathwise. Please report it with your script"
                                + file
                                + ".");
        terminal.err().println("PATHWISE_DEBUG=1 in the environment shows the stack trace here.");
        return ExitCode.FAILED;
    }

    private static Optional<Path> writeTrace(Throwable thrown, String[] arguments) {
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
                out.println("arguments: " + String.join(" ", arguments));
                thrown.printStackTrace(out);
            }
            return Optional.of(file);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
