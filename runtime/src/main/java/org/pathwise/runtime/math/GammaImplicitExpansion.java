package org.pathwise.runtime.math;

/**
 * The implicit derivative of a Gamma draw for large shapes, d log z / d alpha = (F0 + F1 / alpha +
 * F2 / alpha^2 + ...) / alpha, each F a function of {@code l = log(z / alpha)} alone.
 *
 * <p>At leading order the distribution function is that of a normal at {@code eta sqrt(alpha)},
 * {@code eta^2 / 2 = exp(l) - 1 - l} (Temme, DLMF 8.12), and a draw moves so that this stays fixed:
 * F0 = l / (exp(l) - 1). The others are analytic for |l| &lt; 2 pi; their Taylor coefficients were
 * computed with 60 digits, by interpolation of the derivative's values (power series and continued
 * fractions) at shapes from 150 to 9600.
 */
final class GammaImplicitExpansion {
    /** From this shape on, and up to this |l|, the relative error is below 1e-11. */
    static final double SHAPE_FROM = 30;

    static final double LOG_UP_TO = 1;

    /** Of F1, F2, ..., lowest powers of l first. */
    private static final double[][] COEFFICIENTS = {
        {
            0.16666666666666666,
            -0.08333333333333333,
            0.008333333333333333,
            0.002777777777777778,
            -0.0004960317460317459,
            -9.92063492063492e-05,
            2.3148148148145785e-05,
            3.306878306878203e-06,
            -9.394540644351338e-07,
            -1.0438378493850695e-07,
            3.4875654826758475e-08,
            3.1705140793130385e-09,
            -1.2178105656066713e-09,
            -9.367774433041957e-11,
            4.067567751187036e-11
        },
        {
            0.016666666666666666,
            0.0,
            -0.0047619047619047615,
            0.0011904761904761906,
            0.0001984126984126989,
            -9.920634920634912e-05,
            -4.208754208761909e-06,
            5.711880711879336e-06,
            -8.011168719280366e-08,
            -2.732331601268922e-07,
            1.4031015726090875e-08,
            1.1649689177434027e-08
        },
        {
            -0.009523809523809622, 0.00833333333333333, -0.0017857142857141957,
            -0.0005952380952381497, 0.0003021284271284287, 6.313131313142514e-06,
            -2.4154086654093344e-05, 2.00031450030593e-06, 1.3856431267404947e-06,
            -2.218212783054396e-07
        },
        {
            -0.0035714285711694292,
            0.0,
            0.0018037518035123696,
            -0.00072150072135586,
            -5.503755504117662e-05,
            9.157509154668404e-05,
            -9.789593113410693e-06,
            -6.475006473302368e-06
        },
        {
            0.0036075032962703925, -0.003968253978281337, 0.0011627264498982146,
            0.0003875752136874416, -0.0003110315566236287, 2.520630928062238e-05
        }
    };

    private GammaImplicitExpansion() {}

    /** d log z / d alpha at z = alpha exp(l). */
    static double logDerivative(double l, double alpha) {
        double reciprocal = 1 / alpha;
        double sum = 0;
        for (int k = COEFFICIENTS.length - 1; k >= 0; k--) {
            double[] coefficients = COEFFICIENTS[k];
            double polynomial = 0;
            for (int i = coefficients.length - 1; i >= 0; i--) {
                polynomial = polynomial * l + coefficients[i];
            }
            sum = (sum + polynomial) * reciprocal;
        }
        double leading = l == 0 ? 1 : l / Math.expm1(l);
        return (leading + sum) * reciprocal;
    }
}
