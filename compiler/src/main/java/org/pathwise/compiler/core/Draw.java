package org.pathwise.compiler.core;

import org.pathwise.compiler.catalogue.Distribution;
import org.pathwise.compiler.source.Span;

import java.util.List;

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
}
