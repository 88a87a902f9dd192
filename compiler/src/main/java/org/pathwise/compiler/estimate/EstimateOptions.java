package org.pathwise.compiler.estimate;

import org.pathwise.compiler.type.Dimension;

import java.util.Map;
import java.util.OptionalInt;

/**
 * What the choice of estimators may depend on besides the program.
 *
 * @param enumerationBudget how often a term may be evaluated, once for each state of the sites that
 *     it meets, before they are drawn instead
 * @param antithetic whether the particles of Bernoullis that are drawn, and depend on no other
 *     draw, are coupled; else they are independent
 * @param entropy how the entropies of differentiable sites enter the objective
 * @param sizes of the named dimensions, once data is bound; empty before
 */
public record EstimateOptions(
        int enumerationBudget, boolean antithetic, Entropy entropy, Map<String, Integer> sizes) {
    /** The usual enumeration budget. */
    public static final int DEFAULT_BUDGET = 64;

    /** Of a script without data. */
    public static final EstimateOptions DEFAULT = withBudget(DEFAULT_BUDGET);

    public EstimateOptions {
        if (enumerationBudget < 0) {
            throw new IllegalArgumentException("negative budget " + enumerationBudget);
        }
        sizes = Map.copyOf(sizes);
    }

    /** Of a script without data, with another budget. */
    public static EstimateOptions withBudget(int budget) {
        return new EstimateOptions(budget, true, Entropy.CLOSED, Map.of());
    }

    /** The same with independent particles. */
    public EstimateOptions withIndependentParticles() {
        return new EstimateOptions(enumerationBudget, false, entropy, sizes);
    }

    /** The same with entropies estimated in another way. */
    public EstimateOptions withEntropy(Entropy other) {
        return new EstimateOptions(enumerationBudget, antithetic, other, sizes);
    }

    /** The same with the sizes of bound data. */
    public EstimateOptions withSizes(Map<String, Integer> bound) {
        return new EstimateOptions(enumerationBudget, antithetic, entropy, bound);
    }

    /** The extent of a dimension, where it is known already. */
    OptionalInt extent(Dimension dimension) {
        return sizes.keySet().containsAll(dimension.coefficients().keySet())
                ? OptionalInt.of(dimension.evaluate(sizes))
                : OptionalInt.empty();
    }
}
