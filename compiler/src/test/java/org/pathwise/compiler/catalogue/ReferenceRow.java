package org.pathwise.compiler.catalogue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A row of the table of reference values.
 *
 * @param number its line, for messages
 * @param numbers value, parameters, log density, derivatives; null where there is none
 */
record ReferenceRow(int number, String distribution, List<Numbers> numbers) {

    /** A scalar, vector or square matrix, row-major. */
    record Numbers(int rank, double[] values) {
        double scalar() {
            return values[0];
        }
    }

    /** All rows. */
    static Stream<ReferenceRow> all() {
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(
                                Objects.requireNonNull(
                                        ReferenceRow.class.getResourceAsStream(
                                                "/reference/distributions.csv")),
                                StandardCharsets.UTF_8))) {
            List<ReferenceRow> rows = new ArrayList<>();
            int number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                if (!line.startsWith("#")) {
                    List<String> cells = Arrays.asList(line.split(","));
                    List<Numbers> numbers = new ArrayList<>();
                    cells.subList(1, cells.size()).forEach(cell -> numbers.add(parse(cell)));
                    rows.add(new ReferenceRow(number, cells.getFirst(), numbers));
                }
            }
            return rows.stream();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    int parameterCount() {
        return (numbers.size() - 3) / 2;
    }

    Numbers value() {
        return numbers.getFirst();
    }

    Numbers parameter(int index) {
        return numbers.get(1 + index);
    }

    double logDensity() {
        return numbers.get(1 + parameterCount()).scalar();
    }

    /** The derivative in the value (0) or a parameter (1 and up), or null. */
    Numbers derivative(int index) {
        return numbers.get(2 + parameterCount() + index);
    }

    /** How large the numbers of the row are: the vector's length, 1 for scalars. */
    int extent() {
        return numbers.stream()
                .filter(Objects::nonNull)
                .mapToInt(
                        cell ->
                                cell.rank() == 2
                                        ? (int) Math.sqrt(cell.values().length)
                                        : cell.values().length)
                .max()
                .orElseThrow();
    }

    private static Numbers parse(String cell) {
        if (cell.equals("-")) {
            return null;
        }
        int rank = 0;
        while (cell.charAt(rank) == '[') {
            rank++;
        }
        String[] parts = cell.replace("[", "").replace("]", "").split(" ");
        return new Numbers(rank, Arrays.stream(parts).mapToDouble(Double::parseDouble).toArray());
    }

    @Override
    public String toString() {
        return distribution + " at line " + number;
    }
}
