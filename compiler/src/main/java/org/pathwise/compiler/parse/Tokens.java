package org.pathwise.compiler.parse;

import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.pathwise.compiler.source.Source;
import org.pathwise.compiler.source.Span;
import org.pathwise.grammar.PathwiseLexer;

/** Small facts about tokens. */
final class Tokens {
    private Tokens() {}

    static Span span(Source source, Token token) {
        return source.span(token.getStartIndex(), token.getStopIndex() + 1);
    }

    /** The same piece of text as another kind of token. */
    static CommonToken retyped(Token token, int type) {
        CommonToken copy = new CommonToken(token);
        copy.setType(type);
        return copy;
    }

    /**
     * A token that the text does not hold, at {@code offset}; line and input are those of {@code
     * near}.
     */
    static CommonToken synthetic(Token near, int type, String text, int offset) {
        CommonToken token = retyped(near, type);
        token.setText(text);
        token.setStartIndex(offset);
        token.setStopIndex(offset - 1);
        return token;
    }

    /** Whether the word may not be a name. */
    static boolean isKeyword(int type) {
        return type >= PathwiseLexer.DATA && type <= PathwiseLexer.FALSE;
    }

    /** Whether the word begins an item of the top level and nothing else. */
    static boolean beginsItem(int type) {
        return type >= PathwiseLexer.DATA && type <= PathwiseLexer.GENERATE;
    }

    /** Whether {@code right} follows {@code left} without space. */
    static boolean adjacent(Token left, Token right) {
        return left.getStopIndex() + 1 == right.getStartIndex();
    }
}
