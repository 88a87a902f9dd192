package org.pathwise.compiler.ast;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.source.Span;

/** An argument of a call: by position when {@code name} is null, else {@code alpha = 2}. */
public record Argument(@Nullable Identifier name, Expression value, Span span) implements Node {}
