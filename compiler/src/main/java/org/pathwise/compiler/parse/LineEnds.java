package org.pathwise.compiler.parse;

import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.pathwise.grammar.PathwiseLexer;

import java.util.ArrayList;
import java.util.List;

/**
 * Drops the line ends that end no statement: those inside ( ) and [ ], those behind an operator or another sign that
 * cannot end a statement, and those before {@code {}, {@code else} and {@code then}, which cannot begin one.
 */
final class LineEnds {
    private LineEnds() {}

    /**
     * @param tokens with paired brackets, the last one EOF
     */
    static List<CommonToken> filter(List<CommonToken> tokens) {
        List<CommonToken> kept = new ArrayList<>(tokens.size());
        int depth = 0;
        int before = PathwiseLexer.NEWLINE;
        for (int i = 0; i < tokens.size(); i++) {
            CommonToken token = tokens.get(i);
            switch (token.getType()) {
                case PathwiseLexer.LPAREN, PathwiseLexer.LBRACKET -> depth++;
                case PathwiseLexer.RPAREN, PathwiseLexer.RBRACKET -> depth--;
                case PathwiseLexer.NEWLINE -> {
                    if (depth > 0 || continues(before) || continued(next(tokens, i))) {
                        continue;
                    }
                }
                default -> {}
            }
            kept.add(token);
            before = token.getType();
        }
        return kept;
    }

    private static int next(List<CommonToken> tokens, int from) {
        int i = from;
        while (tokens.get(i).getType() == PathwiseLexer.NEWLINE) {
            i++;
        }
        return tokens.get(i).getType();
    }

    private static boolean continued(int next) {
        return next == PathwiseLexer.LBRACE
                || next == PathwiseLexer.ELSE
                || next == PathwiseLexer.THEN;
    }

    /** Whether no statement can end with this sign. */
    static boolean continues(int type) {
        return switch (type) {
            case PathwiseLexer.PLUS,
                    PathwiseLexer.MINUS,
                    PathwiseLexer.TIMES,
                    PathwiseLexer.DIVIDE,
                    PathwiseLexer.ELEMENT_TIMES,
                    PathwiseLexer.ELEMENT_DIVIDE,
                    PathwiseLexer.POWER,
                    PathwiseLexer.EQUAL,
                    PathwiseLexer.NOT_EQUAL,
                    PathwiseLexer.LESS,
                    PathwiseLexer.LESS_EQUAL,
                    PathwiseLexer.GREATER,
                    PathwiseLexer.GREATER_EQUAL,
                    PathwiseLexer.AND,
                    PathwiseLexer.OR,
                    PathwiseLexer.NOT,
                    PathwiseLexer.IN,
                    PathwiseLexer.THEN,
                    PathwiseLexer.ELSE,
                    PathwiseLexer.RANGE,
                    PathwiseLexer.TILDE,
                    PathwiseLexer.ASSIGN,
                    PathwiseLexer.ARROW,
                    PathwiseLexer.COLON,
                    PathwiseLexer.COMMA ->
                    true;
            default -> false;
        };
    }

    /** Whether a line that begins with this sign was meant to continue the one before. */
    static boolean isBinaryOperator(int type) {
        return continues(type)
                && switch (type) {
                    case PathwiseLexer.NOT,
                            PathwiseLexer.IN,
                            PathwiseLexer.THEN,
                            PathwiseLexer.ELSE,
                            PathwiseLexer.COLON,
                            PathwiseLexer.COMMA,
                            Token.EOF ->
                            false;
                    default -> true;
                };
    }
}
