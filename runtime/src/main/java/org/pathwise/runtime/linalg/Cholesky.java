package org.pathwise.runtime.linalg;

import java.util.Arrays;

/** The Cholesky factorization A = L L' of a symmetric positive definite matrix. */
public final class Cholesky {
    private static final int BLOCK = 64;

    private Cholesky() {}

    /**
     * Writes the lower factor L, with zeros above the diagonal. Only A's lower triangle is read; A
     * and L may be one array.
     *
     * @return whether A is positive definite; if not, all of L is NaN
     */
    public static boolean factor(
            double[] a, int aOffset, int lda, int n, double[] l, int lOffset, int ldl) {
        for (int i = 0; i < n; i++) {
            int row = lOffset + i * ldl;
            System.arraycopy(a, aOffset + i * lda, l, row, i + 1);
            Arrays.fill(l, row + i + 1, row + n, 0);
        }
        for (int k = 0; k < n; k += BLOCK) {
            int end = Math.min(n, k + BLOCK);
            if (!factorPanel(l, lOffset, ldl, k, end, n)) {
                for (int i = 0; i < n; i++) {
                    Arrays.fill(l, lOffset + i * ldl, lOffset + i * ldl + n, Double.NaN);
                }
                return false;
            }
            subtractPanel(l, lOffset, ldl, k, end, n);
        }
        return true;
    }

    /** log det(L L'), that is twice the sum of the logs of L's diagonal. */
    public static double logDeterminant(double[] l, int lOffset, int ldl, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += Math.log(l[lOffset + i * ldl + i]);
        }
        return 2 * sum;
    }

    /** Columns k to end of L, from what earlier panels have left there. */
    private static boolean factorPanel(double[] l, int lOffset, int ldl, int k, int end, int n) {
        for (int i = k; i < n; i++) {
            int row = lOffset + i * ldl;
            for (int j = k; j < Math.min(i, end); j++) {
                int other = lOffset + j * ldl;
                l[row + j] =
                        (l[row + j] - Vectors.dot(l, row + k, l, other + k, j - k)) / l[other + j];
            }
            if (i < end) {
                double pivot = l[row + i] - Vectors.dot(l, row + k, l, row + k, i - k);
                if (!(pivot > 0 && pivot < Double.POSITIVE_INFINITY)) {
                    return false;
                }
                l[row + i] = Math.sqrt(pivot);
            }
        }
        return true;
    }

    /**
     * Subtracts the panel's products from the lower triangle to its right, a block of rows at a
     * time.
     */
    private static void subtractPanel(double[] l, int lOffset, int ldl, int k, int end, int n) {
        for (int i = end; i < n; i += BLOCK) {
            int last = Math.min(n, i + BLOCK);
            MatrixProduct.multiply(
                    false,
                    true,
                    last - i,
                    last - end,
                    end - k,
                    -1,
                    l,
                    lOffset + i * ldl + k,
                    ldl,
                    l,
                    lOffset + end * ldl + k,
                    ldl,
                    true,
                    l,
                    lOffset + i * ldl + end,
                    ldl);
            for (int r = i; r < last; r++) { // the diagonal block's upper part
                Arrays.fill(l, lOffset + r * ldl + r + 1, lOffset + r * ldl + last, 0);
            }
        }
    }
}
