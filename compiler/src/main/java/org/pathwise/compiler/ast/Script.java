package org.pathwise.compiler.ast;

import org.pathwise.compiler.source.Source;
import org.pathwise.compiler.source.Span;

import java.util.List;

/** A whole script; its items in the order of the text. */
public record Script(List<Item> items, Span span) implements Node {
    public Script {
        items = List.copyOf(items);
    }

    public Source source() {
        return span.source();
    }
}
