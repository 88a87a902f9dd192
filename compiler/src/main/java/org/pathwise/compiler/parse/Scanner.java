package org.pathwise.compiler.parse;

import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.pathwise.compiler.source.Diagnostics;
import org.pathwise.compiler.source.Source;
import org.pathwise.compiler.source.Span;
import org.pathwise.grammar.PathwiseLexer;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Text to tokens, without space; comments are collected apart. Characters that begin no token are
 * reported and left out; signs of other languages are reported once a script and replaced by what
 * this one writes. The offsets of the tokens count UTF-16 units, as spans do.
 */
final class Scanner {
    private final Source source;
    private final Diagnostics diagnostics;
    private final Troubled troubled;
    private final List<CommonToken> tokens = new ArrayList<>();
    private final List<Span> comments;
    private final Set<Foreign> seen = EnumSet.noneOf(Foreign.class);

    /** Habits of other languages; a script full of them gets one message for each. */
    private enum Foreign {
        SEMICOLON,
        HASH,
        STARS,
        ELEMENT_POWER,
        BOTH,
        EITHER,
        BANG
    }

    private Scanner(
            Source source, Diagnostics diagnostics, Troubled troubled, List<Span> comments) {
        this.source = source;
        this.diagnostics = diagnostics;
        this.troubled = troubled;
        this.comments = comments;
    }

    /** The tokens of the source, the last one EOF; its comments are added to {@code comments}. */
    static List<CommonToken> scan(
            Source source, Diagnostics diagnostics, Troubled troubled, List<Span> comments) {
        Scanner scanner = new Scanner(source, diagnostics, troubled, comments);
        scanner.run();
        return scanner.tokens;
    }

    private void run() {
        PathwiseLexer lexer =
                new PathwiseLexer(CharStreams.fromString(source.text(), source.name()));
        int codePoints = 0;
        int offset = 0;
        while (true) {
            CommonToken token = (CommonToken) lexer.nextToken();
            if (token.getType() == Token.EOF) {
                tokens.add(Tokens.synthetic(token, Token.EOF, "", source.text().length()));
                return;
            }
            // The lexer counts code points. Tokens come without gaps, so the offset is kept step by
            // step.
            int start =
                    source.text().offsetByCodePoints(offset, token.getStartIndex() - codePoints);
            int end =
                    source.text()
                            .offsetByCodePoints(
                                    start, token.getStopIndex() + 1 - token.getStartIndex());
            codePoints = token.getStopIndex() + 1;
            offset = end;
            token.setLine(source.lineAt(start));
            token.setText(source.text().substring(start, end));
            token.setStartIndex(start);
            token.setStopIndex(end - 1);
            if (token.getType() == PathwiseLexer.OPEN_COMMENT) {
                diagnostics.report(SyntaxErrors.unclosedComment(Tokens.span(source, token)));
                tokens.add(Tokens.synthetic(token, Token.EOF, "", start));
                return;
            }
            if (token.getChannel() == Token.DEFAULT_CHANNEL) {
                accept(token);
            } else if (token.getType() == PathwiseLexer.LINE_COMMENT
                    || token.getType() == PathwiseLexer.BLOCK_COMMENT) {
                comments.add(Tokens.span(source, token));
            }
        }
    }

    private void accept(CommonToken token) {
        Span span = Tokens.span(source, token);
        switch (token.getType()) {
            case PathwiseLexer.SEMICOLON -> {
                if (seen.add(Foreign.SEMICOLON)) {
                    diagnostics.report(SyntaxErrors.semicolon(span));
                }
                tokens.add(Tokens.retyped(token, PathwiseLexer.NEWLINE));
            }
            case PathwiseLexer.HASH_COMMENT -> {
                if (seen.add(Foreign.HASH)) {
                    diagnostics.report(SyntaxErrors.hashComment(span));
                }
            }
            case PathwiseLexer.STARS -> replace(Foreign.STARS, token, PathwiseLexer.POWER, "^");
            case PathwiseLexer.ELEMENT_POWER ->
                    replace(Foreign.ELEMENT_POWER, token, PathwiseLexer.POWER, "^");
            case PathwiseLexer.BOTH -> replace(Foreign.BOTH, token, PathwiseLexer.AND, "and");
            case PathwiseLexer.EITHER -> replace(Foreign.EITHER, token, PathwiseLexer.OR, "or");
            case PathwiseLexer.BANG -> replace(Foreign.BANG, token, PathwiseLexer.NOT, "not");
            case PathwiseLexer.STRING -> {
                diagnostics.report(SyntaxErrors.string(span));
                tokens.add(Tokens.retyped(token, PathwiseLexer.NAME));
            }
            case PathwiseLexer.OTHER -> {
                diagnostics.report(SyntaxErrors.strayCharacter(span));
                troubled.mark(token.getLine(), token.getLine());
            }
            default -> tokens.add(token);
        }
    }

    private void replace(Foreign habit, CommonToken token, int type, String ours) {
        if (seen.add(habit)) {
            diagnostics.report(SyntaxErrors.foreignOperator(Tokens.span(source, token), ours));
        }
        tokens.add(Tokens.retyped(token, type));
    }
}
