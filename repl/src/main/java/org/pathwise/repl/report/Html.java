package org.pathwise.repl.report;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A piece of a page. Text gets into it only through {@link #of}, which escapes it.
 *
 * @param markup well-formed HTML
 */
record Html(String markup) {
    static final Html EMPTY = new Html("");

    private static final String HOLE = "{}";

    /**
     * Fills the holes {@code {}} of a template, in order: with HTML as it is, and with anything
     * else as escaped text, in elements and in quoted attributes alike.
     */
    static Html of(String template, Object... values) {
        StringBuilder markup = new StringBuilder();
        int from = 0;
        for (Object value : values) {
            int hole = template.indexOf(HOLE, from);
            if (hole < 0) {
                throw new IllegalArgumentException("too few holes in " + template);
            }
            markup.append(template, from, hole);
            markup.append(
                    value instanceof Html html ? html.markup() : escape(String.valueOf(value)));
            from = hole + HOLE.length();
        }
        if (template.indexOf(HOLE, from) >= 0) {
            throw new IllegalArgumentException("a hole is left in " + template);
        }
        return new Html(markup.append(template.substring(from)).toString());
    }

    /** Text for people, in which {@code `code`} is code. */
    static Html prose(String text) {
        String[] parts = escape(text).split("`", -1);
        if (parts.length % 2 == 0) {
            return new Html(escape(text));
        }
        StringBuilder markup = new StringBuilder();
        for (int p = 0; p < parts.length; p++) {
            markup.append(p % 2 == 0 ? parts[p] : "<code>" + parts[p] + "</code>");
        }
        return new Html(markup.toString());
    }

    static Html join(List<Html> pieces) {
        return new Html(pieces.stream().map(Html::markup).collect(Collectors.joining()));
    }

    static Html join(Html... pieces) {
        return join(List.of(pieces));
    }

    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
