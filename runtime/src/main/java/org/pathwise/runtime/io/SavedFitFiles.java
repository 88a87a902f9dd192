package org.pathwise.runtime.io;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipException;

/**
 * A fit in its results folder: {@code model.pw}, the script; {@code settings.json}, what the fit
 * was told; {@code parameters.npz}, the parameters; {@code summary.txt}, what it printed.
 */
public final class SavedFitFiles {
    public static final String SETTINGS = "settings.json";
    public static final String SCRIPT = "model.pw";
    public static final String PARAMETERS = "parameters.npz";
    public static final String SUMMARY = "summary.txt";

    /** What a reader must know: another number is another layout of the files. */
    private static final long FORMAT = 1;

    private static final ObjectWriteContext PRETTY =
            new ObjectWriteContext.Base() {
                @Override
                public PrettyPrinter getPrettyPrinter() {
                    return new DefaultPrettyPrinter();
                }
            };

    private SavedFitFiles() {}

    /** What was found in a folder. */
    public sealed interface Reading {}

    /** A fit that can be used. */
    public record Found(SavedFit fit) implements Reading {}

    /** Something else. */
    public record Unusable(DataError error) implements Reading {}

    /**
     * Writes the files.
     *
     * @param summary what the fit printed
     */
    public static void write(Path folder, SavedFit fit, String summary) throws IOException {
        AtomicFile.write(folder.resolve(SUMMARY), out -> out.write(summary));
        AtomicFile.write(folder.resolve(SCRIPT), out -> out.write(fit.text()));
        NumpyArchive.write(folder.resolve(PARAMETERS), fit.parameters());
        AtomicFile.write(folder.resolve(SETTINGS), out -> out.write(settings(fit)));
    }

