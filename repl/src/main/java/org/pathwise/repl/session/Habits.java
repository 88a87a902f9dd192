package org.pathwise.repl.session;

import org.pathwise.compiler.catalogue.Catalogue;
import org.pathwise.compiler.check.Suggestions;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What users bring along from other sessions, and what to type here: {@code quit}, {@code
 * summary(fit)}, {@code ?Normal}, {@code set.seed(1)}.
 */
final class Habits {
    private static final Pattern CALL =
            Pattern.compile("([\\p{L}_][\\p{L}\\p{Nd}_.]*)\\s*(?:\\((.*)\\))?(.*)", Pattern.DOTALL);

    /** What stands for a command elsewhere; those that take what is in the brackets end in it. */
    private static final Map<String, String> COMMANDS =
            Map.ofEntries(
                    Map.entry("exit", ":quit"),
                    Map.entry("q", ":quit"),
                    Map.entry("bye", ":quit"),
                    Map.entry("print", ":summary"),
                    Map.entry("describe", ":summary"),
                    Map.entry("results", ":summary"),
                    Map.entry("sample", ":fit"),
                    Map.entry("sampling", ":fit"),
                    Map.entry("optimizing", ":fit"),
                    Map.entry("infer", ":fit"),
                    Map.entry("run", ":fit"),
                    Map.entry("train", ":fit"),
                    Map.entry("stan", ":fit"),
                    Map.entry("ls", ":show"),
                    Map.entry("list", ":show"),
                    Map.entry("head", ":data"),
                    Map.entry("str", ":data"),
                    Map.entry("rm", ":remove "),
                    Map.entry("del", ":remove "),
                    Map.entry("set.seed", ":set seed "),
                    Map.entry("read.csv", ":data "),
                    Map.entry("read_csv", ":data "),
                    Map.entry("read.table", ":data "),
                    Map.entry("fromJSON", ":data "),
                    Map.entry("source", ":load "),
                    Map.entry("open", ":load "),
                    Map.entry("clear", ":reset"),
                    Map.entry("man", ":help "));

    private static final Set<String> IMPORTS = Set.of("library", "require", "import", "using");

    private Habits() {}

    /** An answer to a text that is no statement, if it is known for a habit. */
    static Optional<Answer> of(String text, Context context) {
        String typed = text.strip();
        if (typed.startsWith("?")) {
            return command(":help " + typed.replaceFirst("^\\?+\\s*", ""));
        }
        Matcher call = CALL.matcher(typed);
        if (!call.matches() || isKnown(call.group(1), context)) {
            return Optional.empty();
        }
        String name = call.group(1);
        boolean called = call.group(2) != null;
        String inside = called ? call.group(2).strip() : "";
        String rest = call.group(3).strip();
        if (IMPORTS.contains(name)) {
            return Optional.of(
                    Answer.wrong(
                            "there is nothing to import: all functions and distributions are"
                                    + " there; `:help functions` lists them"));
        }
        boolean plain = rest.isEmpty() || rest.matches("[\\p{L}\\p{Nd}_\\-~./\"'].*");
        if (!plain || (called && !rest.isEmpty())) {
            return Optional.empty();
        }
        String meant = COMMANDS.get(name);
        if (meant != null) {
            String argument = called ? inside.replaceAll("[\"']", "") : rest;
            return command(meant.endsWith(" ") ? (meant + argument).strip() : meant);
        }
        if (typed.equals(name) && Commands.named(name).isEmpty()) {
            return Suggestions.nearest(name, Commands.ALL.stream().map(Command::name).toList())
                    .filter(_ -> name.length() > 2 && !isNearKnown(name, context))
                    .flatMap(near -> command(":" + near));
        }
        return Commands.ALL.stream()
                .filter(command -> command.name().equals(name))
                .findFirst()
                .flatMap(
                        found -> {
                            boolean takes =
                                    found.completion() != Command.Completion.OPTION || !called;
                            boolean none = found.arguments().isEmpty() || name.equals("summary");
                            String argument = called ? inside.replaceAll("[\"']", "") : rest;
                            return command(
                                    (":" + name + " " + (none || !takes ? "" : argument)).strip());
                        });
    }

    /** {@code data schools.json}, which begins as a declaration does. */
    static Optional<Answer> ofItems(String text) {
        return text.strip().matches("data\\s+[^:\\s]+\\.(json|csv|gz)")
                ? command(":" + text.strip())
                : Optional.empty();
    }

    /** Whether the name is one of the model or a function, so that this may be a question. */
    private static boolean isKnown(String name, Context context) {
        Vocabulary vocabulary = new Vocabulary(context);
        return Catalogue.function(name).isPresent()
                || vocabulary.quantities().stream().anyMatch(known -> known.word().equals(name))
                || vocabulary.numbers().stream().anyMatch(known -> known.word().equals(name))
                || vocabulary.functions(true).stream()
                        .anyMatch(known -> known.word().equals(name + "("));
    }

    private static boolean isNearKnown(String name, Context context) {
        List<String> known =
                new Vocabulary(context).quantities().stream().map(Candidate::word).toList();
        return Suggestions.nearest(name, known).isPresent();
    }

    private static Optional<Answer> command(String meant) {
        return Optional.of(
                Answer.wrong("commands begin with a colon; did you mean `" + meant + "`?"));
    }
}
