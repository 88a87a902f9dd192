package org.pathwise.runtime.io;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/** A CSV file of numbers under a header, which may follow comment lines that begin with #. */
final class NumbersCsv implements Iterable<CSVRecord>, AutoCloseable {
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setCommentMarker('#').setIgnoreEmptyLines(true).get();

    private final String file;
    private final CSVParser parser;
    private final Iterator<CSVRecord> records;
    private final CSVRecord header;

    /**
     * Opens a file and reads its header.
     *
     * @throws Damage if it is empty
     */
    NumbersCsv(Path path) throws IOException {
        file = path.toString();
        parser = CSVParser.parse(Files.newBufferedReader(path, StandardCharsets.UTF_8), FORMAT);
        records = parser.iterator();
        if (!records.hasNext()) {
            parser.close();
            throw Damage.in(file, "the file is empty");
        }
        header = records.next();
    }

    List<String> header() {
        return header.toList();
    }

    /**
     * The rows after the header, once.
     *
     * @throws Damage at a row that has not as many cells as the header, or is no CSV
     */
    @Override
    public Iterator<CSVRecord> iterator() {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                try {
                    return records.hasNext();
                } catch (UncheckedIOException e) {
                    throw Damage.at(file, line(), "this is not CSV: " + e.getMessage());
                }
            }

            @Override
            public CSVRecord next() {
                CSVRecord record = records.next();
                if (record.size() != header.size()) {
                    throw Damage.at(
                            file,
                            line(),
                            "this row has "
                                    + record.size()
                                    + " cells, but the header names "
                                    + header.size()
                                    + " columns");
                }
                return record;
            }
        };
    }

    /**
     * A cell as {@link DrawsCsv#number} writes it.
     *
     * @throws Damage if it is no number
     */
    double number(CSVRecord record, int column) {
        String cell = record.get(column);
        return switch (cell) {
            case "nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> {
                try {
                    yield Double.parseDouble(cell);
                } catch (NumberFormatException e) {
                    throw Damage.at(file, line(), "'" + cell + "' is not a number");
                }
            }
        };
    }

    private int line() {
        return (int) Math.max(1, parser.getCurrentLineNumber());
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
