package org.pathwise.compiler.format;

import java.util.List;

/**
 * One or several comments with nothing but space between them on their lines.
 *
 * @param place how they stand between the tokens
 * @param first their first line
 * @param more their other lines, if a block comment has several
 * @param blankBefore whether a blank line is before them
 */
record Comment(Place place, String first, List<Continuation> more, boolean blankBefore) {
    Comment {
        more = List.copyOf(more);
    }

    /** Where a comment stands. */
    enum Place {
        /** Behind a token, at the end of its line. */
        TRAILING,
        /** On lines of its own. */
        OWN_LINE,
        /** Before a token, on its line. */
        INLINE
    }

    /**
     * A further line of a block comment.
     *
     * @param offset columns from the column where the comment begins; may be negative
     * @param text without the space around it
     */
    record Continuation(int offset, String text) {}

    /** Whether the line ends with the comment. */
    boolean endsLine() {
        return place != Place.INLINE;
    }

    boolean isMultiline() {
        return !more.isEmpty();
    }
}
