package org.pathwise.repl.text;

import java.util.List;
import java.util.stream.Collectors;

/** Sentences in lines that are not too long. */
public final class Prose {
    private Prose() {}

    /**
     * Breaks a text between words; its own line ends stay.
     *
     * @param first what its first line begins with
     * @param indentation how many blanks the lines below have
     * @param width how many characters a line holds
     * @return whole lines, each ended
     */
    public static String wrapped(String text, String first, int indentation, int width) {
        StringBuilder lines = new StringBuilder();
        String begin = first;
        for (String paragraph : text.lines().toList()) {
            StringBuilder line = new StringBuilder(begin);
            boolean empty = true;
            for (String word : List.of(paragraph.strip().split("\\s+"))) {
                if (!empty && line.length() + 1 + word.length() > width) {
                    lines.append(line.toString().stripTrailing()).append('\n');
                    line = new StringBuilder(" ".repeat(indentation));
                    empty = true;
                }
                line.append(empty ? "" : " ").append(word);
                empty = false;
            }
            lines.append(line.toString().stripTrailing()).append('\n');
            begin = " ".repeat(indentation);
        }
        return lines.toString();
    }

    /** Terms with what they mean in a column beside them. */
    public static String table(List<Term> terms, int width) {
        int column = 4 + terms.stream().mapToInt(term -> term.word().length()).max().orElse(0);
        return terms.stream()
                .map(term -> entry(term, Math.min(column, width / 3), width))
                .collect(Collectors.joining());
    }

    private static String entry(Term term, int column, int width) {
        String word = "  " + term.word();
        if (word.length() + 2 > column) {
            return word + "\n" + wrapped(term.text(), " ".repeat(column), column, width);
        }
        return wrapped(term.text(), word + " ".repeat(column - word.length()), column, width);
    }

    /** A term and what it means. */
    public record Term(String word, String text) {}
}
