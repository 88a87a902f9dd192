package org.pathwise.runtime.linalg;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The inner loops of the blocked product: a tile of C, 6 rows by 3 vectors or 1, stays in registers
 * while the packed panels stream past. 18 sums, 3 vectors of B and one element of A fill 22 of AVX-512's
 * 32 registers and hide the latency of the multiply-add.
 */
final class MicroKernel {
    private static final VectorSpecies<Double> S = VectorLanes.SPECIES;
    private static final int L = VectorLanes.COUNT;

    private MicroKernel() {}

    /** C[6, 3 L] += the product of a panel of A (kb by 6, column after column) and one of B (kb rows of 3 L). */
    static void wide(double[] a, int aFrom, double[] b, int bFrom, int kb, double[] c, int to, int ldc) {
        DoubleVector c00 = DoubleVector.zero(S);
        DoubleVector c01 = DoubleVector.zero(S);
        DoubleVector c02 = DoubleVector.zero(S);
        DoubleVector c10 = DoubleVector.zero(S);
        DoubleVector c11 = DoubleVector.zero(S);
        DoubleVector c12 = DoubleVector.zero(S);
        DoubleVector c20 = DoubleVector.zero(S);
        DoubleVector c21 = DoubleVector.zero(S);
        DoubleVector c22 = DoubleVector.zero(S);
        DoubleVector c30 = DoubleVector.zero(S);
        DoubleVector c31 = DoubleVector.zero(S);
        DoubleVector c32 = DoubleVector.zero(S);
        DoubleVector c40 = DoubleVector.zero(S);
        DoubleVector c41 = DoubleVector.zero(S);
        DoubleVector c42 = DoubleVector.zero(S);
        DoubleVector c50 = DoubleVector.zero(S);
        DoubleVector c51 = DoubleVector.zero(S);
        DoubleVector c52 = DoubleVector.zero(S);
        for (int p = 0, at = aFrom, bt = bFrom; p < kb; p++, at += 6, bt += 3 * L) {
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
        add(c00, c01, c02, c, to);
        add(c10, c11, c12, c, to + ldc);
        add(c20, c21, c22, c, to + 2 * ldc);
        add(c30, c31, c32, c, to + 3 * ldc);
        add(c40, c41, c42, c, to + 4 * ldc);
        add(c50, c51, c52, c, to + 5 * ldc);
    }

    /** C[6, L] += the product of a panel of A and one of B (kb rows of L). */
    static void narrow(double[] a, int aFrom, double[] b, int bFrom, int kb, double[] c, int to, int ldc) {
        DoubleVector c00 = DoubleVector.zero(S);
        DoubleVector c10 = DoubleVector.zero(S);
        DoubleVector c20 = DoubleVector.zero(S);
        DoubleVector c30 = DoubleVector.zero(S);
        DoubleVector c40 = DoubleVector.zero(S);
        DoubleVector c50 = DoubleVector.zero(S);
        for (int p = 0, at = aFrom, bt = bFrom; p < kb; p++, at += 6, bt += L) {
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
        add(c00, c, to);
        add(c10, c, to + ldc);
        add(c20, c, to + 2 * ldc);
        add(c30, c, to + 3 * ldc);
        add(c40, c, to + 4 * ldc);
        add(c50, c, to + 5 * ldc);
    }

    private static void add(DoubleVector x0, DoubleVector x1, DoubleVector x2, double[] c, int to) {
        add(x0, c, to);
        add(x1, c, to + L);
        add(x2, c, to + 2 * L);
    }

    private static void add(DoubleVector x, double[] c, int to) {
        x.add(DoubleVector.fromArray(S, c, to)).intoArray(c, to);
    }
}
