package org.pathwise.repl.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A curve in braille dots, two across and four down in a character. */
public final class LineChart {
    private static final int HEIGHT = 10;
    private static final char EMPTY = '\u2800';

    /** The bits of a braille character's dots, by column and by row from above. */
    private static final int[][] DOTS = {{0x01, 0x02, 0x04, 0x40}, {0x08, 0x10, 0x20, 0x80}};

    /** The share of the lowest points that may lie below the picture. */
    private static final double LOW_START = 0.1;

    private LineChart() {}

    /**
     * The lines, with the scale at the left and below. Of a curve that comes from far below, such
     * as an ELBO, the lowest tenth may be cut off. Points that are not finite are left out, and
     * several in one column averaged.
     *
     * @param x ascending
     * @param width how many characters a line holds
     */
    public static List<String> of(double[] x, double[] y, int width) {
        int columns = Math.clamp(width - 14L, 20, 72);
        List<String> lines = new ArrayList<>();
        if (Scale.finite(y).length == 0) {
            lines.add("no value is finite");
            return lines;
        }
        Scale across = new Scale(x[0], Math.max(x[x.length - 1], x[0] + 1), 2 * columns);
        double[] means = means(x, y, across);
        double[] sorted = Scale.finite(means);
        double high = sorted[sorted.length - 1];
        double low = sorted[(int) (LOW_START * (sorted.length - 1))];
        // A start no further away than the rest is wide belongs to the picture.
        low = sorted[0] >= low - (high - low) ? sorted[0] : low;
        if (low == high) {
            low -= Math.max(1, Math.abs(low)) / 2;
            high += Math.max(1, Math.abs(high)) / 2;
        }
        Scale up = new Scale(low, high, 4 * HEIGHT);
        char[][] cells = cells(means, up, columns);
        String top = up.label(high);
        String bottom = up.label(low);
        int margin = Math.max(top.length(), bottom.length());
        for (int row = 0; row < HEIGHT; row++) {
            String label = row == 0 ? top : row == HEIGHT - 1 ? bottom : "";
            String blank = " ".repeat(margin - label.length());
            lines.add(blank + label + " │" + new String(cells[row]).replaceAll(EMPTY + "+$", ""));
        }
        lines.add(" ".repeat(margin) + " └" + "─".repeat(columns));
        Marks marks = new Marks(columns);
        marks.put(0, Numbers.shortest(x[0]));
        marks.put(columns - 1, Numbers.shortest(x[x.length - 1]));
        lines.add(" ".repeat(margin + 2) + marks);
        return lines;
    }

    /** The mean of the finite points in each column of dots; NaN where there is none. */
    private static double[] means(double[] x, double[] y, Scale across) {
        double[] means = new double[across.columns()];
        int[] counts = new int[across.columns()];
        for (int i = 0; i < x.length; i++) {
            if (Double.isFinite(y[i])) {
                int column = across.column(x[i]);
                means[column] += (y[i] - means[column]) / ++counts[column];
            }
        }
        for (int c = 0; c < means.length; c++) {
            means[c] = counts[c] == 0 ? Double.NaN : means[c];
        }
        return means;
    }

    /** Dots at the means, and on the way from each to the next. */
    private static char[][] cells(double[] means, Scale up, int columns) {
        char[][] cells = new char[HEIGHT][columns];
        for (char[] row : cells) {
            Arrays.fill(row, EMPTY);
        }
        int last = -1;
        for (int column = 0; column < means.length; column++) {
            if (Double.isNaN(means[column])) {
                continue;
            }
            int level = up.column(means[column]);
            int start = last < 0 ? column : last;
            int from = up.column(means[start]);
            int before = from;
            for (int c = start; c <= column; c++) {
                double way = column == start ? 1 : (double) (c - start) / (column - start);
                int at = (int) Math.round(from + way * (level - from));
                // The level before has its dot in the column before.
                int since = before + Integer.signum(at - before);
                for (int l = Math.min(at, since); l <= Math.max(at, since); l++) {
                    dot(cells, c, l);
                }
                before = at;
            }
            last = column;
        }
        return cells;
    }

    private static void dot(char[][] cells, int column, int level) {
        int fromTop = 4 * HEIGHT - 1 - level;
        cells[fromTop / 4][column / 2] |= (char) DOTS[column % 2][fromTop % 4];
    }
}
