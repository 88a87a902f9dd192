package org.pathwise.compiler.catalogue;

import static org.pathwise.compiler.catalogue.CountFormulas.excess;
import static org.pathwise.compiler.catalogue.CountFormulas.logCcdf;
import static org.pathwise.compiler.catalogue.CountFormulas.logCdf;
import static org.pathwise.compiler.catalogue.CountFormulas.peak;
import static org.pathwise.compiler.catalogue.Distribution.Noise.UNIFORM;
import static org.pathwise.compiler.catalogue.Distribution.Reparameterization.NONE;

import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.catalogue.ScalarFormula.Density;
import org.pathwise.compiler.catalogue.ScalarFormula.Mask;
import org.pathwise.compiler.type.Bound;
import org.pathwise.compiler.type.Support;

import java.util.List;
import java.util.Optional;

/**
 * Successes among n trials: of one probability, of a probability that is Beta distributed, and
 * drawn without replacement. The binomial distribution function is the incomplete beta function
 * (DLMF 8.17.5).
 */
final class BinomialDistributions {
    private static final Mask UP_TO_N =
            (a, y, p) -> Optional.of(a.both(a.isInteger(y, 0), a.atLeast(p[0], y)));

    private BinomialDistributions() {}

    static List<Distribution> all() {
        return List.of(binomial(), binomialLogit(), betaBinomial(), hypergeometric());
    }

    private static Support upToN() {
        return new Support.Integers(Bound.ZERO, new Bound.Computed(0, "n"));
    }

    private static Distribution binomial() {
        return Distribution.named("Binomial")
                .text(
                        "The number of successes in n trials of probability p.",
                        "C(n, y) p^y (1 - p)^(n - y)",
                        "y ~ Binomial(10, 0.3)")
                .parameter("n", Support.COUNT, NONE)
                .parameter("p", Support.UNIT, NONE)
                .on(upToN(), UP_TO_N)
                .density(
                        (a, y, p) -> {
                            Variable successes = a.timesOrZero(y, a.log(p[1]));
                            Variable failures = a.timesOrZero(a.minus(p[0], y), a.log1m(p[1]));
                            return a.plus(
                                    a.plus(successes, failures), a.of(Function.LCHOOSE, p[0], y));
                        })
                .draw((a, u, p) -> a.of(Function.BINOMIAL_DRAW, u.getFirst(), p[0], p[1]), UNIFORM)
                .cumulative(
                        logCdf(
                                0,
                                belowN(
                                        0,
                                        (a, y, p) ->
                                                a.of(
                                                        Function.LOG_INC_BETA_C,
                                                        a.plus(y, 1),
                                                        rest(a, y, p),
                                                        p[1]))),
                        logCcdf(
                                0,
                                belowN(
                                        Double.NEGATIVE_INFINITY,
                                        (a, y, p) ->
                                                a.of(
                                                        Function.LOG_INC_BETA,
                                                        a.plus(y, 1),
                                                        rest(a, y, p),
                                                        p[1]))),
                        (a, logP, logQ, p) ->
                                a.of(Function.BINOMIAL_QUANTILE, logP, logQ, p[0], p[1]))
                .mean((a, p) -> a.times(p[0], p[1]))
                .variance((a, p) -> a.times(a.times(p[0], p[1]), a.minus(1, p[1])))
                .build();
    }

