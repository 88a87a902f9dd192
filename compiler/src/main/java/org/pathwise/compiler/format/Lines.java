package org.pathwise.compiler.format;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * The lines of the laid-out text, and the one that is being written. Its indentation is what it was
 * begun with, or that of the first characters on it.
 */
final class Lines {
    private static final String BEFORE_TRAILING = "  ";

    /** A line with code, a comment, both or nothing. */
    private record Line(int indent, String code, @Nullable Comment comment) {
        int width() {
            return indent + columns(code);
        }

        /** Whether its comment may share a column with those of its neighbours. */
        boolean aligns() {
            return !code.isEmpty() && comment != null && !comment.isMultiline();
        }
    }

    private final List<Line> done = new ArrayList<>();
    private final StringBuilder code = new StringBuilder();
    private int indent = -1;

    /** Ends the line that has something on it, and begins another. */
    void begin(int indentation) {
        end();
        indent = indentation;
    }

    /** Ends the line if it has something on it. */
    void end() {
        if (!code.isEmpty()) {
            add(null);
        }
    }

    /** Writes characters; {@code indentation} counts if no line was begun. */
    void write(String text, int indentation) {
        if (indent < 0) {
            indent = indentation;
        }
        if (!code.isEmpty() || !text.isBlank()) {
            code.append(text);
        }
    }

    /** Writes a comment where its place asks for. */
    void write(Comment comment, int indentation) {
        switch (comment.place()) {
            case TRAILING -> trailing(comment, indentation);
            case OWN_LINE -> ownLine(comment, indentation);
            case INLINE -> inline(comment, indentation);
        }
    }

    /** Puts one blank line behind what is there, if something is. */
    void blank() {
        end();
        if (!done.isEmpty() && !isBlank(done.getLast())) {
            done.add(new Line(0, "", null));
        }
    }

    /** The indentation of the line that is being written, or would be. */
    int indent(int indentation) {
        return indent < 0 ? indentation : indent;
    }

    /** The columns that are taken of the line that is being written, or would be. */
    int column(int indentation) {
        return indent(indentation) + columns(code);
    }

    /** The whole text, each line ended by {@code end}. */
    String text(String end) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < done.size(); ) {
            int next = i + 1;
            while (next < done.size() && inOneColumn(done.get(next - 1), done.get(next))) {
                next++;
            }
            List<Line> run = done.subList(i, next);
            int column = run.stream().mapToInt(Line::width).max().orElseThrow();
            for (Line line : run) {
                append(out, line, column, end);
            }
            i = next;
        }
        return out.toString();
    }

    static int columns(CharSequence text) {
        return Character.codePointCount(text, 0, text.length());
    }

    private void trailing(Comment comment, int indentation) {
        if (!code.toString().isBlank()) {
            add(comment);
            return;
        }
        if (!done.isEmpty()) {
            Line last = done.getLast();
            if (!last.code().isEmpty() && last.comment() == null) {
                done.set(done.size() - 1, new Line(last.indent(), last.code(), comment));
                return;
            }
        }
        ownLine(comment, indentation);
    }

    private void ownLine(Comment comment, int indentation) {
        int begun = code.isEmpty() ? indent : -1;
        end();
        done.add(new Line(begun < 0 ? indentation : begun, "", comment));
        indent = begun;
    }

    private void inline(Comment comment, int indentation) {
        boolean apart = !code.isEmpty() && " ([".indexOf(code.charAt(code.length() - 1)) < 0;
        write(apart ? " " + comment.first() : comment.first(), indentation);
        int column = column(indentation) - columns(comment.first());
        for (Comment.Continuation line : comment.more()) {
            add(null);
            indent = Math.max(0, column + line.offset());
            code.append(line.text());
        }
    }

    private void add(@Nullable Comment comment) {
        done.add(new Line(indent, code.toString().stripTrailing(), comment));
        code.setLength(0);
        indent = -1;
    }

    private static boolean isBlank(Line line) {
        return line.code().isEmpty() && line.comment() == null;
    }

    private static boolean inOneColumn(Line line, Line next) {
        return line.aligns() && next.aligns() && line.indent() == next.indent();
    }

    /**
     * @param column where the code ends on the longest of the lines that have their comments in one
     *     column
     */
    private static void append(StringBuilder out, Line line, int column, String end) {
        if (!line.code().isEmpty()) {
            out.repeat(' ', line.indent()).append(line.code());
        }
        Comment comment = line.comment();
        if (comment != null) {
            int at = line.indent();
            if (line.code().isEmpty()) {
                out.repeat(' ', at);
            } else {
                at = column + BEFORE_TRAILING.length();
                out.repeat(' ', at - line.width());
            }
            out.append(comment.first());
            for (Comment.Continuation more : comment.more()) {
                out.append(end);
                if (!more.text().isEmpty()) {
                    out.repeat(' ', Math.max(0, at + more.offset())).append(more.text());
                }
            }
        }
        out.append(end);
    }
}
