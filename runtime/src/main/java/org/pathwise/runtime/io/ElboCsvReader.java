package org.pathwise.runtime.io;

import org.apache.commons.csv.CSVRecord;
import org.pathwise.runtime.inference.ElboHistory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads what {@link ElboCsv} writes. */
final class ElboCsvReader {
    private static final List<String> HEADER = List.of("step", "elbo", "step_size");

    private ElboCsvReader() {}

    /**
     * The history in a file.
     *
     * @throws Damage if the file is not what {@link ElboCsv} writes
     */
    static List<ElboHistory.Point> read(Path file) throws IOException {
        List<ElboHistory.Point> points = new ArrayList<>();
        try (NumbersCsv csv = new NumbersCsv(file)) {
            if (!csv.header().equals(HEADER)) {
                throw Damage.in(
                        file.toString(), "the columns should be " + String.join(",", HEADER));
            }
            for (CSVRecord record : csv) {
                points.add(
                        new ElboHistory.Point(
                                (long) csv.number(record, 0),
                                csv.number(record, 1),
                                csv.number(record, 2)));
            }
        }
        return points;
    }
}
