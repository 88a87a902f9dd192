package org.pathwise.runtime.math;

/**
 * Quantiles of continuous distributions of a probability P given as log P and log(1 - P), each
 * accurate where it is small, so that no tail is out of reach. They are functions of the difference
 * of the two, logit P: where both come from one quantity their derivatives add up to that of the
 * quantile.
 *
 * <p>Newton's steps on the log of the smaller tail, which is concave in log z and in logit x (the
 * densities of these are log-concave): from the left of the root they never pass it.
 */
public final class Quantiles {
    /** A step from here ends closer to the root than the precision of the tail. */
    private static final double CLOSE = 1e-8;

    private static final int MOST_STEPS = 200;

    private Quantiles() {}

    /** The log of the quantile of Gamma(alpha, 1). */
    public static double logGamma(double logP, double logQ, double alpha) {
        double logit = logP - logQ;
        if (!(alpha > 0) || Double.isNaN(logit)) {
            return Double.NaN;
        }
        if (Double.isInfinite(logit)) {
            return logit;
        }
        double lower = LogisticFunctions.logInvLogit(logit);
        double upper = LogisticFunctions.logInvLogit(-logit);
        // P is at most z^alpha / Gamma(alpha + 1)
        double least = (lower + GammaDifferences.lgammaOnePlus(alpha)) / alpha;
        if (logit <= 0) {
            return lowerGamma(
                    lower, Math.max(least, wilsonHilferty(lower, upper, alpha)), alpha, least);
        }
        double start = Math.max(least, wilsonHilferty(lower, upper, alpha));
        if (alpha < 1) { // Q is at most exp(-z) / Gamma(alpha) from z = 1 on
            double most = -upper - GammaFunctions.lgamma(alpha);
            start = most > 1 ? Math.log(most) : Math.max(least, Math.min(start, 0));
        }
        return upperGamma(upper, start, alpha);
    }

    /** The logit of the quantile of Beta(a, b). */
    public static double logitBeta(double logP, double logQ, double a, double b) {
        double logit = logP - logQ;
        if (!(a > 0) || !(b > 0) || Double.isNaN(logit)) {
            return Double.NaN;
        }
        if (Double.isInfinite(logit)) {
            return logit;
        }
        double lower = LogisticFunctions.logInvLogit(logit);
        double upper = LogisticFunctions.logInvLogit(-logit);
        double normal =
                Math.log(a)
                        - Math.log(b)
                        + ErrorFunctions.invPhiLog(lower, upper) * Math.sqrt(1 / a + 1 / b);
        return logit <= 0 ? lowerBeta(lower, normal, a, b) : -lowerBeta(upper, -normal, b, a);
    }

    /** The quantile of Student's t with nu degrees of freedom. */
    public static double studentT(double logP, double logQ, double nu) {
        double logit = logP - logQ;
        if (!(nu > 0) || Double.isNaN(logit)) {
            return Double.NaN;
        }
        // 2 P and 1 - 2 P = (1 - exp(logit)) / (1 + exp(logit)) for P below 1/2
        double size = -Math.abs(logit);
        double tail = Math.log(2) + LogisticFunctions.logInvLogit(size);
        double middle = Math.log(-Math.expm1(size)) - Math.log1p(Math.exp(size));
        double logitX = logitBeta(tail, middle, 0.5 * nu, 0.5);
        return Math.copySign(Math.exp(0.5 * (Math.log(nu) - logitX)), logit);
    }

    private static double lowerGamma(double target, double start, double alpha, double least) {
        double at = start;
        for (int step = 0; step < MOST_STEPS; step++) {
            double missing = target - GammaTails.logLower(at, alpha);
            at = Math.max(at + missing * GammaTails.lowerRatio(at, alpha), least);
            if (Math.abs(missing) < CLOSE) {
                break;
            }
        }
        return at;
    }

    private static double upperGamma(double target, double start, double alpha) {
        double at = start;
        for (int step = 0; step < MOST_STEPS; step++) {
            double excess = GammaTails.logUpper(at, alpha) - target;
            double move = excess * GammaTails.upperRatio(at, alpha);
            // to the right the tail is closer to linear in z than in log z
            at += move > 0 ? Math.log1p(move) : move;
            if (Math.abs(excess) < CLOSE) {
                break;
            }
        }
        return at;
    }

    private static double lowerBeta(double target, double start, double a, double b) {
        // I_x is at most exp(a logit x) / (a B(a, b))
        double least = (target + logScale(a, b)) / a;
        double at = Math.max(start, least);
        for (int step = 0; step < MOST_STEPS; step++) {
            double missing = target - BetaTails.logLower(at, a, b);
            at = Math.max(at + missing * BetaTails.lowerRatio(at, a, b), least);
            if (Math.abs(missing) < CLOSE) {
                break;
            }
        }
        return at;
    }

    /** log(a B(a, b)) = lgamma(a + 1) + lgamma(b) - lgamma(a + b). */
    private static double logScale(double a, double b) {
        return GammaDifferences.lgammaOnePlus(a) - GammaDifferences.lgammaDifference(b, a);
    }

    /** An approximation (Wilson and Hilferty 1931, PNAS 17), from 1/20 of the mean on. */
    private static double wilsonHilferty(double logP, double logQ, double alpha) {
        double ninth = 1 / (9 * alpha);
        double root = 1 - ninth + ErrorFunctions.invPhiLog(logP, logQ) * Math.sqrt(ninth);
        return Math.log(alpha) + 3 * Math.log(Math.max(root, 0.37));
    }
}
