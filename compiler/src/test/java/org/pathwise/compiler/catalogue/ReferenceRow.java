package org.pathwise.compiler.catalogue;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A row of the tables of reference values: what the exact function gives at the very doubles shown,
 * worked out in multiple precision. The fields are described in the tables' folder.
 */
record ReferenceRow(String name, int line, JsonNode json) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** A scalar, vector or matrix, row-major. */
    record Numbers(List<Integer> extents, double[] values) {
        Numbers {
            extents = List.copyOf(extents);
        }
    }

    /** The rows of the project's own tables. */
    static Stream<ReferenceRow> all() {
        try {
            return in(
                    Path.of(
                            Objects.requireNonNull(
                                            ReferenceRow.class.getResource(
                                                    "/reference/distributions"))
                                    .toURI()));
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The rows of a folder of tables; {@code special.jsonl} is left out. */
    static Stream<ReferenceRow> in(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<ReferenceRow> rows = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (!name.endsWith(".jsonl") || name.equals("special.jsonl")) {
                    continue;
                }
                int line = 0;
                for (String text : Files.readAllLines(file)) {
                    line++;
                    rows.add(
                            new ReferenceRow(
                                    name.substring(0, name.length() - ".jsonl".length()),
                                    line,
                                    MAPPER.readTree(text)));
                }
            }
            return rows.stream();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Numbers value() {
        return Objects.requireNonNull(numbers(json.get("value")));
    }

    /** The names of the parameters as the table has them, in order. */
    List<String> parameters() {
        return List.copyOf(json.get("parameters").propertyNames());
    }

    Numbers parameter(String parameter) {
        return Objects.requireNonNull(numbers(json.get("parameters").get(parameter)));
    }

    /** A number of the row, or null where it has none. */
    @Nullable Double number(String field) {
        Numbers numbers = numbers(json.get(field));
        return numbers == null ? null : numbers.values()[0];
    }

    @Nullable Numbers derivativeInValue() {
        return numbers(json.get("d_value"));
    }

    @Nullable Numbers derivative(String parameter) {
        JsonNode all = json.get("d_parameters");
        return all == null ? null : numbers(all.get(parameter));
    }

    private static @Nullable Numbers numbers(@Nullable JsonNode node) {
        if (node == null || node.isNull()) {
            return null;
        }
        List<Integer> extents = new ArrayList<>();
        for (JsonNode inner = node; inner.isArray(); inner = inner.get(0)) {
            extents.add(inner.size());
        }
        List<Double> values = new ArrayList<>();
        collect(node, values);
        return new Numbers(extents, values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static void collect(JsonNode node, List<Double> values) {
        if (node.isArray()) {
            node.forEach(element -> collect(element, values));
        } else if (node.isString()) {
            values.add(
                    node.asString().startsWith("-")
                            ? Double.NEGATIVE_INFINITY
                            : Double.POSITIVE_INFINITY);
        } else {
            values.add(Double.parseDouble(node.toString()));
        }
    }

    @Override
    public String toString() {
        return name + " at line " + line;
    }
}
