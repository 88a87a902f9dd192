package org.pathwise.repl.session;

import org.pathwise.compiler.catalogue.BuiltIn;
import org.pathwise.compiler.catalogue.Catalogue;
import org.pathwise.compiler.catalogue.Distribution;
import org.pathwise.compiler.catalogue.LanguageWord;
import org.pathwise.repl.text.Prose;
import org.pathwise.repl.text.Prose.Term;
import org.pathwise.repl.text.Style;

import picocli.CommandLine.Model.OptionSpec;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What help says, made from the catalogue, the commands and their options. */
final class HelpPages {
    private final Style style;

    HelpPages(Style style) {
        this.style = style;
    }

    /** Everything at a glance. */
    String overview() {
        return wrapped(
                        "Type statements of a model, such as mu ~ Normal(0, 5), questions about"
                                + " the posterior, such as theta[1] - theta[2], or commands:")
                + "\n"
                + Prose.table(
                        Commands.ALL.stream()
                                .map(command -> new Term(usage(command), command.description()))
                                .toList(),
                        style.width())
                + "\n"
                + wrapped(
                        "`:help NAME` says more of a command, a distribution (Gamma), a function"
                                + " (softmax) or a word of the language (for, simplex, @marginal),"
                                + " and of these topics: "
                                + Topics.ALL.stream()
                                        .map(Topics.Topic::name)
                                        .collect(Collectors.joining(", "))
                                + ".");
    }

    /** All that there is under a name, a page each; empty if it means nothing. */
    List<String> about(String name) {
        List<String> pages = new ArrayList<>();
        String plain = name.startsWith(":") ? name.substring(1) : name;
        Commands.ALL.stream()
                .filter(command -> command.name().equals(plain))
                .forEach(command -> pages.add(command(command)));
        if (name.startsWith(":")) {
            return pages;
        }
        Topics.ALL.stream()
                .filter(
                        topic ->
                                topic.name().equals(name)
                                        || topic.name().equals("questions")
                                                && List.of("P", "predict").contains(name))
                .forEach(topic -> pages.add(topic(topic)));
        List<Distribution> forms = Catalogue.distributions(name);
        if (!forms.isEmpty()) {
            pages.add(distribution(forms));
        }
        List<LanguageWord> words =
                Catalogue.words().stream().filter(word -> word.word().equals(name)).toList();
        words.forEach(word -> pages.add(word(word)));
        if (words.isEmpty()) {
            Catalogue.function(name).ifPresent(function -> pages.add(function(function)));
        }
        return pages;
    }

    private static String usage(Command command) {
        return (":" + command.name() + " " + command.arguments()).strip();
    }

    private String command(Command command) {
        StringBuilder page = new StringBuilder(title(usage(command)));
        page.append(wrapped(command.description()));
        if (command.completion() == Command.Completion.OPTION) {
            page.append('\n').append(Prose.table(options(), style.width()));
        }
        page.append(examples(command.examples()));
        return page.toString();
    }

    private static List<Term> options() {
        return FitCommand.options().stream()
                .map(
                        option ->
                                new Term(
                                        option.longestName()
                                                + (option.arity().max() > 0
                                                        ? "=" + option.paramLabel()
                                                        : ""),
                                        text(option)))
                .toList();
    }

    private static String text(OptionSpec option) {
        return String.join(" ", option.description());
    }

    private String distribution(List<Distribution> forms) {
        StringBuilder page = new StringBuilder();
        for (Distribution form : forms) {
            page.append(page.isEmpty() ? "" : "\n").append(title(form.signature()));
            page.append(wrapped(form.text().summary()));
            List<Term> terms = new ArrayList<>();
            form.parameters()
                    .forEach(
                            parameter ->
                                    terms.add(
                                            new Term(
                                                    parameter.name(),
                                                    parameter.support()
                                                            + "; "
                                                            + draws(parameter))));
            terms.add(new Term("support", form.support().toString()));
            terms.add(new Term(form.isDiscrete() ? "mass" : "density", form.text().density()));
            page.append(Prose.table(terms, style.width()));
            page.append(use(form));
        }
        List<String> examples = forms.stream().map(form -> form.text().example()).toList();
        return page + examples(examples.stream().distinct().toList());
    }

    private String use(Distribution form) {
        return switch (form.role()) {
            case ANY -> form.hasSampler() ? "" : wrapped("It cannot be drawn from.");
            case OBSERVATION -> wrapped("For observations and `generate`.");
            case POINT -> wrapped("For `guide`.");
        };
    }

    private static String draws(Distribution.Parameter parameter) {
        return switch (parameter.reparameterization()) {
            case LOCATION_SCALE, INVERSE_CDF, IMPLICIT, COMPOSITION ->
                    "a draw follows it (" + parameter.reparameterization() + ")";
            case NONE -> "a draw does not follow it";
        };
    }

    private String function(BuiltIn function) {
        return headed(function.signature()) + examples(List.of(function.example()));
    }

    private String word(LanguageWord word) {
        return headed(word.form()) + wrapped(word.summary()) + examples(List.of(word.example()));
    }

    private String topic(Topics.Topic topic) {
        return headed(topic.title()) + Prose.table(topic.terms(), style.width());
    }

    private String title(String text) {
        return style.strong(text) + "\n";
    }

    /** A title that may be longer than a line. */
    private String headed(String text) {
        return wrapped(text).lines().map(style::strong).collect(Collectors.joining("\n")) + "\n";
    }

    private String wrapped(String text) {
        return Prose.wrapped(text, "", 0, style.width());
    }

    private static String examples(List<String> examples) {
        return examples.isEmpty()
                ? ""
                : "\n"
                        + examples.stream()
                                .map(example -> example.indent(4))
                                .collect(Collectors.joining());
    }
}
