package org.pathwise.repl.session;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.catalogue.LanguageWord.Kind;
import org.pathwise.compiler.parse.Lexeme;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a word of a statement, a declaration or a question may become, by what stands before it. */
final class CodeCompleter {
    /** Functions and distributions that take distributions as arguments. */
    private static final Set<String> TAKING_DISTRIBUTIONS =
            Set.of(
                    "Truncated",
                    "Censored",
                    "Mixture",
                    "ZeroInflated",
                    "Transformed",
                    "log_density");

    /**
     * An open bracket.
     *
     * @param callee the name before it, if it is a call's
     * @param header the first word of the statement that it belongs to
     * @param start the index of the first lexeme inside
     */
    private record Open(String bracket, String callee, String header, int start) {}

    private final Vocabulary vocabulary;
    private final Context context;
    private final List<Lexeme> code;
    private final Deque<Open> open = new ArrayDeque<>();
    private final List<Candidate> local = new ArrayList<>();
    private int statement;

    private CodeCompleter(List<Lexeme> code, Context context) {
        this.code = code;
        this.context = context;
        this.vocabulary = new Vocabulary(context);
    }

    /**
     * The candidates.
     *
     * @param before the input up to the cursor
     * @param behind the rest of it
     */
    static Completions complete(String before, String behind, Context context) {
        List<Lexeme> lexemes = Lexeme.of(before);
        Lexeme last = lexemes.isEmpty() ? null : lexemes.getLast();
        if (last != null && !mayGoOn(last)) {
            return Completions.none(before.length());
        }
        String prefix = last != null && isWord(last) ? last.text() : "";
        List<Lexeme> code =
                code(prefix.isEmpty() ? lexemes : lexemes.subList(0, lexemes.size() - 1));
        CodeCompleter completer = new CodeCompleter(code, context);
        completer.read();
        List<Candidate> fitting = Matching.of(prefix, Completer.sorted(completer.candidates()));
        boolean hasBracket = behind.startsWith("(");
        return new Completions(
                before.length() - prefix.length(),
                hasBracket
                        ? fitting.stream().map(CodeCompleter::withoutBracket).toList()
                        : fitting);
    }

    private static Candidate withoutBracket(Candidate candidate) {
        String word = candidate.word().replaceAll("\\(\\)?$", "");
        return new Candidate(word, candidate.description(), candidate.group(), false);
    }

    /** Whether a word can end, or begin, behind this. */
    private static boolean mayGoOn(Lexeme last) {
        return switch (last.kind()) {
            case COMMENT -> last.text().startsWith("/*");
            case NUMBER -> false;
            case STRAY -> !last.text().equals("/*");
            case KEYWORD, NAME, SIGN, OPERATOR, SPACE, LINE_END -> true;
        };
    }

    private static boolean isWord(Lexeme lexeme) {
        return lexeme.kind() == Lexeme.Kind.NAME || lexeme.kind() == Lexeme.Kind.KEYWORD;
    }

    /** Without space and comments, and without line ends behind which the line goes on. */
    private static List<Lexeme> code(List<Lexeme> lexemes) {
        List<Lexeme> code = new ArrayList<>();
        for (Lexeme lexeme : lexemes) {
            boolean goesOn =
                    lexeme.kind() == Lexeme.Kind.LINE_END
                            && !code.isEmpty()
                            && code.getLast().kind() == Lexeme.Kind.OPERATOR;
            if (lexeme.kind() != Lexeme.Kind.SPACE
                    && lexeme.kind() != Lexeme.Kind.COMMENT
                    && !goesOn) {
                code.add(lexeme);
            }
        }
        return code;
    }

    /** Finds the open brackets, the start of the last statement, and names that the text makes. */
    private void read() {
        for (int i = 0; i < code.size(); i++) {
            Lexeme lexeme = code.get(i);
            switch (lexeme.text()) {
                case "(", "[", "{" -> {
                    boolean call = i > 0 && code.get(i - 1).kind() == Lexeme.Kind.NAME;
                    open.push(
                            new Open(
                                    lexeme.text(),
                                    call ? code.get(i - 1).text() : "",
                                    statement < code.size() ? code.get(statement).text() : "",
                                    i + 1));
                    statement = lexeme.text().equals("{") ? i + 1 : statement;
                }
                case ")", "]", "}" -> {
                    open.poll();
                    statement = lexeme.text().equals("}") ? i + 1 : statement;
                }
                default -> {
                    if (lexeme.kind() == Lexeme.Kind.LINE_END && !isIn("(") && !isIn("[")) {
                        statement = i + 1;
                    } else if (lexeme.kind() == Lexeme.Kind.NAME && makesName(i)) {
                        local.add(new Candidate(lexeme.text(), "", "typed here", true));
                    }
                }
            }
        }
    }

    /** Whether a name is a loop's variable, an argument of a function or defined by a statement. */
    private boolean makesName(int i) {
        String before = i == 0 ? "" : code.get(i - 1).text();
        String next = i + 1 < code.size() ? code.get(i + 1).text() : "";
        boolean defines = i == statement && Set.of("~", "=", ":", "[").contains(next);
        return before.equals("for") || before.equals("param") || defines || isParameter(i, before);
    }

    private boolean isParameter(int i, String before) {
        return isSignature() && (before.equals("(") || before.equals(",")) && i > statement;
    }

    /** Whether the innermost bracket holds the parameters of a declaration. */
    private boolean isSignature() {
        Open bracket = open.peek();
        return bracket != null
                && bracket.bracket().equals("(")
                && Set.of("fn", "net", "distribution").contains(bracket.header())
                && bracket.start() == statement + 3;
    }

    private boolean isIn(String bracket) {
        Open innermost = open.peek();
        return innermost != null && innermost.bracket().equals(bracket);
    }

