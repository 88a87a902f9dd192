package org.pathwise.compiler;

import org.pathwise.compiler.source.Diagnostic;
import org.pathwise.compiler.source.Span;

import java.util.List;

/** What can be wrong with a question to a fit: {@code E15..}. */
final class QuestionErrors {
    private QuestionErrors() {}

    static Diagnostic notFitted(Span span, List<String> parameters) {
        return Diagnostic.error(
                        "E1501",
                        span,
                        "this needs parameters that were not fitted: "
                                + String.join(", ", parameters))
                .help("use the net in the model or the guide, and fit again");
    }

    static Diagnostic nothingObserved(Span span, List<String> observed) {
        Diagnostic diagnostic =
                Diagnostic.error("E1502", span, "there is nothing observed in it to predict")
                        .label("no observed data");
        return observed.isEmpty()
                ? diagnostic.note("the model observes no data by name")
                : diagnostic.help(
                        "what can be predicted: "
                                + String.join(", ", observed)
                                + "; an expression of latents alone needs no `predict`");
    }

    static Diagnostic observedThrough(Span span, String name, Span place) {
        return Diagnostic.error(
                        "E1503",
                        span,
                        "`" + name + "` is not observed itself, but in an expression")
                .label("cannot be predicted")
                .related(place, "observed here")
                .help(
                        "give the expression a name at top level, `x = "
                                + place.text()
                                + "`, observe `x` and predict that");
    }

    static Diagnostic observedTwice(Span span, String name) {
        return Diagnostic.error(
                        "E1504", span, "elements of `" + name + "` are observed more than once")
                .label("observed again here")
                .note("a product of several densities is nothing that could be drawn from");
    }

    static Diagnostic elementsUnknown(Span span) {
        return Diagnostic.error("E1505", span, "which elements are observed depends on latents")
                .label("not decided by data");
    }

    static Diagnostic noSampler(Span span, String distribution) {
        return Diagnostic.error("E1506", span, "`" + distribution + "` cannot be drawn from")
                .label("no prediction from this");
    }
}
