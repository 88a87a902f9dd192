package org.pathwise.runtime.optimize;

import java.util.Arrays;

/**
 * Adam (Kingma and Ba 2015) as an ascent method, with a scale for each coordinate, and with two ways
 * to average the squared gradients. {@linkplain #averaging Averaging} them all with equal weight
 * ("avgAdam", Dhaka et al. 2020, section 4) makes the preconditioner settle, so that the iterates of
 * a fixed step size have a stationary distribution; {@linkplain #forgetting forgetting} old ones
 * follows a gradient whose size still changes by orders of magnitude.
 *
 * <p>All state is allocated by the constructor; a step allocates nothing.
 */
public final class Adam {
    private static final double MOMENTUM = 0.9;
    private static final double TINY = 1e-300;

    private final double[] first;
    private final double[] second;
    private final double decay;
    private long steps;
    private double firstWeight = 1;
    private double secondWeight = 1;

    private Adam(int size, double decay) {
        this.first = new double[size];
        this.second = new double[size];
        this.decay = decay;
    }

    /** Adam that weighs all squared gradients since {@link #reset} equally. */
    public static Adam averaging(int size) {
        return new Adam(size, 1);
    }

    /**
     * Adam that forgets squared gradients exponentially.
     *
     * @param decay the weight of the past at each step, in (0, 1)
     */
    public static Adam forgetting(int size, double decay) {
        if (!(decay > 0 && decay < 1)) {
            throw new IllegalArgumentException("decay " + decay + " is not in (0, 1)");
        }
        return new Adam(size, decay);
    }

    /** Forgets all gradients. */
    public void reset() {
        Arrays.fill(first, 0);
        Arrays.fill(second, 0);
        steps = 0;
        firstWeight = 1;
        secondWeight = 1;
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
        secondWeight *= decay;
        double keep = decay == 1 ? (steps - 1.0) / steps : decay;
        double correction = decay == 1 ? 1 : 1 / (1 - secondWeight);
        double rate = stepSize / (1 - firstWeight);
        for (int i = 0; i < first.length; i++) {
            double g = gradient[i];
            double m = MOMENTUM * first[i] + (1 - MOMENTUM) * g;
            double v = keep * second[i] + (1 - keep) * g * g;
            first[i] = m;
            second[i] = v;
            parameters[i] += rate * scales[i] * m / (Math.sqrt(correction * v) + TINY);
        }
    }
}
