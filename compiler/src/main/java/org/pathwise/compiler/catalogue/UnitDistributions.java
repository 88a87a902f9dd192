package org.pathwise.compiler.catalogue;

import static org.pathwise.compiler.catalogue.Distribution.Noise.UNIFORM;
import static org.pathwise.compiler.catalogue.Distribution.Reparameterization.IMPLICIT;
import static org.pathwise.compiler.catalogue.Distribution.Reparameterization.INVERSE_CDF;

import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.type.Support;

import java.util.List;
import java.util.Optional;

/** Distributions of one number between 0 and 1 by its powers, with the ends where they exist. */
final class UnitDistributions {
    private static final ScalarFormula.Mask CLOSED =
            (a, y, p) -> Optional.of(a.both(a.atLeast(y, 0), a.atLeast(a.number(1), y)));

    private static final double EULER = 0.57721566490153286;

    private UnitDistributions() {}

    static List<Distribution> all() {
        return List.of(beta(), betaProportion(), kumaraswamy());
    }

    private static Distribution beta() {
        return Distribution.named("Beta")
                .text(
                        "The Beta distribution of a number between 0 and 1.",
                        "y^(alpha - 1) (1 - y)^(beta - 1) / B(alpha, beta)",
                        "p ~ Beta(2, 2)")
                .parameter("alpha", Support.POSITIVE, IMPLICIT)
                .parameter("beta", Support.POSITIVE, IMPLICIT)
                .on(Support.UNIT, CLOSED)
                .density((a, y, p) -> betaLog(a, y, p[0], p[1]))
                .draw((a, u, p) -> betaDraw(a, u.getFirst(), p[0], p[1]), UNIFORM)
                .entropy((a, p) -> betaEntropy(a, p[0], p[1]))
                .mean((a, p) -> a.over(p[0], a.plus(p[0], p[1])))
                .variance(
                        (a, p) -> {
                            Variable total = a.plus(p[0], p[1]);
                            Variable shares = a.times(a.over(p[0], total), a.over(p[1], total));
                            return a.over(shares, a.plus(total, 1));
                        })
                .cumulative(
                        (a, y, p) -> betaTail(a, logit(a, y), p[0], p[1]),
                        (a, y, p) -> betaTail(a, a.negate(logit(a, y)), p[1], p[0]),
                        (a, logP, logQ, p) -> betaQuantile(a, logP, logQ, p[0], p[1]))
                .build();
    }

    private static Variable betaEntropy(Algebra a, Variable alpha, Variable beta) {
        Variable total = a.plus(alpha, beta);
        Variable own =
                a.plus(
                        a.times(a.minus(alpha, 1), a.of(Function.DIGAMMA, alpha)),
                        a.times(a.minus(beta, 1), a.of(Function.DIGAMMA, beta)));
        Variable both = a.times(a.minus(total, 2), a.of(Function.DIGAMMA, total));
        return a.plus(a.minus(a.of(Function.LBETA, alpha, beta), own), both);
    }

    private static Variable logit(Algebra a, Variable y) {
        return a.of(Function.LOGIT, a.min(a.max(y, 0), 1));
    }

    private static Variable betaTail(Algebra a, Variable logit, Variable alpha, Variable beta) {
        return a.of(Function.LOG_INC_BETA_LOGIT, alpha, beta, logit);
    }

    private static Distribution betaProportion() {
        return Distribution.named("BetaProportion")
                .text(
                        "The Beta distribution by its mean mu and precision kappa: Beta(mu kappa,"
                                + " (1 - mu) kappa).",
                        "y^(mu kappa - 1) (1 - y)^((1 - mu) kappa - 1) / B(mu kappa, (1 - mu)"
                                + " kappa)",
                        "rate ~ BetaProportion(0.3, 20)")
                .parameter("mu", Support.UNIT, IMPLICIT)
                .parameter("kappa", Support.POSITIVE, IMPLICIT)
                .on(Support.UNIT, CLOSED)
                .density((a, y, p) -> betaLog(a, y, above(a, p), below(a, p)))
                .draw((a, u, p) -> betaDraw(a, u.getFirst(), above(a, p), below(a, p)), UNIFORM)
                .mean((a, p) -> p[0])
                .variance((a, p) -> a.over(a.times(p[0], a.minus(1, p[0])), a.plus(p[1], 1)))
                .cumulative(
                        (a, y, p) -> betaTail(a, logit(a, y), above(a, p), below(a, p)),
                        (a, y, p) -> betaTail(a, a.negate(logit(a, y)), below(a, p), above(a, p)),
                        (a, logP, logQ, p) -> betaQuantile(a, logP, logQ, above(a, p), below(a, p)))
                .build();
    }

    private static Variable above(Algebra a, Variable[] p) {
        return a.times(p[0], p[1]);
    }

    private static Variable below(Algebra a, Variable[] p) {
        return a.times(a.minus(1, p[0]), p[1]);
    }

