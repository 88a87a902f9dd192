package org.pathwise.compiler.check;

import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.source.Span;

/** What a name means. */
sealed interface Entry {
    Span span();

    /**
     * A complete value.
     *
     * @param expr what a use of the name stands for
     * @param what it is, for messages: {@code data}, {@code a loop variable}
     */
    record Value(Expr expr, String what, Span span) implements Entry {}

    /** An array, or a latent, that statements fill piece by piece. */
    record Filled(Filling filling) implements Entry {
        @Override
        public Span span() {
            return filling.span();
        }
    }

    /** Its definition was wrong, which has been reported. */
    record Poison(Span span) implements Entry {}
}
