package org.pathwise.compiler.catalogue;

import static org.pathwise.compiler.catalogue.Distribution.Noise.UNIFORM;
import static org.pathwise.compiler.catalogue.Distribution.Reparameterization.NONE;

import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.catalogue.ScalarFormula.Mask;
import org.pathwise.compiler.type.Bound;
import org.pathwise.compiler.type.Support;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The distributions of one integer by scalar parameters, those of a few values first. Formulas as
 * in the Stan Functions Reference, "Binary Distributions" to "Unbounded Discrete Distributions". No
 * draw depends differentiably on a parameter.
 */
final class DiscreteDistributions {
    private static final Mask BINARY =
            (a, y, p) ->
                    Optional.of(
                            a.of(
                                    Function.OR,
                                    a.of(Function.EQUAL, y, a.number(0)),
                                    a.of(Function.EQUAL, y, a.number(1))));

    private DiscreteDistributions() {}

    static List<Distribution> all() {
        List<Distribution> all = new ArrayList<>(List.of(bernoulli(), bernoulliLogit()));
        all.addAll(BinomialDistributions.all());
        all.addAll(PoissonDistributions.all());
        all.addAll(NegativeBinomialDistributions.all());
        all.add(uniform());
        return all;
    }

    private static Distribution bernoulli() {
        return Distribution.named("Bernoulli")
                .text(
                        "A trial that succeeds with probability p.",
                        "p^y (1 - p)^(1 - y)",
                        "z ~ Bernoulli(0.3)")
                .parameter("p", Support.UNIT, NONE)
                .on(Support.BINARY, BINARY)
                .density((a, y, p) -> a.select(y, a.log(p[0]), a.log1m(p[0])))
                .draw((a, u, p) -> a.of(Function.LESS, u.getFirst(), p[0]), UNIFORM)
                .cumulative(
                        (a, y, p) -> binaryLogCdf(a, y, a.log1m(p[0])),
                        (a, y, p) -> binaryLogCcdf(a, y, a.log(p[0])),
                        (a, logP, logQ, p) ->
                                CountFormulas.isBelow(a, a.log1m(p[0]), a.log(p[0]), logP, logQ))
                .mean((a, p) -> p[0])
                .variance((a, p) -> a.times(p[0], a.minus(1, p[0])))
                .build();
    }

    /** {@code -log(1 + exp(s eta))} with s = 1 for y = 0 and -1 for y = 1: exact in both tails. */
    private static Distribution bernoulliLogit() {
        return Distribution.named("Bernoulli")
                .text(
                        "A trial that succeeds with probability inv_logit(logit).",
                        "inv_logit(logit)^y (1 - inv_logit(logit))^(1 - y)",
                        "z ~ Bernoulli(logit = -0.5)")
                .parameter("logit", Support.REAL, NONE)
                .byName()
                .on(Support.BINARY, BINARY)
                .density(
                        (a, y, p) -> a.negate(a.log1pExp(a.times(a.minus(1, a.times(2, y)), p[0]))))
                .draw((a, u, p) -> a.of(Function.LESS, u.getFirst(), a.invLogit(p[0])), UNIFORM)
                .cumulative(
                        (a, y, p) -> binaryLogCdf(a, y, logFailure(a, p[0])),
                        (a, y, p) -> binaryLogCcdf(a, y, logSuccess(a, p[0])),
                        (a, logP, logQ, p) ->
                                CountFormulas.isBelow(
                                        a, logFailure(a, p[0]), logSuccess(a, p[0]), logP, logQ))
                .mean((a, p) -> a.invLogit(p[0]))
                .variance((a, p) -> a.times(a.invLogit(p[0]), a.invLogit(a.negate(p[0]))))
                .build();
    }

    private static Variable logSuccess(Algebra a, Variable logit) {
        return a.negate(a.log1pExp(a.negate(logit)));
    }

    private static Variable logFailure(Algebra a, Variable logit) {
        return a.negate(a.log1pExp(logit));
    }

