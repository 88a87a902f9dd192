package org.pathwise.compiler.lower;

import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Variable;

/**
 * Bernoulli draws of several particles that rarely agree on the rarer value: the ARMS estimator
 * (Dimitriev and Zhou 2021, "ARMS: Antithetic-REINFORCE-Multi-Sample Gradient for Binary
 * Variables"), which for two particles is DisARM (Dong, Mnih and Tucker 2020).
 *
 * @param logit of the probability of 1, the same for all particles
 */
record Antithetic(Variable logit) {

    /**
     * Turns coupled noise, which is rarely small for two particles, so that small noise gives the
     * rarer value: a Bernoulli is 1 where the noise is below its probability.
     */
    LowerDensity.NoiseSource turned(Builder builder, LowerDensity.NoiseSource coupled) {
        return (kind, axes) -> {
            Variable noise = coupled.noise(kind, axes);
            Variable rareIsOne = builder.apply(Function.LESS, logit, builder.constant(0));
            return builder.select(rareIsOne, noise, builder.subtract(builder.constant(1), noise));
        };
    }

    /**
     * What the leave-one-out estimate is multiplied by to stay unbiased: {@code 1 / (1 - rho)},
     * where {@code rho} is the correlation of two particles' draws (ARMS, eq. 9). With {@code r}
     * the probability of the rarer value, two particles have it with probability {@code max(0, 2
     * r^(1/(n-1)) - 1)^(n-1)}.
     */
    Variable weight(Builder builder, int particles) {
        double others = particles - 1;
        Variable size = builder.apply(Function.ABS, logit);
        Variable logRare = builder.apply(Function.LOG_INV_LOGIT, builder.negate(size));
        Variable root = builder.exp(builder.multiply(logRare, builder.constant(-1 / others)));
        Variable both =
                builder.apply(
                        Function.MAXIMUM,
                        builder.constant(0),
                        builder.subtract(builder.constant(2), root));
        Variable ratio = builder.exp(builder.multiply(builder.constant(others), builder.log(both)));
        return builder.divide(
                builder.apply(Function.INV_LOGIT, size),
                builder.subtract(builder.constant(1), ratio));
    }
}
