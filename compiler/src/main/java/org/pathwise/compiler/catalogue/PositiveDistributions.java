package org.pathwise.compiler.catalogue;

import static org.pathwise.compiler.catalogue.Distribution.Noise.NORMAL;
import static org.pathwise.compiler.catalogue.Distribution.Noise.UNIFORM;
import static org.pathwise.compiler.catalogue.Distribution.Reparameterization.COMPOSITION;
import static org.pathwise.compiler.catalogue.Distribution.Reparameterization.IMPLICIT;
import static org.pathwise.compiler.catalogue.Distribution.Reparameterization.INVERSE_CDF;
import static org.pathwise.compiler.catalogue.Distribution.Reparameterization.LOCATION_SCALE;
import static org.pathwise.compiler.catalogue.ScalarFormula.ABOVE_ZERO;
import static org.pathwise.compiler.catalogue.ScalarFormula.FROM_ZERO;

import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.type.Support;

import java.util.List;
import java.util.Optional;

/**
 * Distributions of one positive number, and Beta. Formulas and orders of parameters as in the Stan
 * Functions Reference, "Positive Continuous Distributions". Gamma draws are made on the log scale,
 * where the smallest shapes do not underflow.
 */
final class PositiveDistributions {
    private PositiveDistributions() {}

    static List<Distribution> all() {
        return List.of(
                halfNormal(),
                halfCauchy(),
                logNormal(),
                exponential(),
                gamma(),
                invGamma(),
                beta());
    }

    private static Distribution halfNormal() {
        return Distribution.named("HalfNormal")
                .text(
                        "The absolute value of a Normal(0, sigma).",
                        "2 exp(-(y / sigma)^2 / 2) / (sigma sqrt(2 pi))",
                        "sigma ~ HalfNormal(1)")
                .parameter("sigma", Support.POSITIVE, LOCATION_SCALE)
                .on(Support.POSITIVE, FROM_ZERO)
                .density(
                        (a, y, p) ->
                                a.plus(
                                        RealDistributions.normalLog(a, a.scaledBy(y, p[0]), p[0]),
                                        Math.log(2)))
                .draw((a, u, p) -> a.times(p[0], a.abs(u.getFirst())), NORMAL)
                .mean((a, p) -> a.times(Math.sqrt(2 / Math.PI), p[0]))
                .variance((a, p) -> a.times(1 - 2 / Math.PI, a.square(p[0])))
                .build();
    }

    private static Distribution halfCauchy() {
        return Distribution.named("HalfCauchy")
                .text(
                        "The absolute value of a Cauchy(0, sigma).",
                        "2 / (pi sigma (1 + (y / sigma)^2))",
                        "tau ~ HalfCauchy(5)")
                .parameter("sigma", Support.POSITIVE, INVERSE_CDF)
                .on(Support.POSITIVE, FROM_ZERO)
                .density(
                        (a, y, p) -> {
                            Variable normaliser = a.plus(a.log(p[0]), Math.log(Math.PI / 2));
                            return a.negate(
                                    a.plus(a.log1p(a.square(a.scaledBy(y, p[0]))), normaliser));
                        })
                .draw(
                        (a, u, p) ->
                                a.times(
                                        p[0],
                                        a.of(Function.TAN, a.times(Math.PI / 2, u.getFirst()))),
                        UNIFORM)
                .build();
    }

    private static Distribution logNormal() {
        return Distribution.named("LogNormal")
                .text(
                        "The exponential of a Normal(mu, sigma).",
                        "exp(-((log(y) - mu) / sigma)^2 / 2) / (y sigma sqrt(2 pi))",
                        "income ~ LogNormal(10, 0.5)")
                .parameter("mu", Support.REAL, COMPOSITION)
                .parameter("sigma", Support.POSITIVE, COMPOSITION)
                .on(Support.POSITIVE, ABOVE_ZERO)
                .density(
                        (a, y, p) -> {
                            Variable log = a.log(y);
                            Variable z = a.scaledBy(a.minus(log, p[0]), p[1]);
                            return a.minus(RealDistributions.normalLog(a, z, p[1]), log);
                        })
                .draw((a, u, p) -> a.exp(a.plus(p[0], a.times(p[1], u.getFirst()))), NORMAL)
                .build();
    }

