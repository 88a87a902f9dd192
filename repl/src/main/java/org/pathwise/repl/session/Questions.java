package org.pathwise.repl.session;

/** Answers questions about the posterior. */
final class Questions {
    private Questions() {}

    /** An expression over the latents. */
    static Answer ask(String expression, Context context) {
        return Answer.wrong(
                "'" + expression + "' is no statement (x ~ D(...), x = ...) and no :command");
    }

    /** What the model predicts. */
    static Answer predict(String expression, Context context) {
        return ask(expression, context);
    }
}
