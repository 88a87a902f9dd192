package org.pathwise.repl.session;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.source.Diagnostic;
import org.pathwise.compiler.source.Source;
import org.pathwise.compiler.source.Span;

import java.util.ArrayList;
import java.util.List;

/**
 * Which parts of a text were copied from where, so that what is said about the text can be shown
 * where the user wrote it.
 */
final class Pieces {

    /**
     * A copied part.
     *
     * @param start where it begins in the text
     * @param from what it was copied from
     */
    private record Piece(int start, Span from) {
        int end() {
            return start + from.end() - from.start();
        }
    }

    private final List<Piece> pieces = new ArrayList<>();

    /** A text of which all from an offset on is another text. */
    static Pieces of(Source whole, int start, Source part) {
        Pieces pieces = new Pieces();
        int length = Math.min(part.text().length(), whole.text().length() - start);
        pieces.add(start, part.span(0, length));
        return pieces;
    }

    /** Notes that the text at an offset, behind all noted before, was copied. */
    void add(int start, Span from) {
        pieces.add(new Piece(start, from));
    }

    /** The diagnostic at the places that the text was copied from. */
    Diagnostic original(Diagnostic diagnostic) {
        return moved(diagnostic, this::original);
    }

    /** Finds another place for a place; null where there is none. */
    @FunctionalInterface
    interface Places {
        @Nullable Span of(Span span);
    }

    /** The diagnostic at other places. */
    static Diagnostic moved(Diagnostic diagnostic, Places places) {
        Span span = diagnostic.span();
        return new Diagnostic(
                diagnostic.severity(),
                diagnostic.code(),
                span == null ? null : places.of(span),
                diagnostic.message(),
                diagnostic.label(),
                related(diagnostic, places),
                diagnostic.notes(),
                diagnostic.help());
    }

    private static List<Diagnostic.Related> related(Diagnostic diagnostic, Places places) {
        List<Diagnostic.Related> related = new ArrayList<>();
        for (Diagnostic.Related other : diagnostic.related()) {
            Span place = places.of(other.span());
            if (place != null) {
                related.add(new Diagnostic.Related(place, other.label()));
            }
        }
        return related;
    }

    /**
     * Where a span was copied from, as far as it lies in one part; the end of the part before, if
     * it lies between two; null where nothing was copied.
     */
    @Nullable Span original(Span span) {
        Piece last = null;
        for (Piece piece : pieces) {
            if (piece.start() > span.start()) {
                break;
            }
            last = piece;
        }
        if (last == null) {
            return null;
        }
        int shift = last.from().start() - last.start();
        int start = Math.min(span.start(), last.end());
        int end = Math.clamp(span.end(), start, last.end());
        return last.from().source().span(start + shift, end + shift);
    }
}