    private static String settings(SavedFit fit) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(PRETTY, out)) {
            json.writeStartObject();
            json.writeNumberProperty("format", FORMAT);
            json.writeStringProperty("pathwise_version", fit.version());
            json.writeStringProperty("model", fit.model());
            json.writeStringProperty("script", fit.script());
            json.writeStringProperty("script_checksum", Checksum.of(fit.text()));
            json.writeStringProperty("guide", fit.guide());
            json.writeNumberProperty("seed", fit.seed());
            json.writeObjectPropertyStart("set");
            fit.settings().forEach((name, value) -> setting(json, name, value));
            json.writeEndObject();
            texts(json, "options", fit.options());
            json.writeObjectPropertyStart("sizes");
            fit.sizes().forEach(json::writeNumberProperty);
            json.writeEndObject();
            texts(json, "data_checksums", fit.checksums());
            json.writeArrayPropertyStart("parameters");
            for (NamedArray array : fit.parameters()) {
                json.writeStartObject();
                json.writeStringProperty("name", array.name());
                json.writeArrayPropertyStart("shape");
                array.shape().forEach(json::writeNumber);
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return out + "\n";
    }

    private static void setting(JsonGenerator json, String name, DataValue value) {
        double number = value.values()[0];
        if (value.integers() && Math.abs(number) < 0x1p53) {
            json.writeNumberProperty(name, (long) number);
        } else {
            json.writeNumberProperty(name, number);
        }
    }

    private static void texts(JsonGenerator json, String name, Map<String, String> texts) {
        json.writeObjectPropertyStart(name);
        texts.forEach(json::writeStringProperty);
        json.writeEndObject();
    }

    /** Reads a fit, and checks that its files belong together and are whole. */
    public static Reading read(Path folder) {
        Path file = folder.resolve(SETTINGS);
        try {
            if (!Files.exists(file)) {
                return unusable(
                        file,
                        "there is no such file, so that "
                                + folder
                                + " holds no fit that can be used again",
                        "name a folder that `pathwise fit` wrote, such as results/latest");
            }
            return read(folder, file);
        } catch (JacksonException | NotSettings e) {
            return unusable(
                    file, "these are not the settings of a fit", "fit again, into another folder");
        } catch (IOException | UncheckedIOException e) {
            return unusable(file, "a file of the fit cannot be read: " + e.getMessage(), null);
        }
    }

    private static Reading read(Path folder, Path file) throws IOException {
        Map<?, ?> settings = map(JsonTree.read(Files.readString(file)));
        long format = whole(settings.get("format"));
        if (format != FORMAT) {
            return unusable(
                    file,
                    "the fit was saved by Pathwise "
                            + text(settings.get("pathwise_version"))
                            + " in format "
                            + format
                            + ", and this one reads format "
                            + FORMAT,
                    "use that version, or fit again");
        }
        Path script = folder.resolve(SCRIPT);
        if (!Files.exists(script)) {
            return unusable(script, "the script of the fit is gone", "fit again");
        }
        String source = Files.readString(script);
        if (!Checksum.of(source).equals(text(settings.get("script_checksum")))) {
            return unusable(
                    script,
                    "this is not the script that was fitted: it has changed since",
                    "put the fitted one back, or fit the changed one");
        }
        Path archive = folder.resolve(PARAMETERS);
        if (!Files.exists(archive)) {
            return unusable(archive, "the fitted parameters are gone", "fit again");
        }
        List<NamedArray> parameters;
        try {
            parameters = NumpyArchive.read(archive);
        } catch (ZipException | ArithmeticException e) {
            return unusable(
                    archive, "the file is damaged or not whole: " + e.getMessage(), "fit again");
        }
        if (!names(parameters).equals(names(settings))) {
            return unusable(
                    archive,
                    "the parameters are not those that " + SETTINGS + " lists",
                    "fit again: the files are from different fits");
        }
        return new Found(fit(file, settings, source, parameters));
    }

    private static SavedFit fit(
            Path file, Map<?, ?> settings, String source, List<NamedArray> parameters) {
        Map<String, DataValue> given = new LinkedHashMap<>();
        map(settings.get("set"))
                .forEach((name, value) -> given.put(text(name), setting(file, name, value)));
        Map<String, Integer> sizes = new LinkedHashMap<>();
        map(settings.get("sizes"))
                .forEach((name, size) -> sizes.put(text(name), Math.toIntExact(whole(size))));
        return new SavedFit(
                text(settings.get("pathwise_version")),
                text(settings.get("model")),
                text(settings.get("script")),
                source,
                text(settings.get("guide")),
                whole(settings.get("seed")),
                given,
                texts(settings.get("options")),
                sizes,
                texts(settings.get("data_checksums")),
                parameters);
    }

    private static DataValue setting(Path file, Object name, @Nullable Object value) {
        Place place = new Place(file.toString(), 1, 1);
        return switch (value) {
            case Long whole -> DataValue.scalar(text(name), whole, true, place);
            case Double number -> DataValue.scalar(text(name), number, false, place);
            case null, default -> notSettings();
        };
    }

    /** Names with shapes, as the archive has them. */
    private static List<String> names(List<NamedArray> parameters) {
        return parameters.stream().map(array -> array.name() + array.shape()).toList();
    }

    private static List<String> names(Map<?, ?> settings) {
        return list(settings.get("parameters")).stream()
                .map(SavedFitFiles::map)
                .map(entry -> text(entry.get("name")) + list(entry.get("shape")))
                .toList();
    }

    private static Map<String, String> texts(@Nullable Object value) {
        Map<String, String> texts = new LinkedHashMap<>();
        map(value).forEach((name, content) -> texts.put(text(name), text(content)));
        return texts;
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : notSettings();
    }

    private static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : notSettings();
    }

    private static String text(@Nullable Object value) {
        return value instanceof String text ? text : notSettings();
    }

    private static long whole(@Nullable Object value) {
        return value instanceof Long number ? number : notSettings();
    }

    private static <T> T notSettings() {
        throw new NotSettings();
    }

    /** JSON that is not what {@link #settings} writes. */
    private static final class NotSettings extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private static Unusable unusable(Path file, String message, @Nullable String help) {
        Place place = new Place(file.toString(), 1, 1);
        return new Unusable(
                help == null ? DataError.at(place, message) : DataError.at(place, message, help));
    }
}
