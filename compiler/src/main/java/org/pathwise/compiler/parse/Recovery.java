package org.pathwise.compiler.parse;

import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.ATNState;
import org.pathwise.compiler.source.Diagnostic;
import org.pathwise.compiler.source.Diagnostics;
import org.pathwise.compiler.source.Source;
import org.pathwise.compiler.source.Span;
import org.pathwise.grammar.PathwiseLexer;
import org.pathwise.grammar.PathwiseParser;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reports an unexpected token once and goes on at the end of the statement: rules on the way out
 * find themselves at a line end, cannot go on either, and stay silent until a token matches again.
 * Nothing is inserted or deleted by guess.
 */
final class Recovery extends DefaultErrorStrategy {
    private final Source source;
    private final Diagnostics diagnostics;
    private final Troubled troubled;

    /** The decisions taken at the current token; each of them could have taken other tokens. */
    private final List<Choice> choices = new ArrayList<>();

    private int choicesAt = -1;

    private record Choice(int state, RuleContext context) {}

    Recovery(Source source, Diagnostics diagnostics, Troubled troubled) {
        this.source = source;
        this.diagnostics = diagnostics;
        this.troubled = troubled;
    }

    @Override
    public void sync(Parser parser) {
        Token token = parser.getCurrentToken();
        if (token.getTokenIndex() != choicesAt) {
            choicesAt = token.getTokenIndex();
            choices.clear();
        }
        choices.add(new Choice(parser.getState(), parser.getContext()));
        if (atStatementEnd(parser) && !endsStatement(parser, token.getType())) {
            if (!inErrorRecoveryMode(parser)) {
                beginErrorCondition(parser);
                report(parser, token);
            }
            skip(parser, false);
        }
    }

    /**
     * Whether the parser stands in the loop over the statements of a block, or over the items,
     * behind one of them.
     */
    private static boolean atStatementEnd(Parser parser) {
        int rule = parser.getContext().getRuleIndex();
        if (rule != PathwiseParser.RULE_block && rule != PathwiseParser.RULE_script) {
            return false;
        }
        return switch (parser.getATN().states.get(parser.getState()).getStateType()) {
            case ATNState.STAR_LOOP_ENTRY, ATNState.STAR_LOOP_BACK -> true;
            default -> false;
        };
    }

    private static boolean endsStatement(Parser parser, int type) {
        boolean inBlock = parser.getContext().getRuleIndex() == PathwiseParser.RULE_block;
        return type == PathwiseLexer.NEWLINE
                || type == Token.EOF
                || (inBlock && type == PathwiseLexer.RBRACE);
    }

    @Override
    public Token recoverInline(Parser parser) {
        throw new InputMismatchException(parser);
    }

    @Override
    public void reportError(Parser parser, RecognitionException e) {
        if (!inErrorRecoveryMode(parser)) {
            beginErrorCondition(parser);
            report(parser, parser.getCurrentToken());
        }
    }

    @Override
    public void recover(Parser parser, RecognitionException e) {
        skip(parser, inHeader(parser.getContext()));
    }

    private static boolean inHeader(RuleContext from) {
        for (RuleContext c = from;
                c != null && c.getRuleIndex() != PathwiseParser.RULE_block;
                c = c.parent) {
            switch (c.getRuleIndex()) {
                case PathwiseParser.RULE_forHeader,
                        PathwiseParser.RULE_ifHeader,
                        PathwiseParser.RULE_signature -> {
                    return true;
                }
                default -> {}
            }
        }
        return false;
    }

    /** Goes to the end of the statement, over whole blocks unless one is what stands next. */
    private static void skip(Parser parser, boolean toBlock) {
        int depth = 0;
        while (true) {
            int type = parser.getCurrentToken().getType();
            boolean stray = type == PathwiseLexer.RBRACE && parser.getContext().getParent() == null;
            if (type == Token.EOF
                    || (depth == 0 && type == PathwiseLexer.NEWLINE)
                    || (depth == 0 && type == PathwiseLexer.RBRACE && !stray)
                    || (toBlock && type == PathwiseLexer.LBRACE)) {
                return;
            }
            depth +=
                    type == PathwiseLexer.LBRACE
                            ? 1
                            : type == PathwiseLexer.RBRACE && depth > 0 ? -1 : 0;
            parser.consume();
        }
    }

