package org.pathwise.compiler.catalogue;

import static org.pathwise.compiler.catalogue.Distribution.Noise.UNIFORM;
import static org.pathwise.compiler.catalogue.Distribution.Reparameterization.INVERSE_CDF;
import static org.pathwise.compiler.catalogue.ScalarFormula.ABOVE_ZERO;
import static org.pathwise.compiler.catalogue.ScalarFormula.FROM_ZERO;

import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.type.Support;

import java.util.List;

/**
 * Distributions of one positive number other than those of the normal, Student t and Gamma
 * families. Formulas and orders of parameters as in the Stan Functions Reference, "Positive
 * Continuous Distributions". Powers are taken on the log scale, where they neither overflow nor
 * underflow.
 */
final class PositiveDistributions {
    private PositiveDistributions() {}

    static List<Distribution> all() {
        return List.of(exponential(), weibull(), frechet(), rayleigh(), logLogistic());
    }

    private static Distribution exponential() {
        return Distribution.named("Exponential")
                .text(
                        "The exponential distribution with rate beta.",
                        "beta exp(-beta y)",
                        "t ~ Exponential(0.5)")
                .parameter("beta", Support.POSITIVE, INVERSE_CDF)
                .on(Support.POSITIVE, FROM_ZERO)
                .density((a, y, p) -> a.minus(a.log(p[0]), a.times(p[0], y)))
                .draw(
                        (a, u, p) -> a.positive(a.scaledBy(a.negate(a.log(u.getFirst())), p[0])),
                        UNIFORM)
                .entropy((a, p) -> a.minus(1, a.log(p[0])))
                .mean((a, p) -> a.over(a.number(1), p[0]))
                .variance((a, p) -> a.square(a.over(a.number(1), p[0])))
                .cumulative(
                        (a, y, p) -> a.log1mExp(a.negate(a.times(p[0], a.max(y, 0)))),
                        (a, y, p) -> a.negate(a.times(p[0], a.max(y, 0))),
                        (a, logP, logQ, p) ->
                                a.scaledBy(a.negate(Logs.accurate(a, logQ, logP)), p[0]))
                .build();
    }

    private static Distribution weibull() {
        return shapeAndScale("Weibull")
                .text(
                        "The Weibull distribution with shape alpha and scale sigma.",
                        "alpha / sigma (y / sigma)^(alpha - 1) exp(-(y / sigma)^alpha)",
                        "t ~ Weibull(1.5, 2)")
                .on(Support.POSITIVE, FROM_ZERO)
                .density(
                        (a, y, p) -> {
                            Variable log = Logs.ratio(a, y, p[1]);
                            Variable power = a.timesOrZero(a.minus(p[0], 1), log);
                            return a.plus(
                                    a.minus(power, a.exp(a.times(p[0], log))),
                                    a.minus(a.log(p[0]), a.log(p[1])));
                        })
                .draw((a, u, p) -> weibullDraw(a, a.log(a.negate(a.log(u.getFirst()))), p), UNIFORM)
                .mean((a, p) -> a.times(p[1], rawMoment(a, 1, p[0])))
                .variance(
                        (a, p) ->
                                a.times(
                                        a.square(p[1]),
                                        a.minus(
                                                rawMoment(a, 2, p[0]),
                                                a.square(rawMoment(a, 1, p[0])))))
                .cumulative(
                        (a, y, p) ->
                                Logs.probabilityOfHazard(a, a.times(p[0], logWithin(a, y, p[1]))),
                        (a, y, p) -> a.negate(a.exp(a.times(p[0], logWithin(a, y, p[1])))),
                        (a, logP, logQ, p) ->
                                a.exp(
                                        a.plus(
                                                a.log(p[1]),
                                                a.scaledBy(Logs.hazard(a, logP, logQ), p[0]))))
                .build();
    }

    private static Variable weibullDraw(Algebra a, Variable logHazard, Variable[] p) {
        return a.positiveFromLog(a.plus(a.log(p[1]), a.scaledBy(logHazard, p[0])));
    }

    /** {@code log(y / scale)}, minus infinity below 0. */
    private static Variable logWithin(Algebra a, Variable y, Variable scale) {
        return Logs.ratio(a, a.max(y, 0), scale);
    }

    /** {@code Gamma(1 + k / alpha)}. */
    private static Variable rawMoment(Algebra a, double k, Variable alpha) {
        return a.exp(a.lgamma(a.plus(a.over(a.number(k), alpha), 1)));
    }

