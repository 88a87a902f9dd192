package org.pathwise.repl.session;

import org.pathwise.compiler.catalogue.Catalogue;
import org.pathwise.compiler.catalogue.LanguageWord;
import org.pathwise.repl.text.Prose.Term;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** All that help knows of. */
final class Topics {
    /**
     * Something that is neither a command nor a word of the language.
     *
     * @param title one line
     * @param terms what there is, each with what it means
     */
    record Topic(String name, String title, List<Term> terms) {}

    /** In the order in which help lists them. */
    static final List<Topic> ALL =
            List.of(
                    new Topic(
                            "statements",
                            "Statements of a model, typed as in a script",
                            List.of(
                                    new Term(
                                            "x ~ D(...)",
                                            "an observation if x is data, else a latent"),
                                    new Term(
                                            "x: TYPE ~ D(...)",
                                            "a latent with an explicit type, such as real[3]"),
                                    new Term("x = EXPRESSION", "a definition"),
                                    new Term(
                                            "for j in 1..J { ... }",
                                            "the same for each element; the brace may be closed on"
                                                    + " a later line"),
                                    new Term("if C { ... } else { ... }", "a choice"),
                                    new Term("factor EXPRESSION", "adds a term to the log density"),
                                    new Term(
                                            "data, const, fn, net, distribution, guide, generate",
                                            "declarations, as in a script"),
                                    new Term(
                                            "again",
                                            "A statement about a name that is there already takes"
                                                + " the place of the earlier one. What would make"
                                                + " the model wrong is refused, and nothing"
                                                + " changes."))),
                    new Topic(
                            "data",
                            "Data of a session",
                            List.of(
                                    new Term(
                                            ":data FILE",
                                            "reads JSON (an object of numbers and arrays), CSV (a"
                                                    + " vector for each column) or IDX"),
                                    new Term(
                                            ":data y = [28, 8, -3]",
                                            "takes a value as typed; a matrix is a list of rows"),
                                    new Term(
                                            "data y: real[N]",
                                            "declares a type, where the one that is seen from the"
                                                    + " values is not meant"),
                                    new Term(
                                            "null, NA, NaN",
                                            "are missing values: latent where a continuous"
                                                    + " distribution observes them"),
                                    new Term(":data", "lists what is there"))),
                    new Topic(
                            "questions",
                            "Questions about the posterior, after a fit",
                            List.of(
                                    new Term(
                                            "theta[1] - theta[2]",
                                            "mean, standard deviation and interval of an"
                                                    + " expression"),
                                    new Term(
                                            "P(theta[1] > 0)",
                                            "a probability, with its Monte Carlo error"),
                                    new Term(
                                            "predict y[3]",
                                            "what the model predicts for an observation"))),
                    new Topic("types", "Types of data and latents", words(LanguageWord.Kind.TYPE)),
                    new Topic(
                            "annotations",
                            "What may stand behind a sampling statement",
                            words(LanguageWord.Kind.ANNOTATION)),
                    new Topic(
                            "distributions",
                            "What may stand behind a tilde",
                            List.of(
                                    new Term(
                                            "of the language",
                                            String.join(", ", Catalogue.distributionNames())),
                                    new Term(
                                            "built on others",
                                            Catalogue.words().stream()
                                                    .filter(
                                                            word ->
                                                                    word.kind()
                                                                            == LanguageWord.Kind
                                                                                    .DISTRIBUTION)
                                                    .map(LanguageWord::word)
                                                    .collect(Collectors.joining(", "))))),
                    new Topic(
                            "functions",
                            "Functions and operators",
                            List.of(
                                    new Term(
                                            "functions",
                                            Catalogue.functionNames().stream()
                                                    .filter(
                                                            name ->
                                                                    Character.isLetter(
                                                                                    name.charAt(0))
                                                                            && !Vocabulary
                                                                                    .isOperator(
                                                                                            name))
                                                    .collect(Collectors.joining(", "))),
                                    new Term(
                                            "operators",
                                            "+ - * / .* ./ ^ ' == != < <= > >= and or not; * is the"
                                                    + " product of linear algebra, .* and ./ work"
                                                    + " element by element, ' transposes"))),
                    new Topic(
                            "keys",
                            "Keys, in a terminal",
                            List.of(
                                    new Term("Tab", "completes the word before the cursor"),
                                    new Term("Up, Down", "recall what was typed before"),
                                    new Term("Ctrl-R", "searches in what was typed before"),
                                    new Term(
                                            "Ctrl-C",
                                            "stops a fit and keeps what it has; else gives the"
                                                    + " input up"),
                                    new Term("Ctrl-D", "on an empty line, ends the session"))));

    /** The words that questions begin with. */
    static final List<Candidate> QUESTIONS =
            List.of(
                    new Candidate(
                            "P(", "P(theta[1] > 0): a posterior probability", "questions", false),
                    new Candidate(
                            "predict",
                            "predict y[3]: what the model predicts for an observation",
                            "questions",
                            true));

    private Topics() {}

    private static List<Term> words(LanguageWord.Kind... kinds) {
        Set<LanguageWord.Kind> wanted = Set.copyOf(Arrays.asList(kinds));
        return Catalogue.words().stream()
                .filter(word -> wanted.contains(word.kind()))
                .map(
                        word ->
                                new Term(
                                        word.kind() == LanguageWord.Kind.ANNOTATION
                                                ? "@" + word.word()
                                                : word.form(),
                                        word.summary()))
                .toList();
    }

    /** The names of everything. */
    static List<String> names() {
        List<String> names = new ArrayList<>();
        Commands.ALL.forEach(command -> names.add(command.name()));
        ALL.forEach(topic -> names.add(topic.name()));
        names.addAll(Catalogue.distributionNames());
        names.addAll(Catalogue.functionNames());
        Catalogue.words().forEach(word -> names.add(word.word()));
        return names;
    }

    /** The names, as candidates of a completion. */
    static List<Candidate> candidates(Context context) {
        Vocabulary vocabulary = new Vocabulary(context);
        List<Candidate> all = new ArrayList<>();
        Commands.ALL.forEach(
                command ->
                        all.add(
                                new Candidate(
                                        command.name(), command.description(), "commands", true)));
        ALL.forEach(topic -> all.add(new Candidate(topic.name(), topic.title(), "topics", true)));
        vocabulary.distributions().forEach(candidate -> all.add(bare(candidate)));
        vocabulary.functions(true).forEach(candidate -> all.add(bare(candidate)));
        Catalogue.words()
                .forEach(word -> all.add(new Candidate(word.word(), word.form(), "words", true)));
        return all;
    }

    private static Candidate bare(Candidate called) {
        return new Candidate(
                called.word().replaceAll("\\(\\)?$", ""),
                called.description(),
                called.group(),
                true);
    }
}
