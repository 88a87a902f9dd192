package org.pathwise.runtime.inference;

import org.pathwise.runtime.program.NoiseLayout;
import org.pathwise.runtime.random.RandomStream;

/**
 * Draws rows of one subsampled dimension without repetition, by the first steps of a shuffle
 * (Durstenfeld 1964, algorithm 235) that it takes back afterwards. So a draw depends on its stream
 * alone, costs as much as there are rows in it, whatever the data's size, and allocates nothing.
 */
final class RowDraw {
    private final NoiseLayout.Batch batch;
    private final int[] order;
    private final int[] partner;

    RowDraw(NoiseLayout.Batch batch) {
        this.batch = batch;
        this.order = new int[batch.total()];
        this.partner = new int[batch.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i + 1;
        }
    }

    /** Writes the drawn rows' numbers, from 1, into the noise array. */
    void fill(double[] noise, RandomStream stream) {
        int size = batch.size();
        for (int j = 0; j < size; j++) {
            partner[j] = j + below(stream, order.length - j);
            swap(j, partner[j]);
            noise[batch.offset() + j] = order[j];
        }
        for (int j = size - 1; j >= 0; j--) {
            swap(j, partner[j]);
        }
    }

    private void swap(int i, int j) {
        int held = order[i];
        order[i] = order[j];
        order[j] = held;
    }

    /**
     * Uniform on 0 to {@code bound - 1}, but for a bias of {@code bound / 2^64} (Lemire 2019, "Fast
     * random integer generation in an interval", without its rejection step).
     */
    static int below(RandomStream stream, int bound) {
        return (int) Math.unsignedMultiplyHigh(stream.nextLong(), bound);
    }
}
