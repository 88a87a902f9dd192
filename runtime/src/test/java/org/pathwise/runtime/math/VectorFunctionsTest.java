package org.pathwise.runtime.math;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.function.DoubleUnaryOperator;

class VectorFunctionsTest {
    private static final double[] EDGES = {
        0.0,
        -0.0,
        1,
        -1,
        0.5,
        -0.5,
        1e-300,
        -1e-300,
        1e-20,
        -1e-20,
        Double.MIN_VALUE,
        Double.MIN_NORMAL,
        1e300,
        1e308,
        Double.MAX_VALUE,
        -1e10,
        708,
        709.5,
        710,
        -708,
        -709,
        -745,
        -746,
        0.34,
        -0.34,
        0.3399999,
        -0.3400001,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN,
        Math.sqrt(2),
        Math.sqrt(0.5),
        -0.9999999
    };

    private interface Rows {
        void apply(double[] x, int from, double[] y, int to, int n);
    }

    private static void check(Rows rows, DoubleUnaryOperator reference) {
        double[] x = new double[20_003];
        System.arraycopy(EDGES, 0, x, 0, EDGES.length);
        for (int i = EDGES.length; i < x.length; i++) {
            x[i] = (i % 3 - 0.5) * Math.exp((i - 10_000) * 6e-4);
        }
        double[] y = new double[x.length + 5];
        rows.apply(x, 0, y, 3, x.length);
        for (int i = 0; i < x.length; i++) {
            double expected = reference.applyAsDouble(x[i]);
            if (Double.isFinite(expected)) {
                assertThat(Math.abs(y[i + 3] - expected))
                        .as("at " + x[i])
                        .isLessThanOrEqualTo(4 * Math.ulp(expected));
            } else {
                assertThat(Double.valueOf(y[i + 3]))
                        .as("at " + x[i])
                        .isEqualTo(Double.valueOf(expected));
            }
        }
        assertThat(y[2]).isZero();
        assertThat(y[y.length - 2]).isZero();
    }

    @Test
    void exponentials() {
        check(VectorFunctions::exp, Math::exp);
        check(VectorFunctions::expm1, Math::expm1);
    }

    @Test
    void logarithms() {
        check(VectorFunctions::log, Math::log);
        check(VectorFunctions::log1p, Math::log1p);
    }
}
