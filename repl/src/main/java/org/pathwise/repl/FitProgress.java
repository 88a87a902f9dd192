package org.pathwise.repl;

import org.pathwise.repl.text.Terminal;
import org.pathwise.runtime.inference.FitListener;

import java.util.Locale;

/**
 * Shows how a fit goes, on standard error: on a terminal one line that is written over and over,
 * elsewhere a line now and then. Ctrl-C ends the fit with what it has; a second one ends the
 * process.
 */
final class FitProgress implements FitListener, AutoCloseable {
    private static final long TERMINAL_INTERVAL = 100_000_000L;
    private static final long LOG_INTERVAL = 10_000_000_000L;

    private final Terminal terminal;
    private final boolean silent;
    private final Interrupts interrupts = Interrupts.listen();
    private final long start = System.nanoTime();
    private long last = start;
    private int width;

    FitProgress(Terminal terminal, boolean silent) {
        this.terminal = terminal;
        this.silent = silent;
    }

    @Override
    public boolean cancelled() {
        return interrupts.happened();
    }

    @Override
    public void progress(Progress progress) {
        long now = System.nanoTime();
        if (silent || now - last < (terminal.interactive() ? TERMINAL_INTERVAL : LOG_INTERVAL)) {
            return;
        }
        last = now;
        String line =
                String.format(
                        Locale.ROOT,
                        "%s: step %,d, ELBO %.2f, %s%.1f s",
                        word(progress.phase()),
                        progress.step(),
                        progress.elbo(),
                        progress.noisiest().map(FitProgress::text).orElse(""),
                        (now - start) * 1e-9);
        if (terminal.interactive()) {
            overwrite(line);
        } else {
            terminal.err().println(line);
        }
    }

    private static String text(Noisiest noisiest) {
        return String.format(
                Locale.ROOT,
                "noisiest %s (signal-to-noise %.2f), ",
                noisiest.site(),
                noisiest.signalToNoise());
    }

    private static String word(Phase phase) {
        return switch (phase) {
            case SEARCH -> "searching";
            case SETTLE -> "settling";
            case AVERAGE -> "averaging";
            case TRAIN -> "training";
        };
    }

    private void overwrite(String line) {
        terminal.err().print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
        terminal.err().flush();
        width = line.length();
    }

    /** Takes the line away. */
    @Override
    public void close() {
        if (width > 0) {
            overwrite("");
            terminal.err().print("\r");
            terminal.err().flush();
        }
        interrupts.close();
    }
}
