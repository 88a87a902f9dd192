package org.pathwise.runtime.optimize;

/**
 * How far one step may move the parameters of a block.
 *
 * @param size the most that a coordinate moves in a step; where it is found, in the first one
 * @param found whether each coordinate finds its own size from the consistency of its gradients'
 *     signs, since nobody knows its unit
 * @param logScaleAt where the logarithm of the block's natural unit lies in the parameters,
 *     relative to the block: of a location, the logarithm of its guide's standard deviation; 0 for
 *     none
 */
public record StepRule(double size, boolean found, int logScaleAt) {

    /** The same size for every coordinate. */
    public static StepRule fixed(double size) {
        return new StepRule(size, false, 0);
    }

    /** A size that each coordinate finds for itself, from a first one on. */
    public static StepRule found(double first, int logScaleAt) {
        return new StepRule(first, true, logScaleAt);
    }
}
