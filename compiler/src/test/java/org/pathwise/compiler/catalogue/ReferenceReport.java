package org.pathwise.compiler.catalogue;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The worst errors of each distribution over tables of reference values. */
final class ReferenceReport {
    private record Error(ReferenceRow row, String comparison, double error, int kind) {}

    private static final class Line {
        int rows;
        final double[] worst = new double[3];
    }

    private final Map<String, Line> lines = new TreeMap<>();
    private final Set<String> missing = new TreeSet<>();
    private final List<Error> errors = new ArrayList<>();
    private final List<String> excepted = new ArrayList<>();

    /** A table whose distribution the catalogue has not. */
    void missing(String table) {
        missing.add(table);
    }

    /** Begins a row of a table. */
    void start(String table) {
        lines.computeIfAbsent(table, _ -> new Line()).rows++;
    }

    /**
     * Adds a comparison.
     *
     * @param kind 0 for log densities, 1 for derivatives, 2 for distribution functions and moments
     */
    void add(ReferenceRow row, String comparison, double error, int kind) {
        double[] worst = lines.get(row.name()).worst;
        worst[kind] = Math.max(worst[kind], error);
        errors.add(new Error(row, comparison, error, kind));
    }

    /** Names a comparison that is not counted. */
    void except(ReferenceRow row, String comparison) {
        excepted.add(row + ": " + comparison);
    }

    void print(PrintStream out) {
        out.printf(
                "%-28s %5s %12s %12s %12s%n",
                "distribution", "rows", "log density", "derivatives", "cdf, moments");
        lines.forEach(
                (table, line) ->
                        out.printf(
                                "%-28s %5d %12.1e %12.1e %12.1e%n",
                                table, line.rows, line.worst[0], line.worst[1], line.worst[2]));
        missing.forEach(table -> out.printf("%-28s missing%n", table));
        excepted.forEach(named -> out.printf("not counted: %s%n", named));
    }

    /** The comparisons whose error is above the bound of their kind, and the missing tables. */
    List<String> above(double... bounds) {
        List<String> found = new ArrayList<>();
        missing.forEach(table -> found.add(table + " is missing"));
        errors.stream()
                .filter(error -> !(error.error() <= bounds[error.kind()]))
                .forEach(
                        error ->
                                found.add(
                                        error.row()
                                                + ": "
                                                + error.comparison()
                                                + ", error "
                                                + error.error()));
        return found;
    }
}
