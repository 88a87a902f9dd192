package org.pathwise.runtime.optimize;

import java.util.Arrays;

/**
 * Finds a step size for every coordinate while an optimiser searches from a poor start, so that a
 * parameter whose scale is 1e4 and one whose scale is 1e-3 both get there in a few hundred steps.
 *
 * <p>It watches windows of gradients, in the spirit of Rprop (Riedmiller and Braun 1993) but for
 * noisy gradients: a coordinate whose gradients nearly all point one way is far from its optimum,
 * and its step grows; one whose gradients point both ways has arrived or oscillates, and its step
 * shrinks. Example: an intercept that starts at 0 and belongs at -60,000 doubles its step every
 * window, and arrives after about sixteen.
 *
 * <p>A step never shrinks far below the scale that the noise of the gradient tells: near the
 * optimum of a Gaussian approximation the standard deviation of one particle's gradient is the
 * reciprocal of the posterior's standard deviation.
 */
public final class CoordinateSteps {
    /** How many gradients make a window. */
    public static final int WINDOW = 32;

    private static final double FIRST = 0.03;
    private static final double DRIFTS = 0.7;
    private static final double STANDS = 0.4;
    private static final double GROW = 2;
    private static final double SHRINK = 0.6;
    private static final double NOISE_SHARE = 0.05;

    private final double[] steps;
    private final double[] variance;
    private final double[] sum;
    private final int[] signs;
    private final double[] square;
    private final double particles;
    private int count;
    private int drifting;

    /**
     * @param size how many coordinates
     * @param particles how many independent estimates a gradient averages
     */
    public CoordinateSteps(int size, int particles) {
        this.steps = new double[size];
        this.variance = new double[size];
        this.sum = new double[size];
        this.signs = new int[size];
        this.square = new double[size];
        this.particles = particles;
        Arrays.fill(steps, FIRST);
    }

    /** The step size of each coordinate; the array is live. */
    public double[] steps() {
        return steps;
    }

    /** Takes note of a gradient; true if it completes a window. */
    public boolean observe(double[] gradient) {
        for (int i = 0; i < sum.length; i++) {
            double g = gradient[i];
            sum[i] += g;
            signs[i] += SignMomentum.sign(g);
            square[i] += g * g;
        }
        return ++count == WINDOW;
    }

    /** Adapts the steps to the window that has been observed, and begins the next. */
    public void adapt(double[] parameters) {
        drifting = 0;
        for (int i = 0; i < steps.length; i++) {
            double mean = sum[i] / count;
            variance[i] = Math.max(0, square[i] / count - mean * mean);
            double consistency = Math.abs(signs[i]) / (double) count;
            if (consistency > DRIFTS) {
                drifting++;
                double most = (1 + Math.abs(parameters[i])) / WINDOW;
                steps[i] = Math.max(steps[i], Math.min(GROW * steps[i], most));
            } else if (consistency < STANDS && variance[i] > 0) {
                steps[i] =
                        Math.max(
                                SHRINK * steps[i], Math.min(steps[i], NOISE_SHARE * noiseScale(i)));
            }
        }
        discardWindow();
    }

    /** Forgets the gradients since the last window. */
    public void discardWindow() {
        Arrays.fill(sum, 0);
        Arrays.fill(signs, 0);
        Arrays.fill(square, 0);
        count = 0;
    }

    /** Multiplies every step. */
    public void multiply(double factor) {
        for (int i = 0; i < steps.length; i++) {
            steps[i] *= factor;
        }
    }

    /** How many coordinates drifted in the last window. */
    public int drifting() {
        return drifting;
    }

    /**
     * The scale of each coordinate for optimising near the optimum, in posterior standard
     * deviations.
     */
    public void writeScales(double[] scales) {
        for (int i = 0; i < steps.length; i++) {
            scales[i] = Math.min(noiseScale(i), steps[i] / (2 * NOISE_SHARE));
        }
    }

    private double noiseScale(int i) {
        return 1 / Math.sqrt(particles * variance[i]);
    }
}
