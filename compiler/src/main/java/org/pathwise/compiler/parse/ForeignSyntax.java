package org.pathwise.compiler.parse;

import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.pathwise.compiler.source.Diagnostics;
import org.pathwise.compiler.source.Source;
import org.pathwise.compiler.source.Span;
import org.pathwise.grammar.PathwiseLexer;

import java.util.List;
import java.util.Set;

/**
 * Recognises what users bring along from Stan, R and Python, says how Pathwise writes it, and
 * rewrites the tokens so that the parser goes on: {@code x <- 1}, {@code target += e}, {@code for
 * (i in 1:N)}, {@code int<lower=0> N}, {@code parameters { ... }}.
 */
final class ForeignSyntax {
    private static final Set<String> STAN_TYPES =
            Set.of(
                    "int",
                    "real",
                    "complex",
                    "vector",
                    "row_vector",
                    "matrix",
                    "array",
                    "simplex",
                    "ordered",
                    "positive_ordered",
                    "unit_vector",
                    "corr_matrix",
                    "cov_matrix",
                    "cholesky_factor_corr",
                    "cholesky_factor_cov");

    private final List<CommonToken> tokens;
    private final Source source;
    private final Diagnostics diagnostics;
    private final Troubled troubled;

    private ForeignSyntax(
            List<CommonToken> tokens, Source source, Diagnostics diagnostics, Troubled troubled) {
        this.tokens = tokens;
        this.source = source;
        this.diagnostics = diagnostics;
        this.troubled = troubled;
    }

    /** Rewrites {@code tokens}, whose brackets are paired and which end in EOF, in place. */
    static void repair(
            List<CommonToken> tokens, Source source, Diagnostics diagnostics, Troubled troubled) {
        ForeignSyntax repair = new ForeignSyntax(tokens, source, diagnostics, troubled);
        int brackets = 0;
        for (int i = 0; repair.type(i) != Token.EOF; i++) {
            if (brackets == 0 && repair.startsStatement(i)) {
                repair.repairStatement(i);
            }
            switch (repair.type(i)) {
                case PathwiseLexer.LPAREN, PathwiseLexer.LBRACKET -> brackets++;
                case PathwiseLexer.RPAREN, PathwiseLexer.RBRACKET -> brackets--;
                default -> {}
            }
        }
    }

    private void repairStatement(int i) {
        if (stanBlock(i) || stanDeclaration(i) || targetIncrement(i)) {
            return;
        }
        switch (type(i)) {
            case PathwiseLexer.FOR -> loopHeader(i);
            case PathwiseLexer.IF -> condition(i);
            case PathwiseLexer.ELSE -> {
                if (type(i + 1) == PathwiseLexer.IF) {
                    condition(i + 1);
                }
            }
            case PathwiseLexer.NAME -> definition(i);
            default -> {}
        }
    }

    /** {@code parameters { ... }} and its sisters go as a whole. */
    private boolean stanBlock(int i) {
        int words = 0;
        StringBuilder name = new StringBuilder();
        while (words < 2
                && (type(i + words) == PathwiseLexer.NAME
                        || type(i + words) == PathwiseLexer.DATA)) {
            name.append(words == 0 ? "" : " ").append(tokens.get(i + words).getText());
            words++;
        }
        int brace = i + words;
        while (words > 0 && type(brace) == PathwiseLexer.NEWLINE) {
            brace++;
        }
        if (words == 0
                || type(brace) != PathwiseLexer.LBRACE
                || !SyntaxErrors.isStanBlock(name.toString())) {
            return false;
        }
        diagnostics.report(SyntaxErrors.stanBlock(span(i, i + words - 1), name.toString()));
        remove(i, closing(brace));
        return true;
    }

    /** {@code int<lower=0> N}, {@code vector[N] y}, {@code real x}: the rest of the line goes. */
    private boolean stanDeclaration(int i) {
        int at = type(i) == PathwiseLexer.DATA ? i + 1 : i;
        if (type(at) != PathwiseLexer.NAME || !STAN_TYPES.contains(tokens.get(at).getText())) {
            return false;
        }
        int next = at + 1;
        if (type(next) == PathwiseLexer.LBRACKET) {
            next = closing(next) + 1;
        }
        if (type(next) != PathwiseLexer.LESS && type(next) != PathwiseLexer.NAME) {
            return false;
        }
        int end = lineEnd(i) - 1;
        diagnostics.report(SyntaxErrors.stanDeclaration(span(at, end), tokens.get(at).getText()));
        remove(i, end);
        return true;
    }

    private boolean targetIncrement(int i) {
        if (type(i + 1) != PathwiseLexer.COMPOUND_ASSIGN
                || !tokens.get(i).getText().equals("target")) {
            return false;
        }
        diagnostics.report(SyntaxErrors.target(span(i, i + 1)));
        remove(i, i);
        retype(i, PathwiseLexer.FACTOR);
        return true;
    }

