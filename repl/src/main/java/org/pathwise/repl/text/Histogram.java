package org.pathwise.repl.text;

import org.pathwise.runtime.diagnose.Summary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The histogram of a sample in block characters, over an axis with the mean and the interval from
 * 5% to 95%.
 */
public final class Histogram {
    private static final String EIGHTHS = " ▁▂▃▄▅▆▇█";
    private static final int HEIGHT = 8;

    private Histogram() {}

    /**
     * The lines. Values that are not finite are left out, and counted in a last line.
     *
     * @param width how many characters a line holds
     */
    public static List<String> of(double[] values, int width) {
        double[] sorted = Scale.finite(values);
        List<String> lines = new ArrayList<>();
        if (sorted.length > 0 && sorted[0] == sorted[sorted.length - 1]) {
            lines.add("all values are " + Numbers.shortest(sorted[0]));
        } else if (sorted.length > 0) {
            draw(sorted, Math.clamp(width, 20, 72), lines);
        }
        int left = values.length - sorted.length;
        if (left > 0) {
            lines.add(left + " of " + values.length + " values are not finite, and left out");
        }
        return lines;
    }

    private static void draw(double[] sorted, int width, List<String> lines) {
        int bins = Math.clamp(Math.round(Math.sqrt(sorted.length)), 5, width);
        int each = width / bins;
        Scale scale = Scale.of(sorted, bins);
        int[] counts = new int[bins];
        int beyond = 0;
        for (double value : sorted) {
            if (scale.holds(value)) {
                counts[scale.column(value)]++;
            } else {
                beyond++;
            }
        }
        int most = Arrays.stream(counts).max().orElse(1);
        for (int row = HEIGHT - 1; row >= 0; row--) {
            StringBuilder line = new StringBuilder();
            for (int count : counts) {
                int eighths = (int) Math.round(8.0 * HEIGHT * count / most) - 8 * row;
                // What was drawn at all is seen.
                int shown = row == 0 && count > 0 ? Math.max(1, eighths) : eighths;
                String block = EIGHTHS.substring(Math.clamp(shown, 0, 8)).substring(0, 1);
                line.append(block.repeat(each));
            }
            lines.add(line.toString().stripTrailing());
        }
        axis(Summary.of(sorted), new Scale(scale.low(), scale.high(), bins * each), lines);
        if (beyond > 0) {
            lines.add(
                    beyond
                            + " of "
                            + sorted.length
                            + " values lie outside, from "
                            + Numbers.shortest(sorted[0])
                            + " to "
                            + Numbers.shortest(sorted[sorted.length - 1]));
        }
    }

    private static void axis(Summary summary, Scale scale, List<String> lines) {
        lines.add(Interval.line(summary, scale, '─'));
        Marks marks = new Marks(scale.columns());
        marks.put(scale.column(summary.mean()), scale.label(summary.mean()));
        marks.put(scale.column(summary.q05()), scale.label(summary.q05()));
        marks.put(scale.column(summary.q95()), scale.label(summary.q95()));
        marks.put(0, scale.label(scale.low()));
        marks.put(scale.columns() - 1, scale.label(scale.high()));
        lines.add(marks.toString());
    }
}