    private static Variable binaryLogCdf(Algebra a, Variable y, Variable logFailure) {
        return a.select(
                a.atLeast(y, 1),
                a.number(0),
                a.select(a.atLeast(y, 0), logFailure, a.number(Double.NEGATIVE_INFINITY)));
    }

    private static Variable binaryLogCcdf(Algebra a, Variable y, Variable logSuccess) {
        return a.select(
                a.atLeast(y, 1),
                a.number(Double.NEGATIVE_INFINITY),
                a.select(a.atLeast(y, 0), logSuccess, a.number(0)));
    }

    private static Distribution uniform() {
        return Distribution.named("DiscreteUniform")
                .text(
                        "The integers from l to u, both included, with equal probabilities.",
                        "1 / (u - l + 1)",
                        "k ~ DiscreteUniform(1, 6)")
                .parameter("l", integers(), NONE)
                .parameter("u", integers(), NONE)
                .on(
                        new Support.Integers(
                                new Bound.Computed(0, "l"), new Bound.Computed(1, "u")),
                        (a, y, p) ->
                                Optional.of(
                                        a.both(
                                                a.of(Function.EQUAL, a.of(Function.FLOOR, y), y),
                                                a.both(a.atLeast(y, p[0]), a.atLeast(p[1], y)))))
                .density((a, y, p) -> a.negate(a.log(count(a, p[0], p[1]))))
                .draw(
                        (a, u, p) ->
                                a.of(
                                        Function.MINIMUM,
                                        p[1],
                                        a.plus(
                                                p[0],
                                                a.of(
                                                        Function.FLOOR,
                                                        a.times(
                                                                u.getFirst(),
                                                                count(a, p[0], p[1]))))),
                        UNIFORM)
                .cumulative(
                        (a, y, p) -> logShare(a, count(a, p[0], a.of(Function.FLOOR, y)), p),
                        (a, y, p) -> logShare(a, a.minus(p[1], a.of(Function.FLOOR, y)), p),
                        DiscreteDistributions::uniformQuantile)
                .mean((a, p) -> a.times(0.5, a.plus(p[0], p[1])))
                .variance(
                        (a, p) -> {
                            Variable range = a.minus(p[1], p[0]);
                            return a.times(1.0 / 12, a.times(range, a.plus(range, 2)));
                        })
                .build();
    }

    private static Support integers() {
        return new Support.Integers(Bound.NEGATIVE_INFINITY, Bound.POSITIVE_INFINITY);
    }

    private static Variable count(Algebra a, Variable low, Variable high) {
        return a.plus(a.minus(high, low), 1);
    }

    /** The log share of {@code k} of the values, of which none may be below 0 or above all. */
    private static Variable logShare(Algebra a, Variable k, Variable... p) {
        Variable all = count(a, p[0], p[1]);
        Variable some = a.of(Function.MINIMUM, all, a.of(Function.MAXIMUM, k, a.number(0)));
        return a.log(a.over(some, all));
    }

    /** About {@code l + P (u - l + 1)}; the rounding of P may carry it to a neighbour. */
    private static Variable uniformQuantile(
            Algebra a, Variable logP, Variable logQ, Variable... p) {
        Variable share = a.times(a.exp(logP), count(a, p[0], p[1]));
        Variable guess = a.minus(a.plus(p[0], a.of(Function.CEIL, share)), 1);
        Variable less = a.minus(guess, 1);
        Variable tooFew = isBelow(a, guess, logP, logQ, p);
        Variable tooMany = a.minus(1, isBelow(a, less, logP, logQ, p));
        Variable moved = a.minus(a.plus(guess, tooFew), tooMany);
        return a.of(Function.MINIMUM, p[1], a.of(Function.MAXIMUM, p[0], moved));
    }

    private static Variable isBelow(
            Algebra a, Variable y, Variable logP, Variable logQ, Variable... p) {
        return CountFormulas.isBelow(
                a, logShare(a, count(a, p[0], y), p), logShare(a, a.minus(p[1], y), p), logP, logQ);
    }
}
