package org.pathwise.runtime.linalg;

/**
 * Products of a matrix and a vector. Both directions read the matrix by rows, four at a time; a
 * row's result does not depend on which rows are computed with it, as long as the block is large
 * enough for vectors (about a thousand elements) or none is.
 */
public final class MatrixVector {
    private static final int VECTOR_FROM = 1024;

    private MatrixVector() {}

    /**
     * {@code out[i] = A[rowStart + i, :] . x} for the rows up to rowEnd (exclusive) of a dense
     * matrix with {@code cols} columns.
     */
    public static void rows(
            double[] a, int rowStart, int rowEnd, int cols, double[] x, double[] out) {
        multiply(a, rowStart * cols, cols, rowEnd - rowStart, cols, x, 0, false, out, 0);
    }

    /** {@code g += A[rowStart..rowEnd, :]' weights}: the adjoint of {@link #rows}. */
    public static void accumulateRows(
            double[] a, int rowStart, int rowEnd, int cols, double[] weights, double[] g) {
        multiplyTransposed(
                a, rowStart * cols, cols, rowEnd - rowStart, cols, weights, 0, true, g, 0);
    }

    /** out = A x, or out += A x, for A of m rows and n columns. */
    public static void multiply(
            double[] a,
            int aOffset,
            int lda,
            int m,
            int n,
            double[] x,
            int xOffset,
            boolean accumulate,
            double[] out,
            int outOffset) {
        if (useVectors(m, n)) {
            VectorRows.multiply(a, aOffset, lda, m, n, x, xOffset, accumulate, out, outOffset);
            return;
        }
        for (int i = 0; i < m; i++) {
            double product = Vectors.dot(a, aOffset + i * lda, x, xOffset, n);
            out[outOffset + i] = accumulate ? out[outOffset + i] + product : product;
        }
    }

    /** out = A' w, or out += A' w, for A of m rows and n columns. */
    public static void multiplyTransposed(
            double[] a,
            int aOffset,
            int lda,
            int m,
            int n,
            double[] w,
            int wOffset,
            boolean accumulate,
            double[] out,
            int outOffset) {
        if (!accumulate) {
            java.util.Arrays.fill(out, outOffset, outOffset + n, 0);
        }
        if (useVectors(m, n)) {
            VectorRows.accumulate(a, aOffset, lda, m, n, w, wOffset, out, outOffset);
            return;
        }
        for (int i = 0; i < m; i++) {
            Vectors.axpy(w[wOffset + i], a, aOffset + i * lda, out, outOffset, n);
        }
    }

    private static boolean useVectors(int m, int n) {
        return (long) m * n >= VECTOR_FROM && VectorSupport.AVAILABLE && n >= VectorSupport.LANES;
    }
}
