package org.pathwise.compiler.source;

import java.util.Arrays;
import java.util.Objects;

/** A text with a name: a script, or a data file that an error points into. */
public final class Source {
    private final String name;
    private final String text;
    private final int[] lineStarts;

    /**
     * @param name what diagnostics call it, usually the path the user gave
     * @param text the whole text; lines end in {@code \n}, {@code \r\n} or {@code \r}
     */
    public Source(String name, String text) {
        this.name = Objects.requireNonNull(name);
        this.text = Objects.requireNonNull(text);
        this.lineStarts = lineStarts(text);
    }

    public String name() {
        return name;
    }

    public String text() {
        return text;
    }

    /** The number of lines; an empty text has one. */
    public int lineCount() {
        return lineStarts.length;
    }

    /**
     * The line, from 1, that holds the character at {@code offset}; a line end belongs to the line
     * it ends.
     */
    public int lineAt(int offset) {
        int found = Arrays.binarySearch(lineStarts, offset);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /** The column, from 1 and in code points, of {@code offset} in its line. */
    public int columnAt(int offset) {
        return text.codePointCount(lineStarts[lineAt(offset) - 1], offset) + 1;
    }

    /** The offset of the first character of line {@code line}, from 1. */
    public int lineStart(int line) {
        return lineStarts[line - 1];
    }

    /** The offset behind the last character of line {@code line}, its line end left out. */
    public int lineEnd(int line) {
        int end = line < lineStarts.length ? lineStarts[line] : text.length();
        while (end > lineStarts[line - 1] && isLineEnd(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    /** The text of line {@code line}, from 1, without its line end. */
    public String line(int line) {
        return text.substring(lineStart(line), lineEnd(line));
    }

    /** The span of the characters from {@code start} up to but without {@code end}. */
    public Span span(int start, int end) {
        return new Span(this, start, end);
    }

    @Override
    public String toString() {
        return name;
    }

    private static int[] lineStarts(String text) {
        int[] starts = new int[16];
        int count = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean ends =
                    c == '\n'
                            || (c == '\r'
                                    && (i + 1 == text.length() || text.charAt(i + 1) != '\n'));
            if (ends) {
                if (count == starts.length) {
                    starts = Arrays.copyOf(starts, 2 * count);
                }
                starts[count++] = i + 1;
            }
        }
        return Arrays.copyOf(starts, count);
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }
}
