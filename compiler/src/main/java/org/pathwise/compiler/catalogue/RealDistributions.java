package org.pathwise.compiler.catalogue;

import static org.pathwise.compiler.catalogue.Distribution.Noise.NORMAL;
import static org.pathwise.compiler.catalogue.Distribution.Noise.UNIFORM;
import static org.pathwise.compiler.catalogue.Distribution.Reparameterization.IMPLICIT;
import static org.pathwise.compiler.catalogue.Distribution.Reparameterization.INVERSE_CDF;
import static org.pathwise.compiler.catalogue.Distribution.Reparameterization.LOCATION_SCALE;

import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.catalogue.Distribution.Reparameterization;
import org.pathwise.compiler.type.Bound;
import org.pathwise.compiler.type.Support;

import java.util.List;
import java.util.Optional;

/**
 * Distributions of one real number on the whole line or an interval with free ends. Formulas and
 * orders of parameters as in the Stan Functions Reference, "Unbounded Continuous Distributions".
 */
final class RealDistributions {
    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

    private RealDistributions() {}

    static List<Distribution> all() {
        return List.of(normal(), studentT(), cauchy(), laplace(), logistic(), uniform(), flat());
    }

    private static Distribution normal() {
        return locationScale("Normal", LOCATION_SCALE)
                .text(
                        "The normal distribution with mean mu and standard deviation sigma.",
                        "exp(-((y - mu) / sigma)^2 / 2) / (sigma sqrt(2 pi))",
                        "mu ~ Normal(0, 5)")
                .density((a, y, p) -> normalLog(a, a.scaledBy(a.minus(y, p[0]), p[1]), p[1]))
                .draw((a, u, p) -> a.plus(p[0], a.times(p[1], u.getFirst())), NORMAL)
                .mean((a, p) -> p[0])
                .variance((a, p) -> a.square(p[1]))
                .build();
    }

    /** {@code -z^2 / 2 - log(sigma) - log(2 pi) / 2}. */
    static Variable normalLog(Algebra a, Variable z, Variable sigma) {
        return a.minus(a.times(-0.5, a.square(z)), a.plus(a.log(sigma), HALF_LOG_TWO_PI));
    }

    /**
     * The normalising constant is 1 / (B(nu/2, 1/2) sqrt(nu) sigma): a beta function stays exact
     * for large nu, where the difference of two log-gammas would not. A draw is a normal over the
     * root of a Gamma(nu/2) divided by its mean.
     */
    private static Distribution studentT() {
        return Distribution.named("StudentT")
                .text(
                        "Student's t distribution with nu degrees of freedom, location mu and scale"
                                + " sigma.",
                        "(1 + ((y - mu) / sigma)^2 / nu)^(-(nu + 1) / 2) / (sigma sqrt(nu) B(nu/2,"
                                + " 1/2))",
                        "y[n] ~ StudentT(4, mu, sigma)")
                .parameter("nu", Support.POSITIVE, IMPLICIT)
                .parameter("mu", Support.REAL, LOCATION_SCALE)
                .parameter("sigma", Support.POSITIVE, LOCATION_SCALE)
                .on(Support.REAL)
                .density(
                        (a, y, p) -> {
                            Variable z = a.scaledBy(a.minus(y, p[1]), p[2]);
                            Variable half = a.times(0.5, p[0]);
                            Variable normaliser =
                                    a.plus(
                                            a.plus(
                                                    a.of(Function.LBETA, half, a.number(0.5)),
                                                    a.times(0.5, a.log(p[0]))),
                                            a.log(p[2]));
                            Variable tail =
                                    a.times(
                                            a.plus(half, 0.5),
                                            a.log1p(a.scaledBy(a.square(z), p[0])));
                            return a.negate(a.plus(tail, normaliser));
                        })
                .draw(
                        (a, u, p) -> {
                            Variable half = a.times(0.5, p[0]);
                            Variable logGamma = a.of(Function.LOG_GAMMA_DRAW, u.get(1), half);
                            Variable widening = a.exp(a.times(0.5, a.minus(a.log(half), logGamma)));
                            return a.plus(p[1], a.times(p[2], a.times(u.getFirst(), widening)));
                        },
                        NORMAL,
                        UNIFORM)
                .build();
    }

