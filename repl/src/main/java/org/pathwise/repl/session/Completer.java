package org.pathwise.repl.session;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the word before the cursor may become, anywhere in an input. */
final class Completer {
    private static final Pattern NAMED =
            Pattern.compile("(\\s*)(:\\s*[^\\s:]*)(?:(\\s+)(.*))?", Pattern.DOTALL);
    private static final Pattern SUBSCRIPTED = Pattern.compile("(.*)\\[[^\\[\\]]*");

    /** More elements than this are no list to choose from. */
    private static final int MOST_ELEMENTS = 60;

    private Completer() {}

    /**
     * The candidates.
     *
     * @param text the input so far, one line or several
     * @param cursor an offset in it
     */
    static Completions complete(String text, int cursor, Context context) {
        int at = Math.clamp(cursor, 0, text.length());
        String before = text.substring(0, at);
        Matcher named = NAMED.matcher(before);
        if (!named.matches()) {
            return CodeCompleter.complete(before, text.substring(at), context);
        }
        if (named.group(3) == null) {
            return matching(named.start(2), named.group(2), commands());
        }
        String name = named.group(2).substring(1).strip();
        return Commands.named(name)
                .map(command -> arguments(command, named.group(4), named.start(4), context))
                .orElse(Completions.none(at));
    }

    /** The candidates that fit what is typed of a word. */
    static Completions matching(int start, String typed, List<Candidate> all) {
        return new Completions(start, Matching.of(typed, all));
    }

    private static List<Candidate> commands() {
        return Commands.ALL.stream()
                .map(
                        command ->
                                new Candidate(
                                        ":" + command.name(),
                                        command.description(),
                                        "commands",
                                        true))
                .toList();
    }

    /**
     * The candidates for the last of the arguments.
     *
     * @param typed the arguments so far
     * @param offset where they begin in the input
     */
    private static Completions arguments(
            Command command, String typed, int offset, Context context) {
        int start = wordStart(typed);
        String word = typed.substring(start);
        List<Candidate> choices =
                command.choices().stream()
                        .map(choice -> new Candidate(choice, "", "", true))
                        .toList();
        return switch (command.completion()) {
            case NOTHING -> Completions.none(offset + typed.length());
            case CHOICE -> matching(offset + start, word, choices);
            case FILE -> file(command, typed, start, offset, context);
            case TOPIC -> matching(offset + start, word, Topics.candidates(context));
            case OPTION -> OptionNames.complete(typed, offset, context);
            case NAME -> {
                int nameStart = nameStart(typed);
                yield name(
                        typed.substring(nameStart),
                        offset + nameStart,
                        choices,
                        new Vocabulary(context));
            }
        };
    }

    private static Completions file(
            Command command, String typed, int start, int offset, Context context) {
        String word = typed.substring(start);
        // The name of an array before the IDX file that holds it: x=images.gz
        int sign = word.matches("[\\p{L}_][\\p{L}\\p{Nd}_]*=.*") ? word.indexOf('=') + 1 : 0;
        return new Completions(
                offset + start + sign, FileNames.of(word.substring(sign), command::takes, context));
    }

    /** Where the last word begins; quotes hold words together. */
    static int wordStart(String typed) {
        int start = 0;
        char quote = 0;
        for (int i = 0; i < typed.length(); i++) {
            char c = typed.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (Character.isWhitespace(c)) {
                start = i + 1;
            }
        }
        return start;
    }

    /** Where the last name begins; its subscripts may have blanks. */
    private static int nameStart(String typed) {
        int start = 0;
        int depth = 0;
        for (int i = 0; i < typed.length(); i++) {
            char c = typed.charAt(i);
            depth += c == '[' ? 1 : c == ']' ? -1 : 0;
            if (Character.isWhitespace(c) && depth <= 0) {
                start = i + 1;
            }
        }
        return start;
    }

    private static Completions name(
            String typed, int start, List<Candidate> choices, Vocabulary vocabulary) {
        Matcher subscripted = SUBSCRIPTED.matcher(typed);
        if (subscripted.matches()) {
            String plain = typed.replaceAll("\\s", "");
            List<Candidate> elements =
                    elements(subscripted.group(1).strip(), vocabulary).stream()
                            .filter(
                                    candidate ->
                                            candidate.word().replace(" ", "").startsWith(plain))
                            .toList();
            return new Completions(start, elements);
        }
        List<Candidate> all = new ArrayList<>(vocabulary.quantities());
        for (Candidate quantity : List.copyOf(all)) {
            if (quantity.word().equals(typed)) {
                elements(typed, vocabulary).stream().limit(1).forEach(_ -> all.add(open(quantity)));
            }
        }
        all.addAll(choices);
        return matching(start, typed, all);
    }

    private static Candidate open(Candidate quantity) {
        return new Candidate(
                quantity.word() + "[", quantity.description(), quantity.group(), false);
    }

    /** The elements of a vector or an array, if they are few. */
    private static List<Candidate> elements(String name, Vocabulary vocabulary) {
        List<Integer> shape = vocabulary.shape(name);
        long count = shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
        if (shape.isEmpty() || count > MOST_ELEMENTS) {
            return List.of();
        }
        List<String> subscripts = List.of("");
        for (int size : shape) {
            List<String> longer = new ArrayList<>();
            for (String begun : subscripts) {
                for (int i = 1; i <= size; i++) {
                    longer.add(begun.isEmpty() ? "" + i : begun + ", " + i);
                }
            }
            subscripts = longer;
        }
        return subscripts.stream()
                .map(subscript -> new Candidate(name + "[" + subscript + "]", "", "elements", true))
                .toList();
    }

    /** What is nearest to the user first, each group by the alphabet, without repetition. */
    static List<Candidate> sorted(List<Candidate> candidates) {
        return candidates.stream()
                .distinct()
                .sorted(
                        Comparator.comparingInt((Candidate candidate) -> rank(candidate.group()))
                                .thenComparing(Candidate::word, String.CASE_INSENSITIVE_ORDER))
                .toList();
    }

    private static int rank(String group) {
        return switch (group) {
            case "parameters" -> 0;
            case "typed here" -> 1;
            case "latents" -> 2;
            case "definitions" -> 3;
            case "data" -> 4;
            case "constants" -> 5;
            case "your own" -> 6;
            case "statements" -> 7;
            case "declarations" -> 8;
            case "keywords" -> 10;
            default -> 9;
        };
    }
}
