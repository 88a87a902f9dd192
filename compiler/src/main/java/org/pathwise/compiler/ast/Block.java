package org.pathwise.compiler.ast;

import org.pathwise.compiler.source.Span;

import java.util.List;

/** Statements between braces; the span holds the braces. */
public record Block(List<Statement> statements, Span span) implements Node {
    public Block {
        statements = List.copyOf(statements);
    }
}
