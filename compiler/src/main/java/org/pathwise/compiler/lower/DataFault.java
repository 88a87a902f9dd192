package org.pathwise.compiler.lower;

import org.pathwise.compiler.source.Span;

/**
 * Data whose sizes or values do not fit the script, found while lowering; turned into a diagnostic
 * by the caller.
 */
final class DataFault extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Span span;

    DataFault(Span span, String message) {
        super(message);
        this.span = span;
    }

    Span span() {
        return span;
    }
}
