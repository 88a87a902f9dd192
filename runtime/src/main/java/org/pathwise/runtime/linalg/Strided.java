package org.pathwise.runtime.linalg;

import java.util.Arrays;

/**
 * Matrix routines on operands with any strides, for generated code: element (i, j) of a matrix lies at
 * {@code offset + i * rowStride + j * columnStride}. They copy into scratch space, of 2 n^2 + n numbers, and
 * call the dense routines.
 */
public final class Strided {
    private Strided() {}

    /** The lower Cholesky factor of {@code a}; NaN if it has none. */
    public static void cholesky(
            double[] a, int aOffset, int aRow, int aColumn,
            double[] l, int lOffset, int lRow, int lColumn,
            int n, double[] scratch, int at) {
        pack(a, aOffset, aRow, aColumn, n, scratch, at);
        Cholesky.factor(scratch, at, n, n, scratch, at, n);
        unpack(scratch, at, n, l, lOffset, lRow, lColumn);
    }

    /** The adjoint of a positive definite matrix from its factor and the factor's adjoint. */
    public static void choleskyAdjoint(
            double[] l, int lOffset, int lRow, int lColumn,
            double[] lBar, int lBarOffset, int lBarRow, int lBarColumn,
            double[] aBar, int aBarOffset, int aBarRow, int aBarColumn,
            int n, double[] scratch, int at) {
        int bar = at + n * n;
        pack(l, lOffset, lRow, lColumn, n, scratch, at);
        pack(lBar, lBarOffset, lBarRow, lBarColumn, n, scratch, bar);
        CholeskyAdjoint.adjoint(scratch, at, n, n, scratch, bar, n, scratch, bar, n);
        unpack(scratch, bar, n, aBar, aBarOffset, aBarRow, aBarColumn);
    }

    /** Solves {@code l x = b}, or {@code l' x = b}, for a lower triangular {@code l}. */
    public static void triangularSolve(
            double[] l, int lOffset, int lRow, int lColumn,
            double[] b, int bOffset, int bStride,
            double[] x, int xOffset, int xStride,
            boolean transposed, int n, double[] scratch, int at) {
        int right = at + n * n;
        pack(l, lOffset, lRow, lColumn, n, scratch, at);
        for (int i = 0; i < n; i++) {
            scratch[right + i] = b[bOffset + i * bStride];
        }
        if (transposed) {
            Triangular.solveLowerTransposed(scratch, at, n, n, scratch, right);
        } else {
            Triangular.solveLower(scratch, at, n, n, scratch, right);
        }
        for (int i = 0; i < n; i++) {
            x[xOffset + i * xStride] = scratch[right + i];
        }
    }

    /** Solves {@code a x = b}, or {@code a' x = b}, for a general {@code a}. */
    public static void solve(
            double[] a, int aOffset, int aRow, int aColumn,
            double[] b, int bOffset, int bStride,
            double[] x, int xOffset, int xStride,
            boolean transposed, int n, double[] scratch, int at) {
        int right = at + n * n;
        pack(a, aOffset, transposed ? aColumn : aRow, transposed ? aRow : aColumn, n, scratch, at);
        for (int i = 0; i < n; i++) {
            scratch[right + i] = b[bOffset + i * bStride];
        }
        eliminate(scratch, at, n, right);
        for (int i = n - 1; i >= 0; i--) {
            double value = scratch[right + i];
            for (int j = i + 1; j < n; j++) {
                value -= scratch[at + i * n + j] * scratch[right + j];
            }
            scratch[right + i] = value / scratch[at + i * n + i];
        }
        for (int i = 0; i < n; i++) {
            x[xOffset + i * xStride] = scratch[right + i];
        }
    }

    /** The logarithm of the absolute value of the determinant. */
    public static void logAbsDeterminant(
            double[] a, int aOffset, int aRow, int aColumn, double[] result, int resultOffset,
            int n, double[] scratch, int at) {
        int right = at + n * n;
        pack(a, aOffset, aRow, aColumn, n, scratch, at);
        Arrays.fill(scratch, right, right + n, 0);
        eliminate(scratch, at, n, right);
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += Math.log(Math.abs(scratch[at + i * n + i]));
        }
        result[resultOffset] = sum;
    }

    /** Gaussian elimination with partial pivoting, of a matrix and one right-hand side. */
    private static void eliminate(double[] a, int at, int n, int right) {
        for (int k = 0; k < n; k++) {
            int pivot = k;
            for (int i = k + 1; i < n; i++) {
                if (Math.abs(a[at + i * n + k]) > Math.abs(a[at + pivot * n + k])) {
                    pivot = i;
                }
            }
            if (pivot != k) {
                swap(a, at + k * n, at + pivot * n, n);
                swap(a, right + k, right + pivot, 1);
            }
            double divisor = a[at + k * n + k];
            for (int i = k + 1; i < n && divisor != 0; i++) {
                double factor = a[at + i * n + k] / divisor;
                Vectors.axpy(-factor, a, at + k * n + k + 1, a, at + i * n + k + 1, n - k - 1);
                a[right + i] -= factor * a[right + k];
            }
        }
    }

    private static void swap(double[] a, int one, int other, int n) {
        for (int j = 0; j < n; j++) {
            double value = a[one + j];
            a[one + j] = a[other + j];
            a[other + j] = value;
        }
    }

    private static void pack(double[] a, int offset, int row, int column, int n, double[] to, int at) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                to[at + i * n + j] = a[offset + i * row + j * column];
            }
        }
    }

    private static void unpack(double[] from, int at, int n, double[] a, int offset, int row, int column) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                a[offset + i * row + j * column] = from[at + i * n + j];
            }
        }
    }
}