    private void loopHeader(int i) {
        boolean parenthesised =
                type(i + 1) == PathwiseLexer.LPAREN && type(i + 3) == PathwiseLexer.IN;
        int from = parenthesised ? i + 2 : i + 1;
        int to = parenthesised ? closing(i + 1) : lineEnd(i);
        boolean colon = false;
        int depth = 0;
        for (int k = from; k < to; k++) {
            depth += opens(k) ? 1 : closes(k) ? -1 : 0;
            if (type(k) == PathwiseLexer.LBRACE) {
                break;
            }
            if (type(k) == PathwiseLexer.COLON && depth == 0) {
                colon = true;
                retype(k, PathwiseLexer.RANGE);
            }
        }
        if (parenthesised || colon) {
            troubled.mark(tokens.get(i).getLine(), tokens.get(i).getLine());
            diagnostics.report(
                    SyntaxErrors.foreignLoop(span(i, parenthesised ? to : headerEnd(i)), colon));
        }
        if (parenthesised) {
            remove(to, to);
            remove(i + 1, i + 1);
        }
    }

    /** {@code if x = 1}: an equals sign outside a call's arguments compares. */
    private void condition(int i) {
        int end = headerEnd(i);
        int call = 0;
        for (int k = i + 1; k <= end; k++) {
            if (call > 0) {
                call += opens(k) ? 1 : closes(k) ? -1 : 0;
            } else if (opens(k) && type(k - 1) == PathwiseLexer.NAME) {
                call = 1;
            } else if (type(k) == PathwiseLexer.ASSIGN) {
                diagnostics.report(SyntaxErrors.assignInCondition(span(k, k)));
                retype(k, PathwiseLexer.EQUAL);
            }
        }
    }

    /** {@code x <- e}, {@code x == e}, {@code x += e} where a definition stands. */
    private void definition(int i) {
        int sign = i + 1;
        if (type(sign) == PathwiseLexer.LBRACKET) {
            sign = closing(sign) + 1;
        }
        int end = lineEnd(i);
        for (int k = i; k < end; k++) {
            if (type(k) == PathwiseLexer.TILDE) {
                return;
            }
        }
        if (type(sign) == PathwiseLexer.LESS
                && type(sign + 1) == PathwiseLexer.MINUS
                && Tokens.adjacent(tokens.get(sign), tokens.get(sign + 1))) {
            diagnostics.report(SyntaxErrors.arrow(span(sign, sign + 1)));
            remove(sign, sign);
        } else if (type(sign) == PathwiseLexer.EQUAL) {
            diagnostics.report(SyntaxErrors.equalInDefinition(span(sign, sign)));
        } else if (type(sign) == PathwiseLexer.COMPOUND_ASSIGN) {
            diagnostics.report(SyntaxErrors.compoundAssign(span(sign, sign)));
        } else {
            return;
        }
        retype(sign, PathwiseLexer.ASSIGN);
    }

    private boolean startsStatement(int i) {
        return i == 0
                || switch (type(i - 1)) {
                    case PathwiseLexer.NEWLINE -> !continuesLine(i);
                    case PathwiseLexer.LBRACE, PathwiseLexer.RBRACE -> true;
                    default -> false;
                };
    }

    /** {@code p = a and} and, on the next line, {@code b == c}: that line defines nothing. */
    private boolean continuesLine(int i) {
        int before = i - 1;
        while (before > 0 && type(before) == PathwiseLexer.NEWLINE) {
            before--;
        }
        return switch (type(before)) {
            case PathwiseLexer.NOT, PathwiseLexer.THEN -> true;
            case PathwiseLexer.ELSE -> type(i) != PathwiseLexer.IF;
            default -> LineEnds.isBinaryOperator(type(before));
        };
    }

    /** The last token before the block's brace or, without one, before the line end. */
    private int headerEnd(int i) {
        int end = lineEnd(i);
        int k = i;
        while (k + 1 < end
                && type(k + 1) != PathwiseLexer.LBRACE
                && type(k + 1) != PathwiseLexer.THEN) {
            k++;
        }
        return k;
    }

    /** The index of the NEWLINE, EOF, or closing brace that ends the line of {@code i}. */
    private int lineEnd(int i) {
        int depth = 0;
        for (int k = i; ; k++) {
            int type = type(k);
            if (type == Token.EOF || (depth == 0 && (type == PathwiseLexer.NEWLINE || closes(k)))) {
                return k;
            }
            depth += opens(k) ? 1 : closes(k) ? -1 : 0;
        }
    }

    private int closing(int opener) {
        int depth = 0;
        for (int k = opener; ; k++) {
            depth += opens(k) ? 1 : closes(k) ? -1 : 0;
            if (depth == 0) {
                return k;
            }
        }
    }

    private boolean opens(int i) {
        int type = type(i);
        return type == PathwiseLexer.LPAREN
                || type == PathwiseLexer.LBRACKET
                || type == PathwiseLexer.LBRACE;
    }

    private boolean closes(int i) {
        int type = type(i);
        return type == PathwiseLexer.RPAREN
                || type == PathwiseLexer.RBRACKET
                || type == PathwiseLexer.RBRACE;
    }

    /** The type of token {@code i}; EOF behind the end. */
    private int type(int i) {
        return i < tokens.size() ? tokens.get(i).getType() : Token.EOF;
    }

    private void retype(int i, int type) {
        tokens.set(i, Tokens.retyped(tokens.get(i), type));
    }

    private void remove(int first, int last) {
        tokens.subList(first, last + 1).clear();
    }

    private Span span(int first, int last) {
        return Tokens.span(source, tokens.get(first)).to(Tokens.span(source, tokens.get(last)));
    }
}
