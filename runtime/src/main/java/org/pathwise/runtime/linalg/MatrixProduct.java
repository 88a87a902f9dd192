package org.pathwise.runtime.linalg;

import java.util.Arrays;

/** Matrix-matrix products. */
public final class MatrixProduct {
    private static final long VECTOR_FROM = 8192;

    private MatrixProduct() {}

    /**
     * C = alpha op(A) op(B), or C += alpha op(A) op(B).
     *
     * @param transposeA whether op(A) is A' (A then has k rows and m columns; else m rows and k
     *     columns)
     * @param transposeB whether op(B) is B' (B then has n rows and k columns; else k rows and n
     *     columns)
     * @param m rows of C
     * @param n columns of C
     * @param k the inner extent; 0 gives a zero product
     */
    public static void multiply(
            boolean transposeA,
            boolean transposeB,
            int m,
            int n,
            int k,
            double alpha,
            double[] a,
            int aOffset,
            int lda,
            double[] b,
            int bOffset,
            int ldb,
            boolean accumulate,
            double[] c,
            int cOffset,
            int ldc) {
        if (!accumulate) {
            for (int i = 0; i < m; i++) {
                Arrays.fill(c, cOffset + i * ldc, cOffset + i * ldc + n, 0);
            }
        }
        if (alpha == 1 && n == 1 && ldc == 1 && (transposeB || ldb == 1)) {
            if (transposeA) {
                MatrixVector.multiplyTransposed(
                        a, aOffset, lda, k, m, b, bOffset, true, c, cOffset);
            } else {
                MatrixVector.multiply(a, aOffset, lda, m, k, b, bOffset, true, c, cOffset);
            }
        } else if (alpha == 1 && m == 1 && (!transposeA || lda == 1)) {
            if (transposeB) {
                MatrixVector.multiply(b, bOffset, ldb, n, k, a, aOffset, true, c, cOffset);
            } else {
                MatrixVector.multiplyTransposed(
                        b, bOffset, ldb, k, n, a, aOffset, true, c, cOffset);
            }
        } else if (isWide(m, n, k)) {
            DoubleProduct.compute(
                    m,
                    n,
                    k,
                    alpha,
                    a,
                    aOffset,
                    transposeA ? 1 : lda,
                    transposeA ? lda : 1,
                    b,
                    bOffset,
                    transposeB ? 1 : ldb,
                    transposeB ? ldb : 1,
                    c,
                    cOffset,
                    ldc,
                    1,
                    true);
        } else {
            scalar(
                    transposeA,
                    transposeB,
                    m,
                    n,
                    k,
                    alpha,
                    a,
                    aOffset,
                    lda,
                    b,
                    bOffset,
                    ldb,
                    c,
                    cOffset,
                    ldc);
        }
    }

    private static boolean isWide(int m, int n, int k) {
        return (long) m * n * k >= VECTOR_FROM
                && m >= 2
                && VectorSupport.AVAILABLE
                && n >= VectorSupport.LANES / 2;
    }

    /**
     * C = A B, or C += A B, for matrices of any strides: element (i, j) lies at {@code offset + i *
     * row + j * column}. C's elements must be distinct; where neither stride of C is 1, it costs a
     * copy.
     *
     * @param m rows of A and C
     * @param n columns of B and C
     * @param k the inner extent
     */
    public static void multiply(
            int m,
            int n,
            int k,
            double[] a,
            int aOffset,
            int aRow,
            int aColumn,
            double[] b,
            int bOffset,
            int bRow,
            int bColumn,
            double[] c,
            int cOffset,
            int cRow,
            int cColumn,
            boolean add) {
        if (cColumn != 1 && cRow == 1) {
            // C' = B' A'
            multiply(
                    n, m, k, b, bOffset, bColumn, bRow, a, aOffset, aColumn, aRow, c, cOffset,
                    cColumn, cRow, add);
        } else if (isWide(m, n, k)) {
            DoubleProduct.compute(
                    m, n, k, 1, a, aOffset, aRow, aColumn, b, bOffset, bRow, bColumn, c, cOffset,
                    cRow, cColumn, add);
        } else {
            for (int i = 0; i < m; i++) {
                int to = cOffset + i * cRow;
                for (int j = 0; j < n && !add; j++) {
                    c[to + j * cColumn] = 0;
                }
                for (int p = 0; p < k; p++) {
                    double factor = a[aOffset + i * aRow + p * aColumn];
                    int from = bOffset + p * bRow;
                    for (int j = 0; j < n; j++) {
                        c[to + j * cColumn] += factor * b[from + j * bColumn];
                    }
                }
            }
        }
    }

    /**
     * C += alpha op(A) op(B) in plain loops whose inner one is contiguous wherever B or the
     * operands allow.
     */
    static void scalar(
            boolean transposeA,
            boolean transposeB,
            int m,
            int n,
            int k,
            double alpha,
            double[] a,
            int aOffset,
            int lda,
            double[] b,
            int bOffset,
            int ldb,
            double[] c,
            int cOffset,
            int ldc) {
        int aRow = transposeA ? 1 : lda;
        int aColumn = transposeA ? lda : 1;
        for (int i = 0; i < m; i++) {
            int from = aOffset + i * aRow;
            int to = cOffset + i * ldc;
            if (!transposeB) {
                for (int p = 0; p < k; p++) {
                    Vectors.axpy(alpha * a[from + p * aColumn], b, bOffset + p * ldb, c, to, n);
                }
                continue;
            }
            for (int j = 0; j < n; j++) {
                int row = bOffset + j * ldb;
                double sum = 0;
                if (aColumn == 1) {
                    sum = Vectors.dot(a, from, b, row, k);
                } else {
                    for (int p = 0; p < k; p++) {
                        sum += a[from + p * aColumn] * b[row + p];
                    }
                }
                c[to + j] += alpha * sum;
            }
        }
    }
}
