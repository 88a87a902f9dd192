package org.pathwise.runtime.optimize;

import java.util.Arrays;

/**
 * Ascent along the smoothed signs of the gradient: the size of a gradient does not matter, so one
 * draw in a thousand whose gradient is 1e40 times the others' (the exponential of a wide guess)
 * does not stop the other steps. Goes to where the median gradient is zero, which is near enough
 * for a search.
 */
public final class SignMomentum {
    private static final double MOMENTUM = 0.9;
    private static final double NEGLIGIBLE = 1e-12;

    private final double[] momentum;

    /** An optimiser of vectors of this length. */
    public SignMomentum(int size) {
        this.momentum = new double[size];
    }

    /** Forgets all gradients. */
    public void reset() {
        Arrays.fill(momentum, 0);
    }

    /** Moves each coordinate {@code i} of the parameters by at most {@code steps[i]}. */
    public void ascend(double[] parameters, double[] gradient, double[] steps) {
        for (int i = 0; i < momentum.length; i++) {
            momentum[i] = MOMENTUM * momentum[i] + (1 - MOMENTUM) * sign(gradient[i]);
            parameters[i] += steps[i] * momentum[i];
        }
    }

    /** The sign of a gradient in nats per unit; 0 for one that is only a rounding error. */
    static int sign(double gradient) {
        return gradient > NEGLIGIBLE ? 1 : gradient < -NEGLIGIBLE ? -1 : 0;
    }
}
