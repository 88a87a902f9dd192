package org.pathwise.runtime.linalg;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products of a piece of a matrix that is stored by columns, for generated code that works through
 * a tall matrix a few hundred rows at a time. Several columns are read side by side, so that the
 * vector of the rows is read and written as seldom. To be used only where the Vector API is.
 */
public final class Columns {
    private static final VectorSpecies<Double> S = VectorLanes.SPECIES;
    private static final int L = VectorLanes.COUNT;

    private Columns() {}

    /**
     * {@code y[i] += sum over j of m[j * stride + i] * x[j * xStride]} for {@code rows} rows i and
     * {@code columns} columns j.
     */
    public static void addProduct(
            double[] m,
            int from,
            int stride,
            double[] x,
            int xFrom,
            int xStride,
            double[] y,
            int to,
            int columns,
            int rows) {
        int j = 0;
        for (; j + 8 <= columns; j += 8) {
            addEight(m, from + j * stride, stride, x, xFrom + j * xStride, xStride, y, to, rows);
        }
        for (; j < columns; j++) {
            addOne(m, from + j * stride, x[xFrom + j * xStride], y, to, rows);
        }
    }

    private static void addOne(double[] m, int from, double x, double[] y, int to, int rows) {
        int i = 0;
        for (; i + L <= rows; i += L) {
            DoubleVector.fromArray(S, m, from + i)
                    .fma(DoubleVector.broadcast(S, x), DoubleVector.fromArray(S, y, to + i))
                    .intoArray(y, to + i);
        }
        for (; i < rows; i++) {
            y[to + i] = Math.fma(m[from + i], x, y[to + i]);
        }
    }

    private static void addEight(
            double[] m,
            int c0,
            int stride,
            double[] x,
            int at,
            int step,
            double[] y,
            int to,
            int rows) {
        int c1 = c0 + stride;
        int c2 = c1 + stride;
        int c3 = c2 + stride;
        int c4 = c3 + stride;
        int c5 = c4 + stride;
        int c6 = c5 + stride;
        int c7 = c6 + stride;
        double x0 = x[at];
        double x1 = x[at + step];
        double x2 = x[at + 2 * step];
        double x3 = x[at + 3 * step];
        double x4 = x[at + 4 * step];
        double x5 = x[at + 5 * step];
        double x6 = x[at + 6 * step];
        double x7 = x[at + 7 * step];
        DoubleVector v0 = DoubleVector.broadcast(S, x0);
        DoubleVector v1 = DoubleVector.broadcast(S, x1);
        DoubleVector v2 = DoubleVector.broadcast(S, x2);
        DoubleVector v3 = DoubleVector.broadcast(S, x3);
        DoubleVector v4 = DoubleVector.broadcast(S, x4);
        DoubleVector v5 = DoubleVector.broadcast(S, x5);
        DoubleVector v6 = DoubleVector.broadcast(S, x6);
        DoubleVector v7 = DoubleVector.broadcast(S, x7);
        int i = 0;
        for (; i + L <= rows; i += L) {
            DoubleVector a =
                    DoubleVector.fromArray(S, m, c0 + i)
                            .fma(v0, DoubleVector.fromArray(S, y, to + i));
            DoubleVector b = DoubleVector.fromArray(S, m, c1 + i).mul(v1);
            a = DoubleVector.fromArray(S, m, c2 + i).fma(v2, a);
            b = DoubleVector.fromArray(S, m, c3 + i).fma(v3, b);
            a = DoubleVector.fromArray(S, m, c4 + i).fma(v4, a);
            b = DoubleVector.fromArray(S, m, c5 + i).fma(v5, b);
            a = DoubleVector.fromArray(S, m, c6 + i).fma(v6, a);
            b = DoubleVector.fromArray(S, m, c7 + i).fma(v7, b);
            a.add(b).intoArray(y, to + i);
        }
        for (; i < rows; i++) {
            double a = m[c0 + i] * x0 + m[c1 + i] * x1 + m[c2 + i] * x2 + m[c3 + i] * x3;
            double b = m[c4 + i] * x4 + m[c5 + i] * x5 + m[c6 + i] * x6 + m[c7 + i] * x7;
            y[to + i] += a + b;
        }
    }

    /**
     * {@code g[j * gStride] += sum over i of m[j * stride + i] * w[i]} for {@code rows} rows i and
     * {@code columns} columns j.
     */
    public static void addTransposedProduct(
            double[] m,
            int from,
            int stride,
            double[] w,
            int wFrom,
            double[] g,
            int to,
            int gStride,
            int columns,
            int rows) {
        int j = 0;
        for (; j + 4 <= columns; j += 4) {
            dotFour(m, from + j * stride, stride, w, wFrom, g, to + j * gStride, gStride, rows);
        }
        for (; j < columns; j++) {
            dotOne(m, from + j * stride, w, wFrom, g, to + j * gStride, rows);
        }
    }

    private static void dotOne(
            double[] m, int from, double[] w, int wFrom, double[] g, int to, int rows) {
        DoubleVector a = DoubleVector.zero(S);
        DoubleVector b = a;
        int i = 0;
        for (; i + 2 * L <= rows; i += 2 * L) {
            a =
                    DoubleVector.fromArray(S, m, from + i)
                            .fma(DoubleVector.fromArray(S, w, wFrom + i), a);
            b =
                    DoubleVector.fromArray(S, m, from + i + L)
                            .fma(DoubleVector.fromArray(S, w, wFrom + i + L), b);
        }
        double sum = VectorLanes.sum(a.add(b));
        for (; i < rows; i++) {
            sum += m[from + i] * w[wFrom + i];
        }
        g[to] += sum;
    }

    /**
     * Four columns at once and not eight, though that would read w less often: the JIT compiler
     * gives up inlining in a method with so many sums over lanes, and would allocate the vectors it
     * leaves.
     */
    private static void dotFour(
            double[] m,
            int c0,
            int stride,
            double[] w,
            int wFrom,
            double[] g,
            int to,
            int gStride,
            int rows) {
        int c1 = c0 + stride;
        int c2 = c1 + stride;
        int c3 = c2 + stride;
        DoubleVector s0 = DoubleVector.zero(S);
        DoubleVector s1 = s0;
        DoubleVector s2 = s0;
        DoubleVector s3 = s0;
        int i = 0;
        for (; i + L <= rows; i += L) {
            DoubleVector v = DoubleVector.fromArray(S, w, wFrom + i);
            s0 = DoubleVector.fromArray(S, m, c0 + i).fma(v, s0);
            s1 = DoubleVector.fromArray(S, m, c1 + i).fma(v, s1);
            s2 = DoubleVector.fromArray(S, m, c2 + i).fma(v, s2);
            s3 = DoubleVector.fromArray(S, m, c3 + i).fma(v, s3);
        }
        g[to] += VectorLanes.sum(s0) + rest(m, c0, w, wFrom, i, rows);
        g[to + gStride] += VectorLanes.sum(s1) + rest(m, c1, w, wFrom, i, rows);
        g[to + 2 * gStride] += VectorLanes.sum(s2) + rest(m, c2, w, wFrom, i, rows);
        g[to + 3 * gStride] += VectorLanes.sum(s3) + rest(m, c3, w, wFrom, i, rows);
    }

    private static double rest(double[] m, int column, double[] w, int wFrom, int start, int rows) {
        double sum = 0;
        for (int i = start; i < rows; i++) {
            sum += m[column + i] * w[wFrom + i];
        }
        return sum;
    }
}
