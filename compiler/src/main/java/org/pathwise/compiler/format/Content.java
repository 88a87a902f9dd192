package org.pathwise.compiler.format;

import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.parse.Parser;
import org.pathwise.compiler.parse.SyntaxTree;
import org.pathwise.compiler.source.Diagnostics;
import org.pathwise.compiler.source.Source;
import org.pathwise.compiler.source.Span;
import org.pathwise.grammar.PathwiseLexer;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a layout must not change: the tree with its tokens, and the words of the comments. A file is
 * overwritten with what the layout made of it, so this is looked at each time, not only in tests.
 */
record Content(List<String> code, List<String> comments) {

    /**
     * @throws IllegalStateException if {@code text} is not the script of {@code tree}, a bug
     */
    static void check(SyntaxTree tree, String text) {
        String name = tree.source().name();
        @Nullable SyntaxTree after = Parser.syntax(new Source(name, text), new Diagnostics());
        if (after == null || !of(after).equals(of(tree))) {
            throw new IllegalStateException("the layout of " + name + " would change the script");
        }
    }

    private static Content of(SyntaxTree tree) {
        List<String> code = new ArrayList<>();
        collect(tree.script(), code);
        List<String> comments =
                tree.comments().stream().map(Span::text).map(Content::words).toList();
        return new Content(code, comments);
    }

    /** The comment without the space at the ends of its lines. */
    private static String words(String comment) {
        return comment.lines().map(String::strip).collect(Collectors.joining("\n"));
    }

    /** The tokens, and before each rule with several parts its name; line ends do not count. */
    private static void collect(ParseTree node, List<String> code) {
        if (node instanceof TerminalNode leaf) {
            code.add(leaf.getText());
            return;
        }
        List<ParseTree> parts =
                ExpressionLayout.children(node).stream().filter(part -> !isLineEnd(part)).toList();
        if (parts.size() > 1) {
            code.add(node.getClass().getSimpleName());
        }
        for (ParseTree part : parts) {
            collect(part, code);
        }
    }

    private static boolean isLineEnd(ParseTree node) {
        return node instanceof TerminalNode leaf
                && leaf.getSymbol().getType() == PathwiseLexer.NEWLINE;
    }
}
