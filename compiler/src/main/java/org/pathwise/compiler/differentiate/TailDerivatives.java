package org.pathwise.compiler.differentiate;

import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Variable;

/**
 * The derivatives of the logs of distribution functions and of their complements.
 *
 * <p>With P a lower tail, f its density in z, R = P / f and D = -(dP/dtheta) / f the implicit
 * derivative of a draw: {@code d log P / dz = 1 / R} and {@code d log P / dtheta = -D / R}. For an
 * upper tail Q and R = Q / f both change their sign. R and D neither underflow nor cancel, as f and
 * P may. Outside the support, where the tails are constant, all derivatives are 0.
 */
final class TailDerivatives {
    private TailDerivatives() {}

    /** Of {@code (a, x)}: the derivative of the lower or of the upper tail in operand i. */
    static Variable gamma(Derivatives d, int i, boolean lower) {
        Variable a = d.operand(0);
        Variable x = d.operand(1);
        Variable logX = d.builder().log(x);
        Variable ratio =
                d.apply(lower ? Function.GAMMA_LOWER_RATIO : Function.GAMMA_UPPER_RATIO, logX, a);
        Variable derivative =
                i == 1
                        ? d.reciprocal(d.builder().multiply(x, ratio))
                        : d.negate(
                                d.builder()
                                        .divide(
                                                d.apply(
                                                        Function.LOG_GAMMA_DRAW_DERIVATIVE,
                                                        logX,
                                                        a),
                                                ratio));
        return inside(d, x, Double.POSITIVE_INFINITY, lower ? derivative : d.negate(derivative));
    }

    /** Of {@code (a, b, x)}: the derivative of the lower or of the upper tail in operand i. */
    static Variable betaAt(Derivatives d, int i, boolean lower) {
        Variable x = d.operand(2);
        Variable derivative = beta(d, i, d.apply(Function.LOGIT, x), lower);
        Variable inX =
                i == 2
                        ? d.builder().divide(derivative, d.builder().multiply(x, d.oneMinus(x)))
                        : derivative;
        return inside(d, x, 1, inX);
    }

    /** Of {@code (a, b)} and a point by its logit. */
    static Variable beta(Derivatives d, int i, Variable logit, boolean lower) {
        Variable a = d.operand(0);
        Variable b = d.operand(1);
        Variable mirrored = d.negate(logit);
        Variable ratio =
                lower
                        ? d.apply(Function.BETA_LOWER_RATIO, logit, a, b)
                        : d.apply(Function.BETA_LOWER_RATIO, mirrored, b, a);
        Variable derivative =
                switch (i) {
                    case 0 -> d.negate(d.apply(Function.LOGIT_BETA_DRAW_DERIVATIVE, logit, a, b));
                    // that of the mirrored draw, Beta(b, a), in its first parameter
                    case 1 -> d.apply(Function.LOGIT_BETA_DRAW_DERIVATIVE, mirrored, b, a);
                    default -> d.builder().constant(1);
                };
        Variable quotient = d.builder().divide(derivative, ratio);
        return lower ? quotient : d.negate(quotient);
    }

    /** Of {@code (t, nu)}. */
    static Variable studentT(Derivatives d, int i) {
        Variable ratio = d.apply(Function.STUDENT_T_LOWER_RATIO, d.x(), d.y());
        return i == 0
                ? d.reciprocal(ratio)
                : d.negate(
                        d.builder()
                                .divide(
                                        d.apply(Function.STUDENT_T_DRAW_DERIVATIVE, d.x(), d.y()),
                                        ratio));
    }

    /** Of {@code (y, kappa)}, for the lower or the upper tail, which are mirror images. */
    static Variable vonMises(Derivatives d, int i, boolean lower) {
        Variable y = lower ? d.x() : d.negate(d.x());
        Variable ratio = d.apply(Function.VON_MISES_LOWER_RATIO, y, d.y());
        Variable derivative =
                i == 0
                        ? d.reciprocal(ratio)
                        : d.negate(
                                d.builder()
                                        .divide(
                                                d.apply(
                                                        Function.VON_MISES_DRAW_DERIVATIVE,
                                                        d.x(),
                                                        d.y()),
                                                ratio));
        return lower ? derivative : d.negate(derivative);
    }

    /** The derivative where x lies between 0 and the upper end, else 0. */
    private static Variable inside(Derivatives d, Variable x, double upper, Variable derivative) {
        Variable zero = d.builder().constant(0);
        Variable within =
                d.apply(
                        Function.AND,
                        d.apply(Function.LESS, zero, x),
                        d.apply(Function.LESS, x, d.builder().constant(upper)));
        return d.builder().select(within, derivative, zero);
    }
}
