package org.pathwise.repl.session;

/** What to say where there is no fit, or not of the model as it is now. */
final class Stale {
    private Stale() {}

    /** What was typed is no statement and no command. */
    static Answer nothingToAsk() {
        return Answer.wrong(
                "this asks about the posterior, and there is no fit yet; `:fit` makes one");
    }

    static Answer noFit() {
        return Answer.wrong("there is no fit yet; `:fit` makes one");
    }

    /** A line, if model or data have changed since the fit. */
    static String note(SessionFit fit, Context context) {
        State now = context.state();
        boolean same =
                fit.state().script().equals(now.script())
                        && fit.state().data().equals(now.data())
                        && fit.state().settings().equals(now.settings());
        return same ? "" : "of the last fit, before the model or its data changed\n";
    }
}
