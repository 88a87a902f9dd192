package org.pathwise.compiler.ast;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.source.Span;

/** A parameter of a function, net or distribution; without a type, it is inferred at each use. */
public record Parameter(Identifier name, @Nullable TypeExpression type, Span span)
        implements Node {}
