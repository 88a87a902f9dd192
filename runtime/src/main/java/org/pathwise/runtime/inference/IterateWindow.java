package org.pathwise.runtime.inference;

import java.util.Arrays;

/**
 * The recent iterates of some parameters, in bounded memory: rows are means of blocks of
 * consecutive iterates, and when the rows become too many, neighbours merge.
 */
final class IterateWindow {
    private static final int CAPACITY = 1024;
    private static final int GROUPS = 25;

    private final int width;
    private final double[] rows;
    private final double[] sum;
    private int count;
    private long block = 1;
    private long inBlock;

    IterateWindow(int width) {
        this.width = width;
        this.rows = new double[CAPACITY * width];
        this.sum = new double[width];
    }

    void clear() {
        count = 0;
        block = 1;
        inBlock = 0;
        Arrays.fill(sum, 0);
    }

    int rows() {
        return count;
    }

    /** Adds the iterate's elements at {@code indices}. */
    void add(double[] iterate, int[] indices) {
        for (int j = 0; j < width; j++) {
            sum[j] += iterate[indices[j]];
        }
        if (++inBlock < block) {
            return;
        }
        if (count == CAPACITY) {
            halve();
        }
        for (int j = 0; j < width; j++) {
            rows[count * width + j] = sum[j] / inBlock;
            sum[j] = 0;
        }
        count++;
        inBlock = 0;
    }

    private void halve() {
        count = CAPACITY / 2;
        for (int r = 0; r < count; r++) {
            for (int j = 0; j < width; j++) {
                rows[r * width + j] = (rows[2 * r * width + j] + rows[(2 * r + 1) * width + j]) / 2;
            }
        }
        block *= 2;
    }

    /**
     * Split R-hat (Gelman et al. 2013, section 11.4, with one chain) of column {@code j} over the
     * last {@code length} rows: compares the means of the two halves with the spread inside them.
     */
    double splitRhat(int j, int length) {
        int half = length / 2;
        int start = count - 2 * half;
        double firstMean = mean(j, start, half);
        double secondMean = mean(j, start + half, half);
        double within =
                (variance(j, start, half, firstMean) + variance(j, start + half, half, secondMean))
                        / 2;
        double difference = firstMean - secondMean;
        if (difference == 0) {
            return 1;
        }
        double total = within * (half - 1) / half + difference * difference / 2;
        return Math.sqrt(total / within);
    }

    /**
     * The squared Monte Carlo standard error of column {@code j}'s mean over all rows, by batch
     * means (Flegal and Jones 2010). Needs at least 50 rows.
     */
    double squaredError(int j) {
        int length = count / GROUPS;
        int start = count - GROUPS * length;
        double mean = mean(j, start, GROUPS * length);
        double squares = 0;
        for (int g = 0; g < GROUPS; g++) {
            double deviation = mean(j, start + g * length, length) - mean;
            squares += deviation * deviation;
        }
        return squares / (GROUPS - 1) / GROUPS;
    }

    private double mean(int j, int start, int length) {
        double origin = rows[start * width + j];
        double total = 0;
        for (int r = start; r < start + length; r++) {
            total += rows[r * width + j] - origin;
        }
        return origin + total / length;
    }

    private double variance(int j, int start, int length, double mean) {
        double squares = 0;
        for (int r = start; r < start + length; r++) {
            double deviation = rows[r * width + j] - mean;
            squares += deviation * deviation;
        }
        return squares / (length - 1);
    }
}
