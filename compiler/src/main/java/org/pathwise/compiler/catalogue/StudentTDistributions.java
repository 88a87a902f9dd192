package org.pathwise.compiler.catalogue;

import static org.pathwise.compiler.catalogue.Distribution.Noise.UNIFORM;
import static org.pathwise.compiler.catalogue.Distribution.Reparameterization.IMPLICIT;
import static org.pathwise.compiler.catalogue.Distribution.Reparameterization.INVERSE_CDF;
import static org.pathwise.compiler.catalogue.Distribution.Reparameterization.LOCATION_SCALE;
import static org.pathwise.compiler.catalogue.ScalarFormula.FROM_ZERO;

import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.type.Support;

import java.util.List;

/**
 * Student's t distribution, its case of one degree of freedom, and the halves of both. Formulas and
 * orders of parameters as in the Stan Functions Reference.
 */
final class StudentTDistributions {
    private StudentTDistributions() {}

    static List<Distribution> all() {
        return List.of(studentT(), cauchy(), halfStudentT(), halfCauchy());
    }

    private static Distribution studentT() {
        return Distribution.named("StudentT")
                .text(
                        "Student's t distribution with nu degrees of freedom, location mu and scale"
                                + " sigma.",
                        "(1 + ((y - mu) / sigma)^2 / nu)^(-(nu + 1) / 2) / (sigma sqrt(nu) B(nu/2,"
                                + " 1/2))",
                        "y ~ StudentT(4, 0, 1)")
                .parameter("nu", Support.POSITIVE, IMPLICIT)
                .parameter("mu", Support.REAL, LOCATION_SCALE)
                .parameter("sigma", Support.POSITIVE, LOCATION_SCALE)
                .on(Support.REAL)
                .density((a, y, p) -> logDensity(a, a.minus(y, p[1]), p[0], p[2]))
                .draw(
                        (a, u, p) ->
                                a.finite(a.plus(p[1], a.times(p[2], draw(a, u.getFirst(), p[0])))),
                        UNIFORM)
                .mean((a, p) -> Logs.above(a, p[0], 1, p[1], Double.NaN))
                .variance((a, p) -> Logs.above(a, p[0], 1, secondMoment(a, p[0], p[2]), Double.NaN))
                .cumulative(
                        (a, y, p) -> logCdf(a, a.scaledBy(a.minus(y, p[1]), p[2]), p[0]),
                        (a, y, p) -> logCdf(a, a.scaledBy(a.minus(p[1], y), p[2]), p[0]),
                        (a, logP, logQ, p) -> {
                            Variable z = a.of(Function.STUDENT_T_QUANTILE, logP, logQ, p[0]);
                            return a.plus(p[1], a.times(p[2], z));
                        })
                .build();
    }

    /**
     * The normalising constant is 1 / (B(nu/2, 1/2) sqrt(nu) sigma): a beta function stays exact
     * for large nu, where the difference of two log-gammas would not.
     */
    private static Variable logDensity(Algebra a, Variable distance, Variable nu, Variable sigma) {
        Variable half = a.times(0.5, nu);
        Variable logBeta = a.of(Function.LBETA, half, a.number(0.5));
        Variable normaliser = a.plus(a.plus(logBeta, a.times(0.5, a.log(nu))), a.log(sigma));
        Variable z = a.scaledBy(a.scaledBy(distance, sigma), a.sqrt(nu));
        return a.negate(a.plus(a.times(a.plus(half, 0.5), a.log1pSquare(z)), normaliser));
    }

    private static Variable logCdf(Algebra a, Variable z, Variable nu) {
        return a.of(Function.STUDENT_T_LOG_CDF, z, nu);
    }

    private static Variable draw(Algebra a, Variable u, Variable nu) {
        return a.of(Function.STUDENT_T_DRAW, u, nu);
    }

