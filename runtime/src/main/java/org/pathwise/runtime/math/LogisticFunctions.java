package org.pathwise.runtime.math;

/** The logistic function, its inverse, and logs of sums and differences of exponentials. */
public final class LogisticFunctions {
    private static final double LOG_TWO = 0.6931471805599453;

    private LogisticFunctions() {}

    /** 1 / (1 + exp(-x)), with full relative precision in the lower tail. */
    public static double invLogit(double x) {
        if (x >= 0) {
            return 1 / (1 + Math.exp(-x));
        }
        double e = Math.exp(x);
        return e / (1 + e);
    }

    /** log(p / (1 - p)); infinite at 0 and 1, NaN outside. */
    public static double logit(double p) {
        // between 1/4 and 3/4 the ratio is near 1 and its log would cancel: 2p - 1 is exact there
        if (p > 0.25 && p < 0.75) {
            return Math.log1p((2 * p - 1) / (1 - p));
        }
        return Math.log(p) - Math.log1p(-p);
    }

    /** log invLogit(x) = -log(1 + exp(-x)). */
    public static double logInvLogit(double x) {
        return -log1pExp(-x);
    }

    /** log(1 + exp(x)), also called softplus. */
    public static double log1pExp(double x) {
        return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
    }

    /**
     * log(1 - exp(x)) for x &lt;= 0 (minus infinity at 0), else NaN. Maechler 2012,
     * "log(1-exp(-|a|))".
     */
    public static double log1mExp(double x) {
        return x > -LOG_TWO ? Math.log(-Math.expm1(x)) : Math.log1p(-Math.exp(x));
    }

    /** log(exp(x) - exp(y)) for x &gt;= y (minus infinity where equal), else NaN. */
    public static double logDiffExp(double x, double y) {
        if (x == y) {
            return x == Double.POSITIVE_INFINITY ? Double.NaN : Double.NEGATIVE_INFINITY;
        }
        return x + log1mExp(y - x);
    }

    /** log(exp(x) + exp(y)). */
    public static double logSumExp(double x, double y) {
        double m = Math.max(x, y);
        if (Double.isInfinite(m)) {
            return m;
        }
        return m + Math.log1p(Math.exp(-Math.abs(x - y)));
    }
}
