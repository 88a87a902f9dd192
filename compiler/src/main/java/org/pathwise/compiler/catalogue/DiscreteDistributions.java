package org.pathwise.compiler.catalogue;

import static org.pathwise.compiler.catalogue.Distribution.Noise.UNIFORM;
import static org.pathwise.compiler.catalogue.Distribution.Reparameterization.NONE;
import static org.pathwise.compiler.catalogue.ScalarFormula.COUNTS;

import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.catalogue.Distribution.Parameter;
import org.pathwise.compiler.catalogue.ScalarFormula.Mask;
import org.pathwise.compiler.type.Bound;
import org.pathwise.compiler.type.Support;

import java.util.List;
import java.util.Optional;

/**
 * Distributions of one integer, by probability or rate and by its link: {@code p} or {@code logit},
 * rate or {@code log}. Formulas as in the Stan Functions Reference, "Binary Distributions" to
 * "Unbounded Discrete Distributions". No draw depends differentiably on a parameter.
 */
final class DiscreteDistributions {
    private static final Mask BINARY =
            (a, y, p) ->
                    Optional.of(
                            a.of(
                                    Function.OR,
                                    a.of(Function.EQUAL, y, a.number(0)),
                                    a.of(Function.EQUAL, y, a.number(1))));
    private static final Mask UP_TO_N =
            (a, y, p) -> Optional.of(a.both(a.isInteger(y, 0), a.atLeast(p[0], y)));

    private DiscreteDistributions() {}

    static List<Distribution> all() {
        return List.of(
                bernoulli(),
                bernoulliLogit(),
                binomial(),
                binomialLogit(),
                poisson(),
                poissonLog(),
                negBinomial2(),
                negBinomial2Log());
    }

    private static Distribution bernoulli() {
        return new Distribution(
                "Bernoulli",
                List.of(new Parameter("p", Support.UNIT, NONE)),
                false,
                Support.BINARY,
                List.of(UNIFORM),
                new ScalarFormula(
                        (a, y, p) -> a.select(y, a.log(p[0]), a.log1m(p[0])),
                        BINARY,
                        (a, u, p) -> a.of(Function.LESS, u.getFirst(), p[0])));
    }

    /** {@code -log(1 + exp(s eta))} with s = 1 for y = 0 and -1 for y = 1: exact in both tails. */
    private static Distribution bernoulliLogit() {
        return new Distribution(
                "Bernoulli",
                List.of(new Parameter("logit", Support.REAL, NONE)),
                true,
                Support.BINARY,
                List.of(UNIFORM),
                new ScalarFormula(
                        (a, y, p) -> a.negate(a.log1pExp(a.times(a.minus(1, a.times(2, y)), p[0]))),
                        BINARY,
                        (a, u, p) -> a.of(Function.LESS, u.getFirst(), a.invLogit(p[0]))));
    }

    private static Distribution binomial() {
        return new Distribution(
                "Binomial",
                List.of(
                        new Parameter("n", Support.COUNT, NONE),
                        new Parameter("p", Support.UNIT, NONE)),
                false,
                upToN(),
                List.of(UNIFORM),
                new ScalarFormula(
                        (a, y, p) -> {
                            Variable successes = a.timesOrZero(y, a.log(p[1]));
                            Variable failures = a.timesOrZero(a.minus(p[0], y), a.log1m(p[1]));
                            return a.plus(
                                    a.plus(successes, failures), a.of(Function.LCHOOSE, p[0], y));
                        },
                        UP_TO_N,
                        (a, u, p) -> a.of(Function.BINOMIAL_DRAW, u.getFirst(), p[0], p[1])));
    }

    private static Distribution binomialLogit() {
        return new Distribution(
                "Binomial",
                List.of(
                        new Parameter("n", Support.COUNT, NONE),
                        new Parameter("logit", Support.REAL, NONE)),
                true,
                upToN(),
                List.of(UNIFORM),
                new ScalarFormula(
                        (a, y, p) -> {
                            Variable kernel =
                                    a.minus(a.times(y, p[1]), a.times(p[0], a.log1pExp(p[1])));
                            return a.plus(kernel, a.of(Function.LCHOOSE, p[0], y));
                        },
                        UP_TO_N,
                        (a, u, p) ->
                                a.of(
                                        Function.BINOMIAL_DRAW,
                                        u.getFirst(),
                                        p[0],
                                        a.invLogit(p[1]))));
    }

