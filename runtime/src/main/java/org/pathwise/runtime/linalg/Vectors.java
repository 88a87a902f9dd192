package org.pathwise.runtime.linalg;

/** Products of vectors. */
public final class Vectors {
    private static final int VECTOR_FROM = 128;

    private Vectors() {}

    /** The sum of {@code a[aOffset + i] * b[bOffset + i]} for i below n. */
    public static double dot(double[] a, int aOffset, double[] b, int bOffset, int n) {
        if (n >= VECTOR_FROM && VectorSupport.AVAILABLE) {
            return VectorDot.dot(a, aOffset, b, bOffset, n);
        }
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i + 4 <= n; i += 4) {
            s0 += a[aOffset + i] * b[bOffset + i];
            s1 += a[aOffset + i + 1] * b[bOffset + i + 1];
            s2 += a[aOffset + i + 2] * b[bOffset + i + 2];
            s3 += a[aOffset + i + 3] * b[bOffset + i + 3];
        }
        for (; i < n; i++) {
            s0 += a[aOffset + i] * b[bOffset + i];
        }
        return (s0 + s1) + (s2 + s3);
    }

    /**
     * {@code y[yOffset + i] += alpha * x[xOffset + i]} for i below n. Left to the compiler's own
     * vectorizer.
     */
    public static void axpy(double alpha, double[] x, int xOffset, double[] y, int yOffset, int n) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] += alpha * x[xOffset + i];
        }
    }
}
