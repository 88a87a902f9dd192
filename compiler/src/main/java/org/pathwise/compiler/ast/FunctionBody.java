package org.pathwise.compiler.ast;

import org.pathwise.compiler.source.Span;

/** What a function computes. */
public sealed interface FunctionBody extends Node {

    /**
     * {@code = EXPR}; the expression is a {@link Expression.Tuple} for a function of several
     * results.
     */
    record Single(Expression value) implements FunctionBody {
        @Override
        public Span span() {
            return value.span();
        }
    }

    /** {@code { ... return EXPR }}. */
    record Statements(Block block) implements FunctionBody {
        @Override
        public Span span() {
            return block.span();
        }
    }
}
