package org.pathwise.repl.text;

import java.util.ArrayList;
import java.util.List;

/** How points lie in the plane, the denser the darker. */
public final class Scatter {
    private static final String SHADES = " ·░▒▓█";
    private static final int HEIGHT = 18;

    private Scatter() {}

    /**
     * The lines: the second number upwards, the first to the right. Points that are not finite are
     * left out, and counted in a last line.
     *
     * @param width how many characters a line holds
     */
    public static List<String> of(String xName, double[] x, String yName, double[] y, int width) {
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < x.length; i++) {
            if (Double.isFinite(x[i]) && Double.isFinite(y[i])) {
                points.add(new double[] {x[i], y[i]});
            }
        }
        List<String> lines = new ArrayList<>();
        double[] xs = points.stream().mapToDouble(point -> point[0]).sorted().toArray();
        double[] ys = points.stream().mapToDouble(point -> point[1]).sorted().toArray();
        if (!points.isEmpty()) {
            draw(points, scale(xs, Math.clamp(width - 12L, 20, 60)), scale(ys, HEIGHT), lines);
            lines.addFirst(yName + " against " + xName);
        }
        if (points.size() < x.length) {
            int left = x.length - points.size();
            lines.add(left + " of " + x.length + " points are not finite, and left out");
        }
        return lines;
    }

    private static Scale scale(double[] sorted, int columns) {
        double only = sorted[0];
        double room = Math.max(1, Math.abs(only)) / 2;
        return only == sorted[sorted.length - 1]
                ? new Scale(only - room, only + room, columns)
                : Scale.of(sorted, columns);
    }

    private static void draw(List<double[]> points, Scale x, Scale y, List<String> lines) {
        int[][] counts = new int[y.columns()][x.columns()];
        int most = 1;
        for (double[] point : points) {
            if (x.holds(point[0]) && y.holds(point[1])) {
                int count = ++counts[y.column(point[1])][x.column(point[0])];
                most = Math.max(most, count);
            }
        }
        String top = y.label(y.high());
        String bottom = y.label(y.low());
        int margin = Math.max(top.length(), bottom.length());
        for (int row = y.columns() - 1; row >= 0; row--) {
            String label = row == y.columns() - 1 ? top : row == 0 ? bottom : "";
            StringBuilder line = new StringBuilder();
            line.append(" ".repeat(margin - label.length())).append(label).append(" │");
            for (int count : counts[row]) {
                int shade = (int) Math.ceil((SHADES.length() - 1.0) * count / most);
                line.append(SHADES.charAt(shade));
            }
            lines.add(line.toString().stripTrailing());
        }
        lines.add(" ".repeat(margin) + " └" + "─".repeat(x.columns()));
        Marks marks = new Marks(x.columns());
        marks.put(0, x.label(x.low()));
        marks.put(x.columns() - 1, x.label(x.high()));
        lines.add(" ".repeat(margin + 2) + marks);
    }
}
