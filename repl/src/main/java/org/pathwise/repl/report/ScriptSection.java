package org.pathwise.repl.report;

import org.pathwise.compiler.parse.Highlighting;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The script, with the numbers of its lines and light colours. */
final class ScriptSection {
    private ScriptSection() {}

    static Html of(String name, String text) {
        List<Html> lines = new ArrayList<>();
        List<Html> line = new ArrayList<>();
        String content = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        for (Highlighting.Piece piece : Highlighting.of(content)) {
            String[] parts = piece.text().split("\\R", -1);
            for (int p = 0; p < parts.length; p++) {
                if (p > 0) {
                    lines.add(line(lines.size() + 1, line));
                    line.clear();
                }
                line.add(coloured(piece.kind(), parts[p]));
            }
        }
        lines.add(line(lines.size() + 1, line));
        return Html.of(
                "<p class=\"note\">{}</p>\n"
                        + "<pre class=\"script\" tabindex=\"0\"><code>{}</code></pre>\n",
                name,
                Html.join(lines));
    }

    /** The number is for the eye: it is no part of what is copied. */
    private static Html line(int number, List<Html> pieces) {
        return Html.of(
                "<span class=\"line\" id=\"line-{}\" data-line=\"{}\">{}\n</span>",
                number,
                number,
                Html.join(pieces));
    }

    private static Html coloured(Highlighting.Kind kind, String text) {
        return switch (kind) {
            case KEYWORD, DISTRIBUTION, ANNOTATION, NUMBER, COMMENT ->
                    text.isEmpty()
                            ? Html.EMPTY
                            : Html.of(
                                    "<span class=\"{}\">{}</span>",
                                    kind.name().toLowerCase(Locale.ROOT),
                                    text);
            case NAME, OPERATOR, OTHER -> Html.of("{}", text);
        };
    }
}
