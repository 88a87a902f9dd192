package org.pathwise.runtime.io;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads data files: JSON as CmdStan reads it, and CSV with a header line. */
public final class DataFiles {
    private DataFiles() {}

    /** Reads and merges files; what is wrong with them is in the result. */
    public static DataSet read(List<Path> files) {
        return DataSet.merge(files.stream().map(DataFiles::read).toList());
    }

    private static DataSet read(Path file) {
        Place start = new Place(file.toString(), 1, 1);
        String name = file.toString().toLowerCase(Locale.ROOT);
        try {
            if (name.endsWith(".json")) {
                return json(file.toString(), text(file));
            }
            if (name.endsWith(".csv")) {
                return csv(file.toString(), text(file));
            }
            return failure(
                    DataError.at(
                            start,
                            "this kind of data file is not known",
                            "data files end in .json or .csv"));
        } catch (NoSuchFileException e) {
            return failure(DataError.at(start, "there is no such file"));
        } catch (CharacterCodingException e) {
            return failure(DataError.at(start, "the file is not text in UTF-8"));
        } catch (IOException e) {
            return failure(DataError.at(start, "the file cannot be read: " + e.getMessage()));
        }
    }

    /**
     * Reads JSON: an object of numbers, truth values and (nested) arrays of them.
     *
     * @param file what messages call it
     */
    public static DataSet json(String file, String text) {
        return new JsonData(file, text).read();
    }

    /**
     * Reads CSV with a header: each column is a vector. A column without a name (the row names that
     * R writes) is left out.
     *
     * @param file what messages call it
     */
    public static DataSet csv(String file, String text) {
        return new CsvData(file, text).read();
    }

    private static String text(Path file) throws IOException {
        String text = Files.readString(file);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    static DataSet failure(DataError error) {
        return new DataSet(Map.of(), List.of(error));
    }
}
