package org.pathwise.runtime.optimize;

import java.util.Arrays;

/**
 * Adam (Kingma and Ba 2015) as an ascent method, with a scale for each coordinate and with the squared
 * gradients since {@link #reset} averaged with equal weight ("avgAdam", Dhaka et al. 2020, section 4):
 * so the preconditioner settles, and the iterates of a fixed step size have a stationary distribution.
 *
 * <p>All state is allocated by the constructor; a step allocates nothing.
 */
public final class Adam {
    private static final double MOMENTUM = 0.9;
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

    /** Forgets all gradients. */
    public void reset() {
        Arrays.fill(first, 0);
        Arrays.fill(second, 0);
        steps = 0;
        firstWeight = 1;
    }

    /**
     * Moves the parameters up the gradient: coordinate {@code i} by about {@code stepSize * scales[i]}.
     *
     * @param parameters changed in place
     * @param gradient an estimate of the gradient of what is maximised; all finite
     */
    public void ascend(double[] parameters, double[] gradient, double stepSize, double[] scales) {
        steps++;
        firstWeight *= MOMENTUM;
        double keep = (steps - 1.0) / steps;
        double rate = stepSize / (1 - firstWeight);
        for (int i = 0; i < first.length; i++) {
            double g = gradient[i];
            double m = MOMENTUM * first[i] + (1 - MOMENTUM) * g;
            double v = keep * second[i] + (1 - keep) * g * g;
            first[i] = m;
            second[i] = v;
            parameters[i] += rate * scales[i] * m / (Math.sqrt(v) + NEGLIGIBLE);
        }
    }
}
