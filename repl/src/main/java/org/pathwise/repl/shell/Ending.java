package org.pathwise.repl.shell;

/** How a session came to its end. */
public enum Ending {
    /** The user left, or the inputs were used up. */
    DONE,
    /** The first error ended it, as nobody was there to mend it. */
    REFUSED,
    /** Ctrl-C stopped a fit, and nobody was there to go on. */
    INTERRUPTED
}
