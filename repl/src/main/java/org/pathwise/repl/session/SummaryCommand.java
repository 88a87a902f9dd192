package org.pathwise.repl.session;

import org.pathwise.repl.fit.FitSummary;

/** {@code :summary}. */
final class SummaryCommand implements Command {
    @Override
    public String name() {
        return "summary";
    }

    @Override
    public String arguments() {
        return "";
    }

    @Override
    public String description() {
        return "Prints the posterior of the last fit again.";
    }

    @Override
    public Answer run(String arguments, Context context) {
        return context.fit()
                .<Answer>map(
                        fit ->
                                new Answer.Said(
                                        Stale.note(fit, context)
                                                + fit.fitted()
                                                        .summary(
                                                                context.style(),
                                                                FitSummary.Reader.OF_SESSION)))
                .orElseGet(Stale::noFit);
    }
}