    private static Distribution exponential() {
        return Distribution.named("Exponential")
                .text(
                        "The exponential distribution with rate beta.",
                        "beta exp(-beta y)",
                        "t[n] ~ Exponential(0.5)")
                .parameter("beta", Support.POSITIVE, INVERSE_CDF)
                .on(Support.POSITIVE, FROM_ZERO)
                .density((a, y, p) -> a.minus(a.log(p[0]), a.times(p[0], y)))
                .draw((a, u, p) -> a.scaledBy(a.negate(a.log(u.getFirst())), p[0]), UNIFORM)
                .mean((a, p) -> a.over(a.number(1), p[0]))
                .variance((a, p) -> a.over(a.number(1), a.square(p[0])))
                .build();
    }

    private static Distribution gamma() {
        return Distribution.named("Gamma")
                .text(
                        "The Gamma distribution with shape alpha and rate beta.",
                        "beta^alpha y^(alpha - 1) exp(-beta y) / Gamma(alpha)",
                        "lambda ~ Gamma(2, 0.1)")
                .parameter("alpha", Support.POSITIVE, IMPLICIT)
                .parameter("beta", Support.POSITIVE, LOCATION_SCALE)
                .on(Support.POSITIVE, FROM_ZERO)
                .density(
                        (a, y, p) -> {
                            Variable power = a.timesOrZero(a.minus(p[0], 1), a.log(y));
                            return a.plus(
                                    a.minus(power, a.times(p[1], y)),
                                    gammaNormaliser(a, p[0], p[1]));
                        })
                .draw(
                        (a, u, p) ->
                                a.exp(a.minus(logGammaDraw(a, u.getFirst(), p[0]), a.log(p[1]))),
                        UNIFORM)
                .mean((a, p) -> a.over(p[0], p[1]))
                .variance((a, p) -> a.over(p[0], a.square(p[1])))
                .build();
    }

    private static Distribution invGamma() {
        return Distribution.named("InvGamma")
                .text(
                        "The reciprocal of a Gamma(alpha, beta): shape alpha, scale beta.",
                        "beta^alpha y^(-alpha - 1) exp(-beta / y) / Gamma(alpha)",
                        "variance ~ InvGamma(3, 2)")
                .parameter("alpha", Support.POSITIVE, IMPLICIT)
                .parameter("beta", Support.POSITIVE, LOCATION_SCALE)
                .on(Support.POSITIVE, ABOVE_ZERO)
                .density(
                        (a, y, p) -> {
                            Variable power = a.times(a.plus(p[0], 1), a.log(y));
                            Variable kernel = a.negate(a.plus(power, a.over(p[1], y)));
                            return a.plus(kernel, gammaNormaliser(a, p[0], p[1]));
                        })
                .draw(
                        (a, u, p) ->
                                a.exp(a.minus(a.log(p[1]), logGammaDraw(a, u.getFirst(), p[0]))),
                        UNIFORM)
                .build();
    }

    /** {@code alpha log(beta) - lgamma(alpha)}. */
    private static Variable gammaNormaliser(Algebra a, Variable alpha, Variable beta) {
        return a.minus(a.times(alpha, a.log(beta)), a.lgamma(alpha));
    }

    /** A draw is x / (x + y) for Gamma draws x of shape alpha and y of shape beta. */
    private static Distribution beta() {
        return Distribution.named("Beta")
                .text(
                        "The Beta distribution of a number between 0 and 1.",
                        "y^(alpha - 1) (1 - y)^(beta - 1) / B(alpha, beta)",
                        "p ~ Beta(2, 2)")
                .parameter("alpha", Support.POSITIVE, IMPLICIT)
                .parameter("beta", Support.POSITIVE, IMPLICIT)
                .on(
                        Support.UNIT,
                        (a, y, p) -> Optional.of(a.both(a.atLeast(y, 0), a.atLeast(a.number(1), y))))
                .density(
                        (a, y, p) -> {
                            Variable left = a.timesOrZero(a.minus(p[0], 1), a.log(y));
                            Variable right = a.timesOrZero(a.minus(p[1], 1), a.log1m(y));
                            return a.minus(a.plus(left, right), a.of(Function.LBETA, p[0], p[1]));
                        })
                .draw(
                        (a, u, p) ->
                                a.invLogit(
                                        a.minus(
                                                logGammaDraw(a, u.get(0), p[0]),
                                                logGammaDraw(a, u.get(1), p[1]))),
                        UNIFORM,
                        UNIFORM)
                .mean((a, p) -> a.over(p[0], a.plus(p[0], p[1])))
                .build();
    }

    private static Variable logGammaDraw(Algebra a, Variable u, Variable alpha) {
        return a.of(Function.LOG_GAMMA_DRAW, u, alpha);
    }
}
