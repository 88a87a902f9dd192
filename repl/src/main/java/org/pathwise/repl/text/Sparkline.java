package org.pathwise.repl.text;

import java.util.Arrays;

/** A chart of one line of block characters. */
public final class Sparkline {
    private static final String BLOCKS = "\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588";

    private Sparkline() {}

    /**
     * The chart, from the smallest value at the bottom to the largest at the top. Each character is
     * the mean of its share of the values.
     *
     * @param values finite ones
     * @param width how many characters at most; there are no more than values
     */
    public static String of(double[] values, int width) {
        int columns = Math.min(width, values.length);
        double[] means = new double[columns];
        for (int c = 0; c < columns; c++) {
            int from = (int) ((long) c * values.length / columns);
            int to = (int) ((long) (c + 1) * values.length / columns);
            means[c] = Arrays.stream(values, from, to).average().orElse(0);
        }
        double least = Arrays.stream(means).min().orElse(0);
        double range = Arrays.stream(means).max().orElse(0) - least;
        StringBuilder chart = new StringBuilder();
        for (double mean : means) {
            int top = BLOCKS.length() - 1;
            int block = range > 0 ? (int) Math.round((mean - least) / range * top) : top / 2;
            chart.append(BLOCKS.charAt(block));
        }
        return chart.toString();
    }
}