    /** {@code sigma^2 nu / (nu - 2)} above 2 degrees of freedom. */
    private static Variable secondMoment(Algebra a, Variable nu, Variable sigma) {
        Variable moment = a.times(a.square(sigma), a.over(nu, a.minus(nu, 2)));
        return Logs.above(a, nu, 2, moment, Double.POSITIVE_INFINITY);
    }

    private static Distribution cauchy() {
        return Distribution.named("Cauchy")
                .text(
                        "The Cauchy distribution with location mu and scale sigma.",
                        "1 / (pi sigma (1 + ((y - mu) / sigma)^2))",
                        "theta ~ Cauchy(0, 2.5)")
                .parameter("mu", Support.REAL, INVERSE_CDF)
                .parameter("sigma", Support.POSITIVE, INVERSE_CDF)
                .on(Support.REAL)
                .density(
                        (a, y, p) ->
                                cauchyLog(a, a.scaledBy(a.minus(y, p[0]), p[1]), p[1], Math.PI))
                .draw(
                        (a, u, p) -> {
                            Variable angle = a.times(Math.PI, a.minus(u.getFirst(), 0.5));
                            return a.finite(a.plus(p[0], a.times(p[1], a.of(Function.TAN, angle))));
                        },
                        UNIFORM)
                .entropy((a, p) -> a.plus(a.log(p[1]), Math.log(4 * Math.PI)))
                .mean((a, p) -> a.number(Double.NaN))
                .variance((a, p) -> a.number(Double.NaN))
                .cumulative(
                        (a, y, p) -> cauchyLogCdf(a, a.scaledBy(a.minus(y, p[0]), p[1])),
                        (a, y, p) -> cauchyLogCdf(a, a.scaledBy(a.minus(p[0], y), p[1])),
                        (a, logP, logQ, p) -> {
                            Variable below = a.negate(cotangent(a, Math.PI, logP));
                            Variable above = cotangent(a, Math.PI, logQ);
                            Variable z = a.select(a.less(logP, logQ), below, above);
                            return a.plus(p[0], a.times(p[1], z));
                        })
                .build();
    }

    private static Variable cauchyLog(Algebra a, Variable z, Variable sigma, double area) {
        return a.negate(a.plus(a.log1pSquare(z), a.plus(a.log(sigma), Math.log(area))));
    }

    private static Variable cauchyLogCdf(Algebra a, Variable z) {
        Variable far = a.times(1 / Math.PI, a.of(Function.ATAN, a.over(a.number(-1), z)));
        Variable near = a.plus(a.times(1 / Math.PI, a.of(Function.ATAN, z)), 0.5);
        return a.select(
                a.less(z, -1), a.log(far), a.select(a.above(z, 1), a.log1p(far), a.log(near)));
    }

    private static Variable cotangent(Algebra a, double factor, Variable logP) {
        return a.over(a.number(1), a.of(Function.TAN, a.times(factor, a.exp(logP))));
    }