    private static Distribution cauchy() {
        return locationScale("Cauchy", INVERSE_CDF)
                .text(
                        "The Cauchy distribution with location mu and scale sigma.",
                        "1 / (pi sigma (1 + ((y - mu) / sigma)^2))",
                        "theta ~ Cauchy(0, 2.5)")
                .density(
                        (a, y, p) -> {
                            Variable z = a.scaledBy(a.minus(y, p[0]), p[1]);
                            return a.negate(
                                    a.plus(
                                            a.log1p(a.square(z)),
                                            a.plus(a.log(p[1]), Math.log(Math.PI))));
                        })
                .draw(
                        (a, u, p) -> {
                            Variable angle = a.times(Math.PI, a.minus(u.getFirst(), 0.5));
                            return a.plus(p[0], a.times(p[1], a.of(Function.TAN, angle)));
                        },
                        UNIFORM)
                .build();
    }

    private static Distribution laplace() {
        return locationScale("Laplace", INVERSE_CDF)
                .text(
                        "The Laplace (double exponential) distribution with location mu and scale"
                                + " sigma.",
                        "exp(-|y - mu| / sigma) / (2 sigma)",
                        "beta ~ Laplace(0, 1)")
                .density(
                        (a, y, p) -> {
                            Variable distance = a.scaledBy(a.abs(a.minus(y, p[0])), p[1]);
                            return a.negate(a.plus(distance, a.plus(a.log(p[1]), Math.log(2))));
                        })
                .draw(
                        (a, u, p) -> {
                            Variable below = a.log(a.times(2, u.getFirst()));
                            Variable above = a.negate(a.log(a.times(2, a.minus(1, u.getFirst()))));
                            Variable left = a.of(Function.LESS, u.getFirst(), a.number(0.5));
                            return a.plus(p[0], a.times(p[1], a.select(left, below, above)));
                        },
                        UNIFORM)
                .mean((a, p) -> p[0])
                .variance((a, p) -> a.times(2, a.square(p[1])))
                .build();
    }

    private static Distribution logistic() {
        return locationScale("Logistic", INVERSE_CDF)
                .text(
                        "The logistic distribution with location mu and scale sigma.",
                        "exp(-(y - mu) / sigma) / (sigma (1 + exp(-(y - mu) / sigma))^2)",
                        "alpha ~ Logistic(0, 1)")
                .density(
                        (a, y, p) -> {
                            Variable z = a.scaledBy(a.minus(p[0], y), p[1]);
                            return a.minus(a.minus(z, a.times(2, a.log1pExp(z))), a.log(p[1]));
                        })
                .draw(
                        (a, u, p) ->
                                a.plus(p[0], a.times(p[1], a.of(Function.LOGIT, u.getFirst()))),
                        UNIFORM)
                .mean((a, p) -> p[0])
                .variance((a, p) -> a.times(Math.PI * Math.PI / 3, a.square(p[1])))
                .build();
    }

    private static Distribution uniform() {
        return Distribution.named("Uniform")
                .text(
                        "The uniform distribution between alpha and beta.",
                        "1 / (beta - alpha)",
                        "theta ~ Uniform(-1, 1)")
                .parameter("alpha", Support.REAL, INVERSE_CDF)
                .parameter("beta", Support.REAL, INVERSE_CDF)
                .on(
                        new Support.Interval(
                                new Bound.Computed(0, "alpha"), new Bound.Computed(1, "beta")),
                        (a, y, p) -> Optional.of(a.both(a.atLeast(y, p[0]), a.atLeast(p[1], y))))
                .density((a, y, p) -> a.negate(a.log(a.minus(p[1], p[0]))))
                .draw(
                        (a, u, p) -> a.plus(p[0], a.times(a.minus(p[1], p[0]), u.getFirst())),
                        UNIFORM)
                .mean((a, p) -> a.times(0.5, a.plus(p[0], p[1])))
                .variance((a, p) -> a.times(1.0 / 12, a.square(a.minus(p[1], p[0]))))
                .build();
    }

    /** The improper density 1. */
    private static Distribution flat() {
        return Distribution.named("Flat")
                .text(
                        "The improper flat prior on the support of the declared type.",
                        "1",
                        "sigma: positive ~ Flat()")
                .on(Support.REAL)
                .density((a, y, p) -> a.number(0))
                .build();
    }

    private static DistributionBuilder locationScale(String name, Reparameterization how) {
        return Distribution.named(name)
                .parameter("mu", Support.REAL, how)
                .parameter("sigma", Support.POSITIVE, how)
                .on(Support.REAL);
    }
}
