package org.pathwise.runtime.linalg;

/** The blocked product in double precision. */
final class DoubleProduct extends BlockedProduct<DoubleProduct.Panels> {
    private static final int L = VectorLanes.COUNT;
    private static final int K_BLOCK = K_BYTES / Double.BYTES;

    /**
     * One thread's packed panels, and a tile for what does not lie in C as the kernel stores it.
     */
    static final class Panels {
        final double[] a = new double[M_BLOCK * K_BLOCK];
        final double[] b = new double[K_BLOCK * PANELS * WIDTH * L];
        final double[] tile = new double[ROWS * WIDTH * L];
    }

    private static final ThreadLocal<Panels> PANELS_OF_THREAD =
            ThreadLocal.withInitial(Panels::new);
    private static final ThreadLocal<DoubleProduct> PRODUCT =
            ThreadLocal.withInitial(DoubleProduct::new);
    private static final double[] NONE = {};

    private double alpha = 1;
    private double[] a = NONE;
    private double[] b = NONE;
    private double[] c = NONE;

    private DoubleProduct() {
        super(L, Double.BYTES);
    }

    /** C = alpha A B or C += alpha A B, element (i, j) at {@code offset + i * row + j * column}. */
    static void compute(
            int m,
            int n,
            int k,
            double alpha,
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
        DoubleProduct product = PRODUCT.get();
        product.m = m;
        product.n = n;
        product.k = k;
        product.alpha = alpha;
        product.a = a;
        product.aOffset = aOffset;
        product.aRow = aRow;
        product.aColumn = aColumn;
        product.b = b;
        product.bOffset = bOffset;
        product.bRow = bRow;
        product.bColumn = bColumn;
        product.c = c;
        product.cOffset = cOffset;
        product.cRow = cRow;
        product.cColumn = cColumn;
        product.add = add;
        product.readInPlace(alpha == 1, true);
        product.compute();
        product.a = NONE;
        product.b = NONE;
        product.c = NONE;
    }

    @Override
    Panels panels() {
        return PANELS_OF_THREAD.get();
    }

    @Override
    void packRows(Panels panels, int row, int rows, int p, int kb) {
        for (int i = 0; i < rows; i += ROWS) {
            int count = Math.min(ROWS, rows - i);
            if (!aInPlace || count < ROWS) {
                int from = aOffset + (row + i) * aRow + p * aColumn;
                Packing.pack(a, from, aRow, aColumn, count, kb, panels.a, i * kb, ROWS);
                if (alpha != 1) {
                    for (int at = i * kb; at < (i + ROWS) * kb; at++) {
                        panels.a[at] *= alpha;
                    }
                }
            }
        }
    }

    @Override
    void packColumns(Panels panels, int to, int column, int columns, int width, int p, int kb) {
        int from = bOffset + p * bRow + column * bColumn;
        Packing.pack(b, from, bColumn, bRow, columns, kb, panels.b, to, width);
    }

    @Override
    void multiply(
            Panels panels,
            int row,
            int rows,
            int aPacked,
            int column,
            int columns,
            int width,
            int bPacked,
            int p,
            int kb,
            boolean accumulate) {
        double[] left = aPacked < 0 ? a : panels.a;
        int leftFrom = aPacked < 0 ? aOffset + row + p * aColumn : aPacked;
        int leftStep = aPacked < 0 ? aColumn : ROWS;
        double[] right = bPacked < 0 ? b : panels.b;
        int rightFrom = bPacked < 0 ? bOffset + column + p * bRow : bPacked;
        int rightStep = bPacked < 0 ? bRow : width;
        int to = cOffset + row * cRow + column * cColumn;
        boolean direct = rows == ROWS && columns == width && cColumn == 1 && !accumulate;
        double[] target = direct ? c : panels.tile;
        int at = direct ? to : 0;
        int step = direct ? cRow : width;
        if (width == 3 * L) {
            MicroKernel.three(
                    left, leftFrom, leftStep, right, rightFrom, rightStep, kb, target, at, step);
        } else if (width == 2 * L) {
            MicroKernel.two(
                    left, leftFrom, leftStep, right, rightFrom, rightStep, kb, target, at, step);
        } else {
            MicroKernel.one(
                    left, leftFrom, leftStep, right, rightFrom, rightStep, kb, target, at, step);
        }
        if (!direct) {
            for (int i = 0; i < rows; i++) {
                Tiles.store(panels.tile, i * width, columns, c, to + i * cRow, cColumn, accumulate);
            }
        }
    }
}
