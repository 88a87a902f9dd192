package org.pathwise.compiler.ast;

import java.util.List;
import org.pathwise.compiler.source.Span;

/** Statements between braces; the span holds the braces. */
public record Block(List<Statement> statements, Span span) implements Node {
    public Block {
        statements = List.copyOf(statements);
    }
}
