package org.pathwise.runtime.io;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads data files: JSON as CmdStan reads it, CSV with a header line, and IDX, as MNIST's files
 * are.
 */
public final class DataFiles {
    private DataFiles() {}

    /**
     * Reads and merges files that name what they hold; what is wrong with them is in the result.
     */
    public static DataSet read(List<Path> files) {
        return read((Collection<DataFile>) files.stream().map(DataFile::of).toList());
    }

    /** Reads and merges files; what is wrong with them is in the result. */
    public static DataSet read(Collection<DataFile> files) {
        return DataSet.merge(files.stream().map(DataFiles::read).toList());
    }

    private static DataSet read(DataFile data) {
        Path file = data.path();
        Place start = new Place(file.toString(), 1, 1);
        String name = file.toString().toLowerCase(Locale.ROOT);
        try {
            boolean text = name.endsWith(".json") || name.endsWith(".csv");
            if (data.name().isPresent()) {
                return text
                        ? failure(
                                DataError.at(
                                        start,
                                        "the file names its arrays itself",
                                        "leave out `" + data.name().get() + "=`"))
                        : new IdxData(data.name().get(), file.toString())
                                .read(Files.readAllBytes(file));
            }
            if (IdxData.isNamed(name)) {
                return failure(
                        DataError.at(
                                start,
                                "an IDX file holds one array without a name",
                                "give the name of the data before it: x=" + file));
            }
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
                            "data files end in .json or .csv, or are IDX files as in"
                                    + " x=images-idx3-ubyte.gz"));
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
