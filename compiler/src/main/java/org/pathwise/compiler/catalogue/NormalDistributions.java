package org.pathwise.compiler.catalogue;

import static org.pathwise.compiler.catalogue.Distribution.Noise.NORMAL;
import static org.pathwise.compiler.catalogue.Distribution.Reparameterization.COMPOSITION;
import static org.pathwise.compiler.catalogue.Distribution.Reparameterization.LOCATION_SCALE;
import static org.pathwise.compiler.catalogue.ScalarFormula.ABOVE_ZERO;
import static org.pathwise.compiler.catalogue.ScalarFormula.FROM_ZERO;

import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.type.Support;

import java.util.List;
import java.util.Optional;

/**
 * The normal distribution and what are functions of one normal variable. Formulas and orders of
 * parameters as in the Stan Functions Reference.
 */
final class NormalDistributions {
    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

    private NormalDistributions() {}

    static List<Distribution> all() {
        return List.of(normal(), halfNormal(), logNormal(), logitNormal());
    }

    private static Distribution normal() {
        return Distribution.named("Normal")
                .text(
                        "The normal distribution with mean mu and standard deviation sigma.",
                        "exp(-((y - mu) / sigma)^2 / 2) / (sigma sqrt(2 pi))",
                        "mu ~ Normal(0, 5)")
                .parameter("mu", Support.REAL, LOCATION_SCALE)
                .parameter("sigma", Support.POSITIVE, LOCATION_SCALE)
                .on(Support.REAL)
                .density((a, y, p) -> logDensity(a, a.scaledBy(a.minus(y, p[0]), p[1]), p[1]))
                .draw((a, u, p) -> a.plus(p[0], a.times(p[1], u.getFirst())), NORMAL)
                .entropy((a, p) -> a.plus(a.log(p[1]), HALF_LOG_TWO_PI + 0.5))
                .mean((a, p) -> p[0])
                .variance((a, p) -> a.square(p[1]))
                .cumulative(
                        (a, y, p) -> a.logPhi(a.scaledBy(a.minus(y, p[0]), p[1])),
                        (a, y, p) -> a.logPhi(a.scaledBy(a.minus(p[0], y), p[1])),
                        NormalDistributions::quantile)
                .build();
    }

    /** {@code -z^2 / 2 - log(sigma) - log(2 pi) / 2}. */
    static Variable logDensity(Algebra a, Variable z, Variable sigma) {
        return a.minus(a.times(-0.5, a.square(z)), a.plus(a.log(sigma), HALF_LOG_TWO_PI));
    }

    private static Variable quantile(Algebra a, Variable logP, Variable logQ, Variable... p) {
        return a.plus(p[0], a.times(p[1], a.of(Function.INV_PHI_LOG, logP, logQ)));
    }

    private static Distribution halfNormal() {
        return Distribution.named("HalfNormal")
                .text(
                        "The absolute value of a Normal(0, sigma).",
                        "2 exp(-(y / sigma)^2 / 2) / (sigma sqrt(2 pi))",
                        "sigma ~ HalfNormal(1)")
                .parameter("sigma", Support.POSITIVE, LOCATION_SCALE)
                .on(Support.POSITIVE, FROM_ZERO)
                .density((a, y, p) -> a.plus(logDensity(a, a.scaledBy(y, p[0]), p[0]), Math.log(2)))
                .draw((a, u, p) -> a.positive(a.times(p[0], a.abs(u.getFirst()))), NORMAL)
                .entropy((a, p) -> a.plus(a.log(p[0]), HALF_LOG_TWO_PI + 0.5 - Math.log(2)))
                .mean((a, p) -> a.times(Math.sqrt(2 / Math.PI), p[0]))
                .variance((a, p) -> a.times(1 - 2 / Math.PI, a.square(p[0])))
                .cumulative(
                        (a, y, p) -> {
                            Variable z = a.scaledBy(a.max(y, 0), p[0]);
                            Variable near = a.of(Function.ERF, a.times(Math.sqrt(0.5), z));
                            return a.select(
                                    a.less(z, 1), a.log(near), a.log1mExp(halfNormalLogCcdf(a, z)));
                        },
                        (a, y, p) -> halfNormalLogCcdf(a, a.scaledBy(a.max(y, 0), p[0])),
                        (a, logP, logQ, p) -> a.times(p[0], halfNormalQuantile(a, logP, logQ)))
                .build();
    }