    private static Variable betaLog(Algebra a, Variable y, Variable alpha, Variable beta) {
        Variable left = a.timesOrZero(a.minus(alpha, 1), a.log(y));
        Variable right = a.timesOrZero(a.minus(beta, 1), a.log1m(y));
        return a.minus(a.plus(left, right), a.of(Function.LBETA, alpha, beta));
    }

    private static Variable betaDraw(Algebra a, Variable u, Variable alpha, Variable beta) {
        return a.unitFromLogit(a.of(Function.LOGIT_BETA_DRAW, u, alpha, beta));
    }

    private static Variable betaQuantile(
            Algebra a, Variable logP, Variable logQ, Variable alpha, Variable beta) {
        return a.invLogit(a.of(Function.LOGIT_BETA_QUANTILE, logP, logQ, alpha, beta));
    }

    /** Kumaraswamy 1980: the distribution function is {@code 1 - (1 - y^a)^b}. */
    private static Distribution kumaraswamy() {
        return Distribution.named("Kumaraswamy")
                .text(
                        "The Kumaraswamy distribution of a number between 0 and 1: like a Beta(a,"
                                + " b), with a distribution function in closed form.",
                        "a b y^(a - 1) (1 - y^a)^(b - 1)",
                        "p ~ Kumaraswamy(2, 3)")
                .parameter("a", Support.POSITIVE, INVERSE_CDF)
                .parameter("b", Support.POSITIVE, INVERSE_CDF)
                .on(Support.UNIT, CLOSED)
                .density(
                        (a, y, p) -> {
                            Variable log = a.log(y);
                            return a.plus(
                                    a.plus(
                                            a.timesOrZero(a.minus(p[0], 1), log),
                                            a.timesOrZero(a.minus(p[1], 1), logRest(a, y, p[0]))),
                                    a.plus(a.log(p[0]), a.log(p[1])));
                        })
                .draw(
                        (a, u, p) -> {
                            // y^a = 1 - u^(1/b), and the logit of y from log(-log(y))
                            Variable tail = a.scaledBy(a.log(u.getFirst()), p[1]);
                            Variable logHazard =
                                    a.minus(Logs.hazard(a, tail, a.log1mExp(tail)), a.log(p[0]));
                            return a.unitFromLogit(
                                    a.negate(
                                            a.plus(
                                                    a.exp(logHazard),
                                                    Logs.probabilityOfHazard(a, logHazard))));
                        },
                        UNIFORM)
                .entropy(UnitDistributions::kumaraswamyEntropy)
                .mean((a, p) -> a.exp(kumaraswamyMoment(a, 1, p)))
                .variance(
                        (a, p) -> {
                            Variable mean = kumaraswamyMoment(a, 1, p);
                            Variable ratio = a.minus(kumaraswamyMoment(a, 2, p), a.times(2, mean));
                            return a.times(a.exp(a.times(2, mean)), a.expm1(ratio));
                        })
                .cumulative(
                        (a, y, p) ->
                                Logs.probabilityOfHazard(
                                        a,
                                        a.plus(
                                                a.log(p[1]),
                                                Logs.hazard(
                                                        a,
                                                        logPower(a, y, p[0]),
                                                        a.log1mExp(logPower(a, y, p[0]))))),
                        (a, y, p) -> a.times(p[1], a.log1mExp(logPower(a, y, p[0]))),
                        (a, logP, logQ, p) -> {
                            Variable log = a.minus(Logs.hazard(a, logP, logQ), a.log(p[1]));
                            return a.exp(a.scaledBy(Logs.probabilityOfHazard(a, log), p[0]));
                        })
                .build();
    }

    /**
     * {@code (1 - 1/b) + (1 - 1/a) H(b) - log(a b)}, with the harmonic number {@code H(b) =
     * digamma(b + 1) + Euler's constant}.
     */
    private static Variable kumaraswamyEntropy(Algebra a, Variable... p) {
        Variable harmonic = a.plus(a.of(Function.DIGAMMA, a.plus(p[1], 1)), EULER);
        Variable first = a.minus(1, a.over(a.number(1), p[1]));
        Variable second = a.times(a.minus(1, a.over(a.number(1), p[0])), harmonic);
        return a.minus(a.plus(first, second), a.plus(a.log(p[0]), a.log(p[1])));
    }

    /** {@code log(1 - y^a)}, by whichever of y and 1 - y is small. */
    private static Variable logRest(Algebra a, Variable y, Variable power) {
        Variable logHazard = Logs.hazard(a, a.log1m(y), a.log(y));
        return Logs.probabilityOfHazard(a, a.plus(a.log(power), logHazard));
    }

    /** {@code log(y^a)} of a y brought between 0 and 1. */
    private static Variable logPower(Algebra a, Variable y, Variable power) {
        return a.times(power, a.log(a.min(a.max(y, 0), 1)));
    }

    /** {@code log(b B(1 + k / a, b))}, the log of the mean of the k-th power. */
    private static Variable kumaraswamyMoment(Algebra a, double k, Variable[] p) {
        Variable shape = a.plus(a.over(a.number(k), p[0]), 1);
        return a.plus(a.log(p[1]), a.of(Function.LBETA, shape, p[1]));
    }
}
