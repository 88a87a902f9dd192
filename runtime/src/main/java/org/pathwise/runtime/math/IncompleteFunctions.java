package org.pathwise.runtime.math;

import org.apache.commons.numbers.gamma.RegularizedBeta;
import org.apache.commons.numbers.gamma.RegularizedGamma;

/** The regularized incomplete gamma and beta functions: the CDFs of Gamma and Beta. */
public final class IncompleteFunctions {
    private IncompleteFunctions() {}

    /** P(a, x) = gamma(a, x) / Gamma(a), the CDF of Gamma(a, 1) at x; 0 at and below x = 0. */
    public static double gammaP(double a, double x) {
        if (!(a > 0) || Double.isNaN(x)) {
            return Double.NaN;
        }
        if (x <= 0) {
            return 0;
        }
        return x == Double.POSITIVE_INFINITY ? 1 : RegularizedGamma.P.value(a, x);
    }

    /** Q(a, x) = 1 - P(a, x), without cancellation. */
    public static double gammaQ(double a, double x) {
        if (!(a > 0) || Double.isNaN(x)) {
            return Double.NaN;
        }
        if (x <= 0) {
            return 1;
        }
        return x == Double.POSITIVE_INFINITY ? 0 : RegularizedGamma.Q.value(a, x);
    }

    /** log P(a, x), as far down as the log is finite; minus infinity at and below x = 0. */
    public static double logGammaP(double a, double x) {
        return x < 0 && a > 0 ? Double.NEGATIVE_INFINITY : GammaTails.logLower(x, Math.log(x), a);
    }

    /** log Q(a, x), as far down as the log is finite; 0 at and below x = 0. */
    public static double logGammaQ(double a, double x) {
        return x < 0 && a > 0 ? 0 : GammaTails.logUpper(x, Math.log(x), a);
    }

    /** I_x(a, b), the CDF of Beta(a, b) at x; 0 below 0 and 1 above 1. */
    public static double incBeta(double a, double b, double x) {
        if (!(a > 0) || !(b > 0) || Double.isNaN(x)) {
            return Double.NaN;
        }
        if (x <= 0) {
            return 0;
        }
        return x >= 1 ? 1 : RegularizedBeta.value(x, a, b);
    }

    /** log I_x(a, b), as far down as the log is finite; minus infinity at and below x = 0. */
    public static double logIncBeta(double a, double b, double x) {
        if (!(a > 0) || !(b > 0) || Double.isNaN(x)) {
            return Double.NaN;
        }
        if (x <= 0) {
            return Double.NEGATIVE_INFINITY;
        }
        return x >= 1 ? 0 : BetaTails.logLower(a, b, x, 1 - x, Math.log(x), Math.log1p(-x));
    }

    /** log I_x(a, b) at x = inv_logit(logit), see {@link BetaTails#logLower}. */
    public static double logIncBetaLogit(double a, double b, double logit) {
        return BetaTails.logLower(logit, a, b);
    }

    /** log(1 - I_x(a, b)), as far down as the log is finite; 0 at and below x = 0. */
    public static double logIncBetaC(double a, double b, double x) {
        if (!(a > 0) || !(b > 0) || Double.isNaN(x)) {
            return Double.NaN;
        }
        if (x <= 0) {
            return 0;
        }
        return x >= 1
                ? Double.NEGATIVE_INFINITY
                : BetaTails.logLower(b, a, 1 - x, x, Math.log1p(-x), Math.log(x));
    }
}
