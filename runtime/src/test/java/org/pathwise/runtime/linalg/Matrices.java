package org.pathwise.runtime.linalg;

import java.util.random.RandomGenerator;

/** Naive counterparts of the kernels, and matrices to try them on. */
final class Matrices {
    private Matrices() {}

    static double[] random(int size, RandomGenerator random) {
        return random.doubles(size, -1, 1).toArray();
    }

    /** A symmetric positive definite matrix of n rows. */
    static double[] positiveDefinite(int n, RandomGenerator random) {
        double[] b = random(n * n, random);
        double[] a = multiply(false, true, n, n, n, b, 0, n, b, 0, n);
        for (int i = 0; i < n; i++) {
            a[i * n + i] += 0.5;
        }
        return a;
    }

    /** A well-conditioned lower triangular matrix whose unused upper triangle is NaN. */
    static double[] lower(int n, RandomGenerator random) {
        double[] l = random(n * n, random);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                l[i * n + j] =
                        j > i ? Double.NaN : j == i ? 1 + Math.abs(l[i * n + j]) : l[i * n + j] / n;
            }
        }
        return l;
    }

    /** op(A) op(B) by the definition, m by n, dense. */
    static double[] multiply(
            boolean transposeA,
            boolean transposeB,
            int m,
            int n,
            int k,
            double[] a,
            int aOffset,
            int lda,
            double[] b,
            int bOffset,
            int ldb) {
        double[] c = new double[m * n];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                for (int p = 0; p < k; p++) {
                    double x = a[aOffset + (transposeA ? p * lda + i : i * lda + p)];
                    double y = b[bOffset + (transposeB ? j * ldb + p : p * ldb + j)];
                    c[i * n + j] += x * y;
                }
            }
        }
        return c;
    }
}
