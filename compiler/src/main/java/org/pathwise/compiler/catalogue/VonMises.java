package org.pathwise.compiler.catalogue;

import static org.pathwise.compiler.catalogue.Distribution.Noise.UNIFORM;
import static org.pathwise.compiler.catalogue.Distribution.Reparameterization.IMPLICIT;
import static org.pathwise.compiler.catalogue.Distribution.Reparameterization.LOCATION_SCALE;

import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.type.Support;

import java.util.List;

/**
 * The von Mises distribution of an angle. Its density has the period 2 pi; draws come from, and the
 * distribution function counts from, mu - pi up to mu + pi.
 */
public final class VonMises {
    public static final String NAME = "VonMises";

    /** The place of its mean direction among its parameters. */
    public static final int MU = 0;

    private VonMises() {}

    static Distribution entry() {
        return Distribution.named(NAME)
                .text(
                        "The von Mises distribution of an angle around mu with concentration kappa:"
                                + " a draw lies within pi of mu, the density repeats every 2 pi.",
                        "exp(kappa cos(y - mu)) / (2 pi I0(kappa))",
                        "direction ~ VonMises(0, 4)")
                .parameter("mu", Support.REAL, LOCATION_SCALE)
                .parameter("kappa", Support.POSITIVE, IMPLICIT)
                .on(Support.REAL)
                .hiddenEnds(new Distribution.Ends(List.of(0), List.of()))
                .density(
                        (a, y, p) -> {
                            // kappa (cos(x) - 1), which does not cancel the scaled Bessel function
                            Variable sine = a.of(Function.SIN, a.times(0.5, a.minus(y, p[0])));
                            Variable exponent = a.times(-2, a.times(p[1], a.square(sine)));
                            Variable logBessel = a.of(Function.LOG_BESSEL_I0_SCALED, p[1]);
                            return a.minus(exponent, a.plus(logBessel, Math.log(2 * Math.PI)));
                        })
                .draw(
                        (a, u, p) ->
                                a.plus(p[0], a.of(Function.VON_MISES_DRAW, u.getFirst(), p[1])),
                        UNIFORM)
                .cumulative(
                        (a, y, p) -> a.of(Function.VON_MISES_LOG_CDF, around(a, y, p[0]), p[1]),
                        (a, y, p) -> a.of(Function.VON_MISES_LOG_CCDF, around(a, y, p[0]), p[1]))
                .build();
    }

    /** The angle's distance to mu, from -pi up to pi. */
    private static Variable around(Algebra a, Variable y, Variable mu) {
        Variable x = a.minus(y, mu);
        Variable turns = a.of(Function.FLOOR, a.plus(a.times(0.5 / Math.PI, x), 0.5));
        return a.minus(x, a.times(2 * Math.PI, turns));
    }
}
