package org.pathwise.repl.session;

import org.pathwise.compiler.type.Element;
import org.pathwise.repl.fit.FitSummary;
import org.pathwise.repl.text.Numbers;
import org.pathwise.repl.text.Style;
import org.pathwise.repl.text.Table;
import org.pathwise.runtime.diagnose.Summary;
import org.pathwise.runtime.inference.PosteriorDraws;
import org.pathwise.runtime.io.ElementNames;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Predictions beside what was observed. */
final class PredictionText {
    private static final int LIKELY_VALUES = 3;

    private PredictionText() {}

    /**
     * A row for each element that is observed.
     *
     * @param observed the same expression of the data themselves
     */
    static String of(Inquiry.Result.Found found, Inquiry.Result observed, Style style) {
        if (found.element() == Element.BOOL) {
            return PosteriorText.of(found, style);
        }
        PosteriorDraws draws = PosteriorText.named(found);
        List<String> names = ElementNames.bracketed(draws.quantities().getFirst());
        double[] data = data(observed, names.size());
        List<Integer> predicted =
                IntStream.range(0, names.size())
                        .filter(i -> Arrays.stream(draws.column(i)).anyMatch(v -> !Double.isNaN(v)))
                        .boxed()
                        .toList();
        if (predicted.isEmpty()) {
            return "no statement observes it\n";
        }
        // Whole numbers as data may be observed by a continuous distribution.
        boolean discrete =
                found.element() == Element.INT
                        && predicted.stream()
                                .flatMapToDouble(i -> Arrays.stream(draws.column(i)))
                                .allMatch(draw -> Double.isNaN(draw) || draw == Math.rint(draw));
        Table table =
                FitSummary.columns(PosteriorText.heading(found))
                        .column("observed", Table.Align.POINT);
        if (discrete) {
            table.column("most likely", Table.Align.LEFT);
        }
        int outside = 0;
        int compared = 0;
        int shown = PosteriorText.shown(predicted.size());
        for (int n = 0; n < predicted.size(); n++) {
            int i = predicted.get(n);
            double[] column = draws.column(i);
            Summary summary = Summary.of(column);
            if (!Double.isNaN(data[i])) {
                compared++;
                outside += data[i] < summary.q05() || data[i] > summary.q95() ? 1 : 0;
            }
            if (n < shown) {
                List<String> row = new ArrayList<>(FitSummary.row(names.get(i), summary));
                row.add(Double.isNaN(data[i]) ? "" : Numbers.shortest(data[i]));
                if (discrete) {
                    row.add(likely(column));
                }
                table.row(row);
            }
        }
        int left = names.size() - predicted.size();
        return table.render(style)
                + PosteriorText.rest(predicted.size() - shown)
                + (left > 0 ? left + " of " + names.size() + " elements are not observed\n" : "")
                + (compared > 1
                        ? outside
                                + " of "
                                + compared
                                + " observed values "
                                + (outside == 1 ? "is" : "are")
                                + " outside the 90% interval of the prediction\n"
                        : "")
                + PosteriorText.warnings(draws, predicted);
    }

    /** What was observed; NaN for what is missing, or varies with the latents. */
    private static double[] data(Inquiry.Result observed, int size) {
        double[] data = new double[size];
        Arrays.fill(data, Double.NaN);
        if (observed instanceof Inquiry.Result.Found found) {
            for (int i = 0; i < size; i++) {
                double[] column = found.draws().column(i);
                data[i] = PosteriorText.isConstant(column) ? column[0] : Double.NaN;
            }
        }
        return data;
    }

    /** The most frequent values with their frequencies. */
    private static String likely(double[] values) {
        Map<Double, Long> counts =
                Arrays.stream(values)
                        .boxed()
                        .collect(
                                Collectors.groupingBy(
                                        value -> value, TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(LIKELY_VALUES)
                .map(
                        entry ->
                                Numbers.shortest(entry.getKey())
                                        + String.format(
                                                Locale.ROOT,
                                                " (%.2f)",
                                                (double) entry.getValue() / values.length))
                .collect(Collectors.joining(", "));
    }
}
