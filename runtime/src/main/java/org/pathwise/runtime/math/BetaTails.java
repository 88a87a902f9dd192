package org.pathwise.runtime.math;

/**
 * The lower tail I_x(a, b) of Beta(a, b) on the log scale, and its derivatives; the upper tail is
 * the lower one of Beta(b, a) at 1 - x. A point is given by logit x, which has a full precision
 * next to 0 and next to 1, or by x.
 *
 * <p>With g the density of logit x, {@code x' = inv_logit(logit(x) - s)} and n = a + b,
 *
 * <pre>
 * I / g       = integral over s &gt; 0 of w(s),    w(s) = exp(-a s) (1 - x + x exp(-s))^-n
 * dI/da / g   = integral over s &gt; 0 of w(s) (log x'       - digamma(a) + digamma(n))
 * dI/db / g   = integral over s &gt; 0 of w(s) (log (1 - x') - digamma(b) + digamma(n))
 * </pre>
 *
 * <p>Below the mean these have no cancellation; above it the upper tail's have none. They are
 * computed by quadrature for large a, else by the power series DLMF 8.17.8 of positive terms or,
 * for a below 1, DLMF 8.17.7. Where neither suits, next to x = 1 for small b, the upper tail is not
 * small, and its complement is taken. Relative errors of the tails are about 1e-12, those of the
 * derivatives 1e-11, for parameters from 1e-8 to 1e6 and more.
 */
public final class BetaTails {
    private BetaTails() {}

    /** log I at x = inv_logit(logit), as far down as it is finite. */
    public static double logLower(double logit, double a, double b) {
        if (!(a > 0) || !(b > 0) || Double.isNaN(logit)) {
            return Double.NaN;
        }
        return logLower(
                a,
                b,
                LogisticFunctions.invLogit(logit),
                LogisticFunctions.invLogit(-logit),
                LogisticFunctions.logInvLogit(logit),
                LogisticFunctions.logInvLogit(-logit));
    }

    /**
     * I / g at x = inv_logit(logit): one over the derivative of log I in logit x. The upper tail's
     * is {@code lowerRatio(-logit, b, a)}.
     */
    public static double lowerRatio(double logit, double a, double b) {
        if (!(a > 0) || !(b > 0) || Double.isNaN(logit)) {
            return Double.NaN;
        }
        return lowerRatio(
                a,
                b,
                LogisticFunctions.invLogit(logit),
                LogisticFunctions.invLogit(-logit),
                LogisticFunctions.logInvLogit(logit),
                LogisticFunctions.logInvLogit(-logit));
    }

    /**
     * I (1 - I) / g at x = inv_logit(logit): one over the derivative of logit I in logit x, and the
     * derivative of the logit of the quantile in logit I.
     */
    public static double logitRatio(double logit, double a, double b) {
        return logit <= Math.log(a) - Math.log(b)
                ? lowerRatio(logit, a, b) * Math.exp(logLower(-logit, b, a))
                : lowerRatio(-logit, b, a) * Math.exp(logLower(logit, a, b));
    }

    /**
     * The implicit derivative of a draw: d logit x / d a = -(dI/da) / g of a Beta(a, b) draw x at a
     * fixed I (Figurnov, Mohamed and Mnih 2018, arXiv:1805.08498). In b it is {@code
     * -logitDerivative(-logit, b, a)}.
     */
    public static double logitDerivative(double logit, double a, double b) {
        if (!(a > 0) || !(b > 0) || Double.isNaN(logit)) {
            return Double.NaN;
        }
        double x = LogisticFunctions.invLogit(logit);
        double y = LogisticFunctions.invLogit(-logit);
        double logX = LogisticFunctions.logInvLogit(logit);
        double logY = LogisticFunctions.logInvLogit(-logit);
        return isLower(a, b, x, y)
                ? -lowerScore(true, a, b, x, y, logX, logY)
                : lowerScore(false, b, a, y, x, logY, logX);
    }

    static double logLower(double a, double b, double x, double y, double logX, double logY) {
        return isLower(a, b, x, y)
                ? logLowerDirectly(a, b, x, y, logX, logY)
                : logUpper(b, a, y, x, logY, logX);
    }

