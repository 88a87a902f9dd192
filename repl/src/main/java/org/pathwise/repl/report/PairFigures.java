package org.pathwise.repl.report;

import org.pathwise.repl.report.Selection.Shown;
import org.pathwise.runtime.diagnose.Summary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The draws of some numbers, each against each. */
final class PairFigures {
    /** More than these make more panels than anyone looks at. */
    static final int MOST = 6;

    private static final int MOST_BY_DEFAULT = 5;
    private static final int FEWEST_BY_DEFAULT = 4;

    /** Dots in a panel. */
    static final int MOST_DOTS = 400;

    /**
     * A positive number whose 90 % interval spans more than this factor gets a logarithmic axis.
     */
    private static final double WIDE = 8;

    private static final int HEIGHT = 230;

    private PairFigures() {}

    /**
     * What the user asked for; otherwise the continuous scalars, and with few of them first
     * elements.
     */
    static List<String> names(Selection selection, Map<String, double[]> draws) {
        if (!selection.pairs().isEmpty()) {
            return selection.pairs();
        }
        List<String> scalars = new ArrayList<>();
        List<String> elements = new ArrayList<>();
        for (int e = 0; e < FEWEST_BY_DEFAULT; e++) {
            for (Shown shown : selection.variables()) {
                if (e < shown.elements().size()) {
                    String name = shown.elements().get(e).name();
                    if (isContinuous(Objects.requireNonNull(draws.get(name)))) {
                        (shown.variable().isScalar() ? scalars : elements).add(name);
                    }
                }
            }
        }
        int filling = Math.clamp(FEWEST_BY_DEFAULT - scalars.size(), 0, elements.size());
        return Stream.concat(
                        scalars.stream().limit(MOST_BY_DEFAULT), elements.stream().limit(filling))
                .toList();
    }

    private static boolean isContinuous(double[] draws) {
        return draws.length >= Marginal.FEWEST_DRAWS
                && Arrays.stream(draws).allMatch(Double::isFinite)
                && !Marginal.areWhole(draws)
                && Arrays.stream(draws).distinct().count() > draws.length / 2;
    }

    static List<Figure> of(List<String> names, Map<String, double[]> draws) {
        List<Figure> figures = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            for (int j = i + 1; j < names.size(); j++) {
                figures.add(of(names.get(i), names.get(j), draws));
            }
        }
        return figures;
    }

    private static Figure of(String x, String y, Map<String, double[]> draws) {
        double[] xs = Objects.requireNonNull(draws.get(x));
        double[] ys = Objects.requireNonNull(draws.get(y));
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("kind", "pair");
        data.put("x", x);
        data.put("y", y);
        data.put("logX", isWide(xs));
        data.put("logY", isWide(ys));
        double correlation = RankCorrelation.of(xs, ys);
        return new Figure(
                x + " and " + y,
                "Scatter plot of the draws of " + x + " and " + y,
                Double.isNaN(correlation) ? "" : "rank correlation " + Words.fixed(correlation, 2),
                HEIGHT,
                data);
    }

    private static boolean isWide(double[] draws) {
        double[] sorted = draws.clone();
        Arrays.sort(sorted);
        return sorted.length > 0
                && sorted[0] > 0
                && Double.isFinite(sorted[sorted.length - 1])
                && Summary.quantile(sorted, 0.95) > WIDE * Summary.quantile(sorted, 0.05);
    }

    /** The draws for the dots: evenly thinned. */
    static Map<String, Object> thinned(List<String> names, Map<String, double[]> draws) {
        Map<String, Object> thinned = new LinkedHashMap<>();
        for (String name : names) {
            double[] all = Objects.requireNonNull(draws.get(name));
            int count = Math.min(MOST_DOTS, all.length);
            double[] some = new double[count];
            for (int i = 0; i < count; i++) {
                some[i] = all[(int) ((long) i * all.length / count)];
            }
            thinned.put(name, some);
        }
        return thinned;
    }
}
