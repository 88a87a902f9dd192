package org.pathwise.runtime.inference;

import java.util.ArrayList;
import java.util.List;

/**
 * ELBO estimates along a fit, in bounded memory: each point averages a block of steps, and when the
 * points become too many, neighbours merge.
 */
public final class ElboHistory {
    private static final int CAPACITY = 2048;

    private final double[] elbo = new double[CAPACITY];
    private final double[] stepSize = new double[CAPACITY];
    private final long[] lastStep = new long[CAPACITY];
    private int points;
    private long block = 1;
    private long inBlock;
    private double blockSum;

    /**
     * A point of the history.
     *
     * @param step the last step of the block that the point averages, from 1
     * @param elbo the mean of the block's ELBO estimates
     * @param stepSize the step size in use: in the search, the geometric mean of the parameters'
     *     own steps; later, the common factor in posterior standard deviations; if the user chose
     *     the first step size, Adam's
     */
    public record Point(long step, double elbo, double stepSize) {}

    /** Adds the estimate of a step. */
    public void add(long step, double estimate, double size) {
        blockSum += estimate;
        if (++inBlock < block) {
            return;
        }
        if (points == CAPACITY) {
            halve();
        }
        elbo[points] = blockSum / inBlock;
        stepSize[points] = size;
        lastStep[points] = step;
        points++;
        inBlock = 0;
        blockSum = 0;
    }

    private void halve() {
        points = CAPACITY / 2;
        for (int i = 0; i < points; i++) {
            elbo[i] = (elbo[2 * i] + elbo[2 * i + 1]) / 2;
            stepSize[i] = stepSize[2 * i + 1];
            lastStep[i] = lastStep[2 * i + 1];
        }
        block *= 2;
    }

    /** The last point's ELBO, or NaN while there is none. */
    public double last() {
        return points == 0 ? Double.NaN : elbo[points - 1];
    }

    /** All points so far. */
    public List<Point> points() {
        List<Point> list = new ArrayList<>(points);
        for (int i = 0; i < points; i++) {
            list.add(new Point(lastStep[i], elbo[i], stepSize[i]));
        }
        return list;
    }
}