    private static Distribution frechet() {
        return shapeAndScale("Frechet")
                .text(
                        "The Frechet distribution with shape alpha and scale sigma: the reciprocal"
                                + " of a Weibull(alpha, 1 / sigma).",
                        "alpha / sigma (y / sigma)^(-alpha - 1) exp(-(y / sigma)^-alpha)",
                        "flood ~ Frechet(3, 2)")
                .on(Support.POSITIVE, ABOVE_ZERO)
                .density(
                        (a, y, p) -> {
                            Variable log = Logs.ratio(a, y, p[1]);
                            Variable power = a.times(a.plus(p[0], 1), log);
                            Variable hazard = a.exp(a.negate(a.times(p[0], log)));
                            return a.minus(
                                    a.minus(a.log(p[0]), a.log(p[1])), a.plus(power, hazard));
                        })
                .draw(
                        (a, u, p) -> {
                            Variable logHazard = a.log(a.negate(a.log(u.getFirst())));
                            return weibullDraw(a, a.negate(logHazard), p);
                        },
                        UNIFORM)
                .mean(
                        (a, p) ->
                                Logs.above(
                                        a,
                                        p[0],
                                        1,
                                        a.times(p[1], rawMoment(a, -1, p[0])),
                                        Double.POSITIVE_INFINITY))
                .variance(
                        (a, p) -> {
                            Variable square = a.square(rawMoment(a, -1, p[0]));
                            Variable variance = a.minus(rawMoment(a, -2, p[0]), square);
                            return Logs.above(
                                    a,
                                    p[0],
                                    2,
                                    a.times(a.square(p[1]), variance),
                                    Double.POSITIVE_INFINITY);
                        })
                .cumulative(
                        (a, y, p) ->
                                a.negate(a.exp(a.negate(a.times(p[0], logWithin(a, y, p[1]))))),
                        (a, y, p) ->
                                Logs.probabilityOfHazard(
                                        a, a.negate(a.times(p[0], logWithin(a, y, p[1])))),
                        (a, logP, logQ, p) ->
                                a.exp(
                                        a.minus(
                                                a.log(p[1]),
                                                a.scaledBy(Logs.hazard(a, logQ, logP), p[0]))))
                .build();
    }

    private static DistributionBuilder shapeAndScale(String name) {
        return Distribution.named(name)
                .parameter("alpha", Support.POSITIVE, INVERSE_CDF)
                .parameter("sigma", Support.POSITIVE, INVERSE_CDF);
    }

    private static Distribution rayleigh() {
        return Distribution.named("Rayleigh")
                .text(
                        "The length of a vector of two independent Normal(0, sigma).",
                        "y / sigma^2 exp(-(y / sigma)^2 / 2)",
                        "distance ~ Rayleigh(2)")
                .parameter("sigma", Support.POSITIVE, INVERSE_CDF)
                .on(Support.POSITIVE, FROM_ZERO)
                .density(
                        (a, y, p) ->
                                a.minus(
                                        a.minus(a.log(y), a.times(2, a.log(p[0]))),
                                        a.times(0.5, a.square(a.scaledBy(y, p[0])))))
                .draw(
                        (a, u, p) ->
                                a.positive(a.times(p[0], a.sqrt(a.times(-2, a.log(u.getFirst()))))),
                        UNIFORM)
                .mean((a, p) -> a.times(Math.sqrt(Math.PI / 2), p[0]))
                .variance((a, p) -> a.times(2 - Math.PI / 2, a.square(p[0])))
                .cumulative(
                        (a, y, p) -> {
                            Variable log = a.times(2, logWithin(a, y, p[0]));
                            return Logs.probabilityOfHazard(a, a.minus(log, Math.log(2)));
                        },
                        (a, y, p) -> a.times(-0.5, a.square(a.scaledBy(a.max(y, 0), p[0]))),
                        (a, logP, logQ, p) ->
                                a.times(p[0], a.sqrt(a.times(-2, Logs.accurate(a, logQ, logP)))))
                .build();
    }

    private static Distribution logLogistic() {
        return Distribution.named("LogLogistic")
                .text(
                        "The log-logistic (Fisk) distribution with scale alpha and shape beta.",
                        "beta / alpha (y / alpha)^(beta - 1) / (1 + (y / alpha)^beta)^2",
                        "t ~ LogLogistic(3, 2)")
                .parameter("alpha", Support.POSITIVE, INVERSE_CDF)
                .parameter("beta", Support.POSITIVE, INVERSE_CDF)
                .on(Support.POSITIVE, FROM_ZERO)
                .density(
                        (a, y, p) -> {
                            Variable log = Logs.ratio(a, y, p[0]);
                            Variable power = a.timesOrZero(a.minus(p[1], 1), log);
                            return a.plus(
                                    a.minus(power, a.times(2, a.log1pExp(a.times(p[1], log)))),
                                    a.minus(a.log(p[1]), a.log(p[0])));
                        })
                .draw(
                        (a, u, p) -> {
                            Variable logit = a.of(Function.LOGIT, u.getFirst());
                            return a.positiveFromLog(a.plus(a.log(p[0]), a.scaledBy(logit, p[1])));
                        },
                        UNIFORM)
                .mean((a, p) -> logLogisticMean(a, p))
                .variance(
                        (a, p) -> {
                            Variable angle = a.over(a.number(Math.PI), p[1]);
                            Variable twice = a.times(2, angle);
                            Variable second =
                                    a.times(
                                            a.square(p[0]),
                                            a.over(twice, a.of(Function.SIN, twice)));
                            return Logs.above(
                                    a,
                                    p[1],
                                    2,
                                    a.minus(second, a.square(logLogisticMean(a, p))),
                                    Double.POSITIVE_INFINITY);
                        })
                .cumulative(
                        (a, y, p) ->
                                a.negate(
                                        a.log1pExp(a.negate(a.times(p[1], logWithin(a, y, p[0]))))),
                        (a, y, p) -> a.negate(a.log1pExp(a.times(p[1], logWithin(a, y, p[0])))),
                        (a, logP, logQ, p) ->
                                a.exp(a.plus(a.log(p[0]), a.scaledBy(a.minus(logP, logQ), p[1]))))
                .build();
    }

    /** {@code alpha (pi / beta) / sin(pi / beta)} above 1. */
    private static Variable logLogisticMean(Algebra a, Variable[] p) {
        Variable angle = a.over(a.number(Math.PI), p[1]);
        Variable mean = a.times(p[0], a.over(angle, a.of(Function.SIN, angle)));
        return Logs.above(a, p[1], 1, mean, Double.POSITIVE_INFINITY);
    }
}
