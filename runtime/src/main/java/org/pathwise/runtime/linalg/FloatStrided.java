package org.pathwise.runtime.linalg;

/**
 * The routines of {@link Strided} for matrices of which each is a {@code float[]} or a {@code
 * double[]}: they compute in double precision, and round what goes into a {@code float[]}.
 */
public final class FloatStrided {
    private static final ThreadLocal<double[]> SCRATCH =
            ThreadLocal.withInitial(() -> new double[0]);

    private FloatStrided() {}

    /** {@link Strided#cholesky} */
    public static void cholesky(
            Object a,
            int aOffset,
            int aRow,
            int aColumn,
            Object l,
            int lOffset,
            int lRow,
            int lColumn,
            int n) {
        int size = n * n;
        double[] wide = scratch(4L * size);
        widen(a, aOffset, aRow, aColumn, n, n, wide, 0);
        Strided.cholesky(wide, 0, n, 1, wide, size, n, 1, n, wide, 2 * size);
        round(wide, size, n, n, l, lOffset, lRow, lColumn);
    }

    /** {@link Strided#choleskyAdjoint} */
    public static void choleskyAdjoint(
            Object l,
            int lOffset,
            int lRow,
            int lColumn,
            Object lBar,
            int lBarOffset,
            int lBarRow,
            int lBarColumn,
            Object aBar,
            int aBarOffset,
            int aBarRow,
            int aBarColumn,
            int n) {
        int size = n * n;
        double[] wide = scratch(5L * size);
        widen(l, lOffset, lRow, lColumn, n, n, wide, 0);
        widen(lBar, lBarOffset, lBarRow, lBarColumn, n, n, wide, size);
        Strided.choleskyAdjoint(
                wide, 0, n, 1, wide, size, n, 1, wide, 2 * size, n, 1, n, wide, 3 * size);
        round(wide, 2 * size, n, n, aBar, aBarOffset, aBarRow, aBarColumn);
    }

    /** {@link Strided#triangularSolve} */
    public static void triangularSolve(
            Object l,
            int lOffset,
            int lRow,
            int lColumn,
            Object b,
            int bOffset,
            int bStride,
            int bNext,
            Object x,
            int xOffset,
            int xStride,
            int xNext,
            int sides,
            boolean transposed,
            int n) {
        int size = n * n;
        int right = n * sides;
        double[] wide = scratch(2L * size + 2L * right + (long) n * Math.min(sides, Strided.SIDES));
        widen(l, lOffset, lRow, lColumn, n, n, wide, 0);
        widen(b, bOffset, bStride, bNext, n, sides, wide, size);
        Strided.triangularSolve(
                wide,
                0,
                n,
                1,
                wide,
                size,
                sides,
                1,
                wide,
                size + right,
                sides,
                1,
                sides,
                transposed,
                n,
                wide,
                size + 2 * right);
        round(wide, size + right, n, sides, x, xOffset, xStride, xNext);
    }

    /** {@link Strided#solve} */
    public static void solve(
            Object a,
            int aOffset,
            int aRow,
            int aColumn,
            Object b,
            int bOffset,
            int bStride,
            int bNext,
            Object x,
            int xOffset,
            int xStride,
            int xNext,
            int sides,
            boolean transposed,
            int n) {
        int size = n * n;
        int right = n * sides;
        double[] wide = scratch(2L * size + 2L * right + (long) n * Math.min(sides, Strided.SIDES));
        widen(a, aOffset, aRow, aColumn, n, n, wide, 0);
        widen(b, bOffset, bStride, bNext, n, sides, wide, size);
        Strided.solve(
                wide,
                0,
                n,
                1,
                wide,
                size,
                sides,
                1,
                wide,
                size + right,
                sides,
                1,
                sides,
                transposed,
                n,
                wide,
                size + 2 * right);
        round(wide, size + right, n, sides, x, xOffset, xStride, xNext);
    }

    /** {@link Strided#logAbsDeterminant} */
    public static void logAbsDeterminant(
            Object a, int aOffset, int aRow, int aColumn, Object result, int resultOffset, int n) {
        int size = n * n;
        double[] wide = scratch(3L * size + 1);
        widen(a, aOffset, aRow, aColumn, n, n, wide, 0);
        Strided.logAbsDeterminant(wide, 0, n, 1, wide, size, n, wide, size + 1);
        round(wide, size, 1, 1, result, resultOffset, 1, 1);
    }

    private static double[] scratch(long size) {
        double[] scratch = SCRATCH.get();
        if (scratch.length < size) {
            scratch = new double[Math.toIntExact(size)];
            SCRATCH.set(scratch);
        }
        return scratch;
    }

    private static void widen(
            Object from, int offset, int row, int column, int m, int n, double[] to, int at) {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                int place = offset + i * row + j * column;
                to[at + i * n + j] =
                        from instanceof float[] floats ? floats[place] : ((double[]) from)[place];
            }
        }
    }

    private static void round(
            double[] from, int at, int m, int n, Object to, int offset, int row, int column) {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                int place = offset + i * row + j * column;
                if (to instanceof float[] floats) {
                    floats[place] = (float) from[at + i * n + j];
                } else {
                    ((double[]) to)[place] = from[at + i * n + j];
                }
            }
        }
    }
}
