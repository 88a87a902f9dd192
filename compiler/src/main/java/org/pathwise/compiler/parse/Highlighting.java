package org.pathwise.compiler.parse;

import java.util.ArrayList;
import java.util.List;

/** What kind of word each piece of a script is, for colours. Any text will do, right or wrong. */
public final class Highlighting {
    private Highlighting() {}

    /** What a piece is. */
    public enum Kind {
        KEYWORD,
        NAME,
        /** The name after a {@code ~}. */
        DISTRIBUTION,
        /** An {@code @} and the name after it. */
        ANNOTATION,
        NUMBER,
        COMMENT,
        OPERATOR,
        /** Space, and what is no part of the language. */
        OTHER
    }

    /** A piece of the text; the pieces together are all of it. */
    public record Piece(Kind kind, String text) {}

    /** The pieces of a text, in order. */
    public static List<Piece> of(String text) {
        List<Piece> pieces = new ArrayList<>();
        String before = "";
        for (Lexeme lexeme : Lexeme.of(text)) {
            pieces.add(new Piece(kind(lexeme, before), lexeme.text()));
            if (lexeme.kind() != Lexeme.Kind.SPACE) {
                before = lexeme.text();
            }
        }
        return pieces;
    }

    private static Kind kind(Lexeme lexeme, String before) {
        return switch (lexeme.kind()) {
            case KEYWORD -> Kind.KEYWORD;
            case NAME ->
                    switch (before) {
                        case "~" -> Kind.DISTRIBUTION;
                        case "@" -> Kind.ANNOTATION;
                        default -> Kind.NAME;
                    };
            case NUMBER -> Kind.NUMBER;
            case COMMENT -> Kind.COMMENT;
            case SIGN -> lexeme.text().equals("@") ? Kind.ANNOTATION : Kind.OPERATOR;
            case OPERATOR -> Kind.OPERATOR;
            case SPACE, LINE_END, STRAY -> Kind.OTHER;
        };
    }
}
