package org.pathwise.repl.session;

import org.pathwise.repl.text.Json;
import org.pathwise.repl.text.Numbers;
import org.pathwise.runtime.io.AtomicFile;
import org.pathwise.runtime.io.DataValue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code :save}. */
final class SaveCommand implements Command {
    @Override
    public String name() {
        return "save";
    }

    @Override
    public String arguments() {
        return "SCRIPT";
    }

    @Override
    public String description() {
        return "Writes the model as a script, and data that were typed next to it.";
    }

    @Override
    public List<String> examples() {
        return List.of(":save model.pw");
    }

    @Override
    public Completion completion() {
        return Completion.FILE;
    }

    @Override
    public boolean takes(String fileName) {
        return fileName.endsWith(".pw");
    }

    @Override
    public Answer run(String arguments, Context context) {
        List<String> words = Words.of(arguments);
        if (words.size() != 1) {
            return Answer.wrong("`:save FILE` needs the name of one script");
        }
        if (context.state().script().isEmpty()) {
            return Answer.wrong("there is no model yet to save");
        }
        String name =
                words.getFirst().endsWith(".pw") ? words.getFirst() : words.getFirst() + ".pw";
        Path file = context.path(name);
        try {
            return save(file, name, context);
        } catch (IOException e) {
            return Answer.wrong(
                    name
                            + " cannot be written: "
                            + (file.getParent() == null || Files.isDirectory(file.getParent())
                                    ? e.getMessage()
                                    : "there is no folder " + file.getParent()));
        }
    }

    private static Answer save(Path file, String name, Context context) throws IOException {
        List<String> notes = new ArrayList<>();
        write(file, context.model().laidOut(), notes);
        Set<String> data = new LinkedHashSet<>();
        StringBuilder text = new StringBuilder("wrote " + name);
        Collection<DataValue> values = context.state().data().values();
        if (values.stream().anyMatch(DataCommand::isTyped)) {
            // What was typed may stand in a file too, with another value: all go into one.
            String json = name.substring(0, name.length() - ".pw".length()) + ".json";
            write(context.path(json), json(values), notes);
            text.append(" and ").append(json);
            data.add(json);
        } else {
            values.forEach(value -> data.add(file(value, context)));
        }
        text.append("; `pathwise fit ").append(name);
        data.forEach(given -> text.append(" --data ").append(given));
        context.state()
                .settings()
                .forEach(
                        (setting, value) ->
                                text.append(
                                        " --set "
                                                + setting
                                                + "="
                                                + Numbers.shortest(value.values()[0])));
        if (context.state().seed() != State.EMPTY.seed()) {
            text.append(" --seed ").append(context.state().seed());
        }
        text.append("` fits it\n");
        notes.forEach(text::append);
        return new Answer.Said(text.toString());
    }

    /** A file as {@code --data} takes it. */
    private static String file(DataValue value, Context context) {
        String shown = context.shown(Path.of(value.place().file()));
        boolean named = shown.endsWith(".json") || shown.endsWith(".csv");
        return named ? shown : value.name() + "=" + shown;
    }

    /** All that is no text. */
    private static String json(Collection<DataValue> values) {
        Map<String, Object> object = new LinkedHashMap<>();
        values.stream()
                .filter(value -> value.text().isEmpty())
                .forEach(value -> object.put(value.name(), nested(value, 0, 0)));
        return Json.text(object);
    }

    /** A number, or a list of what lies along the dimension. */
    private static Object nested(DataValue value, int dimension, int from) {
        if (dimension == value.shape().size()) {
            double number = value.values()[from];
            return value.integers() && Double.isFinite(number) ? (Object) (long) number : number;
        }
        int stride =
                value.shape().subList(dimension + 1, value.shape().size()).stream()
                        .reduce(1, Math::multiplyExact);
        List<Object> elements = new ArrayList<>();
        for (int i = 0; i < value.shape().get(dimension); i++) {
            elements.add(nested(value, dimension + 1, from + i * stride));
        }
        return elements;
    }

    /** Writes a file; another text that stood there is kept beside it. */
    private static void write(Path file, String text, List<String> notes) throws IOException {
        if (Files.exists(file) && !Files.readString(file).equals(text)) {
            Path kept = file.resolveSibling(file.getFileName() + ".bak");
            AtomicFile.write(kept, Files.readString(file));
            notes.add("kept what was there before in " + kept.getFileName() + "\n");
        }
        AtomicFile.write(file, text);
    }
}
