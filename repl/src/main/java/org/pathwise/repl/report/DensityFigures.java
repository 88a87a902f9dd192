package org.pathwise.repl.report;

import org.jspecify.annotations.Nullable;
import org.pathwise.repl.report.Selection.Shown;
import org.pathwise.runtime.diagnose.Summary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A small chart for each number: its density, or a bar for each of its values, where {@link
 * IntervalFigures} does not show their shares.
 */
final class DensityFigures {
    private static final int MOST_OF_VARIABLE = 8;
    private static final int MOST = 64;
    private static final int HEIGHT = 150;

    /**
     * What there is to show.
     *
     * @param figures the charts
     * @param left how many continuous numbers have none
     */
    record Drawn(List<Figure> figures, int left) {}

    private DensityFigures() {}

    static Drawn of(Selection selection, Map<String, double[]> draws, Map<String, Bounds> bounds) {
        List<Figure> figures = new ArrayList<>();
        int left = 0;
        for (Shown shown : selection.variables()) {
            Bounds declared = bounds.getOrDefault(shown.variable().name(), Bounds.NONE);
            int most = Math.min(MOST_OF_VARIABLE, MOST - figures.size());
            boolean barsHere =
                    shown.variable().isScalar() || IntervalFigures.values(shown, draws).isEmpty();
            List<Figure> ofVariable = new ArrayList<>();
            int candidates = 0;
            for (Variable.Element element : shown.elements()) {
                if (ofVariable.size() < most) {
                    Figure figure = of(element, draws, declared, barsHere);
                    candidates++;
                    if (figure != null) {
                        ofVariable.add(figure);
                    }
                }
            }
            figures.addAll(ofVariable);
            if (!ofVariable.isEmpty()) {
                left += shown.variable().elements().size() - candidates;
            }
        }
        return new Drawn(figures, left);
    }

    private static @Nullable Figure of(
            Variable.Element element,
            Map<String, double[]> draws,
            Bounds bounds,
            boolean barsHere) {
        double[] column = Objects.requireNonNull(draws.get(element.name()));
        return switch (Marginal.of(column, bounds)) {
            case Marginal.Curve curve -> curve(element, column, curve);
            case Marginal.Bars(Map<Double, Double> shares) ->
                    barsHere ? bars(element, shares) : null;
            case Marginal.Constant _, Marginal.Unknown _ -> null;
        };
    }

    private static Figure curve(Variable.Element element, double[] draws, Marginal.Curve curve) {
        double[] sorted = Arrays.stream(draws).filter(Double::isFinite).sorted().toArray();
        double[] x = curve.density().x();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("kind", "curve");
        data.put("name", element.name());
        data.put("from", x[0]);
        data.put("to", x[x.length - 1]);
        data.put(
                "density",
                Arrays.stream(curve.density().y()).map(y -> y * curve.share()).toArray());
        List<Double> quantiles = new ArrayList<>();
        for (double p : new double[] {0.05, 0.25, 0.5, 0.75, 0.95}) {
            quantiles.add(Summary.quantile(sorted, p));
        }
        data.put("quantiles", quantiles);
        List<String> atoms = new ArrayList<>();
        List<Double> places = new ArrayList<>();
        curve.atoms()
                .forEach(
                        (value, share) -> {
                            places.add(value);
                            atoms.add(
                                    Words.percent(share)
                                            + " of the draws are "
                                            + Words.plain(value));
                        });
        data.put("atoms", places);
        return new Figure(
                element.name(),
                "Posterior density of " + element.name(),
                String.join("; ", atoms),
                HEIGHT,
                data);
    }

    private static Figure bars(Variable.Element element, Map<Double, Double> shares) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("kind", "bars");
        data.put("name", element.name());
        data.put("values", shares.keySet().stream().map(Words::plain).toList());
        data.put("shares", List.copyOf(shares.values()));
        return new Figure(
                element.name(),
                "Posterior probability of each value of " + element.name(),
                "",
                HEIGHT,
                data);
    }
}
