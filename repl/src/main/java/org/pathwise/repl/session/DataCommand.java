package org.pathwise.repl.session;

import org.pathwise.repl.text.Numbers;
import org.pathwise.repl.text.Table;
import org.pathwise.runtime.io.DataError;
import org.pathwise.runtime.io.DataFile;
import org.pathwise.runtime.io.DataFiles;
import org.pathwise.runtime.io.DataSet;
import org.pathwise.runtime.io.DataValue;

import java.nio.file.Files;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code :data}: reads data, takes typed data, lists what is there. */
final class DataCommand implements Command {
    /** What messages call data that was typed. */
    static final String TYPED = "typed data";

    private static final Pattern ASSIGNMENT =
            Pattern.compile("([\\p{L}_][\\p{L}\\p{M}\\p{Nd}_]*)\\s*=\\s*(\\S.*)", Pattern.DOTALL);
    private static final Pattern VALUE =
            Pattern.compile("[\\[{+\\-.\\d].*|true|false|null", Pattern.DOTALL);

    @Override
    public String name() {
        return "data";
    }

    @Override
    public String arguments() {
        return "[FILE... | NAME = VALUE | NAME=IDX-FILE]";
    }

    @Override
    public String description() {
        return "Reads a data file, or takes a value in JSON; without arguments lists the data.";
    }

    @Override
    public List<String> examples() {
        return List.of(
                ":data schools.json", ":data y = [28, 8, -3]", ":data x=images-idx3-ubyte.gz");
    }

    @Override
    public Completion completion() {
        return Completion.FILE;
    }

    @Override
    public boolean takes(String fileName) {
        return !fileName.endsWith(".pw") && !fileName.endsWith(".bak");
    }

    @Override
    public Answer run(String arguments, Context context) {
        if (arguments.isEmpty()) {
            return new Answer.Said(table(context));
        }
        Matcher assignment = ASSIGNMENT.matcher(arguments);
        if (assignment.matches() && VALUE.matcher(assignment.group(2)).matches()) {
            return read(typed(arguments, assignment), context);
        }
        if (arguments.matches("\\S*\\s+=.*|\\S+=") || arguments.matches("[^=]*=\\s+.*")) {
            return Answer.wrong(
                    "`:data NAME = VALUE` takes a number or an array of numbers, such as y = [1, 2,"
                            + " 3]");
        }
        List<DataFile> files =
                Words.of(arguments).stream()
                        .map(DataFile::parse)
                        .map(
                                file ->
                                        new DataFile(
                                                file.name(), context.path(file.path().toString())))
                        .toList();
        for (DataFile file : files) {
            if (!Files.exists(file.path())) {
                return Answer.wrong(
                        "there is no file "
                                + context.shown(file.path())
                                + FileNames.near(file.path(), this::takes, context)
                                        .map(near -> "; did you mean " + near + "?")
                                        .orElse(""));
            }
        }
        return read(DataFiles.read(files), context);
    }

    /** Whether data stand in no file. */
    static boolean isTyped(DataValue value) {
        return value.place().file().equals(TYPED);
    }

    /**
     * The value as a JSON object of one entry, with blanks that keep every character in the column
     * in which it was typed behind the command's name.
     */
    private static DataSet typed(String arguments, Matcher assignment) {
        String name = assignment.group(1);
        String head = "{\"" + name + "\":";
        int column = ":data ".length() + assignment.start(2);
        String json = head + " ".repeat(Math.max(0, column - head.length()));
        return DataFiles.json(TYPED, json + assignment.group(2) + "}");
    }

    private static Answer read(DataSet read, Context context) {
        if (!read.errors().isEmpty()) {
            return new Answer.Refused(
                    read.errors().stream()
                            .map(DataError::toString)
                            .map(
                                    error ->
                                            error.replace(
                                                    context.surroundings().directory() + "/", ""))
                            .map(error -> "error: " + error + "\n")
                            .collect(Collectors.joining()));
        }
        State next = context.state().withData(read.values());
        StringBuilder notes = new StringBuilder();
        Map<String, String> types = Declarations.types(next);
        read.values()
                .values()
                .forEach(
                        value ->
                                notes.append(
                                        context.state().data().containsKey(value.name())
                                                ? "replaced: " + value.name() + "\n"
                                                : ""));
        notes.append(table(read.values(), types));
        return Editing.checked(next, notes.toString(), context);
    }

    private static String table(Context context) {
        State state = context.state();
        if (state.data().isEmpty()) {
            return "no data yet; `:data FILE` reads some, `:data y = [1, 2, 3]` takes what you"
                    + " type\n";
        }
        return table(state.data(), Declarations.types(state));
    }

    private static String table(Map<String, DataValue> values, Map<String, String> types) {
        Table table = new Table();
        for (String heading : List.of("data", "type", "size", "range", "missing")) {
            table.column(heading, Table.Align.LEFT);
        }
        new LinkedHashMap<>(values)
                .forEach(
                        (name, value) ->
                                table.row(
                                        List.of(
                                                name,
                                                types.getOrDefault(name, ""),
                                                size(value),
                                                range(value),
                                                value.missing().isEmpty()
                                                        ? ""
                                                        : String.valueOf(value.missing().size()))));
        return table.render();
    }

    private static String size(DataValue value) {
        return value.shape().isEmpty()
                ? "1"
                : value.shape().stream().map(String::valueOf).collect(Collectors.joining(" x "));
    }

    private static String range(DataValue value) {
        if (value.text().isPresent()) {
            return "";
        }
        double[] given = Arrays.stream(value.values()).filter(x -> !Double.isNaN(x)).toArray();
        if (given.length == 0) {
            return "";
        }
        double least = Arrays.stream(given).min().getAsDouble();
        double greatest = Arrays.stream(given).max().getAsDouble();
        return least == greatest
                ? Numbers.shortest(least)
                : Numbers.shortest(least) + " to " + Numbers.shortest(greatest);
    }
}
