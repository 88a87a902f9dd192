package org.pathwise.runtime.optimize;

import org.pathwise.runtime.program.NoiseLayout;

import java.util.Arrays;

/**
 * How often each row of a subsampled dimension was drawn, and by how much running means of that
 * many values fall short. Parameters without rows count as one row that every step draws.
 */
final class RowCounts {
    static final double FIRST_MEMORY = 0.9;
    static final double SECOND_MEMORY = 0.999;

    private static final NoiseLayout.Batch EVERY_STEP = new NoiseLayout.Batch("", 1, 1, 0);

    private final NoiseLayout.Batch batch;
    private final int[] counts;
    private final int[] rows;
    private final double[] firstWeight;
    private final double[] secondWeight;

    RowCounts(NoiseLayout.Batch batch) {
        this.batch = batch;
        this.counts = new int[batch.total()];
        this.rows = new int[batch.size()];
        this.firstWeight = new double[batch.size()];
        this.secondWeight = new double[batch.size()];
    }

    static RowCounts everyStep() {
        return new RowCounts(EVERY_STEP);
    }

    NoiseLayout.Batch batch() {
        return batch;
    }

    void forget() {
        Arrays.fill(counts, 0);
    }

    /** Counts the rows that the noise array names. */
    void draw(double[] noise) {
        for (int k = 0; k < rows.length; k++) {
            int row = batch == EVERY_STEP ? 0 : (int) noise[batch.offset() + k] - 1;
            int count = ++counts[row];
            rows[k] = row;
            firstWeight[k] = 1 - Math.pow(FIRST_MEMORY, count);
            secondWeight[k] = 1 - Math.pow(SECOND_MEMORY, count);
        }
    }

    /** How many rows are drawn. */
    int drawn() {
        return rows.length;
    }

    /** The {@code k}-th drawn row, from 0. */
    int row(int k) {
        return rows[k];
    }

    /** How often that row was drawn, the last time included. */
    int count(int k) {
        return counts[rows[k]];
    }

    /** The sum of the weights in the row's running mean of gradients. */
    double firstWeight(int k) {
        return firstWeight[k];
    }

    /** The sum of the weights in the row's running mean of squared gradients. */
    double secondWeight(int k) {
        return secondWeight[k];
    }
}
