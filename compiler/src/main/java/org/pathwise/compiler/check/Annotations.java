package org.pathwise.compiler.check;

import org.pathwise.compiler.ast.Annotation;
import org.pathwise.compiler.core.Request;

import java.util.List;
import java.util.Optional;

/** Reads what annotations ask of a site's estimator. */
final class Annotations {
    private static final List<String> NAMES = List.of("score", "pathwise", "enumerate", "marginal");

    private Annotations() {}

    /** The last wish of a sampling statement; reports annotations that mean nothing. */
    static Optional<Request> read(List<Annotation> annotations, Context context) {
        Optional<Request> request = Optional.empty();
        for (Annotation annotation : annotations) {
            String name = annotation.name().name();
            switch (name) {
                case "score" -> request = Optional.of(Request.SCORE);
                case "pathwise" -> request = Optional.of(Request.PATHWISE);
                case "enumerate" -> request = Optional.of(Request.ENUMERATE);
                case "marginal" -> request = Optional.of(Request.MARGINAL);
                case "relax", "centered", "noncentered" ->
                        context.report(Unsupported.annotation(annotation.span(), name));
                default ->
                        context.report(
                                DrawErrors.unknownAnnotation(
                                        annotation.span(), name, Suggestions.nearest(name, NAMES)));
            }
        }
        return request;
    }
}
