package org.pathwise.repl.session;

import org.pathwise.compiler.parse.Lexeme;

import java.util.List;
import java.util.Set;

/** What a user typed, by its first words. */
sealed interface Typed {

    /** Nothing but space and comments. */
    record Nothing() implements Typed {}

    /** {@code :name arguments}. */
    record Named(String command, String arguments) implements Typed {}

    /** Items of a script: {@code data}, {@code fn}, {@code guide} and so on. */
    record Items() implements Typed {}

    /** Statements of the model. */
    record Statements() implements Typed {}

    /** {@code predict y[3]}: the expression is what stands behind the word. */
    record Prediction(String expression) implements Typed {}

    /** An expression over the latents. */
    record Question(String expression) implements Typed {}

    Set<String> ITEM_WORDS =
            Set.of("data", "const", "fn", "net", "distribution", "model", "guide", "generate");

    /** Reads the kind of a text. */
    static Typed of(String text) {
        String stripped = text.strip();
        if (stripped.startsWith(":")) {
            String[] words = stripped.substring(1).strip().split("\\s+", 2);
            return new Named(words[0], words.length > 1 ? words[1] : "");
        }
        List<Lexeme> lexemes = code(text);
        if (lexemes.isEmpty()) {
            return new Nothing();
        }
        String first = lexemes.getFirst().text();
        if (ITEM_WORDS.contains(first)) {
            return new Items();
        }
        if (first.equals("predict")
                && lexemes.size() > 1
                && lexemes.get(1).kind() == Lexeme.Kind.NAME) {
            return new Prediction(text.substring(lexemes.get(1).start()).strip());
        }
        return isStatement(lexemes) ? new Statements() : new Question(stripped);
    }

    /** Whether more lines must follow before the text can be read. */
    static boolean isIncomplete(String text) {
        List<Lexeme> lexemes = code(text);
        if (of(text) instanceof Named(String command, String arguments)) {
            // Data in JSON may be long.
            return Commands.named(command).filter(DataCommand.class::isInstance).isPresent()
                    && arguments.contains("=")
                    && lexemes.stream().mapToInt(Typed::depth).sum() > 0;
        }
        if (opensComment(text)) {
            return true;
        }
        if (lexemes.isEmpty()) {
            return false;
        }
        int depth = 0;
        for (Lexeme lexeme : lexemes) {
            depth += depth(lexeme);
        }
        if (depth != 0) {
            return depth > 0;
        }
        Lexeme last = lexemes.getLast();
        String first = lexemes.getFirst().text();
        boolean header =
                Set.of("for", "model", "guide", "generate", "net", "distribution").contains(first)
                        || (first.equals("if")
                                && lexemes.stream().noneMatch(l -> l.text().equals("then")));
        boolean hasBlock = lexemes.stream().anyMatch(lexeme -> lexeme.text().equals("{"));
        return last.kind() == Lexeme.Kind.OPERATOR
                || Set.of("else", "then", "in", "not", "and", "or").contains(last.text())
                || (header && !hasBlock);
    }

    private static boolean opensComment(String text) {
        List<Lexeme> all = Lexeme.of(text);
        return all.stream()
                .anyMatch(
                        lexeme -> lexeme.kind() == Lexeme.Kind.STRAY && lexeme.text().equals("/*"));
    }

    private static int depth(Lexeme lexeme) {
        return switch (lexeme.text()) {
            case "(", "[", "{" -> 1;
            case ")", "]", "}" -> -1;
            default -> 0;
        };
    }

    private static boolean isStatement(List<Lexeme> lexemes) {
        String first = lexemes.getFirst().text();
        if (Set.of("for", "factor", "param", "return").contains(first)) {
            return true;
        }
        int depth = 0;
        boolean conditional = false;
        boolean block = false;
        for (Lexeme lexeme : lexemes) {
            depth += depth(lexeme);
            conditional |= lexeme.text().equals("then");
            block |= lexeme.text().equals("{");
            if (depth == 0 && Set.of("~", "=", ":").contains(lexeme.text())) {
                return true;
            }
            if (depth == 0 && (isForeign(lexeme) || isArrow(lexemes, lexeme))) {
                return true;
            }
        }
        return first.equals("if") && block && !conditional;
    }

    /** {@code target += e} and {@code x;}, which the parser has an answer to. */
    private static boolean isForeign(Lexeme lexeme) {
        return Set.of("+=", "-=", "*=", "/=", ";").contains(lexeme.text());
    }

    /** {@code x <- 3}, written without space between the two signs. */
    private static boolean isArrow(List<Lexeme> lexemes, Lexeme lexeme) {
        return lexeme.text().equals("<")
                && lexemes.getFirst().kind() == Lexeme.Kind.NAME
                && lexemes.stream()
                        .anyMatch(next -> next.start() == lexeme.end() && next.text().equals("-"));
    }

    private static List<Lexeme> code(String text) {
        return Lexeme.of(text).stream()
                .filter(
                        lexeme ->
                                switch (lexeme.kind()) {
                                    case SPACE, LINE_END, COMMENT -> false;
                                    case KEYWORD, NAME, NUMBER, SIGN, OPERATOR, STRAY -> true;
                                })
                .toList();
    }
}
