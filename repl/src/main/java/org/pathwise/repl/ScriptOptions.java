package org.pathwise.repl;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.source.Source;
import org.pathwise.repl.fit.Input;
import org.pathwise.repl.fit.Setting;
import org.pathwise.runtime.io.DataFile;
import org.pathwise.runtime.io.DataValue;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code [--data FILE]... [--set NAME=VALUE]...}, which all commands have, and the way from
 * SCRIPT|FOLDER to files.
 */
final class ScriptOptions {
    static final String SCRIPT_LABEL = "SCRIPT|FOLDER";
    static final String SCRIPT_HELP =
            "A script (.pw), or a folder that stands for its model.pw with its data.json and"
                    + " data.csv.";

    private static final String SCRIPT_IN_FOLDER = "model.pw";
    private static final List<String> DATA_IN_FOLDER = List.of("data.json", "data.csv");

    @Option(
            names = "--data",
            paramLabel = "[NAME=]FILE",
            converter = DataFileConverter.class,
            description = {
                "A data file: .json, .csv with a header line, or an IDX file (MNIST's format, also"
                    + " .gz) with the name of its array, as in x=images-idx3-ubyte.gz. May be given"
                    + " several times, and each name may stand in one of them only. Takes the place"
                    + " of a folder's own data."
            })
    private List<DataFile> data = new ArrayList<>();

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            converter = Setting.Converter.class,
            description =
                    "Sets a const, or a number of the data; goes before the data files. May be"
                            + " given several times.")
    private List<Setting> settings = new ArrayList<>();

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec command;

    /**
     * Finds and reads the script.
     *
     * @param script what the command line names: a script, or a folder with one
     * @throws ParameterException if it, or a data file, is not there
     */
    Input open(Path script) {
        Path file = Files.isDirectory(script) ? scriptIn(script) : scriptFile(script);
        List<DataFile> files = data;
        if (data.isEmpty() && Files.isDirectory(script)) {
            files =
                    DATA_IN_FOLDER.stream()
                            .map(script::resolve)
                            .filter(Files::exists)
                            .map(DataFile::of)
                            .toList();
        }
        checkData();
        return new Input(new Source(file.toString(), read(file)), name(file), files, settings());
    }

    /**
     * The inputs that bring a session to the same script, data and settings.
     *
     * @param script what the command line names, if anything
     * @throws ParameterException if it, or a data file, is not there
     */
    List<String> inputs(@Nullable Path script) {
        checkData();
        List<String> inputs = new ArrayList<>();
        if (script != null) {
            Path file = Files.isDirectory(script) ? scriptIn(script) : scriptFile(script);
            // A folder brings its own data along.
            inputs.add(":load " + quoted(data.isEmpty() ? script : file));
        }
        if (!data.isEmpty()) {
            inputs.add(
                    data.stream()
                            .map(ScriptOptions::quoted)
                            .collect(Collectors.joining(" ", ":data ", "")));
        }
        settings()
                .values()
                .forEach(value -> inputs.add(":set " + value.name() + "=" + value(value)));
        return inputs;
    }

    private static String value(DataValue setting) {
        double number = setting.values()[0];
        return setting.integers()
                ? BigDecimal.valueOf(number).toBigInteger().toString()
                : String.valueOf(number);
    }

    private static String quoted(Object word) {
        String text = word.toString();
        return text.indexOf('"') < 0 ? '"' + text + '"' : "'" + text + "'";
    }

    /**
     * A script that is known already, with the data that the command line names.
     *
     * @throws ParameterException if a data file is not there
     */
    Input with(Source source, String name) {
        checkData();
        return new Input(source, name, data, settings());
    }

    private void checkData() {
        for (DataFile given : data) {
            Path path = given.path();
            if (!Files.isRegularFile(path)) {
                throw wrong(
                        Files.exists(path)
                                ? "--data " + path + " is not a file"
                                : "there is no data file " + path);
            }
        }
    }

    private Path scriptIn(Path folder) {
        Path file = folder.resolve(SCRIPT_IN_FOLDER);
        if (Files.isRegularFile(file)) {
            return file;
        }
        List<String> scripts = scriptsIn(folder);
        throw wrong(
                "the folder "
                        + folder
                        + " has no "
                        + SCRIPT_IN_FOLDER
                        + (scripts.isEmpty()
                                ? ""
                                : "; it holds "
                                        + String.join(", ", scripts)
                                        + ", which can be named directly"));
    }

    private static List<String> scriptsIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".pw"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private Path scriptFile(Path file) {
        if (!Files.exists(file)) {
            throw wrong(
                    "there is no script or folder "
                            + file
                            + (Files.isRegularFile(file.resolveSibling(file.getFileName() + ".pw"))
                                    ? "; did you mean " + file + ".pw?"
                                    : ""));
        }
        if (!file.toString().endsWith(".pw")) {
            throw wrong(
                    file
                            + " does not end in .pw, as scripts do"
                            + (isData(file) ? "; data files go behind --data" : ""));
        }
        return file;
    }

    private static boolean isData(Path file) {
        return file.toString().endsWith(".json") || file.toString().endsWith(".csv");
    }

    private String read(Path file) {
        try {
            String text = Files.readString(file);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw wrong(file + " is not text in UTF-8");
        } catch (IOException e) {
            throw wrong(file + " cannot be read: " + e.getMessage());
        }
    }

    private static String name(Path file) {
        Path whole = file.toAbsolutePath().normalize();
        Path folder = whole.getParent();
        String name = String.valueOf(whole.getFileName());
        if (name.equals(SCRIPT_IN_FOLDER) && folder != null && folder.getFileName() != null) {
            return folder.getFileName().toString();
        }
        return name.substring(0, name.length() - ".pw".length());
    }

    private Map<String, DataValue> settings() {
        Map<String, DataValue> values = new LinkedHashMap<>();
        for (Setting setting : settings) {
            if (values.put(setting.name(), setting.value()) != null) {
                throw wrong("--set gives " + setting.name() + " twice");
            }
        }
        return values;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    private static final class DataFileConverter implements ITypeConverter<DataFile> {
        @Override
        public DataFile convert(String text) {
            return DataFile.parse(text);
        }
    }
}
