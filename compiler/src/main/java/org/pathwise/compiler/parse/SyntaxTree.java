package org.pathwise.compiler.parse;

import org.pathwise.compiler.source.Source;
import org.pathwise.compiler.source.Span;
import org.pathwise.grammar.PathwiseParser;

import java.util.List;

/**
 * A script without syntax errors as it stands in its text: the tree of the grammar, whose leaves
 * are all tokens, and the comments, which lie between them.
 *
 * @param source the text; offsets of tokens count its UTF-16 units
 * @param script the root of the grammar's tree
 * @param comments in the order of the text
 */
public record SyntaxTree(Source source, PathwiseParser.ScriptContext script, List<Span> comments) {
    public SyntaxTree {
        comments = List.copyOf(comments);
    }
}
