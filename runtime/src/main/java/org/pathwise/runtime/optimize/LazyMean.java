package org.pathwise.runtime.optimize;

import org.pathwise.runtime.program.NoiseLayout;
import org.pathwise.runtime.program.StepLayout;

import java.util.Arrays;

/**
 * The mean of the iterates since the last {@link #reset} (Polyak and Ruppert averaging), where a
 * row's parameters are averaged over the steps that drew the row. Adding an iterate costs as much
 * as there are parameters in a step, and allocates nothing.
 */
public final class LazyMean {
    private final StepLayout.Part[] parts;
    private final int[][] rowCounts;
    private final double[] mean;
    private long count;

    /** A mean of the vectors of a fit. */
    public LazyMean(StepLayout layout) {
        this.parts = layout.parts().toArray(StepLayout.Part[]::new);
        this.rowCounts = new int[parts.length][];
        for (int i = 0; i < parts.length; i++) {
            rowCounts[i] = new int[parts[i].drawn().map(NoiseLayout.Batch::total).orElse(0)];
        }
        int size = layout.parts().stream().mapToInt(part -> part.block().size()).sum();
        this.mean = new double[size];
    }

    /** Forgets all iterates. */
    public void reset() {
        for (int[] counts : rowCounts) {
            Arrays.fill(counts, 0);
        }
        count = 0;
    }

    /**
     * Adds an iterate.
     *
     * @param parameters of the whole fit
     * @param noise with the numbers of the rows that the step drew
     */
    public void add(double[] parameters, double[] noise) {
        count++;
        for (int i = 0; i < parts.length; i++) {
            StepLayout.Part part = parts[i];
            int from = part.block().offset();
            if (part.drawn().isEmpty()) {
                add(parameters, from, part.width(), 1.0 / count);
                continue;
            }
            NoiseLayout.Batch batch = part.drawn().get();
            for (int k = 0; k < batch.size(); k++) {
                int row = (int) noise[batch.offset() + k] - 1;
                double weight = 1.0 / ++rowCounts[i][row];
                add(parameters, from + row * part.width(), part.width(), weight);
            }
        }
    }

    private void add(double[] parameters, int from, int width, double weight) {
        for (int i = from; i < from + width; i++) {
            mean[i] += weight * (parameters[i] - mean[i]);
        }
    }

    /** How many iterates were added. */
    public long count() {
        return count;
    }

    /**
     * Writes the mean over {@code parameters}; rows that no step has drawn, and everything while
     * there are no iterates, stay as they are there.
     */
    public void write(double[] parameters) {
        if (count == 0) {
            return;
        }
        for (int i = 0; i < parts.length; i++) {
            StepLayout.Part part = parts[i];
            int from = part.block().offset();
            if (part.drawn().isEmpty()) {
                System.arraycopy(mean, from, parameters, from, part.width());
                continue;
            }
            for (int row = 0; row < rowCounts[i].length; row++) {
                if (rowCounts[i][row] > 0) {
                    int at = from + row * part.width();
                    System.arraycopy(mean, at, parameters, at, part.width());
                }
            }
        }
    }
}
