package org.pathwise.compiler.differentiate;

import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Variable;

/**
 * The derivatives of draws and of quantiles: how they move with the distribution's parameters at a
 * fixed value of its distribution function, {@code dz/dtheta = -(dF/dtheta) / f}, which depends on
 * z and the parameters alone; the parameters are the last operands.
 */
final class ImplicitDerivatives {
    private ImplicitDerivatives() {}

    /** Of log z in alpha. */
    static Variable logGamma(Derivatives d) {
        return d.apply(Function.LOG_GAMMA_DRAW_DERIVATIVE, d.result(), d.operands().getLast());
    }

    /** Of logit z in operand i, which is a or b. */
    static Variable logitBeta(Derivatives d, int i) {
        int count = d.operands().size();
        Variable a = d.operand(count - 2);
        Variable b = d.operand(count - 1);
        Function derivative = Function.LOGIT_BETA_DRAW_DERIVATIVE;
        // 1 - z is a draw of Beta(b, a)
        return i == count - 2
                ? d.apply(derivative, d.result(), a, b)
                : d.negate(d.apply(derivative, d.negate(d.result()), b, a));
    }

    /** Of t in nu. */
    static Variable studentT(Derivatives d) {
        return d.apply(Function.STUDENT_T_DRAW_DERIVATIVE, d.result(), d.operands().getLast());
    }

    /**
     * Of a quantile in log P or log(1 - P): in their difference it is a function of the quantile
     * and the parameters.
     */
    static Variable inProbability(Derivatives d, Function inLogit, int i) {
        Variable[] operands = d.operands().subList(1, d.operands().size()).toArray(Variable[]::new);
        operands[0] = d.result();
        Variable derivative = d.apply(inLogit, operands);
        return i == 0 ? derivative : d.negate(derivative);
    }
}
