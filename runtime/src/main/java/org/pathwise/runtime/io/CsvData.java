package org.pathwise.runtime.io;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads one CSV text (RFC 4180) whose first line names the columns. */
final class CsvData {
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180
                    .builder()
                    .setIgnoreEmptyLines(true)
                    .setIgnoreSurroundingSpaces(true)
                    .get();

    private final String file;
    private final String text;
    private final List<DataError> errors = new ArrayList<>();

    CsvData(String file, String text) {
        this.file = file;
        this.text = text;
    }

    DataSet read() {
        try (CSVParser parser = CSVParser.parse(new StringReader(text), FORMAT)) {
            Iterator<CSVRecord> records = parser.iterator();
            if (!records.hasNext()) {
                return DataFiles.failure(
                        DataError.at(
                                new Place(file, 1, 1),
                                "the file is empty",
                                "the first line names the columns"));
            }
            CSVRecord header = records.next();
            List<ArrayBuilder> columns = new ArrayList<>();
            header.forEach(name -> columns.add(new ArrayBuilder()));
            while (records.hasNext()) {
                row(records.next(), header, columns);
            }
            return new DataSet(values(header, columns), errors);
        } catch (UncheckedIOException e) {
            return broken(e.getMessage());
        } catch (IOException e) {
            return broken(e.getMessage());
        }
    }

    private DataSet broken(@Nullable String why) {
        return DataFiles.failure(DataError.at(new Place(file, 1, 1), "this is not CSV: " + why));
    }

    private void row(CSVRecord record, CSVRecord header, List<ArrayBuilder> columns) {
        if (record.size() != header.size()) {
            errors.add(
                    DataError.at(
                            place(record, Math.min(record.size(), header.size()) - 1),
                            "this row has "
                                    + record.size()
                                    + " cells, but the header names "
                                    + header.size()
                                    + " columns"));
            return;
        }
        for (int c = 0; c < columns.size(); c++) {
            int column = c;
            columns.get(c).addString(record.get(c).strip(), () -> place(record, column));
        }
    }

    private Map<String, DataValue> values(CSVRecord header, List<ArrayBuilder> columns) {
        Map<String, DataValue> values = new LinkedHashMap<>();
        for (int c = 0; c < columns.size(); c++) {
            String name = header.get(c).strip();
            if (name.isEmpty()) {
                continue;
            }
            Place at = place(header, c);
            int column = c;
            ArrayBuilder builder = columns.get(c);
            DataValue value =
                    builder.build(
                            name,
                            List.of(builder.size()),
                            at,
                            position -> locate(position, column, at));
            DataValue before = values.putIfAbsent(name, value);
            if (before != null) {
                errors.add(
                        DataError.at(
                                at,
                                "the column `"
                                        + name
                                        + "` occurs twice: it also stands at "
                                        + before.place()));
            }
        }
        return values;
    }

    /** Reads the text again up to a row. */
    private Place locate(int row, int column, Place otherwise) {
        try (CSVParser parser = CSVParser.parse(new StringReader(text), FORMAT)) {
            int next = -1;
            for (CSVRecord record : parser) {
                if (next++ == row) {
                    return place(record, column);
                }
            }
            return otherwise;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Place place(CSVRecord record, int cell) {
        int start = (int) record.getCharacterPosition();
        boolean quoted = false;
        int at = start;
        for (int passed = 0; passed < cell && at < text.length(); at++) {
            char c = text.charAt(at);
            quoted ^= c == '"';
            if (c == ',' && !quoted) {
                passed++;
            }
        }
        int line = 1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
        return new Place(file, line, at - text.lastIndexOf('\n', at - 1));
    }
}
