package org.pathwise.runtime.optimize;

import org.pathwise.runtime.program.NoiseLayout;
import org.pathwise.runtime.program.StepLayout;

import java.util.Arrays;

/**
 * Finds a step size for every coordinate of a block while it is optimised, as {@link
 * CoordinateSteps} does for a search, but at every step that draws the coordinate's row: a size
 * grows while nearly all gradients point one way, and shrinks while they point both ways.
 *
 * <p>It shrinks to a share of the scale that the noise of the gradient tells. Around an optimum
 * where the gradient is {@code -H x} plus noise of standard deviation {@code s}, steps of {@code c
 * / s^2} times the gradient leave iterates of variance {@code c / 2H}: a share {@code c / 2} of the
 * posterior variance of a Gaussian approximation, whatever the size of a minibatch.
 */
final class FoundSteps {
    /** A row's sizes stay as they are for so many draws. */
    static final int LEAST_COUNT = 10;

    private static final double MEMORY = RowCounts.FIRST_MEMORY;
    private static final double DRIFTS = 0.7;
    private static final double STANDS = 0.4;
    private static final double GROW = 1.02;
    private static final double SHRINK = 0.95;

    /** A size may grow until so many steps would double the parameter. */
    private static final double LEAST_STEPS = 32;

    /** A location's step is at least this share of its guide's standard deviation. */
    private static final double LEAST_SHARE = 0.03;

    private static final double NOISE_SHARE = 0.2;
    private static final double LEAST_FACTOR = 0.1;

    private final int offset;
    private final int logScaleAt;
    private final double scaling;
    private final double particles;
    private final double[] sizes;
    private final double[] signs;

    /**
     * @param particles how many independent estimates a gradient averages
     */
    FoundSteps(StepLayout.Part part, StepRule rule, int particles) {
        int size = rule.found() ? part.block().size() : 0;
        this.offset = part.block().offset();
        this.logScaleAt = rule.logScaleAt();
        this.particles = particles;
        this.scaling = part.drawn().map(FoundSteps::scaling).orElse(1.0);
        this.sizes = new double[size];
        this.signs = new double[size];
        Arrays.fill(sizes, rule.size());
    }

    /** By how much the terms of a drawn row are multiplied. */
    private static double scaling(NoiseLayout.Batch batch) {
        return (double) batch.total() / batch.size();
    }

    /** The size for the parameter at an index of the fit's vector. */
    double size(int index) {
        return sizes[index - offset];
    }

    /** Takes note of a gradient. */
    void sign(int index, double gradient) {
        double sign = SignMomentum.sign(gradient);
        signs[index - offset] = MEMORY * signs[index - offset] + (1 - MEMORY) * sign;
    }

    /**
     * Where to: along the signs while nearly all of them agree, for far from an optimum gradients
     * fall by orders of magnitude, and against the squares of the first ones the later ones are
     * nothing; else as Adam says.
     *
     * @param weight the sum of the weights in the running mean of signs
     */
    double direction(int index, double weight, double adam) {
        double sign = signs[index - offset] / weight;
        return Math.abs(sign) > DRIFTS ? sign : adam;
    }

    /**
     * Adapts one size.
     *
     * @param weight the sum of the weights in the running mean of signs
     * @param square the mean square of the gradient
     * @param factor by which other steps are shortened: the noise's share shrinks with it, but not
     *     below a tenth, or what needs many steps would never arrive
     */
    void adapt(double[] parameters, int index, double weight, double square, double factor) {
        double least = Math.max(factor, LEAST_FACTOR);
        double consistency = Math.abs(signs[index - offset]) / weight;
        double size = sizes[index - offset];
        if (consistency > DRIFTS) {
            double most = (1 + Math.abs(parameters[index])) / LEAST_STEPS;
            size = Math.max(size, Math.min(GROW * size, most));
        } else if (consistency < STANDS) {
            double noise = scaling / Math.sqrt(particles * square);
            size = Math.max(SHRINK * size, Math.min(size, NOISE_SHARE * least * noise));
        }
        if (logScaleAt != 0) {
            double unit = Math.exp(parameters[index + logScaleAt]);
            size = Math.max(size, LEAST_SHARE * least * unit);
        }
        sizes[index - offset] = size;
    }
}