    private static Variable halfNormalLogCcdf(Algebra a, Variable z) {
        return a.plus(a.logPhi(a.negate(z)), Math.log(2));
    }

    /**
     * The z with {@code Phi(-z) = Q / 2}; for small P by the series of the inverse error function
     * (DLMF 7.17.2), for there z is a difference to the median.
     */
    private static Variable halfNormalQuantile(Algebra a, Variable logP, Variable logQ) {
        Variable q = a.minus(Logs.accurate(a, logQ, logP), Math.log(2));
        Variable rest = a.minus(a.log1p(a.exp(logP)), Math.log(2));
        Variable far = a.negate(a.of(Function.INV_PHI_LOG, q, rest));
        Variable x = a.times(Math.sqrt(Math.PI / 2), a.exp(logP));
        Variable square = a.square(x);
        Variable series = a.plus(a.times(square, a.plus(a.times(7.0 / 120, square), 1.0 / 6)), 1);
        return a.select(a.less(logP, Math.log(1e-3)), a.times(x, series), far);
    }

    private static Distribution logNormal() {
        return Distribution.named("LogNormal")
                .text(
                        "The exponential of a Normal(mu, sigma).",
                        "exp(-((log(y) - mu) / sigma)^2 / 2) / (y sigma sqrt(2 pi))",
                        "income ~ LogNormal(10, 0.5)")
                .parameter("mu", Support.REAL, COMPOSITION)
                .parameter("sigma", Support.POSITIVE, COMPOSITION)
                .on(Support.POSITIVE, ABOVE_ZERO)
                .density(
                        (a, y, p) -> {
                            Variable log = a.log(y);
                            Variable z = a.scaledBy(a.minus(log, p[0]), p[1]);
                            return a.minus(logDensity(a, z, p[1]), log);
                        })
                .draw(
                        (a, u, p) -> a.positiveFromLog(a.plus(p[0], a.times(p[1], u.getFirst()))),
                        NORMAL)
                .entropy((a, p) -> a.plus(a.plus(p[0], a.log(p[1])), HALF_LOG_TWO_PI + 0.5))
                .mean((a, p) -> a.exp(a.plus(p[0], a.times(0.5, a.square(p[1])))))
                .variance(
                        (a, p) -> {
                            Variable square = a.square(p[1]);
                            return a.times(
                                    a.expm1(square), a.exp(a.plus(a.times(2, p[0]), square)));
                        })
                .cumulative(
                        (a, y, p) -> logPhiOf(a, a.log(a.max(y, 0)), p, false),
                        (a, y, p) -> logPhiOf(a, a.log(a.max(y, 0)), p, true),
                        (a, logP, logQ, p) -> a.exp(quantile(a, logP, logQ, p)))
                .build();
    }

    private static Variable logPhiOf(Algebra a, Variable x, Variable[] p, boolean upper) {
        Variable distance = upper ? a.minus(p[0], x) : a.minus(x, p[0]);
        return a.logPhi(a.scaledBy(distance, p[1]));
    }

    private static Distribution logitNormal() {
        return Distribution.named("LogitNormal")
                .text(
                        "The inverse logit of a Normal(mu, sigma).",
                        "exp(-((logit(y) - mu) / sigma)^2 / 2) / (y (1 - y) sigma sqrt(2 pi))",
                        "p ~ LogitNormal(0, 1.5)")
                .parameter("mu", Support.REAL, COMPOSITION)
                .parameter("sigma", Support.POSITIVE, COMPOSITION)
                .on(Support.UNIT, (a, y, p) -> Optional.of(a.both(a.above(y, 0), a.less(y, 1))))
                .density(
                        (a, y, p) -> {
                            Variable logit = a.of(Function.LOGIT, y);
                            Variable z = a.scaledBy(a.minus(logit, p[0]), p[1]);
                            return a.minus(logDensity(a, z, p[1]), a.plus(a.log(y), a.log1m(y)));
                        })
                .draw(
                        (a, u, p) -> a.unitFromLogit(a.plus(p[0], a.times(p[1], u.getFirst()))),
                        NORMAL)
                .cumulative(
                        (a, y, p) -> logPhiOf(a, logitWithin(a, y), p, false),
                        (a, y, p) -> logPhiOf(a, logitWithin(a, y), p, true),
                        (a, logP, logQ, p) -> a.invLogit(quantile(a, logP, logQ, p)))
                .build();
    }

    private static Variable logitWithin(Algebra a, Variable y) {
        return a.of(Function.LOGIT, a.min(a.max(y, 0), 1));
    }
}
