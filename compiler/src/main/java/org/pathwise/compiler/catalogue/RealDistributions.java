package org.pathwise.compiler.catalogue;

import static org.pathwise.compiler.catalogue.Distribution.Noise.NORMAL;
import static org.pathwise.compiler.catalogue.Distribution.Noise.UNIFORM;
import static org.pathwise.compiler.catalogue.Distribution.Reparameterization.IMPLICIT;
import static org.pathwise.compiler.catalogue.Distribution.Reparameterization.INVERSE_CDF;
import static org.pathwise.compiler.catalogue.Distribution.Reparameterization.LOCATION_SCALE;
import static org.pathwise.compiler.catalogue.ScalarFormula.EVERYWHERE;

import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.catalogue.Distribution.Noise;
import org.pathwise.compiler.catalogue.Distribution.Parameter;
import org.pathwise.compiler.catalogue.Distribution.Reparameterization;
import org.pathwise.compiler.type.Bound;
import org.pathwise.compiler.type.Support;

import java.util.List;
import java.util.Optional;

/**
 * Distributions of one real number on the whole line or an interval with free ends. Formulas and
 * orders of parameters as in the Stan Functions Reference, "Unbounded Continuous Distributions".
 */
final class RealDistributions {
    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

    private RealDistributions() {}

    static List<Distribution> all() {
        return List.of(normal(), studentT(), cauchy(), laplace(), logistic(), uniform(), flat());
    }

    private static Distribution normal() {
        return new Distribution(
                "Normal",
                locationScale(LOCATION_SCALE),
                false,
                Support.REAL,
                List.of(NORMAL),
                new ScalarFormula(
                        (a, y, p) -> normalLog(a, a.scaledBy(a.minus(y, p[0]), p[1]), p[1]),
                        EVERYWHERE,
                        (a, u, p) -> a.plus(p[0], a.times(p[1], u.getFirst()))));
    }

    /** {@code -z^2 / 2 - log(sigma) - log(2 pi) / 2}. */
    static Variable normalLog(Algebra a, Variable z, Variable sigma) {
        return a.minus(a.times(-0.5, a.square(z)), a.plus(a.log(sigma), HALF_LOG_TWO_PI));
    }

    /**
     * The normalising constant is 1 / (B(nu/2, 1/2) sqrt(nu) sigma): a beta function stays exact
     * for large nu, where the difference of two log-gammas would not. A draw is a normal over the
     * root of a Gamma(nu/2) divided by its mean.
     */
    private static Distribution studentT() {
        return new Distribution(
                "StudentT",
                List.of(
                        new Parameter("nu", Support.POSITIVE, IMPLICIT),
                        new Parameter("mu", Support.REAL, LOCATION_SCALE),
                        new Parameter("sigma", Support.POSITIVE, LOCATION_SCALE)),
                false,
                Support.REAL,
                List.of(NORMAL, UNIFORM),
                new ScalarFormula(
                        (a, y, p) -> {
                            Variable z = a.scaledBy(a.minus(y, p[1]), p[2]);
                            Variable half = a.times(0.5, p[0]);
                            Variable normaliser =
                                    a.plus(
                                            a.plus(
                                                    a.of(Function.LBETA, half, a.number(0.5)),
                                                    a.times(0.5, a.log(p[0]))),
                                            a.log(p[2]));
                            Variable tail =
                                    a.times(
                                            a.plus(half, 0.5),
                                            a.log1p(a.scaledBy(a.square(z), p[0])));
                            return a.negate(a.plus(tail, normaliser));
                        },
                        EVERYWHERE,
                        (a, u, p) -> {
                            Variable half = a.times(0.5, p[0]);
                            Variable logGamma = a.of(Function.LOG_GAMMA_DRAW, u.get(1), half);
                            Variable widening = a.exp(a.times(0.5, a.minus(a.log(half), logGamma)));
                            return a.plus(p[1], a.times(p[2], a.times(u.getFirst(), widening)));
                        }));
    }

    private static Distribution cauchy() {
        return new Distribution(
                "Cauchy",
                locationScale(INVERSE_CDF),
                false,
                Support.REAL,
                List.of(UNIFORM),
                new ScalarFormula(
                        (a, y, p) -> {
                            Variable z = a.scaledBy(a.minus(y, p[0]), p[1]);
                            return a.negate(
                                    a.plus(
                                            a.log1p(a.square(z)),
                                            a.plus(a.log(p[1]), Math.log(Math.PI))));
                        },
                        EVERYWHERE,
                        (a, u, p) -> {
                            Variable angle = a.times(Math.PI, a.minus(u.getFirst(), 0.5));
                            return a.plus(p[0], a.times(p[1], a.of(Function.TAN, angle)));
                        }));
    }

    private static Distribution laplace() {
        return new Distribution(
                "Laplace",
                locationScale(INVERSE_CDF),
                false,
                Support.REAL,
                List.of(UNIFORM),
                new ScalarFormula(
                        (a, y, p) -> {
                            Variable distance = a.scaledBy(a.abs(a.minus(y, p[0])), p[1]);
                            return a.negate(a.plus(distance, a.plus(a.log(p[1]), Math.log(2))));
                        },
                        EVERYWHERE,
                        (a, u, p) -> {
                            Variable below = a.log(a.times(2, u.getFirst()));
                            Variable above = a.negate(a.log(a.times(2, a.minus(1, u.getFirst()))));
                            Variable left = a.of(Function.LESS, u.getFirst(), a.number(0.5));
                            return a.plus(p[0], a.times(p[1], a.select(left, below, above)));
                        }));
    }

    private static Distribution logistic() {
        return new Distribution(
                "Logistic",
                locationScale(INVERSE_CDF),
                false,
                Support.REAL,
                List.of(UNIFORM),
                new ScalarFormula(
                        (a, y, p) -> {
                            Variable z = a.scaledBy(a.minus(p[0], y), p[1]);
                            return a.minus(a.minus(z, a.times(2, a.log1pExp(z))), a.log(p[1]));
                        },
                        EVERYWHERE,
                        (a, u, p) ->
                                a.plus(p[0], a.times(p[1], a.of(Function.LOGIT, u.getFirst())))));
    }

    private static Distribution uniform() {
        return new Distribution(
                "Uniform",
                List.of(
                        new Parameter("alpha", Support.REAL, INVERSE_CDF),
                        new Parameter("beta", Support.REAL, INVERSE_CDF)),
                false,
                new Support.Interval(new Bound.Computed(0, "alpha"), new Bound.Computed(1, "beta")),
                List.of(UNIFORM),
                new ScalarFormula(
                        (a, y, p) -> a.negate(a.log(a.minus(p[1], p[0]))),
                        (a, y, p) -> Optional.of(a.both(a.atLeast(y, p[0]), a.atLeast(p[1], y))),
                        (a, u, p) -> a.plus(p[0], a.times(a.minus(p[1], p[0]), u.getFirst()))));
    }

    /** The improper density 1. */
    private static Distribution flat() {
        return new Distribution(
                "Flat",
                List.of(),
                false,
                Support.REAL,
                List.<Noise>of(),
                new ScalarFormula(
                        (a, y, p) -> a.number(0),
                        EVERYWHERE,
                        (a, u, p) -> {
                            throw new IllegalStateException("Flat has no sampler");
                        }));
    }

    private static List<Parameter> locationScale(Reparameterization how) {
        return List.of(
                new Parameter("mu", Support.REAL, how),
                new Parameter("sigma", Support.POSITIVE, how));
    }
}
