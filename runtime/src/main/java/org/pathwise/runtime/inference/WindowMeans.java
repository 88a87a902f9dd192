package org.pathwise.runtime.inference;

import java.util.Arrays;

/**
 * Tells whether the ELBO still rises, from its means over windows of steps. A window holds at least
 * an epoch, so that it has met every row, and its noise is that of the draws: the noise of a window
 * is judged by how windows differ, not by how the steps inside it do, which differ by their rows.
 */
final class WindowMeans {
    private static final double ERRORS = 2;

    private final long steps;
    private double[] means = new double[64];
    private int count;
    private double sum;
    private long inWindow;

    /**
     * @param steps in a window
     */
    WindowMeans(long steps) {
        this.steps = steps;
    }

    void clear() {
        count = 0;
        discard();
    }

    /** Forgets the steps since the last window. */
    void discard() {
        sum = 0;
        inWindow = 0;
    }

    /** Adds a step's ELBO estimate; true if it completes a window. */
    boolean add(double elbo) {
        sum += elbo;
        if (++inWindow < steps) {
            return false;
        }
        if (count == means.length) {
            means = Arrays.copyOf(means, 2 * count);
        }
        means[count++] = sum / steps;
        discard();
        return true;
    }

    int count() {
        return count;
    }

    /**
     * Whether the last third of the windows is surely higher than the third before, by more than
     * {@code nats}.
     */
    boolean rising(double nats) {
        int third = count / 3;
        double last = mean(count - third, count);
        double before = mean(count - 2 * third, count - third);
        double squares =
                squares(count - third, count, last)
                        + squares(count - 2 * third, count - third, before);
        double error = Math.sqrt(2 * squares / (2 * third - 2) / third);
        return last - before > Math.max(nats, ERRORS * error);
    }

    private double mean(int from, int to) {
        double total = 0;
        for (int i = from; i < to; i++) {
            total += means[i] - means[from];
        }
        return means[from] + total / (to - from);
    }

    private double squares(int from, int to, double mean) {
        double squares = 0;
        for (int i = from; i < to; i++) {
            squares += (means[i] - mean) * (means[i] - mean);
        }
        return squares;
    }
}
