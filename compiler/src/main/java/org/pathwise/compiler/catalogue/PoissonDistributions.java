package org.pathwise.compiler.catalogue;

import static org.pathwise.compiler.catalogue.CountFormulas.logCcdf;
import static org.pathwise.compiler.catalogue.CountFormulas.logCdf;
import static org.pathwise.compiler.catalogue.CountFormulas.peak;
import static org.pathwise.compiler.catalogue.Distribution.Noise.UNIFORM;
import static org.pathwise.compiler.catalogue.Distribution.Reparameterization.NONE;
import static org.pathwise.compiler.catalogue.ScalarFormula.COUNTS;

import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.type.Support;

import java.util.List;

/**
 * The Poisson distribution by its rate or its logarithm, and with extra zeros. Its distribution
 * function is the upper incomplete gamma function (DLMF 8.4.10).
 */
final class PoissonDistributions {
    private PoissonDistributions() {}

    static List<Distribution> all() {
        return List.of(poisson(), byLog(), zeroInflated());
    }

    private static Distribution poisson() {
        return Distribution.named("Poisson")
                .text("Counts of mean lambda.", "lambda^y exp(-lambda) / y!", "y ~ Poisson(4)")
                .parameter("lambda", Support.POSITIVE, NONE)
                .on(Support.COUNT, COUNTS)
                .density((a, y, p) -> logMass(a, y, p[0]))
                .draw((a, u, p) -> a.of(Function.POISSON_DRAW, u.getFirst(), p[0]), UNIFORM)
                .cumulative(
                        logCdf(0, (a, y, p) -> lower(a, y, p[0])),
                        logCcdf(0, (a, y, p) -> upper(a, y, p[0])),
                        (a, logP, logQ, p) -> a.of(Function.POISSON_QUANTILE, logP, logQ, p[0]))
                .mean((a, p) -> p[0])
                .variance((a, p) -> p[0])
                .build();
    }

    /** {@code y log(lambda / y) + (y - lambda)} and the peak at y. */
    private static Variable logMass(Algebra a, Variable y, Variable lambda) {
        Variable deviance = a.plus(CountFormulas.timesLogRatio(a, y, lambda), a.minus(y, lambda));
        return a.plus(deviance, peak(a, y));
    }

    private static Variable lower(Algebra a, Variable y, Variable lambda) {
        return a.of(Function.LOG_GAMMA_Q, a.plus(y, 1), lambda);
    }

    private static Variable upper(Algebra a, Variable y, Variable lambda) {
        return a.of(Function.LOG_GAMMA_P, a.plus(y, 1), lambda);
    }

    private static Distribution byLog() {
        return Distribution.named("Poisson")
                .text(
                        "Counts of mean exp(log).",
                        "exp(y log - exp(log)) / y!",
                        "y ~ Poisson(log = 1.4)")
                .parameter("log", Support.REAL, NONE)
                .byName()
                .on(Support.COUNT, COUNTS)
                .density(
                        (a, y, p) ->
                                a.plus(
                                        CountFormulas.timesLogRatioByLog(a, y, p[0]),
                                        a.minus(y, a.exp(p[0]))))
                .draw((a, u, p) -> a.of(Function.POISSON_DRAW, u.getFirst(), a.exp(p[0])), UNIFORM)
                .cumulative(
                        logCdf(0, (a, y, p) -> lower(a, y, a.exp(p[0]))),
                        logCcdf(0, (a, y, p) -> upper(a, y, a.exp(p[0]))),
                        (a, logP, logQ, p) ->
                                a.of(Function.POISSON_QUANTILE, logP, logQ, a.exp(p[0])))
                .mean((a, p) -> a.exp(p[0]))
                .variance((a, p) -> a.exp(p[0]))
                .build();
    }

    private static Distribution zeroInflated() {
        return Distribution.named("ZeroInflatedPoisson")
                .text(
                        "Counts that are 0 with probability pi, and else Poisson(lambda).",
                        "pi [y = 0] + (1 - pi) lambda^y exp(-lambda) / y!",
                        "y ~ ZeroInflatedPoisson(0.2, 4)")
                .parameter("pi", Support.UNIT, NONE)
                .parameter("lambda", Support.POSITIVE, NONE)
                .on(Support.COUNT, COUNTS)
                .density(
                        (a, y, p) ->
                                a.select(
                                        a.above(y, 0),
                                        a.plus(a.log1m(p[0]), logMass(a, y, p[1])),
                                        logZero(a, p[0], p[1])))
                .draw(
                        (a, u, p) ->
                                a.times(
                                        a.of(Function.LESS, p[0], u.getFirst()),
                                        a.of(Function.POISSON_DRAW, u.getLast(), p[1])),
                        UNIFORM,
                        UNIFORM)
                .cumulative(
                        logCdf(0, PoissonDistributions::zeroInflatedLower),
                        logCcdf(0, (a, y, p) -> a.plus(a.log1m(p[0]), upper(a, y, p[1]))),
                        PoissonDistributions::zeroInflatedQuantile)
                .mean((a, p) -> a.times(a.minus(1, p[0]), p[1]))
                .variance(
                        (a, p) ->
                                a.times(
                                        a.times(a.minus(1, p[0]), p[1]),
                                        a.plus(a.times(p[0], p[1]), 1)))
                .build();
    }

    /** {@code log(pi + (1 - pi) exp(-lambda))}, from its distance to 1 where that is small. */
    private static Variable logZero(Algebra a, Variable pi, Variable lambda) {
        Variable less = a.of(Function.EXPM1, a.negate(lambda));
        Variable excess = a.times(a.minus(1, pi), less);
        Variable whole = a.plus(pi, a.times(a.minus(1, pi), a.exp(a.negate(lambda))));
        return a.select(a.above(excess, -0.5), a.log1p(excess), a.log(whole));
    }

    /** The Poisson quantile of what is left without the extra zeros, which come first. */
    private static Variable zeroInflatedQuantile(
            Algebra a, Variable logP, Variable logQ, Variable... p) {
        Variable above = a.minus(logQ, a.log1m(p[0]));
        Variable isZero = a.atLeast(above, 0);
        Variable rest = a.select(isZero, a.number(-1), above);
        Variable count =
                a.of(Function.POISSON_QUANTILE, a.of(Function.LOG1M_EXP, rest), rest, p[1]);
        return a.select(isZero, a.number(0), count);
    }

    /** From the other tail where that is the smaller one. */
    private static Variable zeroInflatedLower(Algebra a, Variable y, Variable... p) {
        Variable rest = a.log1m(p[0]);
        Variable above = a.plus(rest, upper(a, y, p[1]));
        Variable poisson = a.plus(rest, lower(a, y, p[1]));
        Variable zero = a.log(p[0]);
        return a.select(
                a.above(above, -Math.log(2)),
                a.plus(poisson, a.log1pExp(a.minus(zero, poisson))),
                a.of(Function.LOG1M_EXP, above));
    }
}
