package org.pathwise.compiler.catalogue;

import static org.pathwise.compiler.catalogue.Distribution.Noise.UNIFORM;
import static org.pathwise.compiler.catalogue.Distribution.Reparameterization.INVERSE_CDF;

import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.type.Support;

import java.util.List;

/**
 * Distributions of one real number other than those of the normal and Student t families. Formulas
 * and orders of parameters as in the Stan Functions Reference, "Unbounded Continuous
 * Distributions".
 */
final class RealDistributions {
    private static final double EULER = 0.5772156649015329;

    private RealDistributions() {}

    static List<Distribution> all() {
        return List.of(laplace(), asymmetricLaplace(), logistic(), gumbel(), flat());
    }

    private static Distribution laplace() {
        return locationScale("Laplace", "sigma")
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
                            Variable left = a.less(u.getFirst(), 0.5);
                            return a.plus(p[0], a.times(p[1], a.select(left, below, above)));
                        },
                        UNIFORM)
                .entropy((a, p) -> a.plus(a.log(p[1]), 1 + Math.log(2)))
                .mean((a, p) -> p[0])
                .variance((a, p) -> a.times(2, a.square(p[1])))
                .cumulative(
                        (a, y, p) -> laplaceLogCdf(a, a.scaledBy(a.minus(y, p[0]), p[1])),
                        (a, y, p) -> laplaceLogCdf(a, a.scaledBy(a.minus(p[0], y), p[1])),
                        (a, logP, logQ, p) -> {
                            Variable z =
                                    a.select(
                                            a.less(logP, logQ),
                                            a.plus(logP, Math.log(2)),
                                            a.negate(a.plus(logQ, Math.log(2))));
                            return a.plus(p[0], a.times(p[1], z));
                        })
                .build();
    }

    private static Variable laplaceLogCdf(Algebra a, Variable z) {
        Variable below = a.minus(z, Math.log(2));
        Variable above = a.log1m(a.times(0.5, a.exp(a.negate(z))));
        return a.select(a.less(z, 0), below, above);
    }

    /**
     * Kotz, Kozubowski and Podgorski 2001, "The Laplace Distribution and Generalizations", chapter
     * 3: {@code 1 / (kappa + 1 / kappa) = kappa / (1 + kappa^2)}, and the mass below the location
     * is {@code kappa^2 / (1 + kappa^2)}.
     */
    private static Distribution asymmetricLaplace() {
        return locationScale("AsymmetricLaplace", "sigma")
                .parameter("kappa", Support.POSITIVE, INVERSE_CDF)
                .text(
                        "The Laplace distribution with rate kappa / sigma above mu and"
                                + " 1 / (kappa sigma) below.",
                        "(exp(-kappa (y - mu) / sigma) if y >= mu else exp((y - mu) / (kappa"
                                + " sigma))) / (sigma (kappa + 1 / kappa))",
                        "y ~ AsymmetricLaplace(0, 1, 0.5)")
                .density(
                        (a, y, p) -> {
                            Variable z = a.scaledBy(a.minus(y, p[0]), p[1]);
                            Variable tail =
                                    a.select(
                                            a.less(z, 0),
                                            a.scaledBy(z, p[2]),
                                            a.negate(a.times(p[2], z)));
                            Variable normaliser =
                                    a.minus(a.plus(a.log(p[1]), a.log1pSquare(p[2])), a.log(p[2]));
                            return a.minus(tail, normaliser);
                        })
                .draw(
                        (a, u, p) ->
                                asymmetricLaplaceQuantile(
                                        a, a.log(u.getFirst()), a.log1m(u.getFirst()), p),
                        UNIFORM)
                .mean(
                        (a, p) ->
                                a.plus(
                                        p[0],
                                        a.times(p[1], a.minus(a.over(a.number(1), p[2]), p[2]))))
                .variance(
                        (a, p) ->
                                a.times(
                                        a.square(p[1]),
                                        a.plus(
                                                a.square(a.over(a.number(1), p[2])),
                                                a.square(p[2]))))
                .cumulative(
                        (a, y, p) ->
                                asymmetricLaplaceLogCdf(
                                        a,
                                        a.scaledBy(a.minus(y, p[0]), p[1]),
                                        p[2],
                                        a.over(a.number(1), p[2])),
                        (a, y, p) ->
                                asymmetricLaplaceLogCdf(
                                        a,
                                        a.scaledBy(a.minus(p[0], y), p[1]),
                                        a.over(a.number(1), p[2]),
                                        p[2]),
                        RealDistributions::asymmetricLaplaceQuantile)
                .build();
    }

    private static Variable asymmetricLaplaceLogCdf(
            Algebra a, Variable z, Variable kappa, Variable inverse) {
        Variable below = a.minus(a.times(z, inverse), a.log1pSquare(inverse));
        Variable above = a.negate(a.plus(a.times(kappa, z), a.log1pSquare(kappa)));
        return a.select(a.less(z, 0), below, a.log1m(a.exp(above)));
    }

    private static Variable asymmetricLaplaceQuantile(
            Algebra a, Variable logP, Variable logQ, Variable... p) {
        Variable logBelow = a.negate(a.log1pSquare(a.over(a.number(1), p[2])));
        Variable fromP = a.minus(Logs.accurate(a, logP, logQ), logBelow);
        Variable fromQ = a.plus(Logs.accurate(a, logQ, logP), a.log1pSquare(p[2]));
        Variable z =
                a.select(
                        a.less(logP, logBelow),
                        a.times(p[2], fromP),
                        a.negate(a.scaledBy(fromQ, p[2])));
        return a.plus(p[0], a.times(p[1], z));
    }

    private static Distribution logistic() {
        return locationScale("Logistic", "sigma")
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
                .entropy((a, p) -> a.plus(a.log(p[1]), 2))
                .mean((a, p) -> p[0])
                .variance((a, p) -> a.times(Math.PI * Math.PI / 3, a.square(p[1])))
                .cumulative(
                        (a, y, p) -> a.negate(a.log1pExp(a.scaledBy(a.minus(p[0], y), p[1]))),
                        (a, y, p) -> a.negate(a.log1pExp(a.scaledBy(a.minus(y, p[0]), p[1]))),
                        (a, logP, logQ, p) -> a.plus(p[0], a.times(p[1], a.minus(logP, logQ))))
                .build();
    }

    private static Distribution gumbel() {
        return locationScale("Gumbel", "beta")
                .text(
                        "The Gumbel (extreme value) distribution of a maximum, with location mu and"
                                + " scale beta.",
                        "exp(-z - exp(-z)) / beta with z = (y - mu) / beta",
                        "peak ~ Gumbel(10, 2)")
                .density(
                        (a, y, p) -> {
                            Variable minusZ = a.scaledBy(a.minus(p[0], y), p[1]);
                            return a.minus(a.minus(minusZ, a.exp(minusZ)), a.log(p[1]));
                        })
                .draw(
                        (a, u, p) -> {
                            Variable minusZ = a.log(a.negate(a.log(u.getFirst())));
                            return a.minus(p[0], a.times(p[1], minusZ));
                        },
                        UNIFORM)
                .entropy((a, p) -> a.plus(a.log(p[1]), 1 + EULER))
                .mean((a, p) -> a.plus(p[0], a.times(EULER, p[1])))
                .variance((a, p) -> a.times(Math.PI * Math.PI / 6, a.square(p[1])))
                .cumulative(
                        (a, y, p) -> a.negate(a.exp(a.scaledBy(a.minus(p[0], y), p[1]))),
                        (a, y, p) ->
                                Logs.probabilityOfHazard(a, a.scaledBy(a.minus(p[0], y), p[1])),
                        (a, logP, logQ, p) ->
                                a.minus(p[0], a.times(p[1], Logs.hazard(a, logQ, logP))))
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

    private static DistributionBuilder locationScale(String name, String scale) {
        return Distribution.named(name)
                .parameter("mu", Support.REAL, INVERSE_CDF)
                .parameter(scale, Support.POSITIVE, INVERSE_CDF)
                .on(Support.REAL);
    }
}
