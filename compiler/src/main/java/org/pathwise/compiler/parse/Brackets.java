package org.pathwise.compiler.parse;

import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.source.Diagnostics;
import org.pathwise.compiler.source.Source;
import org.pathwise.compiler.source.Span;
import org.pathwise.grammar.PathwiseLexer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Pairs the brackets. What is not paired is reported where it was opened and repaired, so that
 * behind this pass every bracket has its partner and nothing is nested deeper than {@link
 * #MAX_DEPTH}.
 */
final class Brackets {
    /**
     * More levels than a script by hand has, and few enough for recursive passes on a stack of half
     * a megabyte.
     */
    static final int MAX_DEPTH = 100;

    private final Source source;
    private final Diagnostics diagnostics;
    private final List<CommonToken> repaired = new ArrayList<>();
    private final Deque<CommonToken> open = new ArrayDeque<>();
    private final Troubled troubled;

    /**
     * The last `{` whose `}` stands further left than the line it was opened on: probably closed by
     * another's.
     */
    private @Nullable CommonToken suspect;

    private Brackets(Source source, Diagnostics diagnostics, Troubled troubled) {
        this.source = source;
        this.diagnostics = diagnostics;
        this.troubled = troubled;
    }

    /** The tokens with every bracket paired, or null when they are nested too deep to go on. */
    static @Nullable List<CommonToken> pair(
            List<CommonToken> tokens, Source source, Diagnostics diagnostics, Troubled troubled) {
        Brackets brackets = new Brackets(source, diagnostics, troubled);
        for (int i = 0; i < tokens.size(); i++) {
            CommonToken next = tokens.get(Math.min(i + 1, tokens.size() - 1));
            if (!brackets.accept(tokens.get(i), next.getType())) {
                return null;
            }
        }
        return brackets.repaired;
    }

    private boolean accept(CommonToken token, int next) {
        switch (token.getType()) {
            case PathwiseLexer.LPAREN, PathwiseLexer.LBRACKET -> open.push(token);
            case PathwiseLexer.LBRACE -> {
                closeInline(token);
                open.push(token);
            }
            case PathwiseLexer.RPAREN, PathwiseLexer.RBRACKET, PathwiseLexer.RBRACE -> {
                return acceptCloser(token);
            }
            case PathwiseLexer.TILDE,
                    PathwiseLexer.FACTOR,
                    PathwiseLexer.RETURN,
                    PathwiseLexer.PARAM ->
                    closeInline(token);
            case Token.EOF -> closeAll(token);
            default -> {
                if (beginsItem(token, next)) {
                    closeAll(token);
                }
            }
        }
        if (open.size() > MAX_DEPTH) {
            diagnostics.report(SyntaxErrors.tooDeep(Tokens.span(source, token)));
            return false;
        }
        repaired.add(token);
        return true;
    }

    private boolean acceptCloser(CommonToken token) {
        if (token.getType() == PathwiseLexer.RBRACE) {
            closeInline(token);
        }
        CommonToken opener = open.peek();
        if (opener == null
                || (opener.getType() == PathwiseLexer.LBRACE
                        && token.getType() != PathwiseLexer.RBRACE)) {
            if (!troubled.contains(token.getLine())) {
                diagnostics.report(SyntaxErrors.unexpectedCloser(Tokens.span(source, token)));
            }
            troubled.mark(token.getLine(), token.getLine());
            return true;
        }
        open.pop();
        int closer = closerOf(opener);
        if (token.getType() == closer) {
            repaired.add(token);
        } else {
            diagnostics.report(
                    SyntaxErrors.wrongCloser(
                            Tokens.span(source, token),
                            Tokens.span(source, opener),
                            spelled(closer)));
            repaired.add(Tokens.retyped(token, closer));
        }
        if (closer == PathwiseLexer.RBRACE && startsLine(token) && indent(token) < indent(opener)) {
            suspect = opener;
        }
        return true;
    }

    /** Closes the ( and [ that are open where none can be, at the end of the line of each. */
    private void closeInline(CommonToken seen) {
        while (!open.isEmpty() && open.element().getType() != PathwiseLexer.LBRACE) {
            CommonToken opener = open.pop();
            diagnostics.report(SyntaxErrors.unclosed(Tokens.span(source, opener), null));
            troubled.mark(opener.getLine(), Math.max(opener.getLine(), seen.getLine() - 1));
            insertAtLineEnd(opener);
        }
    }

    private void insertAtLineEnd(CommonToken opener) {
        int at = repaired.indexOf(opener) + 1;
        while (at < repaired.size() && repaired.get(at).getType() != PathwiseLexer.NEWLINE) {
            at++;
        }
        CommonToken last = repaired.get(at - 1);
        int closer = closerOf(opener);
        repaired.add(at, Tokens.synthetic(last, closer, spelled(closer), last.getStopIndex() + 1));
    }

    /** Closes everything: the script ends, or the next item of the top level begins. */
    private void closeAll(CommonToken seen) {
        closeInline(seen);
        boolean reported = false;
        while (!open.isEmpty()) {
            CommonToken opener = open.pop();
            if (!reported) {
                CommonToken blamed =
                        suspect != null && suspect.getStartIndex() > opener.getStartIndex()
                                ? suspect
                                : opener;
                diagnostics.report(
                        SyntaxErrors.unclosed(Tokens.span(source, blamed), noticed(seen)));
                reported = true;
            }
            closeInline(seen);
            repaired.add(Tokens.synthetic(seen, PathwiseLexer.RBRACE, "}", seen.getStartIndex()));
        }
        if (reported) {
            repaired.add(Tokens.synthetic(seen, PathwiseLexer.NEWLINE, "", seen.getStartIndex()));
        }
        suspect = null;
    }

    private @Nullable Span noticed(CommonToken seen) {
        return seen.getType() == Token.EOF ? null : Tokens.span(source, seen);
    }

    /**
     * Whether the next item begins here: not so in {@code data[i] ~ ...}, where a word is misused
     * as a name.
     */
    private boolean beginsItem(CommonToken token, int next) {
        return Tokens.beginsItem(token.getType())
                && startsLine(token)
                && (next == PathwiseLexer.NAME || next == PathwiseLexer.LBRACE);
    }

    private boolean startsLine(CommonToken token) {
        return source.text()
                .substring(source.lineStart(token.getLine()), token.getStartIndex())
                .isBlank();
    }

    private int indent(CommonToken token) {
        String line = source.line(token.getLine());
        return line.length() - line.stripLeading().length();
    }

    private static int closerOf(CommonToken opener) {
        return switch (opener.getType()) {
            case PathwiseLexer.LPAREN -> PathwiseLexer.RPAREN;
            case PathwiseLexer.LBRACKET -> PathwiseLexer.RBRACKET;
            default -> PathwiseLexer.RBRACE;
        };
    }

    private static String spelled(int closer) {
        return switch (closer) {
            case PathwiseLexer.RPAREN -> ")";
            case PathwiseLexer.RBRACKET -> "]";
            default -> "}";
        };
    }
}
