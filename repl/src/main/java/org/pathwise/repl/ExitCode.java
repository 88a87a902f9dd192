package org.pathwise.repl;

import org.pathwise.repl.fit.Interrupts;

/** What a command tells the shell. */
public final class ExitCode {
    /** All went well; a warning changes nothing. */
    public static final int FINE = 0;

    /** The script or the data is wrong. */
    public static final int WRONG_INPUT = 1;

    /** The command line is wrong. */
    public static final int WRONG_USAGE = 2;

    /** The fit failed, its results could not be written, or Pathwise has a bug. */
    public static final int FAILED = 3;

    /** An audit found a gradient that is wrong. */
    public static final int WRONG_GRADIENT = 4;

    /**
     * The user stopped a fit; what it had is written. The number is what shells expect after
     * Ctrl-C.
     */
    public static final int INTERRUPTED = Interrupts.EXIT_CODE;

    private ExitCode() {}
}
