package org.pathwise.repl.session;

import org.pathwise.compiler.source.Source;
import org.pathwise.compiler.source.Span;

/**
 * An expression as it was typed.
 *
 * @param span its place in what was typed
 */
record Written(Span span) {

    /** The first place of an expression in a text. */
    static Written in(Source typed, String expression) {
        int start = typed.text().indexOf(expression);
        return new Written(typed.span(start, start + expression.length()));
    }

    /** An expression without a text around it. */
    static Written alone(String expression) {
        Source source = new Source("expression", expression);
        return new Written(source.span(0, expression.length()));
    }

    String text() {
        return span.text();
    }

    /** A part, by its offsets in the expression. */
    Written part(int from, int to) {
        return new Written(span.source().span(span.start() + from, span.start() + to));
    }

    /** The expression as a row of a table is called. */
    String label() {
        return text().strip().replaceAll("\\s+", " ");
    }
}
