package org.pathwise.compiler.ast;

import org.pathwise.compiler.source.Span;

import java.util.List;

/**
 * {@code @score} or {@code @relax(temperature = 0.5)} behind a distribution; the name is without
 * the {@code @}.
 */
public record Annotation(Identifier name, List<Argument> arguments, Span span) implements Node {
    public Annotation {
        arguments = List.copyOf(arguments);
    }
}
