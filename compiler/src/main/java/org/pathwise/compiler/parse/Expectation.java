package org.pathwise.compiler.parse;

import org.antlr.v4.runtime.Token;
import org.pathwise.grammar.PathwiseLexer;
import org.pathwise.grammar.PathwiseParser;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Says in the words of the language which tokens could stand at a place. */
final class Expectation {
    private static final int MOST = 6;
    private static final List<Integer> BINARY =
            List.of(
                    PathwiseLexer.PLUS,
                    PathwiseLexer.MINUS,
                    PathwiseLexer.TIMES,
                    PathwiseLexer.DIVIDE,
                    PathwiseLexer.ELEMENT_TIMES,
                    PathwiseLexer.ELEMENT_DIVIDE,
                    PathwiseLexer.POWER,
                    PathwiseLexer.TRANSPOSE,
                    PathwiseLexer.EQUAL,
                    PathwiseLexer.NOT_EQUAL,
                    PathwiseLexer.LESS,
                    PathwiseLexer.LESS_EQUAL,
                    PathwiseLexer.GREATER,
                    PathwiseLexer.GREATER_EQUAL,
                    PathwiseLexer.AND,
                    PathwiseLexer.OR,
                    PathwiseLexer.RANGE);
    private static final List<Integer> EXPRESSION =
            List.of(
                    PathwiseLexer.INT,
                    PathwiseLexer.REAL,
                    PathwiseLexer.NAME,
                    PathwiseLexer.TRUE,
                    PathwiseLexer.FALSE,
                    PathwiseLexer.LPAREN,
                    PathwiseLexer.LBRACKET,
                    PathwiseLexer.MINUS,
                    PathwiseLexer.NOT,
                    PathwiseLexer.IF);

    private Expectation() {}

    /**
     * @param types the tokens that could stand there; emptied
     * @param rule the innermost rule of the grammar
     * @return such as {@code `,`, `)` or an operator}
     */
    static String describe(Set<Integer> types, int rule) {
        List<String> words = new ArrayList<>();
        if (types.contains(PathwiseLexer.DATA)) {
            words.add("a declaration");
            types.removeIf(Tokens::beginsItem);
            types.remove(PathwiseLexer.NAME);
        }
        if (types.contains(PathwiseLexer.FACTOR)) {
            words.add("a statement");
            types.removeAll(EXPRESSION);
            types.removeIf(Tokens::isKeyword);
        }
        boolean operator = types.contains(PathwiseLexer.PLUS);
        if (types.contains(PathwiseLexer.INT)) {
            words.add(rule == PathwiseParser.RULE_indexRange ? "a bound" : "an expression");
            types.removeAll(EXPRESSION);
            types.remove(PathwiseLexer.FOR);
        }
        boolean range =
                rule == PathwiseParser.RULE_indexRange && types.contains(PathwiseLexer.RANGE);
        if (operator) {
            types.removeAll(BINARY);
            types.remove(PathwiseLexer.LPAREN);
            types.remove(PathwiseLexer.LBRACKET);
        }
        if (types.remove(PathwiseLexer.NAME)) {
            words.add(nameIn(rule));
        }
        if (range) {
            types.add(PathwiseLexer.RANGE);
        }
        boolean lineEnds = types.remove(PathwiseLexer.NEWLINE) | types.remove(Token.EOF);
        boolean closes = types.remove(PathwiseLexer.RBRACE);
        types.stream()
                .sorted()
                .limit(MOST - words.size() - 2L)
                .forEach(type -> words.add(spelled(type)));
        if (operator) {
            words.add("an operator");
        }
        if (words.isEmpty() && closes) {
            words.add("`}`");
        }
        if (lineEnds && !words.contains("a statement") && !words.contains("a declaration")) {
            words.add("the end of the line");
        }
        return join(words);
    }

    /** What stands there instead. */
    static String found(Token token) {
        return switch (token.getType()) {
            case Token.EOF -> "the end of the script";
            case PathwiseLexer.NEWLINE -> "the end of the line";
            default -> "`" + token.getText() + "`";
        };
    }

    private static String nameIn(int rule) {
        return switch (rule) {
            case PathwiseParser.RULE_type -> "a type";
            case PathwiseParser.RULE_distribution, PathwiseParser.RULE_sampleTail ->
                    "a distribution";
            case PathwiseParser.RULE_annotation -> "an annotation's name";
            default -> "a name";
        };
    }

    private static String spelled(int type) {
        String literal = PathwiseLexer.VOCABULARY.getLiteralName(type);
        return literal == null
                ? "a number"
                : "`" + literal.substring(1, literal.length() - 1) + "`";
    }

    private static String join(List<String> words) {
        int last = words.size() - 1;
        return last <= 0
                ? words.isEmpty() ? "something else" : words.getFirst()
                : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
    }
}
