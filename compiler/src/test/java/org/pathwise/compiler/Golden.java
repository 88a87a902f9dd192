package org.pathwise.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import org.pathwise.compiler.source.Source;
import org.pathwise.runtime.io.DataFiles;
import org.pathwise.runtime.io.DataSet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Golden files: what a stage makes of a script lies beside it, {@code linear.pw} and {@code
 * linear.ast.txt}. A test compares; with {@code -Dgolden.update=true} it writes what it got
 * instead, to be read in the diff.
 */
public final class Golden {
    private static final Path SCRIPTS = Path.of("src", "test", "resources", "scripts");
    private static final boolean UPDATE = Boolean.getBoolean("golden.update");

    private Golden() {}

    /** Complete models in what is supported, by topic. */
    public static List<Path> good() {
        return under("good");
    }

    /** Well-formed scripts that use what is not supported yet. */
    public static List<Path> later() {
        return under("later");
    }

    /** Scripts with mistakes of one kind: {@code syntax}, {@code type}, ... */
    public static List<Path> bad(String topic) {
        return under("bad/" + topic);
    }

    /** Scripts whose estimator plan is worth looking at. */
    public static List<Path> plans() {
        return under("plan");
    }

    /** Scripts with a site of every form, to be explained. */
    public static List<Path> explained() {
        return under("explain");
    }

    /** Scripts that are laid out in awkward ways. */
    public static List<Path> unformatted() {
        return under("format");
    }

    /** Complete models, each with data that has missing values beside it. */
    public static List<Path> missing() {
        return under("missing/good");
    }

    /** Scripts whose data has missing values that cannot stay so. */
    public static List<Path> wronglyMissing() {
        return under("missing/bad");
    }

    /** Scripts some of whose dimensions cannot be subsampled, as their first lines ask for. */
    public static List<Path> wronglyBatched() {
        return under("batch/bad");
    }

    /** The data that lies beside a script, if some does. */
    public static Optional<DataSet> data(Path script) {
        String name = script.getFileName().toString().replaceAll("pw$", "json");
        Path data = script.resolveSibling(name);
        return Files.exists(data)
                ? Optional.of(DataFiles.json(name, read(data)))
                : Optional.empty();
    }

    /** The script's text under its path inside the folder of scripts, the same on every machine. */
    public static Source source(Path script) {
        return new Source(SCRIPTS.relativize(script).toString().replace('\\', '/'), read(script));
    }

    private static Path expected(Path script, String stage) {
        String name = script.getFileName().toString();
        return script.resolveSibling(
                name.substring(0, name.length() - ".pw".length()) + "." + stage + ".txt");
    }

    /** Compares {@code actual} with what the stage made of the script before. */
    public static void check(Path script, String stage, String actual) {
        Path expected = expected(script, stage);
        if (UPDATE) {
            write(expected, actual);
        } else if (!Files.exists(expected)) {
            fail(expected + " is missing; run with -Dgolden.update=true to write it:\n" + actual);
        } else {
            assertThat(actual)
                    .as("%s (-Dgolden.update=true rewrites it)", expected)
                    .isEqualTo(read(expected));
        }
    }

    private static List<Path> under(String folder) {
        try (Stream<Path> files = Files.walk(SCRIPTS.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".pw")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
