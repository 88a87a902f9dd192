package org.pathwise.compiler.source;

/**
 * A piece of a source, from the character at {@code start} up to but without {@code end}. An empty
 * span is a place between two characters.
 *
 * @param source the text it lies in
 * @param start offset of the first character, in UTF-16 units
 * @param end offset behind the last character
 */
public record Span(Source source, int start, int end) {
    public Span {
        if (start < 0 || end < start || end > source.text().length()) {
            throw new IllegalArgumentException(
                    "no span " + start + ".." + end + " in " + source.name());
        }
    }

    /** The line, from 1, of the first character. */
    public int line() {
        return source.lineAt(start);
    }

    /** The column, from 1, of the first character. */
    public int column() {
        return source.columnAt(start);
    }

    /** The line, from 1, of the last character (of the place itself when the span is empty). */
    public int endLine() {
        return source.lineAt(lastOffset());
    }

    /** The column, from 1, behind the last character. */
    public int endColumn() {
        return start == end ? column() : source.columnAt(lastOffset()) + 1;
    }

    /** The characters. */
    public String text() {
        return source.text().substring(start, end);
    }

    /** The smallest span that holds this one and {@code other}, which lies in the same source. */
    public Span to(Span other) {
        return new Span(source, Math.min(start, other.start), Math.max(end, other.end));
    }

    /** The place as an editor understands it, {@code 7:12}. */
    public String position() {
        return line() + ":" + column();
    }

    @Override
    public String toString() {
        return source.name() + ":" + position();
    }

    private int lastOffset() {
        if (start == end) {
            return start;
        }
        return Character.isLowSurrogate(source.text().charAt(end - 1)) && end - 2 >= start
                ? end - 2
                : end - 1;
    }
}
