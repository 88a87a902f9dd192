package org.pathwise.compiler.format;

import java.util.List;

/** A piece of a statement, and where it may be broken into lines. */
sealed interface Doc {
    Doc EMPTY = new Concat(List.of(), false);
    Doc SPACE = new Text(" ");

    /** A space, or the end of a line. */
    Doc LINE = new Line(" ");

    /** Nothing, or the end of a line. */
    Doc SOFT_LINE = new Line("");

    /** Whether it holds a comment that ends a line, so that it cannot stand on one. */
    boolean breaks();

    /** Characters of one line. */
    record Text(String text) implements Doc {
        @Override
        public boolean breaks() {
            return false;
        }
    }

    /** Where a line ends if the group around it is broken, else {@code flat}. */
    record Line(String flat) implements Doc {
        @Override
        public boolean breaks() {
            return false;
        }
    }

    /** One behind the other. */
    record Concat(List<Doc> parts, boolean breaks) implements Doc {
        public Concat {
            parts = List.copyOf(parts);
        }
    }

    /**
     * As many on each line as there is room for, with spaces between.
     *
     * @param begun whether there are parts before these, so that a space or a line end comes first
     */
    record Fill(List<Doc> parts, boolean begun, boolean breaks) implements Doc {
        public Fill {
            parts = List.copyOf(parts);
        }
    }

    /** On one line if there is room; else each of its own line ends is one. */
    record Group(Doc content, boolean breaks) implements Doc {}

    /** With {@code by} more columns before each line that begins inside. */
    record Nest(int by, Doc content, boolean breaks) implements Doc {}

    /** With its lines indented from the line on which it begins. */
    record Hang(Doc content, boolean breaks) implements Doc {}

    /** A comment. */
    record Remark(Comment comment) implements Doc {
        @Override
        public boolean breaks() {
            return comment.endsLine() || comment.isMultiline();
        }
    }

    static Doc concat(Doc... parts) {
        return concat(List.of(parts));
    }

    static Doc concat(List<Doc> parts) {
        return parts.size() == 1 ? parts.getFirst() : new Concat(parts, anyBreaks(parts));
    }

    static Doc fill(List<Doc> parts) {
        return parts.size() == 1 ? parts.getFirst() : new Fill(parts, false, anyBreaks(parts));
    }

    static Doc group(Doc content) {
        return new Group(content, content.breaks());
    }

    static Doc nest(int by, Doc content) {
        return new Nest(by, content, content.breaks());
    }

    static Doc hang(Doc content) {
        return new Hang(content, content.breaks());
    }

    private static boolean anyBreaks(List<Doc> parts) {
        return parts.stream().anyMatch(Doc::breaks);
    }
}
