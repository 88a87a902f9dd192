package org.pathwise.compiler.catalogue;

import static org.pathwise.compiler.catalogue.Distribution.Noise.UNIFORM;
import static org.pathwise.compiler.catalogue.Distribution.Reparameterization.NONE;
import static org.pathwise.compiler.catalogue.ScalarFormula.COUNTS;

import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Variable;
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
        return Distribution.named("Bernoulli")
                .text(
                        "A trial that succeeds with probability p.",
                        "p^y (1 - p)^(1 - y)",
                        "z[n] ~ Bernoulli(0.3)")
                .parameter("p", Support.UNIT, NONE)
                .on(Support.BINARY, BINARY)
                .density(
                        (a, y, p) -> a.select(y, a.log(p[0]), a.log1m(p[0])))
                .draw(
                        (a, u, p) -> a.of(Function.LESS, u.getFirst(), p[0]),
                        UNIFORM)
                .build();
    }

    /** {@code -log(1 + exp(s eta))} with s = 1 for y = 0 and -1 for y = 1: exact in both tails. */
    private static Distribution bernoulliLogit() {
        return Distribution.named("Bernoulli")
                .text(
                        "A trial that succeeds with probability inv_logit(logit).",
                        "inv_logit(logit)^y (1 - inv_logit(logit))^(1 - y)",
                        "y[n] ~ Bernoulli(logit = eta[n])")
                .parameter("logit", Support.REAL, NONE)
                .byName()
                .on(Support.BINARY, BINARY)
                .density(
                        (a, y, p) -> a.negate(a.log1pExp(a.times(a.minus(1, a.times(2, y)), p[0]))))
                .draw(
                        (a, u, p) -> a.of(Function.LESS, u.getFirst(), a.invLogit(p[0])),
                        UNIFORM)
                .build();
    }

    private static Distribution binomial() {
        return Distribution.named("Binomial")
                .text(
                        "The number of successes in n trials of probability p.",
                        "C(n, y) p^y (1 - p)^(n - y)",
                        "y ~ Binomial(10, p)")
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
                .draw(
                        (a, u, p) -> a.of(Function.BINOMIAL_DRAW, u.getFirst(), p[0], p[1]),
                        UNIFORM)
                .build();
    }

    private static Distribution binomialLogit() {
        return Distribution.named("Binomial")
                .text(
                        "The number of successes in n trials of probability inv_logit(logit).",
                        "C(n, y) inv_logit(logit)^y (1 - inv_logit(logit))^(n - y)",
                        "y[n] ~ Binomial(trials[n], logit = eta[n])")
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
                                a.of(
                                        Function.BINOMIAL_DRAW,
                                        u.getFirst(),
                                        p[0],
                                        a.invLogit(p[1])),
                        UNIFORM)
                .build();
    }

    private static Support upToN() {
        return new Support.Integers(Bound.ZERO, new Bound.Computed(0, "n"));
    }

    private static Distribution poisson() {
        return Distribution.named("Poisson")
                .text(
                        "Counts of mean lambda.",
                        "lambda^y exp(-lambda) / y!",
                        "y[n] ~ Poisson(lambda)")
                .parameter("lambda", Support.POSITIVE, NONE)
                .on(Support.COUNT, COUNTS)
                .density(
                        (a, y, p) -> {
                            Variable kernel = a.minus(a.timesOrZero(y, a.log(p[0])), p[0]);
                            return a.minus(kernel, a.lgamma(a.plus(y, 1)));
                        })
                .draw(
                        (a, u, p) -> a.of(Function.POISSON_DRAW, u.getFirst(), p[0]),
                        UNIFORM)
                .build();
    }

    private static Distribution poissonLog() {
        return Distribution.named("Poisson")
                .text(
                        "Counts of mean exp(log).",
                        "exp(y log - exp(log)) / y!",
                        "y[n] ~ Poisson(log = eta[n])")
                .parameter("log", Support.REAL, NONE)
                .byName()
                .on(Support.COUNT, COUNTS)
                .density(
                        (a, y, p) -> {
                            Variable kernel = a.minus(a.times(y, p[0]), a.exp(p[0]));
                            return a.minus(kernel, a.lgamma(a.plus(y, 1)));
                        })
                .draw(
                        (a, u, p) -> a.of(Function.POISSON_DRAW, u.getFirst(), a.exp(p[0])),
                        UNIFORM)
                .build();
    }

    private static Distribution negBinomial2() {
        return Distribution.named("NegBinomial2")
                .text(
                        "Counts of mean mu and variance mu + mu^2 / phi.",
                        "C(y + phi - 1, y) (mu / (mu + phi))^y (phi / (mu + phi))^phi",
                        "y[n] ~ NegBinomial2(mu, phi)")
                .parameter("mu", Support.POSITIVE, NONE)
                .parameter("phi", Support.POSITIVE, NONE)
                .on(Support.COUNT, COUNTS)
                .density(
                        (a, y, p) -> {
                            Variable logOdds = a.minus(a.log(p[0]), a.log(p[1]));
                            Variable logOneMore = a.log1p(a.over(p[0], p[1]));
                            Variable kernel =
                                    a.minus(
                                            a.timesOrZero(y, logOdds),
                                            a.times(a.plus(y, p[1]), logOneMore));
                            return a.plus(kernel, negBinomialChoose(a, y, p[1]));
                        })
                .draw(
                        (a, u, p) -> a.of(Function.NEG_BINOMIAL2_DRAW, u.getFirst(), p[0], p[1]),
                        UNIFORM)
                .build();
    }

    private static Distribution negBinomial2Log() {
        return Distribution.named("NegBinomial2")
                .text(
                        "Counts of mean m = exp(log) and variance m + m^2 / phi.",
                        "C(y + phi - 1, y) (m / (m + phi))^y (phi / (m + phi))^phi for m = exp(log)",
                        "y[n] ~ NegBinomial2(log = eta[n], phi = phi)")
                .parameter("log", Support.REAL, NONE)
                .parameter("phi", Support.POSITIVE, NONE)
                .byName()
                .on(Support.COUNT, COUNTS)
                .density(
                        (a, y, p) -> {
                            Variable logOdds = a.minus(p[0], a.log(p[1]));
                            Variable kernel =
                                    a.minus(
                                            a.times(y, logOdds),
                                            a.times(a.plus(y, p[1]), a.log1pExp(logOdds)));
                            return a.plus(kernel, negBinomialChoose(a, y, p[1]));
                        })
                .draw(
                        (a, u, p) ->
                                a.of(
                                        Function.NEG_BINOMIAL2_DRAW,
                                        u.getFirst(),
                                        a.exp(p[0]),
                                        p[1]),
                        UNIFORM)
                .build();
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
