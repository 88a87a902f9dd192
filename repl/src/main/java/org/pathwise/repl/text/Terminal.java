package org.pathwise.repl.text;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Where a command writes.
 *
 * @param out for results
 * @param err for everything else: diagnostics, progress, notes
 * @param colouredOut whether {@code out} takes ANSI colours
 * @param colouredErr whether {@code err} takes ANSI colours
 * @param interactive whether someone watches {@code err}, so that a line may be written over
 * @param verbose whether an unexpected error shows its stack trace
 */
public record Terminal(
        PrintStream out,
        PrintStream err,
        boolean colouredOut,
        boolean colouredErr,
        boolean interactive,
        boolean verbose) {

    /**
     * The streams of this process, in UTF-8. The launcher knows which of them are terminals and
     * says so in the system properties {@code pathwise.terminal.out} and {@code
     * pathwise.terminal.err}; asking the JVM costs start-up time, and it cannot tell for standard
     * error.
     */
    public static Terminal ofProcess() {
        boolean plain =
                !System.getenv().getOrDefault("NO_COLOR", "").isEmpty()
                        || "dumb".equals(System.getenv("TERM"));
        boolean out = Boolean.getBoolean("pathwise.terminal.out");
        boolean err = Boolean.getBoolean("pathwise.terminal.err");
        return new Terminal(
                stream(FileDescriptor.out, out),
                stream(FileDescriptor.err, true),
                out && !plain,
                err && !plain,
                err && !"dumb".equals(System.getenv("TERM")),
                "1".equals(System.getenv("PATHWISE_DEBUG")));
    }

    private static PrintStream stream(FileDescriptor descriptor, boolean flushAtLineEnds) {
        return new PrintStream(
                new FileOutputStream(descriptor), flushAtLineEnds, StandardCharsets.UTF_8);
    }

    /** How results look. */
    public Style style() {
        return new Style(colouredOut, Style.PLAIN.width());
    }

    public void flush() {
        out.flush();
        err.flush();
    }
}
