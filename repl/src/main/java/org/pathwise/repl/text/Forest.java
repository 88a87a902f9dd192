package org.pathwise.repl.text;

import org.pathwise.runtime.diagnose.Summary;

import java.util.ArrayList;
import java.util.List;

/** Intervals one below the other on one scale. */
public final class Forest {
    private Forest() {}

    /**
     * A row with its name.
     *
     * @param summary with numbers that are not finite, the row is empty
     */
    public record Row(String name, Summary summary) {
        boolean isFinite() {
            return Double.isFinite(summary.mean())
                    && Double.isFinite(summary.q05())
                    && Double.isFinite(summary.q95());
        }
    }

    /**
     * The lines, with an axis below.
     *
     * @param width how many characters a line holds
     */
    public static List<String> of(List<Row> rows, int width) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        int names = 0;
        for (Row row : rows) {
            names = Math.max(names, row.name().length());
            if (row.isFinite()) {
                low = Math.min(low, Math.min(row.summary().q05(), row.summary().mean()));
                high = Math.max(high, Math.max(row.summary().q95(), row.summary().mean()));
            }
        }
        List<String> lines = new ArrayList<>();
        if (low > high) {
            lines.add("no interval is finite");
            return lines;
        }
        if (low == high) {
            low -= Math.max(1, Math.abs(low)) / 2;
            high += Math.max(1, Math.abs(high)) / 2;
        }
        String gap = "  ";
        Scale scale = new Scale(low, high, Math.clamp((long) width - names - 2, 20, 72));
        for (Row row : rows) {
            String line = row.isFinite() ? Interval.line(row.summary(), scale, ' ') : "not finite";
            String blank = " ".repeat(names - row.name().length());
            lines.add((row.name() + blank + gap + line).stripTrailing());
        }
        Marks marks = new Marks(scale.columns());
        marks.put(0, scale.label(low));
        marks.put(scale.columns() - 1, scale.label(high));
        if (low < 0 && high > 0) {
            marks.put(scale.column(0), "0");
        }
        lines.add(" ".repeat(names) + gap + marks);
        return lines;
    }
}
