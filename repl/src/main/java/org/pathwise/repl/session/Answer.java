package org.pathwise.repl.session;

/** What came of an input, before it is a {@link Reply}. Texts are whole lines. */
sealed interface Answer {

    /** Something to read; nothing changes. */
    record Said(String text) implements Answer {}

    /** Something is wrong; nothing changes. */
    record Refused(String text) implements Answer {}

    /** A next state, which undo takes back. */
    record Changed(CheckedState next, String text) implements Answer {}

    /** A state that undo or redo goes to. */
    record Moved(Direction direction) implements Answer {}

    /** Where to. */
    enum Direction {
        BACK,
        FORTH
    }

    /** A fit of the present state. */
    record Fit(SessionFit fit, boolean interrupted, String text) implements Answer {}

    /** The end. */
    record Ended() implements Answer {}

    /** One line that says what is wrong. */
    static Answer wrong(String message) {
        return new Refused("error: " + message + "\n");
    }
}
