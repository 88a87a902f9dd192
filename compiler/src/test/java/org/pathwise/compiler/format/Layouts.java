package org.pathwise.compiler.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.ast.AstPrinter;
import org.pathwise.compiler.ast.Script;
import org.pathwise.compiler.parse.Parser;
import org.pathwise.compiler.source.Diagnostics;
import org.pathwise.compiler.source.Source;
import org.pathwise.grammar.PathwiseLexer;

import java.util.List;
import java.util.stream.Collectors;

/** What holds of every layout. */
final class Layouts {
    private Layouts() {}

    /** The layout of {@code text}, after a look at all that a layout keeps. */
    static String checked(String name, String text) {
        Formatted formatted = Formatter.format(new Source(name, text));
        assertThat(formatted.diagnostics()).as(name).isEmpty();
        String laidOut = formatted.text().orElseThrow();
        String context = text + "\n----- became\n" + laidOut;
        assertThat(tree(laidOut)).as(context).isNotNull().isEqualTo(tree(text));
        assertThat(comments(laidOut)).as(context).isEqualTo(comments(text));
        assertThat(Formatter.format(new Source(name, laidOut)).text())
                .as(context)
                .hasValue(laidOut);
        assertThat(laidOut)
                .as(context)
                .doesNotContain("\n\n\n")
                .doesNotContainPattern("[ \t]\n")
                .doesNotContainPattern("\\{\n\n|\n\n *\\}|\\A\n|\n\n\\z")
                .endsWith("\n");
        return laidOut;
    }

    /** The surface tree without places, or null if the text is no script. */
    static @Nullable String tree(String text) {
        Script script = Parser.parse(new Source("script", text), new Diagnostics());
        return script == null
                ? null
                : AstPrinter.print(script).replaceAll("(?m)  @ [0-9:]+-[0-9:]+$", "");
    }

    /** The comments in their order, each line of a block comment without the space around it. */
    static List<String> comments(String text) {
        return tokens(text).stream()
                .filter(
                        token ->
                                token.getType() == PathwiseLexer.LINE_COMMENT
                                        || token.getType() == PathwiseLexer.BLOCK_COMMENT)
                .map(
                        token ->
                                token.getText()
                                        .lines()
                                        .map(String::strip)
                                        .collect(Collectors.joining("\n")))
                .toList();
    }

    static List<? extends Token> tokens(String text) {
        return new PathwiseLexer(CharStreams.fromString(text)).getAllTokens();
    }
}