    private static Distribution binomialLogit() {
        return Distribution.named("Binomial")
                .text(
                        "The number of successes in n trials of probability inv_logit(logit).",
                        "C(n, y) inv_logit(logit)^y (1 - inv_logit(logit))^(n - y)",
                        "y ~ Binomial(10, logit = -0.5)")
                .parameter("n", Support.COUNT, NONE)
                .parameter("logit", Support.REAL, NONE)
                .byName()
                .on(upToN(), UP_TO_N)
                .density(
                        (a, y, p) -> {
                            Variable kernel =
                                    a.minus(a.times(y, p[1]), a.times(p[0], a.log1pExp(p[1])));
                            return a.plus(kernel, a.of(Function.LCHOOSE, p[0], y));
                        })
                .draw(
                        (a, u, p) ->
                                a.of(Function.BINOMIAL_DRAW, u.getFirst(), p[0], a.invLogit(p[1])),
                        UNIFORM)
                .cumulative(
                        logCdf(
                                0,
                                belowN(
                                        0,
                                        (a, y, p) ->
                                                a.of(
                                                        Function.LOG_INC_BETA_LOGIT,
                                                        rest(a, y, p),
                                                        a.plus(y, 1),
                                                        a.negate(p[1])))),
                        logCcdf(
                                0,
                                belowN(
                                        Double.NEGATIVE_INFINITY,
                                        (a, y, p) ->
                                                a.of(
                                                        Function.LOG_INC_BETA_LOGIT,
                                                        a.plus(y, 1),
                                                        rest(a, y, p),
                                                        p[1]))),
                        (a, logP, logQ, p) ->
                                a.of(
                                        Function.BINOMIAL_QUANTILE,
                                        logP,
                                        logQ,
                                        p[0],
                                        a.invLogit(p[1])))
                .mean((a, p) -> a.times(p[0], a.invLogit(p[1])))
                .variance(
                        (a, p) ->
                                a.times(
                                        a.times(p[0], a.invLogit(p[1])),
                                        a.invLogit(a.negate(p[1]))))
                .build();
    }

    /** The number of failures, where it is not 0. */
    private static Variable rest(Algebra a, Variable y, Variable... p) {
        return CountFormulas.divisor(a, a.minus(p[0], y));
    }

    /** A log distribution function, and its value from n on. */
    private static Density belowN(double fromN, Density log) {
        return (a, y, p) ->
                a.select(a.of(Function.LESS, y, p[0]), log.of(a, y, p), a.number(fromN));
    }

    private static Distribution betaBinomial() {
        return Distribution.named("BetaBinomial")
                .text(
                        "The number of successes in n trials of a probability that is Beta(alpha,"
                                + " beta).",
                        "C(n, y) B(y + alpha, n - y + beta) / B(alpha, beta)",
                        "y ~ BetaBinomial(10, 2, 3)")
                .parameter("n", Support.COUNT, NONE)
                .parameter("alpha", Support.POSITIVE, NONE)
                .parameter("beta", Support.POSITIVE, NONE)
                .on(upToN(), UP_TO_N)
                .density(BinomialDistributions::betaBinomialLogMass)
                .draw(
                        (a, u, p) ->
                                a.of(Function.BETA_BINOMIAL_DRAW, u.getFirst(), p[0], p[1], p[2]),
                        UNIFORM)
                .cumulative(
                        (a, y, p) ->
                                a.of(Function.BETA_BINOMIAL_LOG_CDF, whole(a, y), p[0], p[1], p[2]),
                        (a, y, p) ->
                                a.of(
                                        Function.BETA_BINOMIAL_LOG_CDF,
                                        others(a, y, p[0]),
                                        p[0],
                                        p[2],
                                        p[1]))
                .mean((a, p) -> a.times(p[0], a.over(p[1], a.plus(p[1], p[2]))))
                .variance(
                        (a, p) -> {
                            Variable sum = a.plus(p[1], p[2]);
                            Variable binomial =
                                    a.times(a.times(p[0], a.over(p[1], sum)), a.over(p[2], sum));
                            return a.times(binomial, a.over(a.plus(sum, p[0]), a.plus(sum, 1)));
                        })
                .build();
    }

    private static Variable whole(Algebra a, Variable y) {
        return a.of(Function.FLOOR, y);
    }

    /** At most how many of the other kind there are when more than y are of this one. */
    private static Variable others(Algebra a, Variable y, Variable n) {
        return a.minus(a.minus(n, whole(a, y)), 1);
    }

