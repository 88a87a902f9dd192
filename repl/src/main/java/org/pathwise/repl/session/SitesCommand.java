package org.pathwise.repl.session;

import org.pathwise.repl.fit.Sites;

/** {@code :sites}. */
final class SitesCommand implements Command {
    @Override
    public String name() {
        return "sites";
    }

    @Override
    public String arguments() {
        return "";
    }

    @Override
    public String description() {
        return "Lists the latents, each with the estimator of its gradient and the reason.";
    }

    @Override
    public Answer run(String arguments, Context context) {
        String table =
                context.model()
                        .plan()
                        .map(plan -> Sites.table(plan, Sites.Places.HIDDEN, context.style()))
                        .orElse("");
        return new Answer.Said(table.isEmpty() ? "no latents yet\n" : table);
    }
}
