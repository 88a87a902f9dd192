package org.pathwise.runtime.math;

/**
 * Power series in x of the incomplete beta function I_x(a, b) and of its derivatives in a and b.
 */
final class BetaSeries {
    private static final double PRECISION = 1e-17;

    private BetaSeries() {}

    /** I / g by DLMF 8.17.8: the sum of (a+b)_k / (a+1)_k x^k, over a; all terms are positive. */
    static double positive(double a, double b, double x) {
        double n = a + b;
        double term = 1;
        double sum = 1;
        for (int k = 0; term > PRECISION * sum; k++) {
            term *= (n + k) / (a + 1 + k) * x;
            sum += term;
        }
        return sum / a;
    }

    /** dI/da / g (or dI/db / g), the derivative of the series above. */
    static double positiveScore(
            boolean inA, double a, double b, double x, double logX, double logY) {
        double n = a + b;
        double term = 1;
        double sum = 1;
        double logDerivative = 0;
        double derivative = 0;
        for (int k = 0; term > PRECISION * sum; k++) {
            double top = 1 / (n + k);
            double bottom = 1 / (a + 1 + k);
            term *= (n + k) * bottom * x;
            // 1 / (n + k) - 1 / (a + 1 + k)
            logDerivative += inA ? (1 - b) * top * bottom : top;
            sum += term;
            derivative += term * logDerivative;
        }
        double outer =
                inA
                        ? logX + GammaDifferences.digammaDifference(a, b) - 1 / a
                        : logY + GammaDifferences.digammaDifference(b, a);
        return (outer * sum + derivative) / a;
    }

    /** log I by DLMF 8.17.7, for b x up to a few: x^a / (a B(a, b)) (1 + a S). */
    static double logPower(double a, double b, double x, double logX) {
        double term = 1;
        double sum = 0;
        for (int k = 1; ; k++) {
            term *= (k - b) * x / k;
            double summand = term / (a + k);
            sum += summand;
            if (Math.abs(summand) <= PRECISION * Math.abs(sum) && k > b * x) {
                break;
            }
        }
        return logFactor(a, b, logX) + Math.log1p(a * sum);
    }

    /** dI/da / g (or dI/db / g), the derivative of the series above. */
    static double powerScore(boolean inA, double a, double b, double x, double logX, double logY) {
        double term = 1;
        double termInB = 0;
        double sum = 0;
        double derivative = 0;
        for (int k = 1; ; k++) {
            termInB = (termInB * (k - b) - term) * x / k;
            term *= (k - b) * x / k;
            double over = 1 / (a + k);
            sum += term * over;
            derivative += inA ? -term * over * over : termInB * over;
            if ((Math.abs(term) + Math.abs(termInB)) * over
                            <= PRECISION * (Math.abs(sum) + Math.abs(derivative))
                    && k > b * x) {
                break;
            }
        }
        double outer = inA ? logX + digammaOnePlus(a, b) : GammaDifferences.digammaDifference(b, a);
        double inner = inA ? sum + a * derivative : a * derivative;
        return (outer * (1 + a * sum) + inner) / a * Math.exp(-b * logY);
    }

    /** log of x^a / (a B(a, b)) = x^a Gamma(a + b) / (Gamma(a + 1) Gamma(b)). */
    private static double logFactor(double a, double b, double logX) {
        return a * logX
                + GammaDifferences.lgammaDifference(b, a)
                - GammaDifferences.lgammaOnePlus(a);
    }

    /** digamma(a + b) - digamma(a + 1). */
    private static double digammaOnePlus(double a, double b) {
        return b >= 1
                ? GammaDifferences.digammaDifference(a + 1, b - 1)
                : -GammaDifferences.digammaDifference(a + b, 1 - b);
    }
}
