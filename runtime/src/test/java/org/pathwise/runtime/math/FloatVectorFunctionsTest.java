package org.pathwise.runtime.math;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

class FloatVectorFunctionsTest {
    private static final float[] EDGES = {
        0f,
        -0f,
        1,
        -1,
        0.5f,
        -0.5f,
        1e-38f,
        -1e-38f,
        1e-10f,
        -1e-10f,
        Float.MIN_VALUE,
        Float.MIN_NORMAL,
        1e30f,
        Float.MAX_VALUE,
        -1e10f,
        87,
        86.99999f,
        88,
        88.7f,
        88.8f,
        89,
        -87,
        -87.5f,
        -88,
        -103,
        -104,
        0.34f,
        -0.34f,
        0.3399999f,
        -0.3400001f,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.NaN,
        (float) Math.sqrt(2),
        (float) Math.sqrt(0.5),
        -0.9999999f
    };

    private interface Rows {
        void apply(float[] x, int from, float[] y, int to, int n);
    }

    /** Against double precision, to two units in the last place of the result as a float. */
    private static void check(Rows rows, DoubleUnaryOperator reference) {
        float[] x = new float[200_003];
        System.arraycopy(EDGES, 0, x, 0, EDGES.length);
        for (int i = EDGES.length; i < x.length; i++) {
            x[i] = (float) ((i % 3 - 0.5) * Math.exp((i - 100_000) * 9e-4));
        }
        for (int i = 1; i < x.length; i += 4) {
            x[i] = i < EDGES.length ? x[i] : (i - 100_000) * 1e-3f;
        }
        float[] y = new float[x.length + 5];
        rows.apply(x, 0, y, 3, x.length);
        for (int i = 0; i < x.length; i++) {
            double expected = reference.applyAsDouble(x[i]);
            if (Float.isFinite((float) expected)) {
                assertThat(Math.abs(y[i + 3] - expected))
                        .as("at " + x[i])
                        .isLessThanOrEqualTo(2 * Math.ulp((float) expected));
            } else {
                assertThat(Float.valueOf(y[i + 3]))
                        .as("at " + x[i])
                        .isEqualTo(Float.valueOf((float) expected));
            }
        }
        assertThat(y[2]).isZero();
        assertThat(y[y.length - 2]).isZero();
    }

    @Test
    void exponentials() {
        check(FloatVectorFunctions::exp, Math::exp);
        check(FloatVectorFunctions::expm1, Math::expm1);
    }

    @Test
    void logarithms() {
        check(FloatVectorFunctions::log, Math::log);
        check(FloatVectorFunctions::log1p, Math::log1p);
    }

    @Test
    void conversions() {
        double below = 1 - 0x1p-53;
        double[] x = {1, 1 / 3.0, -1e300, 1e-50, Double.NaN, below, -below, 1 + 0x1p-52};
        float[] expected = {
            1,
            (float) (1 / 3.0),
            Float.NEGATIVE_INFINITY,
            0,
            Float.NaN,
            1 - 0x1p-24f,
            0x1p-24f - 1,
            1
        };
        for (int n = 1; n < 70; n++) {
            double[] many = new double[n];
            Arrays.setAll(many, i -> x[i % x.length]);
            float[] rounded = new float[n + 2];
            FloatVectorFunctions.convert(many, 0, rounded, 1, n);
            double[] wide = new double[n];
            FloatVectorFunctions.convert(rounded, 1, wide, 0, n);
            for (int i = 0; i < n; i++) {
                assertThat(Float.valueOf(rounded[1 + i]))
                        .isEqualTo(Float.valueOf(expected[i % x.length]));
                assertThat(Double.valueOf(wide[i]))
                        .isEqualTo(Double.valueOf(expected[i % x.length]));
            }
            assertThat(rounded[0]).isZero();
            assertThat(rounded[n + 1]).isZero();
        }
    }
}
