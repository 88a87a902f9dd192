package org.pathwise.runtime.math;

/**
 * The distribution function F of Student's t with nu degrees of freedom on the log scale, and how a
 * draw moves with nu. With {@code x = nu / (nu + t^2)}, F(t) = I_x(nu/2, 1/2) / 2 for t below 0;
 * the upper tail follows by symmetry: 1 - F(t) = F(-t).
 *
 * <p>The derivative in nu is the integral of the density f times its score S = d log f / d nu, from
 * minus infinity to t in the tail and from 0 to t in the middle: S changes its sign once, near t^2
 * = 1 + sqrt(2), and so neither cancels, even for large nu, where S is of order nu^-2.
 */
public final class StudentTails {
    /** For fewer degrees of freedom the tail's integral runs too far out, and a series serves. */
    private static final double INTEGRAL_FROM = 60;

    /** Where the score changes its sign, for large nu. */
    private static final double SIGN_CHANGE = 1 + Math.sqrt(2);

    /** {@code (4^k - 1) B_2k / (2 k)}, see {@link #constantScore}. */
    private static final double[] HALF_STEP = {
        0.25, -0.125, 0.25, -1.0625, 7.75, -86.375, 1365.25, -29049.03125
    };

    private StudentTails() {}

    /** log F(t), as far down as it is finite. */
    public static double logLower(double t, double nu) {
        if (!(nu > 0) || Double.isNaN(t)) {
            return Double.NaN;
        }
        double tail = Math.log(0.5) + logBeta(Math.abs(t), nu);
        return t <= 0 ? tail : Math.log1p(-Math.exp(tail));
    }

    /**
     * F(t) / f(t): one over the derivative of log F, and the derivative of the quantile in log F.
     * Infinite where f underflows.
     */
    public static double lowerRatio(double t, double nu) {
        if (!(nu > 0) || Double.isNaN(t)) {
            return Double.NaN;
        }
        if (t < -1 && !Double.isInfinite(t)) { // the ratio of I_x and its density in logit x
            double logRatio = logRatio(-t, nu);
            return -0.5
                    * t
                    * BetaTails.lowerRatio(
                            0.5 * nu,
                            0.5,
                            LogisticFunctions.invLogit(-logRatio),
                            LogisticFunctions.invLogit(logRatio),
                            logX(-t, nu),
                            LogisticFunctions.logInvLogit(logRatio));
        }
        return Double.isInfinite(t)
                ? Double.POSITIVE_INFINITY
                : Math.exp(logLower(t, nu) - logDensity(t, nu));
    }

    /**
     * F(t) (1 - F(t)) / f(t): one over the derivative of logit F, and the derivative of the
     * quantile in logit F.
     */
    public static double logitRatio(double t, double nu) {
        double size = Math.abs(t);
        return lowerRatio(-size, nu) * Math.exp(logLower(size, nu));
    }

    /** The implicit derivative dt/dnu = -(dF/dnu) / f of a draw t at a fixed F. */
    public static double derivative(double t, double nu) {
        if (!(nu > 0) || Double.isNaN(t)) {
            return Double.NaN;
        }
        double size = Math.abs(t);
        double squared = size * size;
        double derivative;
        if (nu < INTEGRAL_FROM && squared > nu / 9) {
            double logit = -logRatio(size, nu);
            derivative =
                    0.5 * size * (1 / nu - 0.5 * BetaTails.logitDerivative(logit, 0.5 * nu, 0.5));
        } else if (nu < INTEGRAL_FROM || squared <= SIGN_CHANGE) {
            derivative = middle(size, nu);
        } else {
            derivative = tail(size, nu);
        }
        // the quantile itself may be beyond the largest double
        double bounded = Math.max(derivative, -Double.MAX_VALUE);
        return t < 0 ? -bounded : bounded;
    }

    /** log I_x(nu/2, 1/2) for a t from 0 on. */
    private static double logBeta(double t, double nu) {
        double logRatio = logRatio(t, nu);
        return BetaTails.logLower(
                0.5 * nu,
                0.5,
                LogisticFunctions.invLogit(-logRatio),
                LogisticFunctions.invLogit(logRatio),
                logX(t, nu),
                LogisticFunctions.logInvLogit(logRatio));
    }

    /** log(t^2 / nu) = -logit x. */
    private static double logRatio(double t, double nu) {
        return 2 * Math.log(t) - Math.log(nu);
    }

    /** log x = -log(1 + t^2 / nu), which large nu multiplies. */
    private static double logX(double t, double nu) {
        double ratio = t * (t / nu);
        return ratio < 1e300 ? -Math.log1p(ratio) : -logRatio(Math.abs(t), nu);
    }

    private static double logDensity(double t, double nu) {
        return GammaDifferences.lgammaDifference(0.5 * nu, 0.5)
                - 0.5 * Math.log(nu * Math.PI)
                + 0.5 * (nu + 1) * logX(t, nu);
    }

    /** -(dF/dnu) / f from the integral of f S from 0 to t. */
    private static double middle(double t, double nu) {
        double constant = constantScore(nu);
        double half = 0.5 * (nu + 1);
        double logAtEnd = Math.log1p(t * t / nu);
        double sum = 0;
        for (int i = 0; i < HalfLegendre.COUNT; i++) {
            double at = t * HalfLegendre.node(i);
            double ratio = at * at / nu;
            double complement = ratio / (1 + ratio);
            double log = Math.log1p(ratio);
            double score =
                    constant
                            + 0.5 * GammaDifferences.log1pMinus(-complement)
                            + 0.5 * complement / nu;
            sum += HalfLegendre.weight(i) * Math.exp(half * (logAtEnd - log)) * score;
        }
        return -t * sum;
    }

    /** -(dF/dnu) / f from the integral of f S from t on, with t exp(s/2) for s from 0 on. */
    private static double tail(double t, double nu) {
        double constant = constantScore(nu);
        double logRatio = logRatio(t, nu);
        double x = LogisticFunctions.invLogit(-logRatio);
        double y = LogisticFunctions.invLogit(logRatio);
        double end = BetaIntegral.end(0.5 * nu, 0.5, x, y);
        double logX = logX(t, nu);
        double sum = 0;
        for (int i = 0; i < HalfLegendre.COUNT; i++) {
            double s = end * HalfLegendre.node(i);
            double growth = Math.exp(s);
            double log = Math.log1p(y * Math.expm1(s));
            double complement = y * growth / (x + y * growth);
            double moved =
                    complement < 0.5
                            ? GammaDifferences.log1pMinus(-complement)
                            : logX - log + complement;
            double score = constant + 0.5 * moved + 0.5 * complement / nu;
            sum += HalfLegendre.weight(i) * Math.exp(0.5 * s - 0.5 * (nu + 1) * log) * score;
        }
        return 0.5 * t * end * sum;
    }

    /**
     * (digamma((nu + 1)/2) - digamma(nu/2) - 1/nu) / 2, by its asymptotic series (from DLMF 5.11.2
     * and the duplication formula) where the difference would cancel.
     */
    private static double constantScore(double nu) {
        if (nu < 20) {
            return 0.5 * (GammaDifferences.digammaDifference(0.5 * nu, 0.5) - 1 / nu);
        }
        double square = 1 / (nu * nu);
        double sum = 0;
        for (int k = HALF_STEP.length - 1; k >= 0; k--) {
            sum = (HALF_STEP[k] + sum) * square;
        }
        return sum;
    }
}
