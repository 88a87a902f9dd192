package org.pathwise.compiler.estimate;

import org.pathwise.compiler.core.Latent;
import org.pathwise.compiler.type.Bound;
import org.pathwise.compiler.type.Support;

/**
 * What the automatic guide draws a latent of integers from: a family with the latent's values,
 * moved to the least of them.
 */
public enum DiscreteFamily {
    BERNOULLI("Bernoulli"),
    /** With a probability for each value: where these are few. */
    CATEGORICAL("Categorical"),
    /** Up to a largest value. */
    BINOMIAL("Binomial"),
    POISSON("Poisson");

    /** Up to so many values each get a probability of their own. */
    private static final int FEW = 64;

    private final String distribution;

    DiscreteFamily(String distribution) {
        this.distribution = distribution;
    }

    /** The name of its distribution. */
    public String distribution() {
        return distribution;
    }

    /** The family of a latent whose support has a least value. */
    public static DiscreteFamily of(Latent latent) {
        for (DiscreteFamily family : new DiscreteFamily[] {CATEGORICAL, BINOMIAL}) {
            if (latent.prior().equals(family.distribution)) {
                return family;
            }
        }
        if (latent.support().equals(Support.BINARY)) {
            return BERNOULLI;
        }
        return latent.support() instanceof Support.Integers(Bound lower, Bound upper)
                ? of(lower, upper)
                : POISSON;
    }

    private static DiscreteFamily of(Bound lower, Bound upper) {
        if (upper instanceof Bound.Constant(double most) && Double.isInfinite(most)) {
            return POISSON;
        }
        boolean few =
                lower instanceof Bound.Constant(double least)
                        && upper instanceof Bound.Constant(double most)
                        && most - least < FEW;
        return few ? CATEGORICAL : BINOMIAL;
    }
}
