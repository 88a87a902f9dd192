package org.pathwise.runtime.program;

import java.util.List;
import java.util.Optional;

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
     * @param elements the ascending row-major positions of the elements that a draw holds, where
     *     that is not all of them: of data, the missing ones
     */
    record Quantity(String name, Kind kind, List<Integer> shape, Optional<List<Integer>> elements) {
        public Quantity {
            shape = List.copyOf(shape);
            elements = elements.map(List::copyOf);
        }

        /** A whole array. */
        public Quantity(String name, Kind kind, List<Integer> shape) {
            this(name, kind, shape, Optional.empty());
        }

        /** Where a quantity comes from. */
        public enum Kind {
            LATENT,
            DEFINITION,
            GENERATED
        }

        /** The number of elements that a draw holds. */
        public int size() {
            return elements.map(List::size)
                    .orElseGet(
                            () ->
                                    shape.stream()
                                            .mapToInt(Integer::intValue)
                                            .reduce(1, Math::multiplyExact));
        }
    }
}
