package org.pathwise.compiler.core;

import org.pathwise.compiler.type.Bound;
import org.pathwise.compiler.type.Support;

import java.util.Optional;
import java.util.Set;

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

    /** Distributions that can have fewer values than their support shows. */
    private static final Set<String> NARROWER = Set.of("Hypergeometric");

    private final String distribution;

    DiscreteFamily(String distribution) {
        this.distribution = distribution;
    }

    /** The name of its distribution. */
    public String distribution() {
        return distribution;
    }

    /** The family of a latent; empty where none has its values. */
    public static Optional<DiscreteFamily> of(Latent latent) {
        if (!(latent.support() instanceof Support.Integers(Bound lower, Bound upper))
                || !(lower instanceof Bound.Constant(double least))
                || Double.isInfinite(least)
                || NARROWER.contains(latent.prior())) {
            return Optional.empty();
        }
        if (latent.prior().equals(BINOMIAL.distribution)) {
            return Optional.of(BINOMIAL);
        }
        if (latent.support().equals(Support.BINARY)) {
            return Optional.of(BERNOULLI);
        }
        if (upper.equals(Bound.POSITIVE_INFINITY)) {
            return Optional.of(POISSON);
        }
        return Optional.of(isFew(latent, least, upper) ? CATEGORICAL : BINOMIAL);
    }

    /** Categories are few, however many they are. */
    private static boolean isFew(Latent latent, double least, Bound upper) {
        boolean categories = least == 1 && latent.dimension(upper).isPresent();
        return categories
                        && (!(upper instanceof Bound.Constant)
                                || latent.prior().equals("Categorical"))
                || upper instanceof Bound.Constant(double most) && most - least < FEW;
    }
}
