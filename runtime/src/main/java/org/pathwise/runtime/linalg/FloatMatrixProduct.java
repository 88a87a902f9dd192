package org.pathwise.runtime.linalg;

/**
 * Matrix-matrix products in single precision. Each matrix is a {@code float[]} or a {@code
 * double[]}: doubles are rounded on the way in, and sums are widened on the way out. A sum is made
 * in single precision in blocks of at most 400 terms, one rounding a term; blocks are added to what
 * is in the target, so in double precision if that is a {@code double[]}.
 */
public final class FloatMatrixProduct {
    private FloatMatrixProduct() {}

    /**
     * C = A B, or C += A B, for matrices of any strides: element (i, j) lies at {@code offset + i *
     * row + j * column}. C's elements must be distinct; where neither stride of C is 1, it costs a
     * copy.
     *
     * @param m rows of A and C
     * @param n columns of B and C
     * @param k the inner extent
     * @throws IllegalArgumentException if a matrix is neither a {@code float[]} nor a {@code
     *     double[]}
     */
    public static void multiply(
            int m,
            int n,
            int k,
            Object a,
            int aOffset,
            int aRow,
            int aColumn,
            Object b,
            int bOffset,
            int bRow,
            int bColumn,
            Object c,
            int cOffset,
            int cRow,
            int cColumn,
            boolean add) {
        check(a);
        check(b);
        check(c);
        if (cColumn != 1 && cRow == 1) {
            // C' = B' A'
            multiply(
                    n, m, k, b, bOffset, bColumn, bRow, a, aOffset, aColumn, aRow, c, cOffset,
                    cColumn, cRow, add);
        } else if (VectorSupport.AVAILABLE) {
            FloatProduct.compute(
                    m, n, k, a, aOffset, aRow, aColumn, b, bOffset, bRow, bColumn, c, cOffset, cRow,
                    cColumn, add);
        } else {
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    int at = cOffset + i * cRow + j * cColumn;
                    double sum = 0;
                    for (int p = 0; p < k; p++) {
                        sum +=
                                (double) get(a, aOffset + i * aRow + p * aColumn)
                                        * get(b, bOffset + p * bRow + j * bColumn);
                    }
                    set(c, at, add ? sum + wide(c, at) : sum);
                }
            }
        }
    }

    private static void check(Object array) {
        if (!(array instanceof float[] || array instanceof double[])) {
            throw new IllegalArgumentException("neither float[] nor double[]: " + array.getClass());
        }
    }

    private static float get(Object array, int at) {
        return array instanceof float[] floats ? floats[at] : (float) ((double[]) array)[at];
    }

    private static double wide(Object array, int at) {
        return array instanceof float[] floats ? floats[at] : ((double[]) array)[at];
    }

    private static void set(Object array, int at, double value) {
        if (array instanceof float[] floats) {
            floats[at] = (float) value;
        } else {
            ((double[]) array)[at] = value;
        }
    }
}
