package org.pathwise.repl.shell;

import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.pathwise.compiler.catalogue.Catalogue;
import org.pathwise.compiler.parse.Lexeme;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Colours an input while it is typed: keywords, numbers, comments, commands, and the distributions
 * that there are, so that a misspelt one stays plain. A bracket that closes nothing is red.
 */
final class SessionHighlighter implements Highlighter {
    private static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;
    private static final AttributedStyle KEYWORD = PLAIN.foreground(AttributedStyle.BLUE).bold();
    private static final AttributedStyle NUMBER = PLAIN.foreground(AttributedStyle.CYAN);
    private static final AttributedStyle COMMENT = PLAIN.faint();
    private static final AttributedStyle DISTRIBUTION = PLAIN.foreground(AttributedStyle.GREEN);
    private static final AttributedStyle COMMAND = PLAIN.foreground(AttributedStyle.MAGENTA);
    private static final AttributedStyle WRONG = PLAIN.foreground(AttributedStyle.RED).bold();

    @Override
    public AttributedString highlight(LineReader reader, String text) {
        return highlight(text);
    }

    static AttributedString highlight(String text) {
        AttributedStringBuilder coloured = new AttributedStringBuilder();
        int start = text.length() - text.stripLeading().length();
        int rest = 0;
        if (text.startsWith(":", start)) {
            rest = start;
            while (rest < text.length() && !Character.isWhitespace(text.charAt(rest))) {
                rest++;
            }
            coloured.append(text.substring(0, rest), COMMAND);
        }
        List<Lexeme> lexemes = Lexeme.of(text.substring(rest));
        Set<Integer> wrong = closingNothing(lexemes);
        for (Lexeme lexeme : lexemes) {
            boolean isWrong = wrong.contains(lexeme.start());
            coloured.append(lexeme.text(), isWrong ? WRONG : style(lexeme));
        }
        return coloured.toAttributedString();
    }

    private static AttributedStyle style(Lexeme lexeme) {
        return switch (lexeme.kind()) {
            case KEYWORD -> KEYWORD;
            case NUMBER -> NUMBER;
            case COMMENT -> COMMENT;
            case NAME ->
                    Catalogue.distributionNames().contains(lexeme.text()) ? DISTRIBUTION : PLAIN;
            case SIGN, OPERATOR, SPACE, LINE_END, STRAY -> PLAIN;
        };
    }

    /** Where brackets stand that close none, or one of another kind. */
    private static Set<Integer> closingNothing(List<Lexeme> lexemes) {
        Set<Integer> wrong = new HashSet<>();
        Deque<String> open = new ArrayDeque<>();
        for (Lexeme lexeme : lexemes) {
            switch (lexeme.text()) {
                case "(" -> open.push(")");
                case "[" -> open.push("]");
                case "{" -> open.push("}");
                case ")", "]", "}" -> {
                    if (open.isEmpty() || !open.pop().equals(lexeme.text())) {
                        wrong.add(lexeme.start());
                    }
                }
                default -> {}
            }
        }
        return wrong;
    }
}
