package org.pathwise.repl.session;

import org.pathwise.compiler.check.Suggestions;

import java.util.Collection;
import java.util.Optional;

/** The name that a user may have meant. */
final class Near {
    private Near() {}

    /** The nearest of the names, or the only one that begins so. */
    static Optional<String> of(String name, Collection<String> names) {
        return Suggestions.nearest(name, names)
                .or(
                        () -> {
                            var begun =
                                    names.stream()
                                            .distinct()
                                            .filter(other -> Matching.begins(other, name))
                                            .toList();
                            return name.length() > 1 && begun.size() == 1
                                    ? Optional.of(begun.getFirst())
                                    : Optional.empty();
                        });
    }

    /** {@code ; did you mean mu?}, or nothing. */
    static String question(String name, Collection<String> names) {
        return of(name, names).map(meant -> "; did you mean " + meant + "?").orElse("");
    }
}
