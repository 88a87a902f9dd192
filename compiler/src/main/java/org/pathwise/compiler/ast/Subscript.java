package org.pathwise.compiler.ast;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.source.Span;

/** What stands between the brackets of an index, for one position. */
public sealed interface Subscript extends Node {

    /** {@code :}, the whole of the axis. */
    record All(Span span) implements Subscript {}

    /** {@code i}, one index, or an array of them (a gather). */
    record At(Expression index) implements Subscript {
        @Override
        public Span span() {
            return index.span();
        }
    }

    /**
     * {@code from..to}, both ends included; a missing end is the end of the axis. At least one is
     * there.
     */
    record Slice(@Nullable Expression from, @Nullable Expression to, Span span)
            implements Subscript {}
}