    private static Support upToN() {
        return new Support.Integers(Bound.ZERO, new Bound.Computed(0, "n"));
    }

    private static Distribution poisson() {
        return new Distribution(
                "Poisson",
                List.of(new Parameter("lambda", Support.POSITIVE, NONE)),
                false,
                Support.COUNT,
                List.of(UNIFORM),
                new ScalarFormula(
                        (a, y, p) -> {
                            Variable kernel = a.minus(a.timesOrZero(y, a.log(p[0])), p[0]);
                            return a.minus(kernel, a.lgamma(a.plus(y, 1)));
                        },
                        COUNTS,
                        (a, u, p) -> a.of(Function.POISSON_DRAW, u.getFirst(), p[0])));
    }

    private static Distribution poissonLog() {
        return new Distribution(
                "Poisson",
                List.of(new Parameter("log", Support.REAL, NONE)),
                true,
                Support.COUNT,
                List.of(UNIFORM),
                new ScalarFormula(
                        (a, y, p) -> {
                            Variable kernel = a.minus(a.times(y, p[0]), a.exp(p[0]));
                            return a.minus(kernel, a.lgamma(a.plus(y, 1)));
                        },
                        COUNTS,
                        (a, u, p) -> a.of(Function.POISSON_DRAW, u.getFirst(), a.exp(p[0]))));
    }

    private static Distribution negBinomial2() {
        return new Distribution(
                "NegBinomial2",
                List.of(
                        new Parameter("mu", Support.POSITIVE, NONE),
                        new Parameter("phi", Support.POSITIVE, NONE)),
                false,
                Support.COUNT,
                List.of(UNIFORM),
                new ScalarFormula(
                        (a, y, p) -> {
                            Variable logOdds = a.minus(a.log(p[0]), a.log(p[1]));
                            Variable logOneMore = a.log1p(a.over(p[0], p[1]));
                            Variable kernel =
                                    a.minus(
                                            a.timesOrZero(y, logOdds),
                                            a.times(a.plus(y, p[1]), logOneMore));
                            return a.plus(kernel, negBinomialChoose(a, y, p[1]));
                        },
                        COUNTS,
                        (a, u, p) -> a.of(Function.NEG_BINOMIAL2_DRAW, u.getFirst(), p[0], p[1])));
    }

    private static Distribution negBinomial2Log() {
        return new Distribution(
                "NegBinomial2",
                List.of(
                        new Parameter("log", Support.REAL, NONE),
                        new Parameter("phi", Support.POSITIVE, NONE)),
                true,
                Support.COUNT,
                List.of(UNIFORM),
                new ScalarFormula(
                        (a, y, p) -> {
                            Variable logOdds = a.minus(p[0], a.log(p[1]));
                            Variable kernel =
                                    a.minus(
                                            a.times(y, logOdds),
                                            a.times(a.plus(y, p[1]), a.log1pExp(logOdds)));
                            return a.plus(kernel, negBinomialChoose(a, y, p[1]));
                        },
                        COUNTS,
                        (a, u, p) ->
                                a.of(
                                        Function.NEG_BINOMIAL2_DRAW,
                                        u.getFirst(),
                                        a.exp(p[0]),
                                        p[1])));
    }

    /**
     * The logarithm of {@code y + phi - 1} over {@code y}, as {@code 1 / ((y + phi) B(phi, y +
     * 1))}: no difference of large log-gammas where phi is large (near Poisson).
     */
    private static Variable negBinomialChoose(Algebra a, Variable y, Variable phi) {
        Variable beta = a.of(Function.LBETA, phi, a.plus(y, 1));
        return a.negate(a.plus(beta, a.log(a.plus(y, phi))));
    }
}
