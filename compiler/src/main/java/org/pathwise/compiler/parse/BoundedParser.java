package org.pathwise.compiler.parse;

import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;
import org.pathwise.grammar.PathwiseParser;

import java.io.Serial;

/**
 * The generated parser with a limit on its recursion, which brackets alone do not bound: {@code
 * ----...1}.
 */
final class BoundedParser extends PathwiseParser {
    /** A bracket costs three of the counted rules: expression, negation, unary. */
    private static final int MAX_DEPTH = 3 * Brackets.MAX_DEPTH + 50;

    private int depth;

    BoundedParser(TokenStream input) {
        super(input);
    }

    /** Ends the parse. */
    static final class TooDeep extends RuntimeException {
        @Serial private static final long serialVersionUID = 1;

        private final transient Token token;

        TooDeep(Token token) {
            super(null, null, false, false);
            this.token = token;
        }

        Token token() {
            return token;
        }
    }

    @Override
    public void enterRule(ParserRuleContext context, int state, int rule) {
        super.enterRule(context, state, rule);
        if (recurses(rule) && ++depth > MAX_DEPTH) {
            throw new TooDeep(getCurrentToken());
        }
    }

    @Override
    public void exitRule() {
        if (recurses(getContext().getRuleIndex())) {
            depth--;
        }
        super.exitRule();
    }

    private static boolean recurses(int rule) {
        return switch (rule) {
            case RULE_expression, RULE_negation, RULE_unary, RULE_boundFactor, RULE_ifStatement ->
                    true;
            default -> false;
        };
    }
}
