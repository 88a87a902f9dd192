package org.pathwise.runtime.math;

/**
 * The asymptotic expansion of the modified Bessel function I for large order or argument (Debye's,
 * DLMF 10.41.3, 10.41.5 and 10.41.9). With {@code w = sqrt(v^2 + x^2)} and {@code q = (v / w)^2} it
 * reads
 *
 * <pre>
 * Iv(x) = exp(w) (x / (v + w))^v / sqrt(2 pi w) * sum over k of P[k](q) / w^k
 * </pre>
 *
 * where {@code P[k]} is a polynomial of degree k: DLMF's U[k](p) is p^k P[k](p^2). In this form the
 * order may be 0, where the expansion is Hankel's (DLMF 10.40.1), and w alone says how good it is:
 * with {@link #TERMS} terms the relative error is below 1e-16 from w = 25 on.
 */
final class UniformBessel {
    private static final double FROM = 25;
    private static final int TERMS = 16;
    private static final double LOG_TWO_PI = 1.8378770664093456;

    /** The coefficients of the expansion of I itself. */
    private static final double[][] VALUE = value();

    /** Those of its derivative in x: DLMF's V[k](p) is p^k times this. */
    private static final double[][] SLOPE = slope();

    /** Those of VALUE less SLOPE at order 0: 1 - 1 without the ones. */
    private static final double[][] DROP = drop();

    /** Those of the sum's derivative in the order, times w^2 / v. */
    private static final double[][] ORDER = order();

    private UniformBessel() {}

    static boolean applies(double v, double x) {
        return v >= FROM || x >= FROM || v * v + x * x >= FROM * FROM;
    }

    static double log(double v, double x) {
        double w = Math.hypot(v, x);
        if (w == Double.POSITIVE_INFINITY) {
            return x == w ? (v == w ? Double.NaN : w) : Double.NEGATIVE_INFINITY;
        }
        double leading = v == 0 ? w : w - v * logRatio(v, x, w);
        return leading - 0.5 * (LOG_TWO_PI + Math.log(w)) + Math.log(sum(VALUE, v, w));
    }

    static double logDerivative(double v, double x) {
        double w = Math.hypot(v, x);
        if (w == Double.POSITIVE_INFINITY) {
            return x == w ? (v == w ? Double.NaN : 1) : w;
        }
        return w / x * (sum(SLOPE, v, w) / sum(VALUE, v, w));
    }

    /** log(exp(-x) I0(x)). */
    static double logScaled(double x) {
        return -0.5 * (LOG_TWO_PI + Math.log(x)) + Math.log(sum(VALUE, 0, x));
    }

    /** Its derivative, I1(x) / I0(x) - 1. */
    static double logScaledDerivative(double x) {
        return -sum(DROP, 0, x) / sum(VALUE, 0, x);
    }

    static double logOrderDerivative(double v, double x) {
        double w = Math.hypot(v, x);
        if (w == Double.POSITIVE_INFINITY) {
            return x == w ? (v == w ? Double.NaN : 0) : -w;
        }
        double correction = sum(ORDER, v, w) / sum(VALUE, v, w) - 0.5;
        return correction * (v / w) / w - logRatio(v, x, w);
    }

    /** log((v + w) / x), the inverse hyperbolic sine of v / x. */
    private static double logRatio(double v, double x, double w) {
        return x > v ? Math.log1p((v + v * (v / (w + x))) / x) : Math.log((v + w) / x);
    }

    private static double sum(double[][] coefficients, double v, double w) {
        double q = (v / w) * (v / w);
        double power = 1;
        double sum = coefficients[0][0];
        for (int k = 1; k <= TERMS; k++) {
            power /= w;
            double[] c = coefficients[k];
            double polynomial = c[k];
            for (int j = k - 1; j >= 0; j--) {
                polynomial = polynomial * q + c[j];
            }
            sum += power * polynomial;
            // a polynomial is largest at q = 0; those of the derivatives are a few times larger
            if (power * Math.abs(VALUE[k][0]) < 1e-19) {
                break;
            }
        }
        return sum;
    }

    private static double[][] value() {
        double[][] p = new double[TERMS + 1][];
        p[0] = new double[] {1};
        for (int k = 0; k < TERMS; k++) {
            p[k + 1] = new double[k + 2];
            for (int j = 0; j <= k; j++) {
                int m = k + 2 * j;
                p[k + 1][j] += p[k][j] * (0.5 * m + 0.125 / (m + 1));
                p[k + 1][j + 1] -= p[k][j] * (0.5 * m + 0.625 / (m + 3));
            }
        }
        return p;
    }

    /** {@code P[k] - (1 - q) ((k - 1/2) P[k-1] + 2 q P[k-1]')}. */
    private static double[][] slope() {
        double[][] s = new double[TERMS + 1][];
        s[0] = new double[] {1};
        for (int k = 1; k <= TERMS; k++) {
            s[k] = VALUE[k].clone();
            for (int j = 0; j < k; j++) {
                double c = (k - 0.5 + 2 * j) * VALUE[k - 1][j];
                s[k][j] -= c;
                s[k][j + 1] += c;
            }
        }
        return s;
    }

    private static double[][] drop() {
        double[][] s = new double[TERMS + 1][];
        for (int k = 0; k <= TERMS; k++) {
            s[k] = new double[k + 1];
            s[k][0] = k == 0 ? 0 : (k - 0.5) * VALUE[k - 1][0];
        }
        return s;
    }

    /** {@code 2 (1 - q) P[k]' - k P[k]}. */
    private static double[][] order() {
        double[][] s = new double[TERMS + 1][];
        for (int k = 0; k <= TERMS; k++) {
            s[k] = new double[k + 1];
            for (int j = 0; j <= k; j++) {
                s[k][j] -= (k + 2 * j) * VALUE[k][j];
                if (j > 0) {
                    s[k][j - 1] += 2 * j * VALUE[k][j];
                }
            }
        }
        return s;
    }
}
