package org.pathwise.runtime.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Random;

class FloatMatrixProductTest {
    /**
     * Any strides, factors and targets of either precision; shapes on either side of every block
     * and panel edge. The bound is that of a sum of k products in single precision, (k + 2) u sum
     * of |a b| with u = 2^-24 (Higham 2002, section 3.1), and a rounding of the target.
     */
    @ParameterizedTest
    @CsvSource({
        "1,1,1",
        "5,4,3",
        "8,48,16",
        "9,49,17",
        "17,9,12",
        "16,96,1000",
        "40,50,30",
        "97,61,470",
        "30,520,20",
        "130,20,401",
        "260,70,33",
        "3,3,0"
    })
    void agreesWithTheDefinition(int m, int n, int k) {
        Random random = new Random(m * 31L + n * 7L + k);
        for (int form = 0; form < 48; form++) {
            int aRow = form % 2 == 0 ? k + 1 : 1;
            int aColumn = form % 2 == 0 ? 1 : m + 3;
            int bRow = form / 2 % 2 == 0 ? n + 1 : 1;
            int bColumn = form / 2 % 2 == 0 ? 1 : k + 2;
            int layout = form / 4 % 3;
            int cRow = layout == 0 ? n + 3 : layout == 1 ? 1 : 2 * n;
            int cColumn = layout == 0 ? 1 : layout == 1 ? m + 1 : 2;
            boolean add = form / 12 % 2 == 1;
            boolean wide = form >= 24;
            double[] a = Matrices.random(m * aRow + k * aColumn + 5, random);
            double[] b = Matrices.random(k * bRow + n * bColumn + 7, random);
            double[] c = Matrices.random(m * cRow + n * cColumn + 4, random);
            double[] expected = wide ? c.clone() : widen(narrow(c));
            double[] bound = new double[c.length];
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    double sum = add ? expected[4 + i * cRow + j * cColumn] : 0;
                    double size = Math.abs(sum);
                    for (int p = 0; p < k; p++) {
                        double term =
                                (double) (float) a[5 + i * aRow + p * aColumn]
                                        * (float) b[7 + p * bRow + j * bColumn];
                        sum += term;
                        size += Math.abs(term);
                    }
                    expected[4 + i * cRow + j * cColumn] = sum;
                    bound[4 + i * cRow + j * cColumn] = (k + 2) * 0x1p-24 * size;
                }
            }
            Object target = wide ? c : narrow(c);
            FloatMatrixProduct.multiply(
                    m,
                    n,
                    k,
                    form % 3 == 0 ? a : narrow(a),
                    5,
                    aRow,
                    aColumn,
                    form % 5 == 0 ? b : narrow(b),
                    7,
                    bRow,
                    bColumn,
                    target,
                    4,
                    cRow,
                    cColumn,
                    add);
            double[] result = target instanceof float[] floats ? widen(floats) : c;
            for (int i = 0; i < result.length; i++) {
                assertThat(Math.abs(result[i] - expected[i]))
                        .as("form %d, element %d: %g, not %g", form, i, result[i], expected[i])
                        .isLessThanOrEqualTo(bound[i]);
            }
        }
    }

    /** Large enough to be shared out, with edges on all sides. */
    @ParameterizedTest
    @CsvSource({"131,805,401", "805,403,131", "100,2000,70", "2000,100,70"})
    void anyNumberOfThreadsGivesTheSameBits(int m, int n, int k) {
        Random random = new Random(k);
        double[] a = Matrices.random(m * k, random);
        double[] b = Matrices.random(k * n, random);
        float[] narrowA = narrow(a);
        float[] narrowB = narrow(b);
        int before = Workers.limit();
        try {
            for (boolean transposed : new boolean[] {false, true}) {
                int aRow = transposed ? 1 : k;
                int aColumn = transposed ? m : 1;
                float[] alone = new float[m * n];
                double[] wideAlone = new double[m * n];
                for (int threads = 1; threads <= 5; threads++) {
                    Workers.limit(threads);
                    float[] c = new float[m * n];
                    FloatMatrixProduct.multiply(
                            m, n, k, narrowA, 0, aRow, aColumn, narrowB, 0, n, 1, c, 0, n, 1,
                            false);
                    double[] wide = new double[m * n];
                    MatrixProduct.multiply(
                            m, n, k, a, 0, aRow, aColumn, b, 0, n, 1, wide, 0, n, 1, false);
                    if (threads == 1) {
                        alone = c;
                        wideAlone = wide;
                    }
                    assertThat(c).as("%d threads", threads).isEqualTo(alone);
                    assertThat(wide).as("%d threads", threads).isEqualTo(wideAlone);
                }
            }
        } finally {
            Workers.limit(before);
        }
    }

    /** Each product finds the helpers free or busy, as it comes. */
    @Test
    void productsFromSeveralThreadsDoNotMeet() {
        int n = 200;
        Random random = new Random(1);
        float[] a = narrow(Matrices.random(n * n, random));
        float[] expected = square(a, n);
        int before = Workers.limit();
        try {
            Workers.limit(3);
            java.util.stream.IntStream.range(0, 60)
                    .parallel()
                    .forEach(_ -> assertThat(square(a, n)).isEqualTo(expected));
        } finally {
            Workers.limit(before);
        }
    }

    private static float[] square(float[] a, int n) {
        float[] c = new float[n * n];
        FloatMatrixProduct.multiply(n, n, n, a, 0, n, 1, a, 0, n, 1, c, 0, n, 1, false);
        return c;
    }

    @Test
    void aFailingPartIsReportedAndTheNextJobRuns() {
        int before = Workers.limit();
        try {
            Workers.limit(2);
            assertThatThrownBy(
                            () ->
                                    Workers.run(
                                            (part, _) -> {
                                                if (part == 1) {
                                                    throw new IllegalArgumentException("part");
                                                }
                                            }))
                    .hasRootCauseMessage("part");
            boolean[] done = new boolean[2];
            Workers.run((part, _) -> done[part] = true);
            assertThat(done).containsExactly(true, true);
        } finally {
            Workers.limit(before);
        }
    }

    @Test
    void otherArraysAreRefused() {
        assertThatThrownBy(
                        () ->
                                FloatMatrixProduct.multiply(
                                        1,
                                        1,
                                        1,
                                        new int[1],
                                        0,
                                        1,
                                        1,
                                        new float[1],
                                        0,
                                        1,
                                        1,
                                        new float[1],
                                        0,
                                        1,
                                        1,
                                        false))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Workers.limit(0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static float[] narrow(double[] x) {
        float[] y = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = (float) x[i];
        }
        return y;
    }

    private static double[] widen(float[] x) {
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = x[i];
        }
        return y;
    }
}
