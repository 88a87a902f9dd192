package org.pathwise.runtime.optimize;

import java.util.Arrays;

/** The mean of the iterates since the last {@link #reset} (Polyak and Ruppert averaging). */
public final class RunningMean {
    private final double[] mean;
    private long count;

    /** A mean of vectors of this length. */
    public RunningMean(int size) {
        this.mean = new double[size];
    }

    /** Forgets all vectors. */
    public void reset() {
        Arrays.fill(mean, 0);
        count = 0;
    }

    /** Adds a vector. */
    public void add(double[] vector) {
        double weight = 1.0 / ++count;
        for (int i = 0; i < mean.length; i++) {
            mean[i] += weight * (vector[i] - mean[i]);
        }
    }

    /** How many vectors were added. */
    public long count() {
        return count;
    }

    /** The mean; live, and zero while nothing was added. */
    public double[] mean() {
        return mean;
    }
}
