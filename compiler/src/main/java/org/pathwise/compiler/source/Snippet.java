package org.pathwise.compiler.source;

/**
 * The first line of a span as a terminal shows it: tabs as four spaces, a long line cut to a window
 * around the span.
 *
 * @param text the line, or the window of it
 * @param indent columns before the first caret
 * @param width carets, at least one
 */
record Snippet(String text, int indent, int width) {
    private static final String TAB = "    ";
    private static final int WINDOW = 100;
    private static final int BEFORE = 40;
    private static final String CUT = "...";

    static Snippet of(Span span) {
        Source source = span.source();
        int line = span.line();
        int lineStart = source.lineStart(line);
        int lineEnd = source.lineEnd(line);
        int start = Math.min(span.start(), lineEnd);
        int end = Math.clamp(span.end(), start, lineEnd);
        String before = shown(source.text().substring(lineStart, start));
        String marked = shown(source.text().substring(start, end));
        String after = shown(source.text().substring(end, lineEnd));
        String whole = (before + marked + after).stripTrailing();
        int indent = columns(before);
        int width = Math.max(1, columns(marked));
        return whole.length() <= WINDOW
                ? new Snippet(whole, indent, width)
                : cut(whole, indent, width);
    }

    private static Snippet cut(String whole, int indent, int width) {
        int from = indent + width <= WINDOW ? 0 : Math.max(0, indent - BEFORE);
        int to = Math.min(whole.length(), from + WINDOW);
        String text =
                (from > 0 ? CUT : "")
                        + whole.substring(from, to)
                        + (to < whole.length() ? CUT : "");
        int shifted = indent - from + (from > 0 ? CUT.length() : 0);
        return new Snippet(text, shifted, Math.max(1, Math.min(width, text.length() - shifted)));
    }

    private static String shown(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints()
                .forEach(
                        c -> {
                            if (c == '\t') {
                                shown.append(TAB);
                            } else {
                                shown.appendCodePoint(Character.isISOControl(c) ? '?' : c);
                            }
                        });
        return shown.toString();
    }

    private static int columns(String shown) {
        return shown.codePointCount(0, shown.length());
    }
}
