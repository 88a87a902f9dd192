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
}
