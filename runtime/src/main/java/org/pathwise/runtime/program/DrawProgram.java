package org.pathwise.runtime.program;

import java.util.List;

/**
 * Draws from a fitted guide: all latent variables on their constrained scale, deterministic
 * definitions, generated quantities, and both log densities of each draw. A run makes {@code
 * noise().particles()} draws.
 */
public interface DrawProgram {
    NoiseLayout noise();

    /** What a draw holds, in the order in which {@link #draw} writes it. */
    List<Quantity> quantities();

    /**
     * Makes one batch of draws.
     *
     * @param values receives the quantities: quantity {@code q}, element {@code e} (row-major),
     *     draw {@code d} at {@code d * width + offset(q) + e}, where {@code width} is the total
     *     size of the quantities and {@code offset(q)} the sizes before {@code q}
     * @param logJoint receives log p(data, latents) of each draw, on the guide's unconstrained
     *     scale (with the log Jacobian) where the guide is automatic
     * @param logGuide receives log q(latents) of each draw, on the same scale
     */
    void draw(
            double[] parameters,
            double[] noise,
            double[] values,
            double[] logJoint,
            double[] logGuide);

    /** A program for another thread. */
    DrawProgram fork();

    /**
     * A named array in a draw.
     *
     * @param kind where it comes from
     * @param shape its extents, row-major; empty for a scalar
     */
    record Quantity(String name, Kind kind, List<Integer> shape) {
        public Quantity {
            shape = List.copyOf(shape);
        }

        /** Where a quantity comes from. */
        public enum Kind {
            LATENT,
            DEFINITION,
            GENERATED
        }

        /** The number of elements. */
        public int size() {
            return shape.stream().mapToInt(Integer::intValue).reduce(1, Math::multiplyExact);
        }
    }
}
