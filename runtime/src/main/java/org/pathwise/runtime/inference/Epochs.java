package org.pathwise.runtime.inference;

import org.pathwise.runtime.program.NoiseLayout;
import org.pathwise.runtime.random.RandomStream;

import java.util.List;

/**
 * The rows that a fit's steps draw: each step the next ones of a permutation of all rows, which is
 * drawn anew for every epoch. Each epoch meets every row once, and no step meets a row twice: if
 * the rows left over at an epoch's end do not fill a step, the next epoch begins with others than
 * these. Every row is as likely as any other to be in a step.
 *
 * <p>The permutation is drawn as far as it is used, so that a step costs as much as it has rows,
 * whatever the data's size; nothing is allocated. The rows depend on the seed and on how many steps
 * went before.
 */
final class Epochs {
    private static final int STREAM = -4;

    private final List<Walk> walks;

    Epochs(NoiseLayout layout, long seed) {
        this.walks = layout.batches().stream().map(batch -> new Walk(batch, seed)).toList();
    }

    /** Writes the next step's rows, from 1, into the noise array. */
    void next(double[] noise) {
        for (int i = 0; i < walks.size(); i++) {
            walks.get(i).next(noise);
        }
    }

    /** How many steps it takes to meet all rows of the longest dimension. */
    static long length(NoiseLayout layout) {
        return layout.batches().stream()
                .mapToLong(batch -> (batch.total() + batch.size() - 1) / batch.size())
                .max()
                .orElse(1);
    }

    /** The walk through the rows of one dimension. */
    private static final class Walk {
        private final NoiseLayout.Batch batch;
        private final RandomStream stream;
        private final int[] order;
        private int used;

        Walk(NoiseLayout.Batch batch, long seed) {
            this.batch = batch;
            this.stream = new RandomStream(seed, 0, batch.offset(), STREAM);
            this.order = new int[batch.total()];
            for (int i = 0; i < order.length; i++) {
                order[i] = i + 1;
            }
        }

        void next(double[] noise) {
            int total = order.length;
            int leftOver = 0;
            for (int j = 0; j < batch.size(); j++) {
                if (used == total) {
                    used = 0;
                    // what this step has drawn lies at the end, out of reach until the step is full
                    leftOver = j;
                }
                int at = used + RowDraw.below(stream, total - leftOver - used);
                int row = order[at];
                order[at] = order[used];
                order[used++] = row;
                noise[batch.offset() + j] = row;
            }
        }
    }
}