    static double lowerRatio(double a, double b, double x, double y, double logX, double logY) {
        if (isLower(a, b, x, y)) {
            switch (Method.of(a, b, x, y)) {
                case SERIES -> {
                    return BetaSeries.positive(a, b, x);
                }
                case INTEGRAL -> {
                    return BetaIntegral.of(a, b, x, y, 1, 0, 0);
                }
                case POWER, COMPLEMENT -> {}
            }
        }
        return Math.exp(logLower(a, b, x, y, logX, logY) - logKernel(a, b, x, y, logX, logY));
    }

    /** log g = a log x + b log(1 - x) - log B(a, b), see {@link BetaTails}. */
    static double logKernel(double a, double b, double x, double y, double logX, double logY) {
        double n = a + b;
        // n (x - mean), by a difference of products without cancellation
        double product = y * a;
        double excess = Math.fma(x, b, -product) - Math.fma(y, a, -product);
        double deviance;
        if (Math.abs(excess) <= 0.5 * Math.min(a, b)) {
            deviance =
                    a * GammaDifferences.log1pMinus(excess / a)
                            + b * GammaDifferences.log1pMinus(-excess / b);
        } else {
            deviance =
                    scaledLog(a, excess / a, logX, b / a) + scaledLog(b, -excess / b, logY, a / b);
        }
        return deviance
                + 0.5 * (Math.log(Math.min(a, b)) - Math.log1p(Math.min(a, b) / Math.max(a, b)))
                - GammaFunctions.HALF_LOG_TWO_PI
                + GammaDifferences.stirlingRemainder(n)
                - GammaDifferences.stirlingRemainder(a)
                - GammaDifferences.stirlingRemainder(b);
    }

    /** parameter * log(1 + excess), where 1 + excess = exp(log) (1 + ratio). */
    private static double scaledLog(double parameter, double excess, double log, double ratio) {
        return parameter * (Math.abs(excess) <= 0.5 ? Math.log1p(excess) : log + Math.log1p(ratio));
    }

    /** Below the mean, where the lower tail is the one to compute. */
    private static boolean isLower(double a, double b, double x, double y) {
        return x * b <= y * a;
    }

    private static double logLowerDirectly(
            double a, double b, double x, double y, double logX, double logY) {
        return switch (Method.of(a, b, x, y)) {
            case POWER -> BetaSeries.logPower(a, b, x, logX);
            case SERIES ->
                    logKernel(a, b, x, y, logX, logY) + Math.log(BetaSeries.positive(a, b, x));
            case INTEGRAL ->
                    logKernel(a, b, x, y, logX, logY)
                            + Math.log(BetaIntegral.of(a, b, x, y, 1, 0, 0));
            case COMPLEMENT -> LogisticFunctions.log1mExp(BetaSeries.logPower(b, a, y, logY));
        };
    }

    /** log(1 - I) where I is the tail to compute. */
    private static double logUpper(
            double a, double b, double x, double y, double logX, double logY) {
        return Method.of(a, b, x, y) == Method.COMPLEMENT
                ? BetaSeries.logPower(b, a, y, logY)
                : LogisticFunctions.log1mExp(logLowerDirectly(a, b, x, y, logX, logY));
    }

    /** dI/da / g or dI/db / g where I is the tail to compute. */
    private static double lowerScore(
            boolean inA, double a, double b, double x, double y, double logX, double logY) {
        return switch (Method.of(a, b, x, y)) {
            case POWER -> BetaSeries.powerScore(inA, a, b, x, logX, logY);
            case COMPLEMENT -> -BetaSeries.powerScore(!inA, b, a, y, logY, logX);
            case SERIES -> BetaSeries.positiveScore(inA, a, b, x, logX, logY);
            case INTEGRAL ->
                    inA
                            ? BetaIntegral.of(a, b, x, y, logX + digammaOver(a, b), 1, 0)
                            : BetaIntegral.of(a, b, x, y, logY + digammaOver(b, a), 0, 1);
        };
    }

    /** digamma(a + b) - digamma(a): minus the mean of log x under Beta(a, b). */
    private static double digammaOver(double a, double b) {
        return GammaDifferences.digammaDifference(a, b);
    }

    private enum Method {
        POWER,
        SERIES,
        INTEGRAL,
        COMPLEMENT;

        static Method of(double a, double b, double x, double y) {
            if (a < 30) {
                return x > 0.9 ? COMPLEMENT : a < 1 ? POWER : SERIES;
            }
            return b < 1 && (a + b) * y < 1 ? COMPLEMENT : INTEGRAL;
        }
    }
}
