package org.pathwise.runtime.linalg;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Matrix-vector products on vectors, four rows at a time so that x or the output is read a quarter
 * as often.
 */
final class VectorRows {
    private static final VectorSpecies<Double> S = VectorLanes.SPECIES;
    private static final int L = VectorLanes.COUNT;

    private VectorRows() {}

    static void multiply(
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
        int i = 0;
        for (; i + 4 <= m; i += 4) {
            four(a, aOffset + i * lda, lda, n, x, xOffset, accumulate, out, outOffset + i);
        }
        for (; i < m; i++) {
            one(a, aOffset + i * lda, n, x, xOffset, accumulate, out, outOffset + i);
        }
    }

    private static void four(
            double[] a,
            int r0,
            int lda,
            int n,
            double[] x,
            int xOffset,
            boolean accumulate,
            double[] out,
            int to) {
        int r1 = r0 + lda;
        int r2 = r1 + lda;
        int r3 = r2 + lda;
        DoubleVector s0 = DoubleVector.zero(S);
        DoubleVector s1 = s0;
        DoubleVector s2 = s0;
        DoubleVector s3 = s0;
        int j = 0;
        for (; j + L <= n; j += L) {
            DoubleVector v = DoubleVector.fromArray(S, x, xOffset + j);
            s0 = DoubleVector.fromArray(S, a, r0 + j).fma(v, s0);
            s1 = DoubleVector.fromArray(S, a, r1 + j).fma(v, s1);
            s2 = DoubleVector.fromArray(S, a, r2 + j).fma(v, s2);
            s3 = DoubleVector.fromArray(S, a, r3 + j).fma(v, s3);
        }
        double e0 = VectorLanes.sum(s0);
        double e1 = VectorLanes.sum(s1);
        double e2 = VectorLanes.sum(s2);
        double e3 = VectorLanes.sum(s3);
        for (; j < n; j++) {
            double v = x[xOffset + j];
            e0 += a[r0 + j] * v;
            e1 += a[r1 + j] * v;
            e2 += a[r2 + j] * v;
            e3 += a[r3 + j] * v;
        }
        if (accumulate) {
            e0 += out[to];
            e1 += out[to + 1];
            e2 += out[to + 2];
            e3 += out[to + 3];
        }
        out[to] = e0;
        out[to + 1] = e1;
        out[to + 2] = e2;
        out[to + 3] = e3;
    }

    private static void one(
            double[] a,
            int row,
            int n,
            double[] x,
            int xOffset,
            boolean accumulate,
            double[] out,
            int to) {
        DoubleVector s = DoubleVector.zero(S);
        int j = 0;
        for (; j + L <= n; j += L) {
            s =
                    DoubleVector.fromArray(S, a, row + j)
                            .fma(DoubleVector.fromArray(S, x, xOffset + j), s);
        }
        double e = VectorLanes.sum(s);
        for (; j < n; j++) {
            e += a[row + j] * x[xOffset + j];
        }
        out[to] = accumulate ? e + out[to] : e;
    }

    static void accumulate(
            double[] a,
            int aOffset,
            int lda,
            int m,
            int n,
            double[] w,
            int wOffset,
            double[] out,
            int outOffset) {
        int i = 0;
        for (; i + 4 <= m; i += 4) {
            addFour(a, aOffset + i * lda, lda, n, w, wOffset + i, out, outOffset);
        }
        for (; i < m; i++) {
            addOne(a, aOffset + i * lda, n, w[wOffset + i], out, outOffset);
        }
    }

    private static void addFour(
            double[] a, int r0, int lda, int n, double[] w, int from, double[] out, int outOffset) {
        int r1 = r0 + lda;
        int r2 = r1 + lda;
        int r3 = r2 + lda;
        double w0 = w[from];
        double w1 = w[from + 1];
        double w2 = w[from + 2];
        double w3 = w[from + 3];
        DoubleVector v0 = DoubleVector.broadcast(S, w0);
        DoubleVector v1 = DoubleVector.broadcast(S, w1);
        DoubleVector v2 = DoubleVector.broadcast(S, w2);
        DoubleVector v3 = DoubleVector.broadcast(S, w3);
        int j = 0;
        for (; j + L <= n; j += L) {
            DoubleVector s = DoubleVector.fromArray(S, out, outOffset + j);
            s = DoubleVector.fromArray(S, a, r0 + j).fma(v0, s);
            s = DoubleVector.fromArray(S, a, r1 + j).fma(v1, s);
            s = DoubleVector.fromArray(S, a, r2 + j).fma(v2, s);
            s = DoubleVector.fromArray(S, a, r3 + j).fma(v3, s);
            s.intoArray(out, outOffset + j);
        }
        for (; j < n; j++) {
            double s = out[outOffset + j];
            s += w0 * a[r0 + j];
            s += w1 * a[r1 + j];
            s += w2 * a[r2 + j];
            s += w3 * a[r3 + j];
            out[outOffset + j] = s;
        }
    }

    private static void addOne(
            double[] a, int row, int n, double weight, double[] out, int outOffset) {
        DoubleVector v = DoubleVector.broadcast(S, weight);
        int j = 0;
        for (; j + L <= n; j += L) {
            DoubleVector s = DoubleVector.fromArray(S, out, outOffset + j);
            DoubleVector.fromArray(S, a, row + j).fma(v, s).intoArray(out, outOffset + j);
        }
        for (; j < n; j++) {
            out[outOffset + j] += weight * a[row + j];
        }
    }
}
