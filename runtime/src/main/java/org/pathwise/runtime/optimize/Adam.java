package org.pathwise.runtime.optimize;

/**
 * Adam (Kingma and Ba 2015) as an ascent method, with a scale for each coordinate and with all
 * squared gradients averaged with equal weight ("avgAdam", Dhaka et al. 2020, section 4): so the
 * preconditioner settles, and the iterates of a fixed step size have a stationary distribution.
 *
 * <p>The first steps are shorter: while there are few gradients, each coordinate's move would have
 * nearly full length, all of them together ten lengths or more, and an optimum already found would
 * be lost.
 *
 * <p>All state is allocated by the constructor; a step allocates nothing.
 */
public final class Adam {
    private static final double MOMENTUM = 0.9;
    private static final long WARM_UP = 50;
    private static final long REMEMBERED = 100;

    /** Gradients below this are rounding errors: they must not move anything. */
    private static final double NEGLIGIBLE = 1e-12;

    private final double[] first;
    private final double[] second;
    private long steps;
    private double firstWeight = 1;

    /** An optimiser of vectors of this length. */
    public Adam(int size) {
        this.first = new double[size];
        this.second = new double[size];
    }

    /**
     * Gives the gradients so far the weight of a hundred, so that those to come soon outweigh them.
     */
    public void fade() {
        steps = Math.min(steps, REMEMBERED);
    }

    /**
     * Moves the parameters up the gradient: coordinate {@code i} by {@code stepSize * scales[i]} at
     * most, also after a gradient that is a thousand times the usual one: if a state of probability
     * 1e-4 is drawn once in a thousand steps, the score function's estimate is zero in all the
     * others.
     *
     * @param parameters changed in place
     * @param gradient an estimate of the gradient of what is maximised; all finite
     */
    public void ascend(double[] parameters, double[] gradient, double stepSize, double[] scales) {
        steps++;
        firstWeight *= MOMENTUM;
        double keep = (steps - 1.0) / steps;
        double warm = Math.min(1, (double) steps / WARM_UP);
        for (int i = 0; i < first.length; i++) {
            double g = gradient[i];
            double m = MOMENTUM * first[i] + (1 - MOMENTUM) * g;
            double v = keep * second[i] + (1 - keep) * g * g;
            first[i] = m;
            second[i] = v;
            double move = m / ((1 - firstWeight) * (Math.sqrt(v) + NEGLIGIBLE));
            parameters[i] += warm * stepSize * scales[i] * Math.clamp(move, -1, 1);
        }
    }

    /** The mean square of coordinate {@code i}'s gradients. */
    public double meanSquare(int i) {
        return second[i];
    }
}
