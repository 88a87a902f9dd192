package org.pathwise.runtime.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.Random;

class FactorizationsTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 63, 64, 65, 150, 300})
    void choleskyFactorsGiveTheMatrixBack(int n) {
        double[] a = Matrices.positiveDefinite(n, new Random(n));
        double[] l = new double[n * n + 3];
        assertThat(Cholesky.factor(a, 0, n, n, l, 3, n)).isTrue();
        double[] product = Matrices.multiply(false, true, n, n, n, l, 3, n, l, 3, n);
        assertThat(product).containsExactly(a, within(1e-13 * n));
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                assertThat(l[3 + i * n + j]).isZero();
            }
        }
        double[] inPlace = a.clone();
        Cholesky.factor(inPlace, 0, n, n, inPlace, 0, n);
        assertThat(inPlace).isEqualTo(Arrays.copyOfRange(l, 3, l.length));
        double[] lu = a.clone();
        Lu.factor(lu, 0, n, n, new int[n], 0);
        assertThat(Cholesky.logDeterminant(l, 3, n, n))
                .isEqualTo(Lu.logAbsDeterminant(lu, 0, n, n), within(1e-10 * n));
    }

    @Test
    void choleskyOfAnIndefiniteMatrixIsNan() {
        double[] l = new double[4];
        assertThat(Cholesky.factor(new double[] {1, 2, 2, 1}, 0, 2, 2, l, 0, 2)).isFalse();
        assertThat(l).containsOnly(Double.NaN);
        int n = 100;
        double[] a = Matrices.positiveDefinite(n, new Random(1));
        a[80 * n + 80] = -1;
        double[] big = new double[n * n];
        assertThat(Cholesky.factor(a, 0, n, n, big, 0, n)).isFalse();
        assertThat(big).containsOnly(Double.NaN);
        assertThat(Cholesky.factor(new double[] {Double.NaN}, 0, 1, 1, l, 0, 1)).isFalse();
    }

    /** f = sum of weights times L; each symmetric pair of entries moves together. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 33, 75})
    void choleskyAdjointAgreesWithFiniteDifferences(int n) {
        Random random = new Random(n + 50);
        double[] a = Matrices.positiveDefinite(n, random);
        double[] weights = Matrices.random(n * n, random);
        double[] l = new double[n * n];
        Cholesky.factor(a, 0, n, n, l, 0, n);
        double[] bar = weights.clone();
        CholeskyAdjoint.adjoint(l, 0, n, n, bar, 0, n, bar, 0, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j += 1 + n / 7) {
                double h = 1e-5;
                double difference =
                        (weighted(a, n, i, j, h, weights) - weighted(a, n, i, j, -h, weights))
                                / (2 * h);
                double adjoint = i == j ? bar[i * n + i] : bar[i * n + j] + bar[j * n + i];
                assertThat(adjoint).isEqualTo(difference, within(1e-6 * n));
                assertThat(bar[i * n + j]).isEqualTo(bar[j * n + i]);
            }
        }
    }

    private static double weighted(double[] a, int n, int i, int j, double h, double[] weights) {
        double[] l = a.clone();
        l[i * n + j] += h;
        l[j * n + i] = l[i * n + j];
        Cholesky.factor(l, 0, n, n, l, 0, n);
        return Vectors.dot(l, 0, weights, 0, n * n);
    }

    @ParameterizedTest
    @CsvSource({"1,1", "3,1", "5,4", "70,1", "70,9", "130,40"})
    void triangularSolvesUndoProducts(int n, int columns) {
        Random random = new Random(n + columns);
        double[] l = Matrices.lower(n, random);
        double[] clean = l.clone();
        Arrays.setAll(clean, i -> Double.isNaN(clean[i]) ? 0 : clean[i]);
        double[] x = Matrices.random(n * columns, random);
        double[] b = Matrices.multiply(false, false, n, columns, n, clean, 0, n, x, 0, columns);
        Triangular.solveLower(l, 0, n, n, b, 0, columns, columns);
        assertThat(b).containsExactly(x, within(1e-11));
        b = Matrices.multiply(true, false, n, columns, n, clean, 0, n, x, 0, columns);
        Triangular.solveLowerTransposed(l, 0, n, n, b, 0, columns, columns);
        assertThat(b).containsExactly(x, within(1e-11));
        b = Matrices.multiply(false, true, columns, n, n, x, 0, n, clean, 0, n);
        Triangular.solveLowerRows(l, 0, n, n, b, 0, n, columns);
        assertThat(b).containsExactly(x, within(1e-11));
        b = Matrices.multiply(false, false, columns, n, n, x, 0, n, clean, 0, n);
        Triangular.solveLowerTransposedRows(l, 0, n, n, b, 0, n, columns);
        assertThat(b).containsExactly(x, within(1e-11));
    }

    @ParameterizedTest
    @CsvSource({"1,1", "2,3", "5,1", "40,7"})
    void luSolvesUndoProducts(int n, int columns) {
        Random random = new Random(n);
        double[] a = Matrices.random(n * n, random);
        a[0] = n == 1 ? 2 : 0; // needs an exchange from the start
        double[] x = Matrices.random(n * columns, random);
        double[] b = Matrices.multiply(false, false, n, columns, n, a, 0, n, x, 0, columns);
        double[] bTransposed =
                Matrices.multiply(true, false, n, columns, n, a, 0, n, x, 0, columns);
        int[] pivots = new int[n];
        assertThat(Lu.factor(a, 0, n, n, pivots, 0)).isNotZero();
        Lu.solve(a, 0, n, n, pivots, 0, b, 0, columns, columns);
        assertThat(b).containsExactly(x, within(1e-10));
        Lu.solveTransposed(a, 0, n, n, pivots, 0, bTransposed, 0, columns, columns);
        assertThat(bTransposed).containsExactly(x, within(1e-10));
    }

    @Test
    void determinants() {
        double[] a = {0, 2, 0, 3, 0, 0, 0, 0, -4}; // determinant 24
        int sign = Lu.factor(a, 0, 3, 3, new int[3], 0);
        assertThat(Lu.determinantSign(a, 0, 3, 3, sign)).isEqualTo(1);
        assertThat(Lu.logAbsDeterminant(a, 0, 3, 3)).isEqualTo(Math.log(24), within(1e-15));
        double[] singular = {1, 2, 2, 4};
        assertThat(Lu.factor(singular, 0, 2, 2, new int[2], 0)).isZero();
        assertThat(Lu.logAbsDeterminant(singular, 0, 2, 2)).isEqualTo(Double.NEGATIVE_INFINITY);
    }
}
