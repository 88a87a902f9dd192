package org.pathwise.compiler.differentiate;

import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Variable;

import java.util.List;

/**
 * Derivatives of functions that are derivatives themselves, for gradients of gradients. Near the
 * edges of their domains they are less accurate than first derivatives.
 */
final class SecondDerivatives {
    private SecondDerivatives() {}

    /**
     * The second derivative of digamma for positive x: {@code psi2(x) = psi2(x + 1) - 2 / x^3}
     * eight times, then the asymptotic series (Abramowitz and Stegun, 6.4.6 and 6.4.13).
     */
    static Variable tetragamma(Derivatives d) {
        Builder builder = d.builder();
        Variable sum = builder.constant(0);
        Variable shifted = d.x();
        for (int k = 0; k < 8; k++) {
            Variable cube = builder.multiply(shifted, builder.square(shifted));
            sum = builder.subtract(sum, builder.divide(builder.constant(2), cube));
            shifted = d.plusOne(shifted);
        }
        // -w - w / x - w^2 (1/2 - w (1/6 - w (1/6 - w (3/10 - 5/6 w)))) with w = 1 / x^2.
        Variable w = d.reciprocal(builder.square(shifted));
        Variable series = builder.constant(5.0 / 6);
        for (double coefficient : List.of(0.3, 1.0 / 6, 1.0 / 6, 0.5)) {
            series = builder.subtract(builder.constant(coefficient), builder.multiply(w, series));
        }
        Variable factor =
                d.plusOne(builder.add(d.reciprocal(shifted), builder.multiply(w, series)));
        return builder.subtract(sum, builder.multiply(w, factor));
    }

    /** Of y = erfcx(x): y' = 2 x y - 2 / sqrt(pi), so y'' = 2 y + 2 x y'. */
    static Variable erfcx(Derivatives d) {
        Variable moved = d.builder().multiply(d.x(), d.result());
        return d.scaled(2, d.builder().add(d.apply(Function.ERFCX, d.x()), moved));
    }

    /** Of y = d log Iv(x) / dx, by Bessel's equation: y' = 1 + v^2 / x^2 - y / x - y^2. */
    static Variable bessel(Derivatives d, Variable v, Variable x) {
        Builder b = d.builder();
        Variable order = b.square(b.divide(v, x));
        Variable damping = b.add(b.divide(d.result(), x), b.square(d.result()));
        return b.subtract(d.plusOne(order), damping);
    }

    /** Of y = exp(-w) / (1 + w), the derivative of w = W0(x): y' = -y^2 (1 + 1 / (1 + w)). */
    static Variable lambert(Derivatives d) {
        Variable w = d.apply(Function.LAMBERT_W0, d.x());
        Variable factor = d.plusOne(d.reciprocal(d.plusOne(w)));
        return d.negate(d.builder().multiply(d.builder().square(d.result()), factor));
    }
}