    private String back(int count) {
        int i = code.size() - count;
        return i >= 0 ? code.get(i).text() : "";
    }

    private List<Candidate> candidates() {
        String previous = back(1);
        boolean starts = code.size() == statement && !isIn("(") && !isIn("[");
        if (starts) {
            return statementStart();
        }
        if (previous.equals("predict") && open.isEmpty() && code.size() == statement + 1) {
            return vocabulary.quantities();
        }
        return switch (previous) {
            case "~" -> vocabulary.distributions();
            case "@" -> Vocabulary.candidates("annotations", Kind.ANNOTATION);
            case ":" -> isIn("[") ? expression() : types();
            case "->" -> types();
            case "data" -> undeclared();
            case "const", "fn", "net", "distribution", "for", "param" -> List.of();
            case "(", "," -> isSignature() ? List.of() : argument();
            default -> {
                if (back(2).equals("for")) {
                    yield List.of(new Candidate("in", "", "keywords", true));
                }
                yield isOperand(code.getLast()) ? behindOperand() : expression();
            }
        };
    }

    /** Whether an expression may be over here. */
    private static boolean isOperand(Lexeme lexeme) {
        return switch (lexeme.kind()) {
            case NAME, NUMBER -> true;
            case SIGN -> Set.of(")", "]", "'", "}").contains(lexeme.text());
            case KEYWORD -> Set.of("true", "false").contains(lexeme.text());
            case OPERATOR, COMMENT, SPACE, LINE_END, STRAY -> false;
        };
    }

    private List<Candidate> behindOperand() {
        boolean draws =
                open.stream().noneMatch(bracket -> !bracket.bracket().equals("{"))
                        && code.subList(statement, code.size()).stream()
                                .anyMatch(lexeme -> lexeme.text().equals("~"));
        if (draws) {
            return Vocabulary.candidates("annotations", Kind.ANNOTATION).stream()
                    .map(
                            annotation ->
                                    new Candidate(
                                            "@" + annotation.word(),
                                            annotation.description(),
                                            annotation.group(),
                                            true))
                    .toList();
        }
        return Vocabulary.candidates("keywords", Kind.INFIX).stream()
                .filter(word -> !word.word().equals("in"))
                .toList();
    }

    private List<Candidate> statementStart() {
        List<Candidate> all = new ArrayList<>(local);
        String block = "";
        for (Open bracket : open) {
            if (!Set.of("for", "if", "else", "}").contains(bracket.header())) {
                block = bracket.header();
                break;
            }
        }
        all.addAll(Vocabulary.candidates("statements", Kind.STATEMENT));
        switch (block) {
            case "" -> {
                if (open.isEmpty()) {
                    all.addAll(Vocabulary.candidates("declarations", Kind.ITEM));
                    all.addAll(Topics.QUESTIONS);
                    all.addAll(expression());
                }
            }
            case "guide" -> all.addAll(Vocabulary.candidates("statements", Kind.GUIDE_STATEMENT));
            case "fn", "net", "distribution" ->
                    all.addAll(Vocabulary.candidates("statements", Kind.RESULT));
            default -> {}
        }
        all.addAll(vocabulary.quantities());
        return all;
    }

    /** The start of an argument of a call, or of an element. */
    private List<Candidate> argument() {
        List<Candidate> all = new ArrayList<>(expression());
        Open bracket = open.peek();
        if (bracket == null || !bracket.bracket().equals("(")) {
            return all;
        }
        if (TAKING_DISTRIBUTIONS.contains(bracket.callee())) {
            all.addAll(vocabulary.distributions());
        }
        Map<String, String> parameters = vocabulary.parameters(bracket.callee());
        boolean outer = Set.of("Truncated", "Censored").contains(bracket.callee());
        List<String> names = new ArrayList<>(outer ? List.of("") : List.of());
        names.addAll(parameters.keySet());
        int position = 0;
        List<String> given = new ArrayList<>();
        int depth = 0;
        @Nullable String name = null;
        for (int i = bracket.start(); i < code.size(); i++) {
            String text = code.get(i).text();
            depth += Set.of("(", "[").contains(text) ? 1 : Set.of(")", "]").contains(text) ? -1 : 0;
            if (depth == 0 && text.equals("=")) {
                name = code.get(i - 1).text();
            } else if (depth == 0 && text.equals(",")) {
                given.add(name != null ? name : position < names.size() ? names.get(position) : "");
                position++;
                name = null;
            }
        }
        parameters.forEach(
                (parameter, support) -> {
                    if (!given.contains(parameter) && !(outer && given.isEmpty())) {
                        all.add(new Candidate(parameter + " = ", support, "parameters", false));
                    }
                });
        return all;
    }

    private List<Candidate> expression() {
        List<Candidate> all = new ArrayList<>(local);
        all.addAll(vocabulary.quantities());
        all.addAll(vocabulary.numbers());
        all.addAll(
                vocabulary.functions(
                        open.stream().anyMatch(bracket -> bracket.header().equals("net"))));
        all.addAll(Vocabulary.candidates("keywords", Kind.EXPRESSION));
        Vocabulary.candidates("keywords", Kind.STATEMENT).stream()
                .filter(word -> word.word().equals("if"))
                .forEach(all::add);
        return all;
    }

    private static List<Candidate> types() {
        return Vocabulary.candidates("types", Kind.TYPE);
    }

    /** Data that the script does not declare. */
    private List<Candidate> undeclared() {
        Set<String> declared = Set.copyOf(context.state().script().names());
        return Declarations.types(context.state()).entrySet().stream()
                .filter(entry -> !declared.contains(entry.getKey()))
                .map(entry -> new Candidate(entry.getKey() + ": ", entry.getValue(), "data", false))
                .toList();
    }
}
