package org.pathwise.repl.session;

import org.pathwise.compiler.source.Diagnostics;
import org.pathwise.compiler.source.Source;
import org.pathwise.runtime.io.DataFile;
import org.pathwise.runtime.io.DataFiles;
import org.pathwise.runtime.io.DataSet;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code :load}. */
final class LoadCommand implements Command {
    private static final String ENDING = ".pw";

    @Override
    public String name() {
        return "load";
    }

    @Override
    public String arguments() {
        return "SCRIPT|FOLDER";
    }

    @Override
    public String description() {
        return "Reads a script in the place of the model; of a folder, model.pw and its data.";
    }

    @Override
    public List<String> examples() {
        return List.of(":load model.pw", ":load examples/eight-schools");
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
            return Answer.wrong("`:load FILE` needs the name of one script");
        }
        Path named = context.path(words.getFirst());
        Path file = Files.isDirectory(named) ? named.resolve("model.pw") : named;
        if (!file.toString().endsWith(ENDING)) {
            return Answer.wrong(
                    words.getFirst() + " does not end in .pw, as scripts do; `:data` reads data");
        }
        try {
            String text = Files.readString(file);
            Source source = new Source(context.shown(file), text.replace("\uFEFF", ""));
            return read(source, name(file), dataIn(named), context);
        } catch (CharacterCodingException e) {
            return Answer.wrong(words.getFirst() + " is not text in UTF-8");
        } catch (IOException e) {
            return Answer.wrong(
                    Files.exists(file)
                            ? file + " cannot be read: " + e.getMessage()
                            : "there is no script "
                                    + context.shown(file)
                                    + FileNames.near(file, this::takes, context)
                                            .map(near -> "; did you mean " + near + "?")
                                            .orElse(""));
        }
    }

    private static String name(Path file) {
        Path parent = file.toAbsolutePath().normalize().getParent();
        String name = String.valueOf(file.getFileName());
        if (name.equals("model.pw") && parent != null && parent.getFileName() != null) {
            return parent.getFileName().toString();
        }
        return name.substring(0, name.length() - ENDING.length());
    }

    private static List<DataFile> dataIn(Path named) {
        return Files.isDirectory(named)
                ? Stream.of("data.json", "data.csv")
                        .map(named::resolve)
                        .filter(Files::exists)
                        .map(DataFile::of)
                        .toList()
                : List.of();
    }

    private static Answer read(Source source, String name, List<DataFile> data, Context context) {
        Diagnostics diagnostics = new Diagnostics();
        Optional<List<Entry>> entries = Entries.ofScript(source, diagnostics);
        if (entries.isEmpty()) {
            return new Answer.Refused(CheckedState.text(diagnostics.all(), context.style()));
        }
        State next = context.state().named(name).with(new SessionScript(entries.get()));
        if (!data.isEmpty()) {
            DataSet read = DataFiles.read(data);
            if (!read.errors().isEmpty()) {
                return Answer.wrong(read.errors().getFirst().toString());
            }
            next = next.withoutData(_ -> true).withData(read.values());
        }
        // What is new is all of it.
        Context empty =
                new Context(CheckedState.of(State.EMPTY), context.fits(), context.surroundings());
        return Editing.checked(next, "", empty);
    }
}
