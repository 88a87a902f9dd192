package org.pathwise.repl.session;

import picocli.CommandLine.Model.OptionSpec;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The options of a fit, and their values, as candidates. */
final class OptionNames {
    private OptionNames() {}

    /**
     * The candidates for the last of the arguments.
     *
     * @param typed the arguments so far
     * @param offset where they begin in the input
     */
    static Completions complete(String typed, int offset, Context context) {
        int start = Completer.wordStart(typed);
        String word = typed.substring(start);
        List<String> before = Words.of(typed.substring(0, start));
        int sign = word.indexOf('=');
        if (word.startsWith("--") && sign > 0) {
            return values(
                    word.substring(0, sign),
                    word.substring(sign + 1),
                    offset + start + sign + 1,
                    context);
        }
        String last = before.isEmpty() ? "" : before.getLast();
        if (takesValue(last) && !word.startsWith("-")) {
            return values(last, word, offset + start, context);
        }
        List<Candidate> options = new ArrayList<>();
        for (OptionSpec option : FitCommand.options()) {
            boolean given =
                    before.stream()
                            .anyMatch(
                                    one ->
                                            one.equals(option.longestName())
                                                    || one.startsWith(option.longestName() + "="));
            if (!given || option.isMultiValue()) {
                options.add(
                        new Candidate(
                                option.longestName(),
                                String.join(" ", option.description()),
                                "options",
                                true));
            }
        }
        return Completer.matching(offset + start, word, options);
    }

    /** Whether a word is an option whose value comes behind it. */
    private static boolean takesValue(String word) {
        return FitCommand.options().stream()
                .filter(option -> option.longestName().equals(word))
                .anyMatch(option -> option.arity().max() > 0);
    }

    private static Completions values(String name, String typed, int start, Context context) {
        for (OptionSpec option : FitCommand.options()) {
            if (!option.longestName().equals(name)) {
                continue;
            }
            if (option.type().equals(Path.class)) {
                return new Completions(start, FileNames.of(typed, _ -> false, context));
            }
            if (name.equals("--batch")) {
                List<Candidate> sizes =
                        new Vocabulary(context)
                                .numbers().stream()
                                        .filter(number -> number.description().equals("a size"))
                                        .map(
                                                size ->
                                                        new Candidate(
                                                                size.word() + "=",
                                                                "",
                                                                "dimensions",
                                                                false))
                                        .toList();
                return Completer.matching(start, typed, sizes);
            }
            return Completer.matching(start, typed, choices(option));
        }
        return Completions.none(start + typed.length());
    }

    /** The values of an option that has finitely many, as they are typed. */
    private static List<Candidate> choices(OptionSpec option) {
        return option.type().isEnum()
                ? Arrays.stream(option.type().getEnumConstants())
                        .map(String::valueOf)
                        .map(value -> value.toLowerCase(java.util.Locale.ROOT))
                        .map(value -> new Candidate(value, "", "values", true))
                        .toList()
                : List.of();
    }
}
