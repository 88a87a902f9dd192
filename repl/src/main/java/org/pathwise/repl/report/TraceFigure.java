package org.pathwise.repl.report;

import org.pathwise.runtime.diagnose.Summary;
import org.pathwise.runtime.inference.ElboHistory;
import org.pathwise.runtime.io.FitReport;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The course of a fit. */
final class TraceFigure {
    private static final int HEIGHT = 400;

    /** The later part of a fit, which should be seen in detail however deep it began. */
    private static final double LATER = 0.5;

    private static final double ROOM = 3;
    private static final double LEFT_OUT = 0.05;

    private TraceFigure() {}

    /** ELBO and step size against the step. Nothing where a fit had no steps. */
    static List<Figure> of(FitReport report, List<ElboHistory.Point> history) {
        if (history.isEmpty()) {
            return List.of();
        }
        String objective = Words.objective(report);
        double[] elbo = history.stream().mapToDouble(ElboHistory.Point::elbo).toArray();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("kind", "trace");
        data.put("objective", objective);
        data.put("steps", history.stream().map(ElboHistory.Point::step).toList());
        data.put("elbo", elbo);
        data.put("middle", runningMedian(elbo));
        data.put("stepSizes", history.stream().mapToDouble(ElboHistory.Point::stepSize).toArray());
        data.put("final", report.elbo().mean());
        double floor = floor(elbo);
        data.put("floor", floor);
        String note =
                Double.isNaN(floor)
                        ? ""
                        : " The axis leaves out the lowest values, down to "
                                + Words.significant(least(elbo), 3)
                                + ".";
        return List.of(
                new Figure(
                        objective + " and step size",
                        objective + " and step size at each step of the fit",
                        "A dot is the mean of a few steps' estimates; the line is a running"
                                + " median. The dashed line is the "
                                + objective
                                + " of the result."
                                + note,
                        HEIGHT,
                        data));
    }

    /**
     * Where the axis begins: so that the later half of the fit has a good part of it, but at most a
     * twentieth of the points is left out. NaN where that needs no cut.
     */
    static double floor(double[] elbo) {
        double[] finite = finite(elbo);
        double[] later = finite(Arrays.copyOfRange(elbo, (int) (LATER * elbo.length), elbo.length));
        if (later.length == 0) {
            return Double.NaN;
        }
        double top = finite[finite.length - 1];
        double floor =
                Math.min(later[0] - ROOM * (top - later[0]), Summary.quantile(finite, LEFT_OUT));
        return finite[0] < floor ? floor : Double.NaN;
    }

    private static double least(double[] elbo) {
        return finite(elbo)[0];
    }

    private static double[] finite(double[] values) {
        return Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
    }

    /**
     * Over a window of a fortieth of the points, shorter at the ends, without what is not finite: a
     * median keeps the jumps of a fit that begins anew.
     */
    static double[] runningMedian(double[] values) {
        int half = Math.max(1, values.length / 80);
        double[] medians = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            int reach = Math.min(half, Math.min(i, values.length - 1 - i));
            double[] window = finite(Arrays.copyOfRange(values, i - reach, i + reach + 1));
            medians[i] = window.length == 0 ? Double.NaN : Summary.quantile(window, 0.5);
        }
        return medians;
    }
}
