package org.pathwise.compiler.catalogue;

import static org.pathwise.compiler.catalogue.Distribution.Noise.UNIFORM;
import static org.pathwise.compiler.catalogue.Distribution.Reparameterization.IMPLICIT;
import static org.pathwise.compiler.catalogue.Distribution.Reparameterization.LOCATION_SCALE;
import static org.pathwise.compiler.catalogue.ScalarFormula.ABOVE_ZERO;
import static org.pathwise.compiler.catalogue.ScalarFormula.FROM_ZERO;

import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.type.Support;

import java.util.List;
import java.util.function.BiFunction;

/**
 * The Gamma distribution, its reciprocal, and what both are called at shapes of half the degrees of
 * freedom. Draws are made on the log scale, where the smallest shapes do not underflow. Formulas
 * and orders of parameters as in the Stan Functions Reference.
 */
final class GammaDistributions {
    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

    private GammaDistributions() {}

    static List<Distribution> all() {
        return List.of(gamma(), invGamma(), chiSquare(), invChiSquare(), scaledInvChiSquare());
    }

    private static Distribution gamma() {
        return gamma(
                Distribution.named("Gamma")
                        .text(
                                "The Gamma distribution with shape alpha and rate beta.",
                                "beta^alpha y^(alpha - 1) exp(-beta y) / Gamma(alpha)",
                                "lambda ~ Gamma(2, 0.1)")
                        .parameter("alpha", Support.POSITIVE, IMPLICIT)
                        .parameter("beta", Support.POSITIVE, LOCATION_SCALE),
                (a, p) -> new Shape(p[0], p[1]));
    }

    private static Distribution chiSquare() {
        return gamma(
                Distribution.named("ChiSquare")
                        .text(
                                "The sum of nu squares of independent standard normals:"
                                        + " Gamma(nu/2, 1/2).",
                                "y^(nu/2 - 1) exp(-y/2) / (2^(nu/2) Gamma(nu/2))",
                                "deviance ~ ChiSquare(4)")
                        .parameter("nu", Support.POSITIVE, IMPLICIT),
                (a, p) -> new Shape(a.times(0.5, p[0]), a.number(0.5)));
    }

    private static Distribution invGamma() {
        return invGamma(
                Distribution.named("InvGamma")
                        .text(
                                "The reciprocal of a Gamma(alpha, beta): shape alpha, scale beta.",
                                "beta^alpha y^(-alpha - 1) exp(-beta / y) / Gamma(alpha)",
                                "variance ~ InvGamma(3, 2)")
                        .parameter("alpha", Support.POSITIVE, IMPLICIT)
                        .parameter("beta", Support.POSITIVE, LOCATION_SCALE),
                (a, p) -> new Shape(p[0], p[1]));
    }

    private static Distribution invChiSquare() {
        return invGamma(
                Distribution.named("InvChiSquare")
                        .text(
                                "The reciprocal of a ChiSquare(nu): InvGamma(nu/2, 1/2).",
                                "y^(-nu/2 - 1) exp(-1/(2 y)) / (2^(nu/2) Gamma(nu/2))",
                                "variance ~ InvChiSquare(5)")
                        .parameter("nu", Support.POSITIVE, IMPLICIT),
                (a, p) -> new Shape(a.times(0.5, p[0]), a.number(0.5)));
    }

    private static Distribution scaledInvChiSquare() {
        return invGamma(
                Distribution.named("ScaledInvChiSquare")
                        .text(
                                "nu sigma^2 over a ChiSquare(nu): InvGamma(nu/2, nu sigma^2 / 2).",
                                "(nu/2)^(nu/2) sigma^nu y^(-nu/2 - 1) exp(-nu sigma^2 / (2 y)) /"
                                        + " Gamma(nu/2)",
                                "variance ~ ScaledInvChiSquare(5, 1.5)")
                        .parameter("nu", Support.POSITIVE, IMPLICIT)
                        .parameter("sigma", Support.POSITIVE, LOCATION_SCALE),
                (a, p) -> {
                    Variable half = a.times(0.5, p[0]);
                    return new Shape(half, a.times(half, a.square(p[1])));
                });
    }

    /** The parameters of the Gamma(alpha, beta) that a distribution is made from. */
    private record Shape(Variable alpha, Variable beta) {}

    /** {@code alpha - log(beta) + log Gamma(alpha) + (1 - alpha) digamma(alpha)}. */
    private static Variable entropy(Algebra a, Shape s) {
        Variable slope = a.times(a.minus(1, s.alpha()), a.of(Function.DIGAMMA, s.alpha()));
        return a.plus(a.minus(s.alpha(), a.log(s.beta())), a.plus(a.lgamma(s.alpha()), slope));
    }

