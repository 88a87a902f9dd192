package org.pathwise.compiler.ast;

import org.pathwise.compiler.source.Span;

/** Anything in the tree: it knows where it stands in the text. */
public interface Node {
    /** The text it was made from, parentheses around an expression left out. */
    Span span();
}
