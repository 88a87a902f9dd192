package org.pathwise.compiler.catalogue;

import static org.pathwise.compiler.catalogue.Distribution.Noise.NORMAL;
import static org.pathwise.compiler.catalogue.Distribution.Noise.UNIFORM;
import static org.pathwise.compiler.catalogue.Distribution.Reparameterization.COMPOSITION;
import static org.pathwise.compiler.catalogue.Distribution.Reparameterization.LOCATION_SCALE;

import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.type.Support;

import java.util.List;

/** Distributions on the whole line that are sums of a normal variable and a positive one. */
final class SkewedNormals {
    private SkewedNormals() {}

    static List<Distribution> all() {
        return List.of(skewNormal(), expModNormal());
    }

    /**
     * Azzalini 1985, "A Class of Distributions Which Includes the Normal Ones": a draw is {@code
     * delta |u| + sqrt(1 - delta^2) v} for standard normals u and v, where delta is the sine of
     * atan(alpha) and the root its cosine.
     */
    private static Distribution skewNormal() {
        return Distribution.named("SkewNormal")
                .text(
                        "The skew normal distribution with location xi, scale omega and shape"
                                + " alpha; alpha = 0 is the normal.",
                        "2 phi(z) Phi(alpha z) / omega with z = (y - xi) / omega and the standard"
                                + " normal phi and Phi",
                        "y ~ SkewNormal(0, 1, 3)")
                .parameter("xi", Support.REAL, LOCATION_SCALE)
                .parameter("omega", Support.POSITIVE, LOCATION_SCALE)
                .parameter("alpha", Support.REAL, COMPOSITION)
                .on(Support.REAL)
                .density(
                        (a, y, p) -> {
                            Variable z = a.scaledBy(a.minus(y, p[0]), p[1]);
                            return a.plus(
                                    a.plus(
                                            NormalDistributions.logDensity(a, z, p[1]),
                                            a.logPhi(a.times(p[2], z))),
                                    Math.log(2));
                        })
                .draw(
                        (a, u, p) -> {
                            Variable angle = a.of(Function.ATAN, p[2]);
                            Variable z =
                                    a.plus(
                                            a.times(a.of(Function.SIN, angle), a.abs(u.get(0))),
                                            a.times(a.of(Function.COS, angle), u.get(1)));
                            return a.plus(p[0], a.times(p[1], z));
                        },
                        NORMAL,
                        NORMAL)
                .mean((a, p) -> a.plus(p[0], a.times(p[1], standardMean(a, p[2]))))
                .variance(
                        (a, p) ->
                                a.times(
                                        a.square(p[1]),
                                        a.minus(1, a.square(standardMean(a, p[2])))))
                .cumulative(
                        (a, y, p) ->
                                a.of(
                                        Function.SKEW_NORMAL_LOG_CDF,
                                        a.scaledBy(a.minus(y, p[0]), p[1]),
                                        p[2]),
                        (a, y, p) ->
                                a.of(
                                        Function.SKEW_NORMAL_LOG_CDF,
                                        a.scaledBy(a.minus(p[0], y), p[1]),
                                        a.negate(p[2])))
                .build();
    }

    private static Variable standardMean(Algebra a, Variable alpha) {
        Variable angle = a.of(Function.ATAN, alpha);
        return a.times(Math.sqrt(2 / Math.PI), a.of(Function.SIN, angle));
    }

    private static Distribution expModNormal() {
        return Distribution.named("ExpModNormal")
                .text(
                        "The sum of a Normal(mu, sigma) and an Exponential(lambda).",
                        "lambda exp(v^2 / 2 - v z) Phi(z - v) with z = (y - mu) / sigma and v ="
                                + " lambda sigma",
                        "rt ~ ExpModNormal(0.4, 0.05, 5)")
                .parameter("mu", Support.REAL, LOCATION_SCALE)
                .parameter("sigma", Support.POSITIVE, COMPOSITION)
                .parameter("lambda", Support.POSITIVE, COMPOSITION)
                .on(Support.REAL)
                .density(
                        (a, y, p) -> {
                            Variable z = a.scaledBy(a.minus(y, p[0]), p[1]);
                            Variable v = a.times(p[1], p[2]);
                            return a.plus(a.log(p[2]), tail(a, z, v));
                        })
                .draw(
                        (a, u, p) ->
                                a.plus(
                                        a.plus(p[0], a.times(p[1], u.get(0))),
                                        a.scaledBy(a.negate(a.log(u.get(1))), p[2])),
                        NORMAL,
                        UNIFORM)
                .mean((a, p) -> a.plus(p[0], a.over(a.number(1), p[2])))
                .variance((a, p) -> a.plus(a.square(p[1]), a.square(a.over(a.number(1), p[2]))))
                .cumulative(
                        (a, y, p) ->
                                a.of(
                                        Function.EXP_MOD_NORMAL_LOG_CDF,
                                        a.scaledBy(a.minus(y, p[0]), p[1]),
                                        a.times(p[1], p[2])),
                        (a, y, p) -> {
                            Variable z = a.scaledBy(a.minus(y, p[0]), p[1]);
                            Variable normal = a.logPhi(a.negate(z));
                            Variable rest = tail(a, z, a.times(p[1], p[2]));
                            Variable larger = a.max(normal, rest);
                            return a.plus(
                                    larger, a.log1p(a.exp(a.negate(a.abs(a.minus(normal, rest))))));
                        })
                .build();
    }

    /**
     * {@code log(exp(v^2 / 2 - v z) Phi(z - v))}; for z below v as {@code -z^2 / 2 + log(erfcx((v -
     * z) / sqrt(2)) / 2)}, for there the exponents cancel.
     */
    private static Variable tail(Algebra a, Variable z, Variable v) {
        Variable distance = a.minus(z, v);
        Variable above = a.plus(a.times(v, a.minus(a.times(0.5, v), z)), a.logPhi(distance));
        Variable scaled = a.of(Function.ERFCX, a.times(-Math.sqrt(0.5), distance));
        Variable below = a.minus(a.log(a.times(0.5, scaled)), a.times(0.5, a.square(z)));
        return a.select(a.less(distance, 0), below, above);
    }
}
