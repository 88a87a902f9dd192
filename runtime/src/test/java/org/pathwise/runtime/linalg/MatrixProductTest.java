package org.pathwise.runtime.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Random;

class MatrixProductTest {
    /** Shapes on either side of every block and panel edge, with all four transpositions each. */
    @ParameterizedTest
    @CsvSource({
        "1,1,1",
        "1,7,5",
        "7,1,5",
        "3,4,0",
        "2,3,4",
        "5,9,17",
        "6,24,40",
        "7,25,41",
        "13,47,33",
        "10,8,300",
        "100,10,50",
        "97,241,30",
        "12,500,257",
        "33,3,513",
        "1,300,200",
        "300,1,200",
        "200,2,100"
    })
    void agreesWithTheDefinition(int m, int n, int k) {
        Random random = new Random(m * 31L + n * 7L + k);
        for (int form = 0; form < 8; form++) {
            boolean ta = (form & 1) != 0;
            boolean tb = (form & 2) != 0;
            boolean accumulate = (form & 4) != 0;
            int lda = (ta ? m : k) + 3;
            int ldb = (tb ? k : n) + (tb && n == 1 ? 0 : 2);
            int ldc = n == 1 ? 1 : n + 1;
            double[] a = Matrices.random((ta ? k : m) * lda + 5, random);
            double[] b = Matrices.random((tb ? n : k) * ldb + 7, random);
            double[] before = Matrices.random(m * ldc + 4, random);
            double[] c = before.clone();
            double alpha = form == 3 || form == 4 ? -2.5 : 1;
            MatrixProduct.multiply(
                    ta, tb, m, n, k, alpha, a, 5, lda, b, 7, ldb, accumulate, c, 4, ldc);
            double[] expected = before.clone();
            double[] product = Matrices.multiply(ta, tb, m, n, k, a, 5, lda, b, 7, ldb);
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    int at = 4 + i * ldc + j;
                    expected[at] = (accumulate ? before[at] : 0) + alpha * product[i * n + j];
                }
            }
            assertThat(c).as("form %d", form).containsExactly(expected, within(1e-14 * (k + 10)));
            double[] scalar = before.clone();
            if (accumulate) {
                MatrixProduct.scalar(ta, tb, m, n, k, alpha, a, 5, lda, b, 7, ldb, scalar, 4, ldc);
                assertThat(scalar).containsExactly(c, within(1e-14 * (k + 10)));
            }
        }
    }

    /**
     * Any strides, as slices of larger arrays have them; with C by rows, by columns, by neither.
     */
    @ParameterizedTest
    @CsvSource({"1,1,1", "5,4,3", "17,9,12", "40,50,30", "97,61,270", "30,520,20"})
    void anyStrides(int m, int n, int k) {
        Random random = new Random(m * 31L + n * 7L + k);
        for (int form = 0; form < 24; form++) {
            boolean add = form >= 12;
            int aRow = form % 2 == 0 ? 2 * k : 3;
            int aColumn = form % 2 == 0 ? 2 : 3 * m;
            int bRow = form / 2 % 2 == 0 ? n + 1 : 1;
            int bColumn = form / 2 % 2 == 0 ? 1 : k + 2;
            int layout = form / 4 % 3;
            int cRow = layout == 0 ? n + 3 : layout == 1 ? 1 : 2 * n;
            int cColumn = layout == 0 ? 1 : layout == 1 ? m + 1 : 2;
            double[] a = Matrices.random(m * aRow + k * aColumn + 5, random);
            double[] b = Matrices.random(k * bRow + n * bColumn + 7, random);
            double[] c = Matrices.random(m * cRow + n * cColumn + 4, random);
            double[] expected = c.clone();
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    expected[4 + i * cRow + j * cColumn] *= add ? 1 : 0;
                    for (int p = 0; p < k; p++) {
                        expected[4 + i * cRow + j * cColumn] +=
                                a[5 + i * aRow + p * aColumn] * b[7 + p * bRow + j * bColumn];
                    }
                }
            }
            MatrixProduct.multiply(
                    m, n, k, a, 5, aRow, aColumn, b, 7, bRow, bColumn, c, 4, cRow, cColumn, add);
            assertThat(c).as("form %d", form).containsExactly(expected, within(1e-14 * (k + 10)));
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1", "3,5", "4,8", "5,64", "63,33", "130,17", "64,50", "9,1000"})
    void matrixVectorProductsAgreeWithTheDefinition(int m, int n) {
        Random random = new Random(m + 1000L * n);
        double[] a = Matrices.random(m * (n + 2) + 3, random);
        double[] x = Matrices.random(n + 1, random);
        double[] w = Matrices.random(m + 1, random);
        for (boolean accumulate : new boolean[] {false, true}) {
            double[] out = Matrices.random(m + 2, random);
            double[] start = out.clone();
            MatrixVector.multiply(a, 3, n + 2, m, n, x, 1, accumulate, out, 2);
            double[] expected = Matrices.multiply(false, false, m, 1, n, a, 3, n + 2, x, 1, 1);
            for (int i = 0; i < m; i++) {
                assertThat(out[2 + i])
                        .isEqualTo(
                                expected[i] + (accumulate ? start[2 + i] : 0),
                                within(1e-14 * (n + 10)));
            }
            double[] g = Matrices.random(n + 2, random);
            double[] before = g.clone();
            MatrixVector.multiplyTransposed(a, 3, n + 2, m, n, w, 1, accumulate, g, 2);
            double[] gradient = Matrices.multiply(true, false, n, 1, m, a, 3, n + 2, w, 1, 1);
            for (int j = 0; j < n; j++) {
                assertThat(g[2 + j])
                        .isEqualTo(
                                gradient[j] + (accumulate ? before[2 + j] : 0),
                                within(1e-14 * (m + 10)));
            }
        }
    }

    /**
     * Bit for bit, as long as each block is on the same side of the size that switches to vectors.
     */
    @ParameterizedTest
    @CsvSource({"40", "64", "67"})
    void rowBlocksOfAnySizeGiveTheSameBits(int block) {
        int rows = 500;
        int cols = 53;
        Random random = new Random(5);
        double[] a = Matrices.random(rows * cols, random);
        double[] x = Matrices.random(cols, random);
        double[] whole = new double[rows];
        MatrixVector.rows(a, 0, rows, cols, x, whole);
        double[] gradient = new double[cols];
        MatrixVector.accumulateRows(a, 0, rows, cols, whole, gradient);
        double[] pieces = new double[block];
        double[] sum = new double[cols];
        for (int start = 0; start + block <= rows; start += block) {
            MatrixVector.rows(a, start, start + block, cols, x, pieces);
            assertThat(pieces).isEqualTo(java.util.Arrays.copyOfRange(whole, start, start + block));
            MatrixVector.accumulateRows(a, start, start + block, cols, pieces, sum);
        }
        int rest = rows / block * block;
        MatrixVector.accumulateRows(
                a, rest, rows, cols, java.util.Arrays.copyOfRange(whole, rest, rows), sum);
        assertThat(sum).containsExactly(gradient, within(1e-12));
    }
}
