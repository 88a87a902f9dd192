package org.pathwise.runtime.linalg;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The inner loops of the blocked product: a tile of C, 6 rows by 3 vectors or 1, stays in registers
 * while the packed panels stream past. 18 sums, 3 vectors of B and one element of A fill 22 of
 * AVX-512's 32 registers and hide the latency of the multiply-add.
 */
final class MicroKernel {
    private static final VectorSpecies<Double> S = VectorLanes.SPECIES;
    private static final int L = VectorLanes.COUNT;

    private MicroKernel() {}

    /**
     * C[6, 3 L] += the product of a panel of A (kb by 6, column after column) and one of B (kb rows
     * of 3 L).
     */
    static void wide(
            double[] a, int aFrom, double[] b, int bFrom, int kb, double[] c, int to, int ldc) {
        int r1 = to + ldc;
        int r2 = r1 + ldc;
        int r3 = r2 + ldc;
        int r4 = r3 + ldc;
        int r5 = r4 + ldc;
        DoubleVector c00 = DoubleVector.fromArray(S, c, to);
        DoubleVector c01 = DoubleVector.fromArray(S, c, to + L);
        DoubleVector c02 = DoubleVector.fromArray(S, c, to + 2 * L);
        DoubleVector c10 = DoubleVector.fromArray(S, c, r1);
        DoubleVector c11 = DoubleVector.fromArray(S, c, r1 + L);
        DoubleVector c12 = DoubleVector.fromArray(S, c, r1 + 2 * L);
        DoubleVector c20 = DoubleVector.fromArray(S, c, r2);
        DoubleVector c21 = DoubleVector.fromArray(S, c, r2 + L);
        DoubleVector c22 = DoubleVector.fromArray(S, c, r2 + 2 * L);
        DoubleVector c30 = DoubleVector.fromArray(S, c, r3);
        DoubleVector c31 = DoubleVector.fromArray(S, c, r3 + L);
        DoubleVector c32 = DoubleVector.fromArray(S, c, r3 + 2 * L);
        DoubleVector c40 = DoubleVector.fromArray(S, c, r4);
        DoubleVector c41 = DoubleVector.fromArray(S, c, r4 + L);
        DoubleVector c42 = DoubleVector.fromArray(S, c, r4 + 2 * L);
        DoubleVector c50 = DoubleVector.fromArray(S, c, r5);
        DoubleVector c51 = DoubleVector.fromArray(S, c, r5 + L);
        DoubleVector c52 = DoubleVector.fromArray(S, c, r5 + 2 * L);
        for (int p = 0; p < kb; p++) {
            int at = aFrom + 6 * p;
            int bt = bFrom + 3 * L * p;
            DoubleVector b0 = DoubleVector.fromArray(S, b, bt);
            DoubleVector b1 = DoubleVector.fromArray(S, b, bt + L);
            DoubleVector b2 = DoubleVector.fromArray(S, b, bt + 2 * L);
            DoubleVector v = DoubleVector.broadcast(S, a[at]);
            c00 = v.fma(b0, c00);
            c01 = v.fma(b1, c01);
            c02 = v.fma(b2, c02);
            v = DoubleVector.broadcast(S, a[at + 1]);
            c10 = v.fma(b0, c10);
            c11 = v.fma(b1, c11);
            c12 = v.fma(b2, c12);
            v = DoubleVector.broadcast(S, a[at + 2]);
            c20 = v.fma(b0, c20);
            c21 = v.fma(b1, c21);
            c22 = v.fma(b2, c22);
            v = DoubleVector.broadcast(S, a[at + 3]);
            c30 = v.fma(b0, c30);
            c31 = v.fma(b1, c31);
            c32 = v.fma(b2, c32);
            v = DoubleVector.broadcast(S, a[at + 4]);
            c40 = v.fma(b0, c40);
            c41 = v.fma(b1, c41);
            c42 = v.fma(b2, c42);
            v = DoubleVector.broadcast(S, a[at + 5]);
            c50 = v.fma(b0, c50);
            c51 = v.fma(b1, c51);
            c52 = v.fma(b2, c52);
        }
        c00.intoArray(c, to);
        c01.intoArray(c, to + L);
        c02.intoArray(c, to + 2 * L);
        c10.intoArray(c, r1);
        c11.intoArray(c, r1 + L);
        c12.intoArray(c, r1 + 2 * L);
        c20.intoArray(c, r2);
        c21.intoArray(c, r2 + L);
        c22.intoArray(c, r2 + 2 * L);
        c30.intoArray(c, r3);
        c31.intoArray(c, r3 + L);
        c32.intoArray(c, r3 + 2 * L);
        c40.intoArray(c, r4);
        c41.intoArray(c, r4 + L);
        c42.intoArray(c, r4 + 2 * L);
        c50.intoArray(c, r5);
        c51.intoArray(c, r5 + L);
        c52.intoArray(c, r5 + 2 * L);
    }

    /** C[6, L] += the product of a panel of A and one of B (kb rows of L). */
    static void narrow(
            double[] a, int aFrom, double[] b, int bFrom, int kb, double[] c, int to, int ldc) {
        int r1 = to + ldc;
        int r2 = r1 + ldc;
        int r3 = r2 + ldc;
        int r4 = r3 + ldc;
        int r5 = r4 + ldc;
        DoubleVector c00 = DoubleVector.fromArray(S, c, to);
        DoubleVector c10 = DoubleVector.fromArray(S, c, r1);
        DoubleVector c20 = DoubleVector.fromArray(S, c, r2);
        DoubleVector c30 = DoubleVector.fromArray(S, c, r3);
        DoubleVector c40 = DoubleVector.fromArray(S, c, r4);
        DoubleVector c50 = DoubleVector.fromArray(S, c, r5);
        for (int p = 0; p < kb; p++) {
            int at = aFrom + 6 * p;
            int bt = bFrom + L * p;
            DoubleVector b0 = DoubleVector.fromArray(S, b, bt);
            DoubleVector v = DoubleVector.broadcast(S, a[at]);
            c00 = v.fma(b0, c00);
            v = DoubleVector.broadcast(S, a[at + 1]);
            c10 = v.fma(b0, c10);
            v = DoubleVector.broadcast(S, a[at + 2]);
            c20 = v.fma(b0, c20);
            v = DoubleVector.broadcast(S, a[at + 3]);
            c30 = v.fma(b0, c30);
            v = DoubleVector.broadcast(S, a[at + 4]);
            c40 = v.fma(b0, c40);
            v = DoubleVector.broadcast(S, a[at + 5]);
            c50 = v.fma(b0, c50);
        }
        c00.intoArray(c, to);
        c10.intoArray(c, r1);
        c20.intoArray(c, r2);
        c30.intoArray(c, r3);
        c40.intoArray(c, r4);
        c50.intoArray(c, r5);
    }
}
