package org.pathwise.repl.report;

import org.pathwise.repl.report.Selection.Shown;
import org.pathwise.runtime.diagnose.Summary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * Where the mass of each number lies: a row for each with its 50 % and 90 % interval; of long
 * vectors and narrow matrices a column for each, or a band; of discrete arrays the share of each
 * value.
 */
final class IntervalFigures {
    private static final int MOST_VALUES = 8;
    private static final int MOST_PARTS = 4;

    /** By which index a matrix falls into parts: the last one, or else the first. */
    private static final List<Integer> SPLITS = List.of(1, 0);

    /** Of more elements, the intervals join into a band. */
    private static final int MOST_COLUMNS = 120;

    private static final int ROW = 22;
    private static final int AXIS = 44;
    private static final int LEGEND = 30;
    private static final int BAND = 260;

    /** Bars below each other; more stand beside each other. */
    private static final int MOST_BARS = 20;

    private final Map<String, double[]> draws;

    private IntervalFigures(Map<String, double[]> draws) {
        this.draws = draws;
    }

    static List<Figure> of(Selection selection, Map<String, double[]> draws) {
        IntervalFigures figures = new IntervalFigures(draws);
        return selection.variables().stream().flatMap(shown -> figures.of(shown).stream()).toList();
    }

    private List<Figure> of(Shown shown) {
        TreeSet<Double> values = values(shown, draws);
        boolean scalar = shown.variable().isScalar();
        if (!values.isEmpty()) {
            return scalar ? List.of() : List.of(shares(shown, values));
        }
        if (shown.variable().elements().size() <= Selection.MOST_ROWS) {
            return List.of(rows(shown));
        }
        for (int split : SPLITS) {
            List<List<Variable.Element>> parts = parts(shown.elements(), split);
            if (parts.size() <= MOST_PARTS) {
                return bands(shown, parts, split);
            }
        }
        return List.of(rows(shown));
    }

    /** All values of draws that take only a few whole ones; otherwise none. */
    static TreeSet<Double> values(Shown shown, Map<String, double[]> draws) {
        TreeSet<Double> values = new TreeSet<>();
        for (Variable.Element element : shown.elements()) {
            double[] finite =
                    Arrays.stream(Objects.requireNonNull(draws.get(element.name())))
                            .filter(Double::isFinite)
                            .toArray();
            if (finite.length == 0 || !Marginal.areWhole(finite)) {
                return new TreeSet<>();
            }
            Arrays.stream(finite).forEach(value -> values.add(value + 0.0));
            if (values.size() > MOST_VALUES) {
                return new TreeSet<>();
            }
        }
        return values;
    }

    private double[] column(Variable.Element element) {
        return Objects.requireNonNull(draws.get(element.name()));
    }

    /**
     * The elements of a matrix by the index at a place; those of a vector in one part; of larger
     * arrays each by itself.
     */
    private static List<List<Variable.Element>> parts(List<Variable.Element> elements, int split) {
        Map<String, List<Variable.Element>> parts = new LinkedHashMap<>();
        for (Variable.Element element : elements) {
            String[] indices = indices(element);
            String key =
                    switch (indices.length) {
                        case 1 -> "";
                        case 2 -> indices[split];
                        default -> element.name();
                    };
            parts.computeIfAbsent(key, _ -> new ArrayList<>()).add(element);
        }
        return List.copyOf(parts.values());
    }

    private static String[] indices(Variable.Element element) {
        String name = element.name();
        return name.substring(name.indexOf('[') + 1, name.length() - 1).split(",", -1);
    }

    private Figure rows(Shown shown) {
        List<Variable.Element> elements = first(shown.elements());
        Map<String, Object> data = intervals("rows", elements);
        return new Figure(
                shown.variable().name(),
                "Intervals of "
                        + shown.variable().name()
                        + ": of each number the median, the central 50 % and the central 90 %",
                left(shown, elements.size()),
                ROW * elements.size() + AXIS,
                data);
    }

    private List<Figure> bands(Shown shown, List<List<Variable.Element>> parts, int split) {
        List<Figure> figures = new ArrayList<>();
        for (int p = 0; p < parts.size(); p++) {
            List<Variable.Element> part = parts.get(p);
            String[] indices = indices(part.getFirst());
            boolean isMatrix = indices.length == 2;
            String name = shown.variable().name();
            String title =
                    !isMatrix
                            ? name
                            : split == 0
                                    ? name + "[" + indices[0] + ",·]"
                                    : name + "[·," + indices[1] + "]";
            Map<String, Object> data =
                    intervals(part.size() > MOST_COLUMNS ? "band" : "columns", part);
            int along = isMatrix ? 1 - split : 0;
            data.put("labels", part.stream().map(element -> indices(element)[along]).toList());
            figures.add(
                    new Figure(
                            title,
                            "Intervals of "
                                    + title
                                    + " along its index: the median, the central 50 % and the"
                                    + " central 90 %",
                            p == parts.size() - 1 ? left(shown, shown.elements().size()) : "",
                            BAND,
                            data));
        }
        return figures;
    }

    private Map<String, Object> intervals(String kind, List<Variable.Element> elements) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("kind", kind);
        data.put("names", elements.stream().map(Variable.Element::name).toList());
        List<List<Double>> numbers = new ArrayList<>();
        for (Variable.Element element : elements) {
            Summary summary = element.summary();
            double[] sorted = column(element).clone();
            Arrays.sort(sorted);
            numbers.add(
                    List.of(
                            summary.q05(),
                            quantile(sorted, 0.25),
                            summary.q50(),
                            quantile(sorted, 0.75),
                            summary.q95()));
        }
        data.put("intervals", numbers);
        return data;
    }

    /** As {@link Summary#of} has it, NaN where a draw is. */
    static double quantile(double[] sorted, double probability) {
        return sorted.length == 0 || Double.isNaN(sorted[sorted.length - 1])
                ? Double.NaN
                : Summary.quantile(sorted, probability);
    }

    private Figure shares(Shown shown, TreeSet<Double> values) {
        List<Variable.Element> elements = shown.elements();
        boolean isLong = elements.size() > MOST_BARS;
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("kind", isLong ? "sharesBand" : "shares");
        data.put("names", elements.stream().map(Variable.Element::name).toList());
        data.put("labels", elements.stream().map(e -> String.join(",", indices(e))).toList());
        data.put("values", List.copyOf(values));
        data.put("shares", values.stream().map(value -> shares(elements, value)).toList());
        return new Figure(
                shown.variable().name(),
                "Of each number of "
                        + shown.variable().name()
                        + " the share of the draws that has each value",
                left(shown, elements.size()),
                isLong ? BAND : ROW * elements.size() + AXIS + LEGEND,
                data);
    }

    private double[] shares(List<Variable.Element> elements, double value) {
        return elements.stream()
                .mapToDouble(
                        element -> {
                            double[] finite =
                                    Arrays.stream(column(element))
                                            .filter(Double::isFinite)
                                            .toArray();
                            return (double) Arrays.stream(finite).filter(x -> x == value).count()
                                    / finite.length;
                        })
                .toArray();
    }

    private static List<Variable.Element> first(List<Variable.Element> elements) {
        return elements.subList(0, Math.min(Selection.MOST_ROWS, elements.size()));
    }

    private static String left(Shown shown, int drawn) {
        int left = shown.variable().elements().size() - drawn;
        return left == 0
                ? ""
                : Words.count(left, "more number is", "more numbers are") + " not drawn.";
    }
}
