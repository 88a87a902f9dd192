package org.pathwise.runtime.linalg;

import org.jspecify.annotations.Nullable;

/**
 * The blocked product in single precision. Factors and target may be arrays of either type: doubles
 * are rounded where they are packed, and sums are widened where they are stored.
 */
final class FloatProduct extends BlockedProduct<FloatProduct.Panels> {
    private static final int L = FloatLanes.COUNT;
    private static final int K_BLOCK = K_BYTES / Float.BYTES;

    /**
     * One thread's packed panels, and a tile for what does not lie in C as the kernel stores it.
     */
    static final class Panels {
        final float[] a = new float[M_BLOCK * K_BLOCK];
        final float[] b = new float[K_BLOCK * PANELS * WIDTH * L];
        final float[] rows = new float[ROWS * K_BLOCK];
        final float[] tile = new float[ROWS * WIDTH * L];
    }

    private static final ThreadLocal<Panels> PANELS_OF_THREAD =
            ThreadLocal.withInitial(Panels::new);
    private static final ThreadLocal<FloatProduct> PRODUCT =
            ThreadLocal.withInitial(FloatProduct::new);
    private static final float[] NONE = {};

    private float[] a = NONE;
    private float[] b = NONE;
    private float[] c = NONE;
    private double @Nullable [] wideA;
    private double @Nullable [] wideB;
    private double @Nullable [] wideC;

    private FloatProduct() {
        super(L, Float.BYTES);
    }

    /**
     * C = A B or C += A B, element (i, j) at {@code offset + i * row + j * column}. Each matrix is
     * a {@code float[]} or a {@code double[]}.
     */
    static void compute(
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
        FloatProduct product = PRODUCT.get();
        product.m = m;
        product.n = n;
        product.k = k;
        product.a = a instanceof float[] floats ? floats : NONE;
        product.wideA = a instanceof double[] doubles ? doubles : null;
        product.aOffset = aOffset;
        product.aRow = aRow;
        product.aColumn = aColumn;
        product.b = b instanceof float[] floats ? floats : NONE;
        product.wideB = b instanceof double[] doubles ? doubles : null;
        product.bOffset = bOffset;
        product.bRow = bRow;
        product.bColumn = bColumn;
        product.c = c instanceof float[] floats ? floats : NONE;
        product.wideC = c instanceof double[] doubles ? doubles : null;
        product.cOffset = cOffset;
        product.cRow = cRow;
        product.cColumn = cColumn;
        product.add = add;
        product.readInPlace(product.wideA == null, product.wideB == null);
        product.compute();
        product.a = NONE;
        product.b = NONE;
        product.c = NONE;
        product.wideA = null;
        product.wideB = null;
        product.wideC = null;
    }

    @Override
    Panels panels() {
        return PANELS_OF_THREAD.get();
    }

    @Override
    void packRows(Panels panels, int row, int rows, int p, int kb) {
        double[] wide = wideA;
        for (int i = 0; i < rows; i += ROWS) {
            int count = Math.min(ROWS, rows - i);
            if (!aInPlace || count < ROWS) {
                int from = aOffset + (row + i) * aRow + p * aColumn;
                if (wide == null) {
                    FloatPacking.pack(a, from, aRow, aColumn, count, kb, panels.a, i * kb, ROWS);
                } else {
                    FloatPacking.pack(
                            wide,
                            from,
                            aRow,
                            aColumn,
                            count,
                            kb,
                            panels.a,
                            i * kb,
                            ROWS,
                            panels.rows);
                }
            }
        }
    }

    @Override
    void packColumns(Panels panels, int to, int column, int columns, int width, int p, int kb) {
        int from = bOffset + p * bRow + column * bColumn;
        double[] wide = wideB;
        if (wide == null) {
            FloatPacking.pack(b, from, bColumn, bRow, columns, kb, panels.b, to, width);
        } else {
            FloatPacking.pack(
                    wide, from, bColumn, bRow, columns, kb, panels.b, to, width, panels.rows);
        }
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
        float[] left = aPacked < 0 ? a : panels.a;
        int leftFrom = aPacked < 0 ? aOffset + row + p * aColumn : aPacked;
        int leftStep = aPacked < 0 ? aColumn : ROWS;
        float[] right = bPacked < 0 ? b : panels.b;
        int rightFrom = bPacked < 0 ? bOffset + column + p * bRow : bPacked;
        int rightStep = bPacked < 0 ? bRow : width;
        int to = cOffset + row * cRow + column * cColumn;
        boolean direct =
                rows == ROWS && columns == width && cColumn == 1 && !accumulate && wideC == null;
        float[] target = direct ? c : panels.tile;
        int at = direct ? to : 0;
        int step = direct ? cRow : width;
        if (width == 3 * L) {
            FloatMicroKernel.three(
                    left, leftFrom, leftStep, right, rightFrom, rightStep, kb, target, at, step);
        } else if (width == 2 * L) {
            FloatMicroKernel.two(
                    left, leftFrom, leftStep, right, rightFrom, rightStep, kb, target, at, step);
        } else {
            FloatMicroKernel.one(
                    left, leftFrom, leftStep, right, rightFrom, rightStep, kb, target, at, step);
        }
        if (!direct) {
            double[] wide = wideC;
            for (int i = 0; i < rows; i++) {
                int start = to + i * cRow;
                if (wide == null) {
                    FloatTiles.store(
                            panels.tile, i * width, columns, c, start, cColumn, accumulate);
                } else {
                    FloatTiles.store(
                            panels.tile, i * width, columns, wide, start, cColumn, accumulate);
                }
            }
        }
    }
}
