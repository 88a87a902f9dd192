package org.pathwise.repl.session;

import java.util.List;

/** {@code :help}. */
final class HelpCommand implements Command {
    @Override
    public String name() {
        return "help";
    }

    @Override
    public String arguments() {
        return "[TOPIC]";
    }

    @Override
    public String description() {
        return "Explains a command, a distribution, a function, a word of the language or a topic.";
    }

    @Override
    public List<String> examples() {
        return List.of(":help", ":help fit", ":help Gamma", ":help softmax", ":help questions");
    }

    @Override
    public Completion completion() {
        return Completion.TOPIC;
    }

    @Override
    public Answer run(String arguments, Context context) {
        HelpPages pages = new HelpPages(context.style());
        if (arguments.isEmpty()) {
            return new Answer.Said(pages.overview());
        }
        String name = arguments.replaceAll("^@", "").replaceAll("\\(.*\\)?$", "").strip();
        List<String> found = pages.about(name);
        if (found.isEmpty()) {
            found =
                    Topics.names().stream()
                            .filter(topic -> topic.equalsIgnoreCase(name))
                            .distinct()
                            .flatMap(topic -> pages.about(topic).stream())
                            .toList();
        }
        if (!found.isEmpty()) {
            return new Answer.Said(String.join("\n", found));
        }
        return new Vocabulary(context)
                .quantities().stream()
                        .filter(quantity -> quantity.word().equals(name))
                        .<Answer>map(
                                quantity ->
                                        new Answer.Said(
                                                name
                                                        + " is a name of this session: "
                                                        + quantity.description()
                                                        + "\n"))
                        .findFirst()
                        .orElseGet(() -> unknown(name));
    }

    private static Answer unknown(String name) {
        return Answer.wrong(
                "there is no help on '"
                        + name
                        + "'; "
                        + Near.of(name, Topics.names())
                                .map(topic -> "did you mean `:help " + topic + "`?")
                                .orElse("`:help` lists the commands and topics"));
    }
}
