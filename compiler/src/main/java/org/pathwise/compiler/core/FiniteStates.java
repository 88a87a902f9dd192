package org.pathwise.compiler.core;

import org.pathwise.compiler.type.Bound;
import org.pathwise.compiler.type.Dimension;
import org.pathwise.compiler.type.Support;

import java.util.Optional;

/**
 * The values of a discrete latent of which each element has the same finitely many.
 *
 * @param least the least value
 * @param count how many values there are: {@code least} to {@code least + count - 1}
 */
public record FiniteStates(int least, Dimension count) {

    /** Those of a latent; empty where they are infinitely many or differ between elements. */
    public static Optional<FiniteStates> of(Latent latent) {
        if (!(latent.support() instanceof Support.Integers(Bound lower, Bound upper))
                || !(lower instanceof Bound.Constant(double least))
                || Math.abs(least) >= Integer.MAX_VALUE) {
            return Optional.empty();
        }
        return latent.dimension(upper)
                .map(most -> new FiniteStates((int) least, most.plus(1 - (int) least)));
    }
}