    private void report(Parser parser, Token token) {
        if (!troubled.contains(token.getLine())) {
            diagnostics.report(explain(parser, token));
        }
    }

    private Diagnostic explain(Parser parser, Token token) {
        Set<Integer> expected = expected(parser, token);
        boolean dangling = dangles(parser, token);
        Span span = place(parser, token, dangling);
        ParserRuleContext context = parser.getContext();
        int rule = context.getRuleIndex();
        int type = token.getType();
        String found = dangling ? "the end of the line" : Expectation.found(token);
        boolean topLevel =
                rule == PathwiseParser.RULE_script || rule == PathwiseParser.RULE_derivedData;
        if (type == PathwiseLexer.TILDE && topLevel) {
            return SyntaxErrors.sampleAtTopLevel(span);
        }
        if (expected.contains(PathwiseLexer.DATA)
                && Tokens.isKeyword(type)
                && beginsStatement(type)) {
            return SyntaxErrors.statementAtTopLevel(span);
        }
        if (startsLine(parser)
                && (LineEnds.isBinaryOperator(type) && type != PathwiseLexer.ASSIGN)) {
            return SyntaxErrors.continuedLine(span);
        }
        if (isComparison(type) && expected.contains(PathwiseLexer.AND)) {
            return SyntaxErrors.comparisonChain(span);
        }
        if (type == PathwiseLexer.IF && expected.contains(PathwiseLexer.INT)) {
            return SyntaxErrors.conditionalOperand(span);
        }
        if (expected.contains(PathwiseLexer.COMMA) && beginsValue(type)) {
            return SyntaxErrors.missingComma(span, Expectation.found(token));
        }
        boolean name = expected.contains(PathwiseLexer.NAME);
        String words = Expectation.describe(expected, rule);
        return name && !dangling && Tokens.isKeyword(type)
                ? SyntaxErrors.keyword(span, words)
                : SyntaxErrors.unexpected(span, words, found);
    }

    /**
     * Whether the line before ends in an operator and the token, on a later line, cannot be its
     * operand.
     */
    private static boolean dangles(Parser parser, Token token) {
        Token before = parser.getInputStream().LT(-1);
        return before != null
                && before.getLine() < token.getLine()
                && LineEnds.isBinaryOperator(before.getType());
    }

    private Span place(Parser parser, Token token, boolean dangling) {
        if (dangling) {
            int end = parser.getInputStream().LT(-1).getStopIndex() + 1;
            return source.span(end, end);
        }
        return token.getType() == PathwiseLexer.NEWLINE
                ? source.span(token.getStartIndex(), token.getStartIndex())
                : Tokens.span(source, token);
    }

    private Set<Integer> expected(Parser parser, Token token) {
        Set<Integer> expected = new HashSet<>(parser.getExpectedTokens().toSet());
        if (token.getTokenIndex() == choicesAt) {
            for (Choice choice : choices) {
                expected.addAll(
                        parser.getATN()
                                .getExpectedTokens(choice.state(), choice.context())
                                .toSet());
            }
        }
        return expected;
    }

    private static boolean startsLine(Parser parser) {
        if (parser.getInputStream().index() == 0) {
            return true;
        }
        int before = parser.getInputStream().LA(-1);
        return before == PathwiseLexer.NEWLINE || before == PathwiseLexer.LBRACE;
    }

    private static boolean beginsStatement(int type) {
        return switch (type) {
            case PathwiseLexer.FOR,
                    PathwiseLexer.IF,
                    PathwiseLexer.FACTOR,
                    PathwiseLexer.RETURN,
                    PathwiseLexer.PARAM ->
                    true;
            default -> false;
        };
    }

    private static boolean beginsValue(int type) {
        return switch (type) {
            case PathwiseLexer.NAME,
                    PathwiseLexer.INT,
                    PathwiseLexer.REAL,
                    PathwiseLexer.TRUE,
                    PathwiseLexer.FALSE ->
                    true;
            default -> false;
        };
    }

    private static boolean isComparison(int type) {
        return type >= PathwiseLexer.EQUAL && type <= PathwiseLexer.GREATER_EQUAL;
    }
}