    private static Distribution gamma(
            DistributionBuilder entry, BiFunction<Algebra, Variable[], Shape> shape) {
        return entry.on(Support.POSITIVE, FROM_ZERO)
                .density(
                        (a, y, p) -> {
                            Shape s = shape.apply(a, p);
                            Variable x = a.times(s.beta(), y);
                            return logDensity(a, y, x, a.minus(s.alpha(), 1), s);
                        })
                .draw(
                        (a, u, p) -> {
                            Shape s = shape.apply(a, p);
                            return a.positiveFromLog(
                                    a.minus(logDraw(a, u.getFirst(), s), a.log(s.beta())));
                        },
                        UNIFORM)
                .entropy((a, p) -> entropy(a, shape.apply(a, p)))
                .mean(
                        (a, p) -> {
                            Shape s = shape.apply(a, p);
                            return a.over(s.alpha(), s.beta());
                        })
                .variance(
                        (a, p) -> {
                            Shape s = shape.apply(a, p);
                            return a.over(a.over(s.alpha(), s.beta()), s.beta());
                        })
                .cumulative(
                        (a, y, p) -> tail(a, Function.LOG_GAMMA_P, y, shape.apply(a, p)),
                        (a, y, p) -> tail(a, Function.LOG_GAMMA_Q, y, shape.apply(a, p)),
                        (a, logP, logQ, p) -> {
                            Shape s = shape.apply(a, p);
                            return a.exp(a.minus(logQuantile(a, logP, logQ, s), a.log(s.beta())));
                        })
                .build();
    }

    private static Distribution invGamma(
            DistributionBuilder entry, BiFunction<Algebra, Variable[], Shape> shape) {
        return entry.on(Support.POSITIVE, ABOVE_ZERO)
                .density(
                        (a, y, p) -> {
                            Shape s = shape.apply(a, p);
                            Variable x = a.over(s.beta(), y);
                            return logDensity(a, y, x, a.negate(a.plus(s.alpha(), 1)), s);
                        })
                .draw(
                        (a, u, p) -> {
                            Shape s = shape.apply(a, p);
                            return a.positiveFromLog(
                                    a.minus(a.log(s.beta()), logDraw(a, u.getFirst(), s)));
                        },
                        UNIFORM)
                .mean(
                        (a, p) -> {
                            Shape s = shape.apply(a, p);
                            Variable mean = a.over(s.beta(), a.minus(s.alpha(), 1));
                            return Logs.above(a, s.alpha(), 1, mean, Double.POSITIVE_INFINITY);
                        })
                .variance(
                        (a, p) -> {
                            Shape s = shape.apply(a, p);
                            Variable mean = a.over(s.beta(), a.minus(s.alpha(), 1));
                            Variable variance = a.over(a.square(mean), a.minus(s.alpha(), 2));
                            return Logs.above(a, s.alpha(), 2, variance, Double.POSITIVE_INFINITY);
                        })
                .cumulative(
                        (a, y, p) -> inverseTail(a, Function.LOG_GAMMA_Q, y, shape.apply(a, p)),
                        (a, y, p) -> inverseTail(a, Function.LOG_GAMMA_P, y, shape.apply(a, p)),
                        (a, logP, logQ, p) -> {
                            Shape s = shape.apply(a, p);
                            return a.exp(a.minus(a.log(s.beta()), logQuantile(a, logQ, logP, s)));
                        })
                .build();
    }

    /**
     * The log density of y at which the standard Gamma variable is x, and the power of y in it:
     * {@code power log(y) + alpha log(beta) - x - lgamma(alpha)}. Near the mode of a large shape
     * these terms cancel, and with {@code d = (x - alpha) / alpha} the same is {@code alpha
     * (log1p(d) - d) - log(y) + log(alpha / (2 pi)) / 2 - r(alpha)}, where r is what Stirling's
     * formula for lgamma leaves (Loader 2000, "Fast and Accurate Computation of Binomial
     * Probabilities").
     */
    private static Variable logDensity(Algebra a, Variable y, Variable x, Variable power, Shape s) {
        Variable alpha = s.alpha();
        Variable distance = a.minus(x, alpha);
        Variable d = a.scaledBy(distance, alpha);
        Variable near = a.minus(a.times(alpha, a.of(Function.LOG1P_MINUS, d)), a.log(y));
        Variable far =
                a.plus(
                        a.timesOrZero(power, a.log(y)),
                        a.times(alpha, a.minus(a.log(s.beta()), a.log(alpha))));
        Variable kernel = a.select(a.less(a.abs(d), 0.5), near, a.minus(far, distance));
        Variable normaliser =
                a.minus(
                        a.plus(a.of(Function.STIRLING_REMAINDER, alpha), HALF_LOG_TWO_PI),
                        a.times(0.5, a.log(alpha)));
        return a.minus(kernel, normaliser);
    }

    private static Variable logDraw(Algebra a, Variable u, Shape s) {
        return a.of(Function.LOG_GAMMA_DRAW, u, s.alpha());
    }

    private static Variable logQuantile(Algebra a, Variable logP, Variable logQ, Shape s) {
        return a.of(Function.LOG_GAMMA_QUANTILE, logP, logQ, s.alpha());
    }

    private static Variable tail(Algebra a, Function function, Variable y, Shape s) {
        return a.of(function, s.alpha(), a.times(s.beta(), a.max(y, 0)));
    }

    private static Variable inverseTail(Algebra a, Function function, Variable y, Shape s) {
        return a.of(function, s.alpha(), a.over(s.beta(), a.max(y, 0)));
    }
}