    /** Ratios of gamma functions at counts and at shapes as the deviance of a table of both. */
    private static Variable betaBinomialLogMass(Algebra a, Variable y, Variable... p) {
        Variable failures = a.minus(p[0], y);
        Variable sum = a.plus(p[1], p[2]);
        Variable table = a.of(Function.TABLE_DEVIANCE, y, failures, p[1], p[2]);
        Variable ofAlpha = a.minus(excess(a, p[1]), excess(a, a.plus(y, p[1])));
        Variable ofBeta = a.minus(excess(a, p[2]), excess(a, a.plus(failures, p[2])));
        Variable ofSum = a.minus(excess(a, a.plus(p[0], sum)), excess(a, sum));
        Variable counts = a.minus(a.plus(peak(a, y), peak(a, failures)), peak(a, p[0]));
        return a.plus(a.plus(table, a.plus(a.plus(ofAlpha, ofBeta), ofSum)), counts);
    }

    private static Distribution hypergeometric() {
        return Distribution.named("Hypergeometric")
                .text(
                        "The number of successes in n draws without replacement from a successes"
                                + " and b failures.",
                        "C(a, y) C(b, n - y) / C(a + b, n)",
                        "generate { y ~ Hypergeometric(10, 20, 30) }")
                .parameter("n", Support.COUNT, NONE)
                .parameter("a", Support.COUNT, NONE)
                .parameter("b", Support.COUNT, NONE)
                .on(upToN(), BinomialDistributions::isPossible)
                .density(BinomialDistributions::hypergeometricLogMass)
                .draw(
                        (a, u, p) ->
                                a.of(Function.HYPERGEOMETRIC_DRAW, u.getFirst(), p[0], p[1], p[2]),
                        UNIFORM)
                .cumulative(
                        (a, y, p) ->
                                a.of(
                                        Function.HYPERGEOMETRIC_LOG_CDF,
                                        whole(a, y),
                                        p[0],
                                        p[1],
                                        p[2]),
                        (a, y, p) ->
                                a.of(
                                        Function.HYPERGEOMETRIC_LOG_CDF,
                                        others(a, y, p[0]),
                                        p[0],
                                        p[2],
                                        p[1]))
                .mean((a, p) -> a.times(p[0], a.over(p[1], a.plus(p[1], p[2]))))
                .variance(
                        (a, p) -> {
                            Variable total = a.plus(p[1], p[2]);
                            Variable binomial =
                                    a.times(
                                            a.times(p[0], a.over(p[1], total)),
                                            a.over(p[2], total));
                            Variable less = CountFormulas.divisor(a, a.minus(total, 1));
                            return a.times(binomial, a.over(a.minus(total, p[0]), less));
                        })
                .build();
    }

    private static Optional<Variable> isPossible(Algebra a, Variable y, Variable... p) {
        Variable fromBelow = a.both(a.isInteger(y, 0), a.atLeast(y, a.minus(p[0], p[2])));
        Variable fromAbove = a.both(a.atLeast(p[0], y), a.atLeast(p[1], y));
        return Optional.of(a.both(fromBelow, fromAbove));
    }

    private static Variable hypergeometricLogMass(Algebra a, Variable y, Variable... p) {
        Variable notDrawn = a.minus(p[1], y);
        Variable failures = a.minus(p[0], y);
        Variable rest = a.minus(p[2], failures);
        Variable total = a.plus(p[1], p[2]);
        Variable cells =
                a.plus(
                        a.plus(peak(a, y), peak(a, notDrawn)),
                        a.plus(peak(a, failures), peak(a, rest)));
        Variable margins =
                a.plus(
                        a.plus(peak(a, p[0]), peak(a, a.minus(total, p[0]))),
                        a.plus(peak(a, p[1]), peak(a, p[2])));
        Variable table = a.of(Function.TABLE_DEVIANCE, y, notDrawn, failures, rest);
        return a.plus(table, a.plus(a.minus(cells, margins), peak(a, total)));
    }
}
