package org.pathwise.repl.fit;

import org.pathwise.repl.text.Terminal;

import java.util.function.IntSupplier;

/**
 * Shows how a fit goes, on standard error: on a terminal one line that is written over and over,
 * elsewhere a line now and then. Ctrl-C ends the fit with what it has.
 */
public final class FitProgress implements FitWatch {
    private static final long TERMINAL_INTERVAL = 100_000_000L;
    private static final long LOG_INTERVAL = 10_000_000_000L;
    private static final int LOG_WIDTH = 200;

    /** Where nobody knows how wide the terminal is. */
    private static final int USUAL_WIDTH = 80;

    // A line that is too long for the window, which may have shrunk, must not flow over: what is
    // in the next row could not be taken back.
    private static final String CUT_LINES = "\u001b[?7l";
    private static final String WRAP_LINES = "\u001b[?7h";
    private static final String CLEAR_REST = "\u001b[K";

    private final Terminal terminal;
    private final IntSupplier width;
    private final boolean silent;
    private final Interrupts interrupts;
    private final ProgressLine line = new ProgressLine();
    private final long start = System.nanoTime();
    private long last = start;
    private boolean shown;

    private FitProgress(
            Terminal terminal, IntSupplier width, boolean silent, Interrupts interrupts) {
        this.terminal = terminal;
        this.width = width;
        this.silent = silent;
        this.interrupts = interrupts;
    }

    /** For a process that does nothing but fit: a second Ctrl-C, and SIGTERM, end it. */
    public static FitProgress ofProcess(Terminal terminal, boolean silent) {
        return new FitProgress(terminal, () -> USUAL_WIDTH, silent, Interrupts.ofProcess());
    }

    /**
     * For one fit among other work, which goes on after it.
     *
     * @param width how many columns the terminal has now; 0 if that is not known
     */
    public static FitProgress ofWork(Terminal terminal, IntSupplier width, boolean silent) {
        return new FitProgress(terminal, width, silent, Interrupts.ofWork());
    }

    @Override
    public boolean cancelled() {
        return interrupts.happened();
    }

    @Override
    public void progress(Progress progress) {
        line.note(progress);
        long now = System.nanoTime();
        if (silent || now - last < (terminal.interactive() ? TERMINAL_INTERVAL : LOG_INTERVAL)) {
            return;
        }
        last = now;
        double seconds = (now - start) * 1e-9;
        if (!terminal.interactive()) {
            terminal.err().println(line.text(progress, seconds, LOG_WIDTH));
            return;
        }
        int columns = width.getAsInt();
        // The last column stays free: some terminals wrap when it is written.
        String text = line.text(progress, seconds, (columns > 0 ? columns : USUAL_WIDTH) - 1);
        terminal.err().print(CUT_LINES + "\r" + text + CLEAR_REST + WRAP_LINES);
        terminal.err().flush();
        shown = true;
    }

    /** Takes the line away. */
    @Override
    public void close() {
        if (shown) {
            terminal.err().print("\r" + CLEAR_REST);
            terminal.err().flush();
        }
        interrupts.close();
    }
}
