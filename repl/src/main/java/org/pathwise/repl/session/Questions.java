package org.pathwise.repl.session;

import org.pathwise.compiler.type.Element;

import java.util.Optional;

/** Answers questions about the posterior. */
final class Questions {
    private static final String PREDICT = "predict";

    private Questions() {}

    /** An expression over the latents, or a probability. */
    static Answer ask(Written written, Context context) {
        Optional<SessionFit> fit = context.fit();
        if (fit.isEmpty()) {
            return Stale.nothingToAsk();
        }
        SessionScript script = fit.get().state().script();
        Optional<Written> event = Probability.inside(written, script);
        if (event.isEmpty() && Probability.isPart(written, script)) {
            return Answer.wrong(
                    "P(...) is a number of all draws together and stands alone; what is inside may"
                            + " be any condition, such as P(a > 0 and b < 1)");
        }
        if (event.isPresent() && event.get().label().isEmpty()) {
            return Answer.wrong("P(...) takes a condition, such as P(a > 0 and b < 1)");
        }
        if (written.label().equals(PREDICT) && !script.names().contains(PREDICT)) {
            return Answer.wrong("`predict` takes observed data, such as `predict y[1]`");
        }
        Inquiry.Result result = Inquiry.of(event.orElse(written), context, fit.get());
        if (event.isPresent()
                && result instanceof Inquiry.Result.Found found
                && found.element() != Element.BOOL) {
            return Answer.wrong(
                    "P(...) takes a condition that is true or false, such as P("
                            + event.get().label()
                            + " > 0)");
        }
        return Inquiry.say(
                result,
                found -> Stale.note(fit.get(), context) + PosteriorText.of(found, context.style()));
    }

    /** What the model predicts for observed data. */
    static Answer predict(Written written, Context context) {
        Optional<SessionFit> fit = context.fit();
        if (fit.isEmpty()) {
            return Stale.nothingToAsk();
        }
        if (!fit.get().fitted().model().batches().isEmpty()) {
            return Answer.wrong(
                    "after a fit with minibatches there is no `predict` here; `:fit --out DIR` and"
                            + " `pathwise predict DIR` predict for any rows");
        }
        SessionScript script = fit.get().state().script();
        Written asked = Probability.inside(written, script).orElse(written);
        Inquiry.Result result = Inquiry.prediction(asked, context, fit.get());
        return Inquiry.say(
                result,
                found ->
                        Stale.note(fit.get(), context)
                                + PredictionText.of(
                                        found,
                                        Inquiry.observed(asked, context, fit.get()),
                                        context.style()));
    }
}
