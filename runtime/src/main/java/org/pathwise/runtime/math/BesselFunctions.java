package org.pathwise.runtime.math;

/**
 * The modified Bessel function of the first kind I of order v on the log scale, with its
 * derivatives in argument and order. Orders are real and at least 0, arguments at least 0 (of any
 * sign for order 0); outside, and for NaN, the values are NaN.
 *
 * <p>Two formulas cover everything: the power series about x = 0 (DLMF 10.25.2), whose terms are
 * positive, and from {@code v^2 + x^2 = 25^2} on the {@link UniformBessel uniform asymptotic
 * expansion}. The relative error is about 1e-15 except near the curve where the function is 1 and
 * its log 0: there the error is absolute, 1e-16 times the order and argument.
 */
public final class BesselFunctions {
    private BesselFunctions() {}

    /** log I0(x), an even function. */
    public static double logI0(double x) {
        return logIv(0, Math.abs(x));
    }

    /** log I1(x) for x &gt;= 0; minus infinity at 0. */
    public static double logI1(double x) {
        return logIv(1, x);
    }

    /** log(exp(-|x|) I0(x)), which grows like -log(x) / 2 only; an even function. */
    public static double logI0Scaled(double x) {
        double y = Math.abs(x);
        return UniformBessel.applies(0, y) ? UniformBessel.logScaled(y) : seriesLog(0, y) - y;
    }

    /** d logI0Scaled(x) / dx: for x &gt;= 0 it is I1(x) / I0(x) - 1. */
    public static double logI0ScaledDerivative(double x) {
        double y = Math.abs(x);
        double slope =
                UniformBessel.applies(0, y)
                        ? UniformBessel.logScaledDerivative(y)
                        : seriesDerivative(0, y) - 1;
        return x < 0 ? -slope : slope;
    }

    /** log Iv(x) for v, x &gt;= 0; at x = 0 it is 0 for v = 0, else minus infinity. */
    public static double logIv(double v, double x) {
        if (!(v >= 0 && x >= 0)) {
            return Double.NaN;
        }
        return UniformBessel.applies(v, x) ? UniformBessel.log(v, x) : seriesLog(v, x);
    }

    /** d log I0(x) / dx = I1(x) / I0(x), an odd function from -1 to 1. */
    public static double logI0Derivative(double x) {
        return Math.copySign(1, x) * logIvDerivative(0, Math.abs(x));
    }

    /** d log I1(x) / dx; infinite at 0. */
    public static double logI1Derivative(double x) {
        return logIvDerivative(1, x);
    }

    /** d log Iv(x) / dx, positive; at x = 0 it is 0 for v = 0, else infinite. */
    public static double logIvDerivative(double v, double x) {
        if (!(v >= 0 && x >= 0)) {
            return Double.NaN;
        }
        return UniformBessel.applies(v, x)
                ? UniformBessel.logDerivative(v, x)
                : seriesDerivative(v, x);
    }

    /**
     * d log Iv(x) / dv, negative. Its error is absolute, about 1e-15: at v = 0 it is as small as
     * exp(-2x).
     */
    public static double logIvOrderDerivative(double v, double x) {
        if (!(v >= 0 && x >= 0)) {
            return Double.NaN;
        }
        return UniformBessel.applies(v, x)
                ? UniformBessel.logOrderDerivative(v, x)
                : seriesOrderDerivative(v, x);
    }

    private static double seriesLog(double v, double x) {
        double quarter = 0.25 * x * x;
        double term = 1;
        double sum = 0;
        for (int k = 1; term > 1e-17 * sum; k++) {
            term *= quarter / (k * (k + v));
            sum += term;
        }
        double rest = Math.log1p(sum);
        return v == 0 ? rest : v * Math.log(0.5 * x) - GammaFunctions.lgamma(v + 1) + rest;
    }

    private static double seriesDerivative(double v, double x) {
        double quarter = 0.25 * x * x;
        double term = 1;
        double sum = 1;
        double slope = 0; // the sum of 2 k term / x from the term before: no division by x
        for (int k = 1; term > 1e-17 * sum; k++) {
            slope += term * (0.5 * x / (k + v));
            term *= quarter / (k * (k + v));
            sum += term;
        }
        return slope / sum + (v == 0 ? 0 : v / x);
    }

    private static double seriesOrderDerivative(double v, double x) {
        double quarter = 0.25 * x * x;
        double term = 1;
        double sum = 1;
        double harmonic = 0; // digamma(v + k + 1) - digamma(v + 1)
        double weighted = 0;
        for (int k = 1; term > 1e-18 * sum; k++) {
            term *= quarter / (k * (k + v));
            harmonic += 1 / (k + v);
            sum += term;
            weighted += term * harmonic;
        }
        return Math.log(0.5 * x) - GammaFunctions.digamma(v + 1) - weighted / sum;
    }
}
