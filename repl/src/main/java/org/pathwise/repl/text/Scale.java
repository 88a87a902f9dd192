package org.pathwise.repl.text;

import java.util.Arrays;

/**
 * Where numbers stand on an axis of characters.
 *
 * @param low the number at the left end
 * @param high the number at the right end, greater
 * @param columns how many there are
 */
record Scale(double low, double high, int columns) {
    /** Of so long a tail, as a share of the rest, that is still shown. */
    private static final double TAIL = 0.25;

    /** The share of the draws on each side that may be left out of the picture. */
    private static final double RARE = 0.005;

    /**
     * An axis for a sample: from its least to its greatest value, without the ends of long tails.
     *
     * @param sorted ascending and finite, not all equal
     */
    static Scale of(double[] sorted, int columns) {
        double first = sorted[(int) Math.floor(RARE * (sorted.length - 1))];
        double last = sorted[(int) Math.ceil((1 - RARE) * (sorted.length - 1))];
        double room = TAIL * (last - first);
        double low = Math.max(sorted[0], first - room);
        double high = Math.min(sorted[sorted.length - 1], last + room);
        return low < high
                ? new Scale(low, high, columns)
                : new Scale(sorted[0], sorted[sorted.length - 1], columns);
    }

    /** The finite numbers of a sample, ascending. */
    static double[] finite(double[] values) {
        return Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
    }

    /** The column of a number, from 0; that of the nearer end for one outside. */
    int column(double value) {
        return Math.clamp((int) Math.floor(share(value) * columns), 0, columns - 1);
    }

    /** How far a number is on the way from the left end to the right one. */
    double share(double value) {
        // Halves, because the distance of two finite numbers may be infinite.
        return (value / 2 - low / 2) / (high / 2 - low / 2);
    }

    boolean holds(double value) {
        return value >= low && value <= high;
    }

    /** A number as its label, with digits for the axis' extent. */
    String label(double value) {
        return Numbers.fixed(value, Numbers.decimals((high / 2 - low / 2) / 5, value));
    }
}
