package org.pathwise.compiler.parse;

import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;
import org.pathwise.grammar.PathwiseLexer;

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
        PathwiseLexer lexer = new PathwiseLexer(CharStreams.fromString(text));
        lexer.removeErrorListeners();
        List<Piece> pieces = new ArrayList<>();
        int before = Token.EOF;
        // The lexer counts code points.
        int codePoints = 0;
        int offset = 0;
        for (Token token = lexer.nextToken();
                token.getType() != Token.EOF;
                token = lexer.nextToken()) {
            int start = text.offsetByCodePoints(offset, token.getStartIndex() - codePoints);
            int end =
                    text.offsetByCodePoints(
                            start, token.getStopIndex() + 1 - token.getStartIndex());
            if (start > offset) {
                pieces.add(new Piece(Kind.OTHER, text.substring(offset, start)));
            }
            pieces.add(new Piece(kind(token.getType(), before), text.substring(start, end)));
            if (token.getType() != PathwiseLexer.SPACE) {
                before = token.getType();
            }
            codePoints = token.getStopIndex() + 1;
            offset = end;
        }
        if (offset < text.length()) {
            pieces.add(new Piece(Kind.OTHER, text.substring(offset)));
        }
        return pieces;
    }

    private static Kind kind(int type, int before) {
        if (Tokens.isKeyword(type)) {
            return Kind.KEYWORD;
        }
        return switch (type) {
            case PathwiseLexer.NAME ->
                    before == PathwiseLexer.TILDE
                            ? Kind.DISTRIBUTION
                            : before == PathwiseLexer.AT ? Kind.ANNOTATION : Kind.NAME;
            case PathwiseLexer.AT -> Kind.ANNOTATION;
            case PathwiseLexer.INT, PathwiseLexer.REAL -> Kind.NUMBER;
            case PathwiseLexer.LINE_COMMENT,
                    PathwiseLexer.BLOCK_COMMENT,
                    PathwiseLexer.OPEN_COMMENT,
                    PathwiseLexer.HASH_COMMENT ->
                    Kind.COMMENT;
            case PathwiseLexer.NEWLINE, PathwiseLexer.SPACE, PathwiseLexer.OTHER -> Kind.OTHER;
            default -> Kind.OPERATOR;
        };
    }
}
