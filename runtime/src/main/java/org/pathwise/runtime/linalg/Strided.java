package org.pathwise.runtime.linalg;

/**
 * Matrix routines on operands with any strides, for generated code: element (i, j) of a matrix lies
 * at {@code offset + i * rowStride + j * columnStride}. They copy into scratch space, of 2 n^2
 * numbers (for solves n^2 and n for each of up to {@link #SIDES} right-hand sides), and call the
 * dense routines.
 */
public final class Strided {
    /** So many right-hand sides are solved at a time; each takes n numbers of scratch space. */
    public static final int SIDES = 64;

    private Strided() {}

    /** The lower Cholesky factor of {@code a}; NaN if it has none. */
    public static void cholesky(
            double[] a,
            int aOffset,
            int aRow,
            int aColumn,
            double[] l,
            int lOffset,
            int lRow,
            int lColumn,
            int n,
            double[] scratch,
            int at) {
        pack(a, aOffset, aRow, aColumn, n, scratch, at);
        Cholesky.factor(scratch, at, n, n, scratch, at, n);
        unpack(scratch, at, n, l, lOffset, lRow, lColumn);
    }

    /** The adjoint of a positive definite matrix from its factor and the factor's adjoint. */
    public static void choleskyAdjoint(
            double[] l,
            int lOffset,
            int lRow,
            int lColumn,
            double[] lBar,
            int lBarOffset,
            int lBarRow,
            int lBarColumn,
            double[] aBar,
            int aBarOffset,
            int aBarRow,
            int aBarColumn,
            int n,
            double[] scratch,
            int at) {
        int bar = at + n * n;
        pack(l, lOffset, lRow, lColumn, n, scratch, at);
        pack(lBar, lBarOffset, lBarRow, lBarColumn, n, scratch, bar);
        CholeskyAdjoint.adjoint(scratch, at, n, n, scratch, bar, n, scratch, bar, n);
        unpack(scratch, bar, n, aBar, aBarOffset, aBarRow, aBarColumn);
    }

    /**
     * Solves {@code l x = b}, or {@code l' x = b}, for a lower triangular {@code l} and several
     * right-hand sides: element i of side k lies at {@code offset + i * stride + k * next}.
     */
    public static void triangularSolve(
            double[] l,
            int lOffset,
            int lRow,
            int lColumn,
            double[] b,
            int bOffset,
            int bStride,
            int bNext,
            double[] x,
            int xOffset,
            int xStride,
            int xNext,
            int sides,
            boolean transposed,
            int n,
            double[] scratch,
            int at) {
        int right = at + n * n;
        pack(l, lOffset, lRow, lColumn, n, scratch, at);
        for (int k = 0; k < sides; k += SIDES) {
            int some = Math.min(SIDES, sides - k);
            packSides(b, bOffset + k * bNext, bStride, bNext, n, some, scratch, right);
            if (some == 1 && transposed) {
                Triangular.solveLowerTransposed(scratch, at, n, n, scratch, right);
            } else if (some == 1) {
                Triangular.solveLower(scratch, at, n, n, scratch, right);
            } else if (transposed) {
                Triangular.solveLowerTransposed(scratch, at, n, n, scratch, right, some, some);
            } else {
                Triangular.solveLower(scratch, at, n, n, scratch, right, some, some);
            }
            unpackSides(scratch, right, n, some, x, xOffset + k * xNext, xStride, xNext);
        }
    }

    /**
     * Solves {@code a x = b}, or {@code a' x = b}, for a general {@code a} and several right-hand
     * sides.
     */
    public static void solve(
            double[] a,
            int aOffset,
            int aRow,
            int aColumn,
            double[] b,
            int bOffset,
            int bStride,
            int bNext,
            double[] x,
            int xOffset,
            int xStride,
            int xNext,
            int sides,
            boolean transposed,
            int n,
            double[] scratch,
            int at) {
        int right = at + n * n;
        for (int k = 0; k < sides; k += SIDES) {
            int some = Math.min(SIDES, sides - k);
            pack(
                    a,
                    aOffset,
                    transposed ? aColumn : aRow,
                    transposed ? aRow : aColumn,
                    n,
                    scratch,
                    at);
            packSides(b, bOffset + k * bNext, bStride, bNext, n, some, scratch, right);
            eliminate(scratch, at, n, right, some);
            substitute(scratch, at, n, right, some);
            unpackSides(scratch, right, n, some, x, xOffset + k * xNext, xStride, xNext);
        }
    }

    /** Solves with the upper triangle that elimination leaves. */
    private static void substitute(double[] a, int at, int n, int right, int sides) {
        for (int i = n - 1; i >= 0; i--) {
            for (int j = i + 1; j < n; j++) {
                Vectors.axpy(-a[at + i * n + j], a, right + j * sides, a, right + i * sides, sides);
            }
            for (int k = 0; k < sides; k++) {
                a[right + i * sides + k] /= a[at + i * n + i];
            }
        }
    }

    /** The logarithm of the absolute value of the determinant. */
    public static void logAbsDeterminant(
            double[] a,
            int aOffset,
            int aRow,
            int aColumn,
            double[] result,
            int resultOffset,
            int n,
            double[] scratch,
            int at) {
        pack(a, aOffset, aRow, aColumn, n, scratch, at);
        eliminate(scratch, at, n, at + n * n, 0);
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += Math.log(Math.abs(scratch[at + i * n + i]));
        }
        result[resultOffset] = sum;
    }

    /** Gaussian elimination with partial pivoting, of a matrix and its right-hand sides. */
    private static void eliminate(double[] a, int at, int n, int right, int sides) {
        for (int k = 0; k < n; k++) {
            int pivot = k;
            for (int i = k + 1; i < n; i++) {
                if (Math.abs(a[at + i * n + k]) > Math.abs(a[at + pivot * n + k])) {
                    pivot = i;
                }
            }
            if (pivot != k) {
                swap(a, at + k * n, at + pivot * n, n);
                swap(a, right + k * sides, right + pivot * sides, sides);
            }
            double divisor = a[at + k * n + k];
            for (int i = k + 1; i < n && divisor != 0; i++) {
                double factor = a[at + i * n + k] / divisor;
                Vectors.axpy(-factor, a, at + k * n + k + 1, a, at + i * n + k + 1, n - k - 1);
                Vectors.axpy(-factor, a, right + k * sides, a, right + i * sides, sides);
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

    private static void pack(
            double[] a, int offset, int row, int column, int n, double[] to, int at) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                to[at + i * n + j] = a[offset + i * row + j * column];
            }
        }
    }

    private static void unpack(
            double[] from, int at, int n, double[] a, int offset, int row, int column) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                a[offset + i * row + j * column] = from[at + i * n + j];
            }
        }
    }

    private static void packSides(
            double[] b, int offset, int stride, int next, int n, int sides, double[] to, int at) {
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < sides; k++) {
                to[at + i * sides + k] = b[offset + i * stride + k * next];
            }
        }
    }

    private static void unpackSides(
            double[] from, int at, int n, int sides, double[] x, int offset, int stride, int next) {
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < sides; k++) {
                x[offset + i * stride + k * next] = from[at + i * sides + k];
            }
        }
    }
}
