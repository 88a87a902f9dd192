package org.pathwise.compiler.core;

import org.pathwise.compiler.catalogue.Distribution;
import org.pathwise.compiler.source.Span;
import org.pathwise.compiler.type.Dimension;

import java.util.List;
import java.util.Optional;

/**
 * A distribution with its arguments: what stands behind a {@code ~}.
 *
 * @param arguments one for each of the distribution's parameters, in its order. An argument with
 *     more dimensions than its parameter makes independent distributions, aligned by dimension with
 *     each other and with the value
 */
public record Draw(Distribution distribution, List<Expr> arguments, Span span) {
    public Draw {
        arguments = List.copyOf(arguments);
    }

    /** The dimension that a label of the distribution's parameters stands for, if one has it. */
    public Optional<Dimension> dimension(String label) {
        for (int i = 0; i < arguments.size(); i++) {
            List<String> labels = distribution.parameters().get(i).dimensions();
            int at = labels.indexOf(label);
            if (at >= 0) {
                List<Dimension> shape = arguments.get(i).type().shape();
                return Optional.of(shape.get(shape.size() - labels.size() + at));
            }
        }
        return Optional.empty();
    }
}
