package org.pathwise.compiler.parse;

import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;
import org.pathwise.grammar.PathwiseLexer;

import java.util.ArrayList;
import java.util.List;

/**
 * A piece of a text as the lexer sees it, for those who show or cut text without reading it:
 * together the lexemes are the whole text, also where it is no script.
 *
 * @param start offset of its first character, in UTF-16 units
 * @param text its characters
 */
public record Lexeme(Kind kind, int start, String text) {

    /** What a piece is. */
    public enum Kind {
        KEYWORD,
        NAME,
        NUMBER,
        /** A sign that a value or a statement may end with, such as a bracket. */
        SIGN,
        /** A sign that something must follow, such as {@code +}, {@code ~} and the comma. */
        OPERATOR,
        COMMENT,
        SPACE,
        LINE_END,
        /** No part of the language. */
        STRAY
    }

    /** The offset behind its last character. */
    public int end() {
        return start + text.length();
    }

    /** The lexemes of a text, without gaps. */
    public static List<Lexeme> of(String text) {
        PathwiseLexer lexer = new PathwiseLexer(CharStreams.fromString(text));
        lexer.removeErrorListeners();
        List<Lexeme> lexemes = new ArrayList<>();
        int offset = 0;
        // The lexer counts code points.
        for (Token token = lexer.nextToken();
                token.getType() != Token.EOF;
                token = lexer.nextToken()) {
            int length = token.getStopIndex() + 1 - token.getStartIndex();
            int end = text.offsetByCodePoints(offset, length);
            lexemes.add(new Lexeme(kind(token.getType()), offset, text.substring(offset, end)));
            offset = end;
        }
        return lexemes;
    }

    private static Kind kind(int type) {
        return switch (type) {
            case PathwiseLexer.NAME -> Kind.NAME;
            case PathwiseLexer.INT, PathwiseLexer.REAL -> Kind.NUMBER;
            case PathwiseLexer.NEWLINE -> Kind.LINE_END;
            case PathwiseLexer.SPACE -> Kind.SPACE;
            case PathwiseLexer.LINE_COMMENT,
                    PathwiseLexer.BLOCK_COMMENT,
                    PathwiseLexer.HASH_COMMENT ->
                    Kind.COMMENT;
            case PathwiseLexer.LPAREN,
                    PathwiseLexer.RPAREN,
                    PathwiseLexer.LBRACKET,
                    PathwiseLexer.RBRACKET,
                    PathwiseLexer.LBRACE,
                    PathwiseLexer.RBRACE,
                    PathwiseLexer.TRANSPOSE,
                    PathwiseLexer.AT ->
                    Kind.SIGN;
            default -> {
                if (Tokens.isKeyword(type)) {
                    yield Kind.KEYWORD;
                }
                yield LineEnds.continues(type) ? Kind.OPERATOR : Kind.STRAY;
            }
        };
    }
}
