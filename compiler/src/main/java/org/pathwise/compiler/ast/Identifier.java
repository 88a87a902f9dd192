package org.pathwise.compiler.ast;

import org.pathwise.compiler.source.Span;

/** A name where it is introduced or called, with its place. */
public record Identifier(String name, Span span) implements Node {
    @Override
    public String toString() {
        return name;
    }
}
