package org.pathwise.compiler.catalogue;

import static org.pathwise.compiler.catalogue.Distribution.Noise.UNIFORM;
import static org.pathwise.compiler.catalogue.Distribution.Reparameterization.INVERSE_CDF;

import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.type.Bound;
import org.pathwise.compiler.type.Support;

import java.util.List;
import java.util.Optional;

/** Distributions of one number in an interval or on a half-line whose ends are parameters. */
final class IntervalDistributions {
    private IntervalDistributions() {}

    static List<Distribution> all() {
        return List.of(uniform(), triangular(), pareto(), paretoType2());
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
                        (a, u, p) ->
                                a.inside(
                                        a.plus(p[0], a.times(a.minus(p[1], p[0]), u.getFirst())),
                                        p[0],
                                        p[1]),
                        UNIFORM)
                .entropy((a, p) -> a.log(a.minus(p[1], p[0])))
                .mean((a, p) -> a.times(0.5, a.plus(p[0], p[1])))
                .variance((a, p) -> a.times(1.0 / 12, a.square(a.minus(p[1], p[0]))))
                .cumulative(
                        (a, y, p) -> uniformLog(a, a.minus(y, p[0]), p),
                        (a, y, p) -> uniformLog(a, a.minus(p[1], y), p),
                        (a, logP, logQ, p) -> {
                            Variable width = a.minus(p[1], p[0]);
                            return a.select(
                                    a.less(logP, logQ),
                                    a.plus(p[0], a.times(width, a.exp(logP))),
                                    a.minus(p[1], a.times(width, a.exp(logQ))));
                        })
                .build();
    }

    /** The log of the share of the interval that a distance from an end takes. */
    private static Variable uniformLog(Algebra a, Variable distance, Variable[] p) {
        return a.min(a.log(a.over(a.max(distance, 0), a.minus(p[1], p[0]))), 0);
    }

    /** The left and the right half are of the shares (m - l) / (u - l) and (u - m) / (u - l). */
    private static Distribution triangular() {
        return Distribution.named("Triangular")
                .text(
                        "The triangular distribution between lower and upper, with its peak at mode"
                                + " (one of the ends, or between them).",
                        "2 (y - lower) / ((upper - lower) (mode - lower)) below the mode, 2 (upper"
                                + " - y) / ((upper - lower) (upper - mode)) above",
                        "cost ~ Triangular(2, 3, 7)")
                .parameter("lower", Support.REAL, INVERSE_CDF)
                .parameter("mode", Support.REAL, INVERSE_CDF)
                .parameter("upper", Support.REAL, INVERSE_CDF)
                .on(
                        new Support.Interval(
                                new Bound.Computed(0, "lower"), new Bound.Computed(2, "upper")),
                        (a, y, p) -> Optional.of(a.both(a.atLeast(y, p[0]), a.atLeast(p[2], y))))
                .density(
                        (a, y, p) -> {
                            Variable left = a.log(a.over(a.minus(y, p[0]), a.minus(p[1], p[0])));
                            Variable right = a.log(a.over(a.minus(p[2], y), a.minus(p[2], p[1])));
                            Variable height =
                                    a.select(
                                            a.less(y, p[1]),
                                            left,
                                            a.select(a.less(p[1], y), right, a.number(0)));
                            return a.plus(a.minus(height, a.log(a.minus(p[2], p[0]))), Math.log(2));
                        })
                .draw(
                        (a, u, p) ->
                                a.inside(
                                        triangularQuantile(
                                                a, a.log(u.getFirst()), a.log1m(u.getFirst()), p),
                                        p[0],
                                        p[2]),
                        UNIFORM)
                .mean((a, p) -> a.times(1.0 / 3, a.plus(p[0], a.plus(p[1], p[2]))))
                .variance(
                        (a, p) -> {
                            Variable whole = a.minus(p[2], p[0]);
                            Variable left = a.minus(p[1], p[0]);
                            Variable right = a.minus(p[2], p[1]);
                            return a.times(
                                    1.0 / 18,
                                    a.plus(a.square(whole), a.negate(a.times(left, right))));
                        })
                .cumulative(
                        (a, y, p) -> triangularLog(a, a.minus(y, p[0]), a.minus(p[2], y), p, 0),
                        (a, y, p) -> triangularLog(a, a.minus(p[2], y), a.minus(y, p[0]), p, 2),
                        IntervalDistributions::triangularQuantile)
                .build();
    }

    /**
     * The log probability on one side of a point, at {@code distance} from that side's end (p[end])
     * and at {@code rest} from the other.
     */
    private static Variable triangularLog(
            Algebra a, Variable distance, Variable rest, Variable[] p, int end) {
        Variable whole = a.minus(p[2], p[0]);
        Variable near = a.abs(a.minus(p[1], p[end]));
        Variable far = a.abs(a.minus(p[1], p[2 - end]));
        Variable x = a.max(distance, 0);
        Variable y = a.max(rest, 0);
        Variable own = a.over(a.times(x, a.over(x, whole)), near);
        Variable other = a.over(a.times(y, a.over(y, whole)), far);
        return a.select(a.less(x, near), a.log(own), a.log1m(other));
    }

    private static Variable triangularQuantile(
            Algebra a, Variable logP, Variable logQ, Variable... p) {
        Variable whole = a.minus(p[2], p[0]);
        Variable left = a.minus(p[1], p[0]);
        Variable right = a.minus(p[2], p[1]);
        Variable below = a.sqrt(a.times(a.times(whole, left), a.exp(logP)));
        Variable above = a.sqrt(a.times(a.times(whole, right), a.exp(logQ)));
        return a.select(
                a.less(a.exp(logP), a.over(left, whole)),
                a.plus(p[0], below),
                a.minus(p[2], above));
    }

    private static Distribution pareto() {
        return Distribution.named("Pareto")
                .text(
                        "The Pareto distribution of numbers above y_min with shape alpha.",
                        "alpha y_min^alpha / y^(alpha + 1)",
                        "wealth ~ Pareto(1, 3)")
                .parameter("y_min", Support.POSITIVE, INVERSE_CDF)
                .parameter("alpha", Support.POSITIVE, INVERSE_CDF)
                .on(
                        new Support.Interval(
                                new Bound.Computed(0, "y_min"), Bound.POSITIVE_INFINITY),
                        (a, y, p) -> Optional.of(a.atLeast(y, p[0])))
                .density(
                        (a, y, p) ->
                                a.minus(
                                        a.minus(a.log(p[1]), a.log(y)),
                                        a.times(p[1], Logs.ratio(a, y, p[0]))))
                .draw(
                        (a, u, p) -> {
                            Variable log = a.scaledBy(a.negate(a.log(u.getFirst())), p[1]);
                            return a.inside(
                                    a.positiveFromLog(a.plus(a.log(p[0]), log)),
                                    p[0],
                                    a.number(Double.POSITIVE_INFINITY));
                        },
                        UNIFORM)
                .mean(
                        (a, p) -> {
                            Variable mean = a.times(p[0], a.over(p[1], a.minus(p[1], 1)));
                            return Logs.above(a, p[1], 1, mean, Double.POSITIVE_INFINITY);
                        })
                .variance((a, p) -> paretoVariance(a, p[0], p[1]))
                .cumulative(
                        (a, y, p) ->
                                a.log1mExp(
                                        a.negate(
                                                a.times(
                                                        p[1],
                                                        Logs.ratio(a, a.max(y, p[0]), p[0])))),
                        (a, y, p) -> a.negate(a.times(p[1], Logs.ratio(a, a.max(y, p[0]), p[0]))),
                        (a, logP, logQ, p) ->
                                a.times(
                                        p[0],
                                        a.exp(
                                                a.scaledBy(
                                                        a.negate(Logs.accurate(a, logQ, logP)),
                                                        p[1]))))
                .build();
    }

    /** {@code scale^2 alpha / ((alpha - 1)^2 (alpha - 2))} above 2. */
    private static Variable paretoVariance(Algebra a, Variable scale, Variable alpha) {
        Variable less = a.over(scale, a.minus(alpha, 1));
        Variable variance = a.times(a.square(less), a.over(alpha, a.minus(alpha, 2)));
        return Logs.above(a, alpha, 2, variance, Double.POSITIVE_INFINITY);
    }

    private static Distribution paretoType2() {
        return Distribution.named("ParetoType2")
                .text(
                        "The Pareto distribution of type 2 (Lomax, moved by mu) with scale lambda"
                                + " and shape alpha.",
                        "alpha / lambda (1 + (y - mu) / lambda)^-(alpha + 1)",
                        "claim ~ ParetoType2(0, 1, 3)")
                .parameter("mu", Support.REAL, INVERSE_CDF)
                .parameter("lambda", Support.POSITIVE, INVERSE_CDF)
                .parameter("alpha", Support.POSITIVE, INVERSE_CDF)
                .on(
                        new Support.Interval(new Bound.Computed(0, "mu"), Bound.POSITIVE_INFINITY),
                        (a, y, p) -> Optional.of(a.atLeast(y, p[0])))
                .density(
                        (a, y, p) -> {
                            Variable log = Logs.onePlusRatio(a, a.minus(y, p[0]), p[1]);
                            return a.minus(
                                    a.minus(a.log(p[2]), a.log(p[1])),
                                    a.times(a.plus(p[2], 1), log));
                        })
                .draw(
                        (a, u, p) -> {
                            // beyond exp(700) there is no number for it
                            Variable log =
                                    a.min(a.scaledBy(a.negate(a.log(u.getFirst())), p[2]), 700);
                            return a.inside(
                                    a.plus(p[0], a.times(p[1], a.expm1(log))),
                                    p[0],
                                    a.number(Double.POSITIVE_INFINITY));
                        },
                        UNIFORM)
                .mean(
                        (a, p) -> {
                            Variable mean = a.plus(p[0], a.over(p[1], a.minus(p[2], 1)));
                            return Logs.above(a, p[2], 1, mean, Double.POSITIVE_INFINITY);
                        })
                .variance((a, p) -> paretoVariance(a, p[1], p[2]))
                .cumulative(
                        (a, y, p) -> a.log1mExp(a.negate(type2Hazard(a, y, p))),
                        (a, y, p) -> a.negate(type2Hazard(a, y, p)),
                        (a, logP, logQ, p) -> {
                            Variable log = a.negate(Logs.accurate(a, logQ, logP));
                            return a.plus(p[0], a.times(p[1], a.expm1(a.scaledBy(log, p[2]))));
                        })
                .build();
    }

    private static Variable type2Hazard(Algebra a, Variable y, Variable[] p) {
        return a.times(p[2], Logs.onePlusRatio(a, a.max(a.minus(y, p[0]), 0), p[1]));
    }
}
