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
import org.pathwise.compiler.catalogue.Distribution.Parameter;
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
        return new Distribution(
                "HalfNormal",
                List.of(new Parameter("sigma", Support.POSITIVE, LOCATION_SCALE)),
                false,
                Support.POSITIVE,
                List.of(NORMAL),
                new ScalarFormula(
                        (a, y, p) ->
                                a.plus(
                                        RealDistributions.normalLog(a, a.scaledBy(y, p[0]), p[0]),
                                        Math.log(2)),
                        FROM_ZERO,
                        (a, u, p) -> a.times(p[0], a.abs(u.getFirst()))));
    }

    private static Distribution halfCauchy() {
        return new Distribution(
                "HalfCauchy",
                List.of(new Parameter("sigma", Support.POSITIVE, INVERSE_CDF)),
                false,
                Support.POSITIVE,
                List.of(UNIFORM),
                new ScalarFormula(
                        (a, y, p) -> {
                            Variable normaliser = a.plus(a.log(p[0]), Math.log(Math.PI / 2));
                            return a.negate(
                                    a.plus(a.log1p(a.square(a.scaledBy(y, p[0]))), normaliser));
                        },
                        FROM_ZERO,
                        (a, u, p) ->
                                a.times(
                                        p[0],
                                        a.of(Function.TAN, a.times(Math.PI / 2, u.getFirst())))));
    }

    private static Distribution logNormal() {
        return new Distribution(
                "LogNormal",
                List.of(
                        new Parameter("mu", Support.REAL, COMPOSITION),
                        new Parameter("sigma", Support.POSITIVE, COMPOSITION)),
                false,
                Support.POSITIVE,
                List.of(NORMAL),
                new ScalarFormula(
                        (a, y, p) -> {
                            Variable log = a.log(y);
                            Variable z = a.scaledBy(a.minus(log, p[0]), p[1]);
                            return a.minus(RealDistributions.normalLog(a, z, p[1]), log);
                        },
                        ABOVE_ZERO,
                        (a, u, p) -> a.exp(a.plus(p[0], a.times(p[1], u.getFirst())))));
    }

    private static Distribution exponential() {
        return new Distribution(
                "Exponential",
                List.of(new Parameter("beta", Support.POSITIVE, INVERSE_CDF)),
                false,
                Support.POSITIVE,
                List.of(UNIFORM),
                new ScalarFormula(
                        (a, y, p) -> a.minus(a.log(p[0]), a.times(p[0], y)),
                        FROM_ZERO,
                        (a, u, p) -> a.scaledBy(a.negate(a.log(u.getFirst())), p[0])));
    }

    private static Distribution gamma() {
        return new Distribution(
                "Gamma",
                List.of(
                        new Parameter("alpha", Support.POSITIVE, IMPLICIT),
                        new Parameter("beta", Support.POSITIVE, LOCATION_SCALE)),
                false,
                Support.POSITIVE,
                List.of(UNIFORM),
                new ScalarFormula(
                        (a, y, p) -> {
                            Variable power = a.timesOrZero(a.minus(p[0], 1), a.log(y));
                            return a.plus(
                                    a.minus(power, a.times(p[1], y)),
                                    gammaNormaliser(a, p[0], p[1]));
                        },
                        FROM_ZERO,
                        (a, u, p) ->
                                a.exp(a.minus(logGammaDraw(a, u.getFirst(), p[0]), a.log(p[1])))));
    }

    private static Distribution invGamma() {
        return new Distribution(
                "InvGamma",
                List.of(
                        new Parameter("alpha", Support.POSITIVE, IMPLICIT),
                        new Parameter("beta", Support.POSITIVE, LOCATION_SCALE)),
                false,
                Support.POSITIVE,
                List.of(UNIFORM),
                new ScalarFormula(
                        (a, y, p) -> {
                            Variable power = a.times(a.plus(p[0], 1), a.log(y));
                            Variable kernel = a.negate(a.plus(power, a.over(p[1], y)));
                            return a.plus(kernel, gammaNormaliser(a, p[0], p[1]));
                        },
                        ABOVE_ZERO,
                        (a, u, p) ->
                                a.exp(a.minus(a.log(p[1]), logGammaDraw(a, u.getFirst(), p[0])))));
    }

    /** {@code alpha log(beta) - lgamma(alpha)}. */
    private static Variable gammaNormaliser(Algebra a, Variable alpha, Variable beta) {
        return a.minus(a.times(alpha, a.log(beta)), a.lgamma(alpha));
    }

    /** A draw is x / (x + y) for Gamma draws x of shape alpha and y of shape beta. */
    private static Distribution beta() {
        return new Distribution(
                "Beta",
                List.of(
                        new Parameter("alpha", Support.POSITIVE, IMPLICIT),
                        new Parameter("beta", Support.POSITIVE, IMPLICIT)),
                false,
                Support.UNIT,
                List.of(UNIFORM, UNIFORM),
                new ScalarFormula(
                        (a, y, p) -> {
                            Variable left = a.timesOrZero(a.minus(p[0], 1), a.log(y));
                            Variable right = a.timesOrZero(a.minus(p[1], 1), a.log1m(y));
                            return a.minus(a.plus(left, right), a.of(Function.LBETA, p[0], p[1]));
                        },
                        (a, y, p) ->
                                Optional.of(a.both(a.atLeast(y, 0), a.atLeast(a.number(1), y))),
                        (a, u, p) ->
                                a.invLogit(
                                        a.minus(
                                                logGammaDraw(a, u.get(0), p[0]),
                                                logGammaDraw(a, u.get(1), p[1])))));
    }

    private static Variable logGammaDraw(Algebra a, Variable u, Variable alpha) {
        return a.of(Function.LOG_GAMMA_DRAW, u, alpha);
    }
}
