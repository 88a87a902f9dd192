package org.pathwise.compiler.format;

import org.pathwise.compiler.parse.Parser;
import org.pathwise.compiler.parse.SyntaxTree;
import org.pathwise.compiler.source.Diagnostics;
import org.pathwise.compiler.source.Source;

import java.util.Optional;

/** Lays scripts out in the one way in which scripts are written. */
public final class Formatter {
    private Formatter() {}

    /**
     * The script as it is written. Its tokens and its comments are those of {@code source}, in the
     * same order, and what is laid out already stays as it is. Lines end as the first line of
     * {@code source} does, in {@code \r\n} or {@code \n}; a text of nothing but space becomes the
     * empty text.
     */
    public static Formatted format(Source source) {
        Diagnostics diagnostics = new Diagnostics();
        SyntaxTree tree = Parser.syntax(source, diagnostics);
        if (tree == null) {
            return new Formatted(Optional.empty(), diagnostics.all());
        }
        Lines lines = new Lines();
        new ScriptLayout(Comments.of(tree), lines).script(tree.script());
        String text = lines.text(lineEnd(source));
        Content.check(tree, text);
        return new Formatted(Optional.of(text), diagnostics.all());
    }

    private static String lineEnd(Source source) {
        int end = source.text().indexOf('\n');
        return end > 0 && source.text().charAt(end - 1) == '\r' ? "\r\n" : "\n";
    }
}
