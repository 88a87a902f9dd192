package org.pathwise.runtime.math;

/**
 * Log distribution functions of counts that have no incomplete gamma or beta function: sums of
 * masses by their ratios, over the side of the value that the mean does not lie on, from which the
 * other side follows without cancellation. The time is that of the number of counts on that side.
 */
public final class CountTails {
    /** A mass that adds nothing any more to a sum whose masses go down. */
    private static final double NEGLIGIBLE = 1e-18;

    private CountTails() {}

    /**
     * {@code log P(Y <= y)} under BetaBinomial(n, alpha, beta). {@code P(Y > y)} is that of {@code
     * n - y - 1} under BetaBinomial(n, beta, alpha).
     */
    public static double betaBinomialLogCdf(double y, double n, double alpha, double beta) {
        double inside = edge(y, n);
        if (inside != 0 || y >= n) {
            return inside;
        }
        return isLower(y, n, alpha, beta)
                ? below(y, n, alpha, beta)[0]
                : LogisticFunctions.log1mExp(below(n - y - 1, n, beta, alpha)[0]);
    }

    /** The derivative of {@link #betaBinomialLogCdf} in alpha. */
    public static double betaBinomialLogCdfInAlpha(double y, double n, double alpha, double beta) {
        return derivative(y, n, alpha, beta, 1);
    }

    /** The derivative of {@link #betaBinomialLogCdf} in beta. */
    public static double betaBinomialLogCdfInBeta(double y, double n, double alpha, double beta) {
        return derivative(y, n, alpha, beta, 2);
    }

    private static double derivative(double y, double n, double alpha, double beta, int parameter) {
        if (!(y >= 0) || y >= n) {
            return 0;
        }
        if (isLower(y, n, alpha, beta)) {
            return below(y, n, alpha, beta)[parameter];
        }
        double[] upper = below(n - y - 1, n, beta, alpha);
        // d log(1 - S) = -S / (1 - S) d log S
        return -upper[3 - parameter] / Math.expm1(-upper[0]);
    }

    private static boolean isLower(double y, double n, double alpha, double beta) {
        return y * (alpha + beta) < n * alpha;
    }

    /** Log P(Y <= y) and its derivatives in alpha and beta, by the sum from y down. */
    private static double[] below(double y, double n, double alpha, double beta) {
        double ofAlpha = slope(y, n - y, alpha, beta, n);
        double ofBeta = slope(n - y, y, beta, alpha, n);
        double mass = 1;
        double sum = 1;
        double sumOfAlpha = ofAlpha;
        double sumOfBeta = ofBeta;
        // masses that once go down go on doing so, but where alpha < 1 lets them rise towards 0
        boolean falls = alpha >= 1;
        for (double k = y; k > 0; k--) {
            double ratio = k * (n - k + beta) / ((n - k + 1) * (k - 1 + alpha));
            mass *= ratio;
            ofAlpha -= 1 / (k - 1 + alpha);
            ofBeta += 1 / (n - k + beta);
            sum += mass;
            sumOfAlpha += mass * ofAlpha;
            sumOfBeta += mass * ofBeta;
            if (falls && ratio < 1 && mass < NEGLIGIBLE * sum) {
                break;
            }
        }
        return new double[] {
            Math.log(sum) + CountFunctions.betaBinomialLogMass(y, n, alpha, beta),
            sumOfAlpha / sum,
            sumOfBeta / sum
        };
    }

    /** The derivative of the log mass of k in its own shape. */
    private static double slope(double k, double rest, double own, double other, double n) {
        return CountFunctions.tableLogRatio(own, other, k, rest)
                + CountFunctions.stirlingExcessDerivative(own)
                - CountFunctions.stirlingExcessDerivative(k + own)
                + CountFunctions.stirlingExcessDerivative(n + own + other)
                - CountFunctions.stirlingExcessDerivative(own + other);
    }

    /**
     * {@code log P(Y <= y)} for the marked among n draws without replacement from a marked and b
     * unmarked. {@code P(Y > y)} is that of {@code n - y - 1} with a and b exchanged.
     */
    public static double hypergeometricLogCdf(double y, double n, double a, double b) {
        double most = Math.min(n, a);
        double least = Math.max(0, n - b);
        if (Double.isNaN(y + n + a + b)) {
            return Double.NaN;
        }
        if (y < least) {
            return Double.NEGATIVE_INFINITY;
        }
        if (y >= most) {
            return 0;
        }
        return y * (a + b) < n * a
                ? hypergeometricBelow(y, n, a, b)
                : LogisticFunctions.log1mExp(hypergeometricBelow(n - y - 1, n, b, a));
    }

    private static double hypergeometricBelow(double y, double n, double a, double b) {
        double mass = 1;
        double sum = 1;
        double least = Math.max(0, n - b);
        for (double k = y; k > least; k--) {
            double ratio = k * (b - n + k) / ((a - k + 1) * (n - k + 1));
            mass *= ratio;
            sum += mass;
            if (ratio < 1 && mass < NEGLIGIBLE * sum) {
                break;
            }
        }
        return Math.log(sum) + CountFunctions.hypergeometricLogMass(y, n, a, b);
    }

    /** Minus infinity below 0, NaN for NaN, else 0. */
    private static double edge(double y, double n) {
        if (Double.isNaN(y) || Double.isNaN(n)) {
            return Double.NaN;
        }
        return y < 0 ? Double.NEGATIVE_INFINITY : 0;
    }
}
