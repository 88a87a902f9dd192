package org.pathwise.runtime.linalg;

/**
 * LU factorization with partial pivoting: general solves and determinants. P A = L U, L with a unit
 * diagonal.
 */
public final class Lu {
    private Lu() {}

    /**
     * Factors A of n rows in place: U on and above the diagonal, L's multipliers below.
     *
     * @param pivots receives at {@code pivotsOffset + i} the row that step i exchanged with row i
     * @return the sign of the row exchanges, 1 or -1; 0 if a pivot is zero (solutions are then not
     *     finite)
     */
    public static int factor(
            double[] a, int offset, int ld, int n, int[] pivots, int pivotsOffset) {
        int sign = 1;
        boolean singular = false;
        for (int k = 0; k < n; k++) {
            int pivot = k;
            for (int i = k + 1; i < n; i++) {
                if (Math.abs(a[offset + i * ld + k]) > Math.abs(a[offset + pivot * ld + k])) {
                    pivot = i;
                }
            }
            pivots[pivotsOffset + k] = pivot;
            if (pivot != k) {
                swap(a, offset + k * ld, offset + pivot * ld, n);
                sign = -sign;
            }
            int top = offset + k * ld;
            if (a[top + k] == 0) {
                singular = true;
                continue;
            }
            for (int i = k + 1; i < n; i++) {
                int row = offset + i * ld;
                double factor = a[row + k] / a[top + k];
                a[row + k] = factor;
                Vectors.axpy(-factor, a, top + k + 1, a, row + k + 1, n - k - 1);
            }
        }
        return singular ? 0 : sign;
    }

    /** log |det A| from the factors; minus infinity for a singular A. */
    public static double logAbsDeterminant(double[] lu, int offset, int ld, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += Math.log(Math.abs(lu[offset + i * ld + i]));
        }
        return sum;
    }

    /** The sign of det A, -1, 0 or 1, given what {@link #factor} returned. */
    public static int determinantSign(double[] lu, int offset, int ld, int n, int exchangeSign) {
        int sign = exchangeSign;
        for (int i = 0; i < n; i++) {
            sign = lu[offset + i * ld + i] < 0 ? -sign : sign;
        }
        return sign;
    }

    /** Solves A X = B in place for B of n rows and {@code columns} columns. */
    public static void solve(
            double[] lu,
            int offset,
            int ld,
            int n,
            int[] pivots,
            int pivotsOffset,
            double[] b,
            int bOffset,
            int ldb,
            int columns) {
        for (int k = 0; k < n; k++) {
            int pivot = pivots[pivotsOffset + k];
            if (pivot != k) {
                swap(b, bOffset + k * ldb, bOffset + pivot * ldb, columns);
            }
        }
        for (int i = 0; i < n; i++) {
            subtract(lu, offset + i * ld, 1, 0, i, b, bOffset, ldb, i, columns);
        }
        for (int i = n - 1; i >= 0; i--) {
            subtract(lu, offset + i * ld, 1, i + 1, n, b, bOffset, ldb, i, columns);
            divide(b, bOffset + i * ldb, columns, lu[offset + i * ld + i]);
        }
    }

    /** Solves A' X = B in place, the adjoint of {@link #solve}. */
    public static void solveTransposed(
            double[] lu,
            int offset,
            int ld,
            int n,
            int[] pivots,
            int pivotsOffset,
            double[] b,
            int bOffset,
            int ldb,
            int columns) {
        for (int i = 0; i < n; i++) {
            subtract(lu, offset + i, ld, 0, i, b, bOffset, ldb, i, columns);
            divide(b, bOffset + i * ldb, columns, lu[offset + i * ld + i]);
        }
        for (int i = n - 1; i >= 0; i--) {
            subtract(lu, offset + i, ld, i + 1, n, b, bOffset, ldb, i, columns);
        }
        for (int k = n - 1; k >= 0; k--) {
            int pivot = pivots[pivotsOffset + k];
            if (pivot != k) {
                swap(b, bOffset + k * ldb, bOffset + pivot * ldb, columns);
            }
        }
    }

    /** B[i, :] -= sum over j from start to end of m[from + j * step] B[j, :]. */
    private static void subtract(
            double[] m,
            int from,
            int step,
            int start,
            int end,
            double[] b,
            int bOffset,
            int ldb,
            int i,
            int columns) {
        for (int j = start; j < end; j++) {
            Vectors.axpy(-m[from + j * step], b, bOffset + j * ldb, b, bOffset + i * ldb, columns);
        }
    }

    private static void divide(double[] b, int from, int n, double divisor) {
        for (int i = from; i < from + n; i++) {
            b[i] /= divisor;
        }
    }

    private static void swap(double[] a, int row, int other, int n) {
        for (int j = 0; j < n; j++) {
            double t = a[row + j];
            a[row + j] = a[other + j];
            a[other + j] = t;
        }
    }
}
