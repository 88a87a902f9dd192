package org.pathwise.repl.session;

import org.pathwise.compiler.check.Suggestions;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code :remove}. */
final class RemoveCommand implements Command {
    private static final String FACTOR = "factor";

    @Override
    public String name() {
        return "remove";
    }

    @Override
    public String arguments() {
        return "NAME|guide|generate|factor";
    }

    @Override
    public String description() {
        return "Takes what is said about a name out of the model, or data of that name.";
    }

    @Override
    public List<String> examples() {
        return List.of(":remove tau", ":remove guide");
    }

    @Override
    public Completion completion() {
        return Completion.NAME;
    }

    @Override
    public List<String> choices() {
        return List.of("guide", "generate", FACTOR);
    }

    @Override
    public Answer run(String name, Context context) {
        if (name.isEmpty()) {
            return Answer.wrong("`:remove NAME` needs a name");
        }
        State state = context.state();
        List<Entry> about =
                state.script().entries().stream()
                        .filter(entry -> entry.isAbout(name) || isFactor(entry, name))
                        .toList();
        if (about.isEmpty()) {
            return withoutData(name, context);
        }
        StringBuilder notes = new StringBuilder();
        about.forEach(
                entry ->
                        notes.append("removed: ")
                                .append(Editing.firstLine(entry.code().text()))
                                .append('\n'));
        return Editing.checked(
                state.with(state.script().without(about::contains)), notes.toString(), context);
    }

    private static boolean isFactor(Entry entry, String name) {
        return name.equals(FACTOR)
                && entry.kind() == Entry.Kind.STATEMENT
                && entry.code().text().startsWith(FACTOR);
    }

    private static Answer withoutData(String name, Context context) {
        State state = context.state();
        if (!state.data().containsKey(name) && !state.settings().containsKey(name)) {
            List<String> names = new ArrayList<>(state.script().names());
            names.addAll(state.data().keySet());
            Optional<String> meant = Suggestions.nearest(name, names);
            return Answer.wrong(
                    "nothing here is called '"
                            + name
                            + "'"
                            + meant.map(other -> "; did you mean " + other + "?").orElse(""));
        }
        return Editing.checked(
                state.withoutData(name::equals), "removed the data " + name + "\n", context);
    }
}
