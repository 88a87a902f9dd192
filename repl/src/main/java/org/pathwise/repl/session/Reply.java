package org.pathwise.repl.session;

/**
 * What a session says to one input.
 *
 * @param text whole lines, each ended; empty if there is nothing to say
 */
public record Reply(Status status, String text) {

    /** What became of the input. */
    public enum Status {
        FINE,
        /** Something was wrong, and nothing changed. */
        REFUSED,
        /** A fit was stopped by its watch, and what it had was kept. */
        INTERRUPTED,
        /** The session is over. */
        ENDED
    }
}
