package org.pathwise.runtime.io;

import org.apache.commons.csv.CSVRecord;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Reads what {@link DrawsCsv} writes. */
final class DrawsCsvReader {
    private static final String LOG_GUIDE = "lp_approx__";
    private static final String LOG_JOINT = "lp__";
    private static final int FIRST_COLUMN = 2;

    private DrawsCsvReader() {}

    /**
     * The draws in a file.
     *
     * @param wanted which columns to keep, by names such as {@code X[1,2]}
     * @throws Damage if the file is not what {@link DrawsCsv} writes
     */
    static DrawsTable read(Path file, Predicate<String> wanted) throws IOException {
        try (NumbersCsv csv = new NumbersCsv(file)) {
            List<String> header = csv.header();
            if (header.size() < FIRST_COLUMN
                    || !header.subList(0, FIRST_COLUMN).equals(List.of(LOG_GUIDE, LOG_JOINT))) {
                throw Damage.in(
                        file.toString(),
                        "the first columns should be " + LOG_GUIDE + " and " + LOG_JOINT);
            }
            Map<String, Integer> positions = new LinkedHashMap<>();
            for (int c = FIRST_COLUMN; c < header.size(); c++) {
                String name = bracketed(header.get(c));
                if (wanted.test(name)) {
                    positions.put(name, c);
                }
            }
            int[] kept =
                    IntStream.concat(
                                    IntStream.range(0, FIRST_COLUMN),
                                    positions.values().stream().mapToInt(Integer::intValue))
                            .toArray();
            double[][] columns = columns(csv, kept);
            Map<String, double[]> named = new LinkedHashMap<>();
            int next = FIRST_COLUMN;
            for (String name : positions.keySet()) {
                named.put(name, columns[next++]);
            }
            return new DrawsTable(columns[0].length, named, columns[0], columns[1]);
        }
    }

    private static double[][] columns(NumbersCsv csv, int[] kept) {
        double[][] columns = new double[kept.length][1024];
        int count = 0;
        for (CSVRecord record : csv) {
            if (count == columns[0].length) {
                for (int c = 0; c < kept.length; c++) {
                    columns[c] = Arrays.copyOf(columns[c], 2 * count);
                }
            }
            for (int c = 0; c < kept.length; c++) {
                columns[c][count] = csv.number(record, kept[c]);
            }
            count++;
        }
        for (int c = 0; c < kept.length; c++) {
            columns[c] = Arrays.copyOf(columns[c], count);
        }
        return columns;
    }

    /** A name as users write it: {@code X[1,2]} for {@code X.1.2}. */
    static String bracketed(String name) {
        int point = name.indexOf('.');
        return point < 0
                ? name
                : name.substring(0, point)
                        + "["
                        + name.substring(point + 1).replace('.', ',')
                        + "]";
    }
}
