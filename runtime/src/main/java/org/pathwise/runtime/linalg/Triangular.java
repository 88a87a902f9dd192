package org.pathwise.runtime.linalg;

/**
 * Solves with a lower triangular matrix L of n rows, in place: the right-hand sides are overwritten
 * by the solutions. The strict upper triangle of L is never read. A zero on the diagonal gives
 * infinities or NaN.
 */
public final class Triangular {
    private static final int BLOCK = 64;

    private Triangular() {}

    /** Solves L x = b for one contiguous b. */
    public static void solveLower(
            double[] l, int lOffset, int ldl, int n, double[] b, int bOffset) {
        for (int i = 0; i < n; i++) {
            int row = lOffset + i * ldl;
            b[bOffset + i] = (b[bOffset + i] - Vectors.dot(l, row, b, bOffset, i)) / l[row + i];
        }
    }

    /** Solves L' x = b for one contiguous b. */
    public static void solveLowerTransposed(
            double[] l, int lOffset, int ldl, int n, double[] b, int bOffset) {
        for (int i = n - 1; i >= 0; i--) {
            int row = lOffset + i * ldl;
            double x = b[bOffset + i] / l[row + i];
            b[bOffset + i] = x;
            Vectors.axpy(-x, l, row, b, bOffset, i);
        }
    }

    /** Solves L X = B for B of n rows and {@code columns} columns. */
    public static void solveLower(
            double[] l,
            int lOffset,
            int ldl,
            int n,
            double[] b,
            int bOffset,
            int ldb,
            int columns) {
        for (int k = 0; k < n; k += BLOCK) {
            int end = Math.min(n, k + BLOCK);
            for (int i = k; i < end; i++) {
                int row = lOffset + i * ldl;
                for (int j = k; j < i; j++) {
                    Vectors.axpy(-l[row + j], b, bOffset + j * ldb, b, bOffset + i * ldb, columns);
                }
                divide(b, bOffset + i * ldb, columns, l[row + i]);
            }
            MatrixProduct.multiply(
                    false,
                    false,
                    n - end,
                    columns,
                    end - k,
                    -1,
                    l,
                    lOffset + end * ldl + k,
                    ldl,
                    b,
                    bOffset + k * ldb,
                    ldb,
                    true,
                    b,
                    bOffset + end * ldb,
                    ldb);
        }
    }

    /** Solves L' X = B for B of n rows and {@code columns} columns. */
    public static void solveLowerTransposed(
            double[] l,
            int lOffset,
            int ldl,
            int n,
            double[] b,
            int bOffset,
            int ldb,
            int columns) {
        for (int end = n; end > 0; end -= BLOCK) {
            int k = Math.max(0, end - BLOCK);
            for (int i = end - 1; i >= k; i--) {
                int row = lOffset + i * ldl;
                divide(b, bOffset + i * ldb, columns, l[row + i]);
                for (int j = k; j < i; j++) {
                    Vectors.axpy(-l[row + j], b, bOffset + i * ldb, b, bOffset + j * ldb, columns);
                }
            }
            MatrixProduct.multiply(
                    true,
                    false,
                    k,
                    columns,
                    end - k,
                    -1,
                    l,
                    lOffset + k * ldl,
                    ldl,
                    b,
                    bOffset + k * ldb,
                    ldb,
                    true,
                    b,
                    bOffset,
                    ldb);
        }
    }

    /** Solves L x = b for each row b of B, which has {@code rows} rows and n columns: X L' = B. */
    public static void solveLowerRows(
            double[] l, int lOffset, int ldl, int n, double[] b, int bOffset, int ldb, int rows) {
        for (int i = 0; i < rows; i++) {
            solveLower(l, lOffset, ldl, n, b, bOffset + i * ldb);
        }
    }

    /** Solves L' x = b for each row b of B, which has {@code rows} rows and n columns: X L = B. */
    public static void solveLowerTransposedRows(
            double[] l, int lOffset, int ldl, int n, double[] b, int bOffset, int ldb, int rows) {
        for (int i = 0; i < rows; i++) {
            solveLowerTransposed(l, lOffset, ldl, n, b, bOffset + i * ldb);
        }
    }

    private static void divide(double[] b, int from, int n, double divisor) {
        for (int i = from; i < from + n; i++) {
            b[i] /= divisor;
        }
    }
}
