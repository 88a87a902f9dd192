package org.pathwise.compiler.catalogue;

import static org.pathwise.compiler.catalogue.Distribution.Noise.NORMAL;
import static org.pathwise.compiler.catalogue.Distribution.Noise.UNIFORM;
import static org.pathwise.compiler.catalogue.Distribution.Reparameterization.IMPLICIT;
import static org.pathwise.compiler.catalogue.ScalarFormula.ABOVE_ZERO;

import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.type.Support;

import java.util.List;

/**
 * The inverse Gaussian (Wald) distribution of mean mu and variance mu^3 / lambda. With {@code a =
 * sqrt(lambda / y) (y / mu - 1)} and {@code b = sqrt(lambda / y) (y / mu + 1)} its distribution
 * function is {@code Phi(a) + exp(2 lambda / mu) Phi(-b)} (Shuster 1968), where {@code b^2 = a^2 +
 * 4 lambda / mu}, so that the second term is {@code exp(-a^2 / 2) erfcx(b / sqrt(2)) / 2}.
 */
final class InverseGaussian {
    private static final double ROOT_HALF = Math.sqrt(0.5);

    private InverseGaussian() {}

    static Distribution entry() {
        return Distribution.named("InverseGaussian")
                .text(
                        "The inverse Gaussian (Wald) distribution with mean mu and variance mu^3 /"
                                + " lambda.",
                        "sqrt(lambda / (2 pi y^3)) exp(-lambda (y - mu)^2 / (2 mu^2 y))",
                        "passage ~ InverseGaussian(1, 3)")
                .parameter("mu", Support.POSITIVE, IMPLICIT)
                .parameter("lambda", Support.POSITIVE, IMPLICIT)
                .on(Support.POSITIVE, ABOVE_ZERO)
                .density(
                        (a, y, p) -> {
                            Variable distance = a.scaledBy(a.minus(y, p[0]), p[0]);
                            Variable exponent = a.times(a.over(p[1], y), a.square(distance));
                            Variable power =
                                    a.minus(a.times(1.5, a.log(y)), a.times(0.5, a.log(p[1])));
                            return a.negate(
                                    a.plus(
                                            a.plus(a.times(0.5, exponent), power),
                                            0.5 * Math.log(2 * Math.PI)));
                        })
                .draw(InverseGaussian::draw, NORMAL, UNIFORM)
                .mean((a, p) -> p[0])
                .variance((a, p) -> a.times(a.square(p[0]), a.over(p[0], p[1])))
                .cumulative(InverseGaussian::logCdf, InverseGaussian::logCcdf)
                .build();
    }

    /**
     * The draw is mu times one of mean 1 and shape {@code phi = lambda / mu}: one of the two roots
     * x and 1/x of {@code phi (x - 1)^2 / x = n^2} for a normal n, the smaller with probability
     * {@code 1 / (1 + x)} (Michael, Schucany and Haas 1976). Since that choice jumps, the draw's
     * derivative is implicit: {@code d log(x) / d phi = (1 - 2 sqrt(phi x) M) / phi} with {@code M
     * = Phi(-b) / density(b)}, which is -dF/dphi over the density of log(x).
     */
    private static Variable draw(Algebra a, List<Variable> u, Variable... p) {
        Variable phi = a.over(p[1], p[0]);
        Variable r = a.over(a.times(0.5, a.square(u.get(0))), phi);
        // log of the larger root, acosh(1 + r)
        Variable size = a.log1p(a.plus(r, a.sqrt(a.times(r, a.plus(r, 2)))));
        Variable smaller = a.less(u.get(1), a.invLogit(size));
        Variable log = a.select(smaller, a.negate(size), size);
        Variable x = a.exp(log);
        Variable b = a.times(a.sqrt(a.over(phi, x)), a.plus(x, 1));
        Variable mills =
                a.times(Math.sqrt(Math.PI / 2), a.of(Function.ERFCX, a.times(ROOT_HALF, b)));
        Variable derivative =
                a.over(a.minus(1, a.times(a.times(2, a.sqrt(a.times(phi, x))), mills)), phi);
        return a.positiveFromLog(a.plus(a.log(p[0]), a.following(log, phi, derivative)));
    }

    private static Variable lower(Algebra a, Variable y, Variable[] p) {
        return a.times(a.sqrt(a.over(p[1], y)), a.scaledBy(a.minus(y, p[0]), p[0]));
    }

    private static Variable logCdf(Algebra a, Variable y, Variable... p) {
        Variable inside = a.max(y, Double.MIN_VALUE);
        Variable first = lower(a, inside, p);
        Variable b = a.times(a.sqrt(a.over(p[1], inside)), a.plus(a.over(inside, p[0]), 1));
        Variable second =
                a.minus(
                        a.log(a.times(0.5, a.of(Function.ERFCX, a.times(ROOT_HALF, b)))),
                        a.times(0.5, a.square(first)));
        Variable normal = a.logPhi(first);
        Variable larger = a.max(normal, second);
        Variable sum = a.plus(larger, a.log1p(a.exp(a.negate(a.abs(a.minus(normal, second))))));
        Variable below = a.select(a.above(y, 0), sum, a.number(Double.NEGATIVE_INFINITY));
        return a.select(a.less(y, p[0]), below, a.log1mExp(upper(a, inside, p)));
    }

    private static Variable logCcdf(Algebra a, Variable y, Variable... p) {
        return a.select(a.above(y, 0), upper(a, a.max(y, Double.MIN_VALUE), p), a.number(0));
    }

    /**
     * {@code Phi(-a) - exp(2 lambda / mu) Phi(-b)} is the distribution function at -a of a standard
     * normal plus an exponential of rate {@code b - a = 2 sqrt(lambda / y)}, whose two terms cancel
     * the same way.
     */
    private static Variable upper(Algebra a, Variable y, Variable[] p) {
        return a.of(
                Function.EXP_MOD_NORMAL_LOG_CDF,
                a.negate(lower(a, y, p)),
                a.times(2, a.sqrt(a.over(p[1], y))));
    }
}