    private static Distribution halfStudentT() {
        return Distribution.named("HalfStudentT")
                .text(
                        "The absolute value of a StudentT(nu, 0, sigma).",
                        "2 (1 + (y / sigma)^2 / nu)^(-(nu + 1) / 2) / (sigma sqrt(nu) B(nu/2,"
                                + " 1/2))",
                        "tau ~ HalfStudentT(3, 2.5)")
                .parameter("nu", Support.POSITIVE, IMPLICIT)
                .parameter("sigma", Support.POSITIVE, LOCATION_SCALE)
                .on(Support.POSITIVE, FROM_ZERO)
                .density((a, y, p) -> a.plus(logDensity(a, y, p[0], p[1]), Math.log(2)))
                .draw(
                        (a, u, p) -> {
                            Variable t = draw(a, u.getFirst(), p[0]);
                            return a.positive(a.finite(a.times(p[1], a.abs(t))));
                        },
                        UNIFORM)
                .mean((a, p) -> halfMean(a, p[0], p[1]))
                .variance(
                        (a, p) ->
                                a.minus(
                                        secondMoment(a, p[0], p[1]),
                                        a.square(halfMean(a, p[0], p[1]))))
                .cumulative(
                        (a, y, p) -> {
                            // P(|T| <= z) = I(z^2 / (nu + z^2); 1/2, nu/2)
                            Variable z = a.scaledBy(a.max(y, 0), p[1]);
                            Variable logit = a.minus(a.times(2, a.log(z)), a.log(p[0]));
                            return a.of(
                                    Function.LOG_INC_BETA_LOGIT,
                                    a.number(0.5),
                                    a.times(0.5, p[0]),
                                    logit);
                        },
                        (a, y, p) -> {
                            Variable z = a.scaledBy(a.max(y, 0), p[1]);
                            return a.plus(logCdf(a, a.negate(z), p[0]), Math.log(2));
                        },
                        (a, logP, logQ, p) -> {
                            Variable logit =
                                    a.of(
                                            Function.LOGIT_BETA_QUANTILE,
                                            logP,
                                            logQ,
                                            a.number(0.5),
                                            a.times(0.5, p[0]));
                            Variable z = a.times(a.sqrt(p[0]), a.exp(a.times(0.5, logit)));
                            return a.times(p[1], z);
                        })
                .build();
    }

    /** {@code 2 sigma sqrt(nu) / ((nu - 1) B(nu/2, 1/2))} above 1 degree of freedom. */
    private static Variable halfMean(Algebra a, Variable nu, Variable sigma) {
        Variable logBeta = a.of(Function.LBETA, a.times(0.5, nu), a.number(0.5));
        Variable ratio = a.over(a.times(2, a.sqrt(nu)), a.minus(nu, 1));
        Variable mean = a.times(sigma, a.times(ratio, a.exp(a.negate(logBeta))));
        return Logs.above(a, nu, 1, mean, Double.POSITIVE_INFINITY);
    }

    private static Distribution halfCauchy() {
        return Distribution.named("HalfCauchy")
                .text(
                        "The absolute value of a Cauchy(0, sigma).",
                        "2 / (pi sigma (1 + (y / sigma)^2))",
                        "tau ~ HalfCauchy(5)")
                .parameter("sigma", Support.POSITIVE, INVERSE_CDF)
                .on(Support.POSITIVE, FROM_ZERO)
                .density((a, y, p) -> cauchyLog(a, a.scaledBy(y, p[0]), p[0], Math.PI / 2))
                .draw(
                        (a, u, p) ->
                                a.positive(
                                        a.times(
                                                p[0],
                                                a.of(
                                                        Function.TAN,
                                                        a.times(Math.PI / 2, u.getFirst())))),
                        UNIFORM)
                .mean((a, p) -> a.number(Double.POSITIVE_INFINITY))
                .variance((a, p) -> a.number(Double.NaN))
                .cumulative(
                        (a, y, p) -> halfCauchyLog(a, a.over(a.max(y, 0), p[0])),
                        (a, y, p) -> halfCauchyLog(a, a.over(p[0], a.max(y, 0))),
                        (a, logP, logQ, p) -> {
                            Variable angle = a.times(Math.PI / 2, a.exp(logP));
                            Variable z =
                                    a.select(
                                            a.less(logP, logQ),
                                            a.of(Function.TAN, angle),
                                            cotangent(a, Math.PI / 2, logQ));
                            return a.times(p[0], z);
                        })
                .build();
    }

    /** {@code log(2 atan(z) / pi)}; with the reciprocal of z, that of the complement. */
    private static Variable halfCauchyLog(Algebra a, Variable z) {
        Variable share = a.times(2 / Math.PI, a.of(Function.ATAN, z));
        Variable rest = a.times(2 / Math.PI, a.of(Function.ATAN, a.over(a.number(1), z)));
        return a.select(a.less(z, 1), a.log(share), a.log1m(rest));
    }
}
