package org.pathwise.runtime.linalg;

/**
 * The blocked product C = A B or C += A B (Goto and van de Geijn 2008, ACM TOMS 34): panels of A of
 * 8 rows and panels of B of up to 3 vectors of columns are laid out as the micro-kernel reads them,
 * unless they lie so already. What depends on the type of the numbers is left to subclasses; only
 * whole panels pass between the two.
 *
 * <p>An element of C is a sum over blocks of the inner extent, each block's sum made in order, one
 * multiply-add a term. That order depends on the inner extent alone: so the result has the same
 * bits however the rows and columns are shared out among threads.
 *
 * @param <P> the packed panels, one set a thread
 */
abstract class BlockedProduct<P> implements Workers.Job {
    /** Rows of a panel of A. */
    static final int ROWS = 8;

    /** Vectors in a row of a wide panel of B. */
    static final int WIDTH = 3;

    /** The longest block of the inner extent, in bytes. */
    static final int K_BYTES = 1600;

    /** Rows of a block of A. */
    static final int M_BLOCK = 16 * ROWS;

    /** Wide panels in a block of B that has to be packed. */
    static final int PANELS = 8;

    /** Up to this number of rows, B is read too seldom for packing to pay. */
    private static final int READ_IN_PLACE = 2 * M_BLOCK;

    /** From this number of multiplications on, helpers are worth waking: about 50 microseconds. */
    private static final long SHARED_FROM = 1 << 22;

    /**
     * Elements at this distance in bytes, or multiples of it, would meet in few lines of caches.
     */
    private static final int ALIASED = 1024;

    private final int lanes;
    private final int bytes;
    private final int kBlock;

    int m;
    int n;
    int k;
    int aOffset;
    int aRow;
    int aColumn;
    int bOffset;
    int bRow;
    int bColumn;
    int cOffset;
    int cRow;
    int cColumn;
    boolean add;
    boolean aInPlace;
    boolean bInPlace;

    /**
     * @param lanes numbers in a vector
     * @param bytes of a number
     */
    BlockedProduct(int lanes, int bytes) {
        this.lanes = lanes;
        this.bytes = bytes;
        this.kBlock = K_BYTES / bytes;
    }

    /** This thread's panels. */
    abstract P panels();

    /**
     * Packs rows of A for positions p to p + kb of the inner extent, panel after panel, the last
     * one filled up with zeros.
     */
    abstract void packRows(P panels, int row, int rows, int p, int kb);

    /**
     * Packs columns of B as one panel of {@code width} columns at {@code to}, filled up with zeros.
     */
    abstract void packColumns(P panels, int to, int column, int columns, int width, int p, int kb);

    /**
     * Multiplies a panel of A with one of B, into C.
     *
     * @param aPacked where the panel of A lies among the packed ones; -1 if it is read in place
     * @param bPacked likewise
     * @param accumulate whether to add to what is in C
     */
    abstract void multiply(
            P panels,
            int row,
            int rows,
            int aPacked,
            int column,
            int columns,
            int width,
            int bPacked,
            int p,
            int kb,
            boolean accumulate);

    /** Decides whether the factors are read where they are; a panel's rows must be contiguous. */
    final void readInPlace(boolean aPossible, boolean bPossible) {
        aInPlace = aPossible && aRow == 1 && !isAliased(aColumn);
        bInPlace = bPossible && bColumn == 1 && m <= READ_IN_PLACE && !isAliased(bRow);
    }

    private boolean isAliased(int step) {
        return (long) step * bytes % ALIASED == 0;
    }

    /** Computes the product, with helpers if it is large. */
    final void compute() {
        if ((long) m * n * k >= SHARED_FROM) {
            Workers.run(this);
        } else {
            block(panels(), 0, m, 0, n);
        }
    }

    /** Shares out columns or rows, so that the factor that each part packs anew is the smaller. */
    @Override
    public final void run(int part, int parts) {
        long anewByColumns = aInPlace ? 0 : m;
        long anewByRows = bInPlace ? 0 : n;
        boolean byColumns =
                n >= parts * WIDTH * lanes && anewByColumns <= anewByRows || m < parts * ROWS;
        int unit = byColumns ? WIDTH * lanes : ROWS;
        int extent = byColumns ? n : m;
        int from = bound(part, parts, extent, unit);
        int to = bound(part + 1, parts, extent, unit);
        if (from < to) {
            block(
                    panels(),
                    byColumns ? 0 : from,
                    byColumns ? m : to,
                    byColumns ? from : 0,
                    byColumns ? to : n);
        }
    }

    private static int bound(int part, int parts, int extent, int unit) {
        int units = (extent + unit - 1) / unit;
        return (int) Math.min(extent, (long) units * part / parts * unit);
    }

    private void block(P panels, int rowFrom, int rowTo, int columnFrom, int columnTo) {
        int blocks = Math.max(1, (k + kBlock - 1) / kBlock);
        int columnBlock = bInPlace ? columnTo - columnFrom : PANELS * WIDTH * lanes;
        boolean keepsRows = rowTo - rowFrom <= M_BLOCK;
        for (int q = 0; q < blocks; q++) {
            int p = (int) ((long) k * q / blocks);
            int kb = (int) ((long) k * (q + 1) / blocks) - p;
            for (int j = columnFrom; j < columnTo; j += columnBlock) {
                int columns = Math.min(columnBlock, columnTo - j);
                packBlock(panels, j, columns, p, kb);
                for (int i = rowFrom; i < rowTo; i += M_BLOCK) {
                    int rows = Math.min(M_BLOCK, rowTo - i);
                    if (j == columnFrom || !keepsRows) {
                        packRows(panels, i, rows, p, kb);
                    }
                    multiplyBlock(panels, i, rows, j, columns, p, kb, add || q > 0);
                }
            }
        }
    }

    private void packBlock(P panels, int from, int columns, int p, int kb) {
        int to = 0;
        int width;
        for (int j = 0; j < columns; j += width) {
            width = width(columns - j);
            int filled = Math.min(width, columns - j);
            if (!isInPlace(filled, width)) {
                packColumns(panels, to, from + j, filled, width, p, kb);
                to += kb * width;
            }
        }
    }

    private void multiplyBlock(
            P panels,
            int row,
            int rows,
            int column,
            int columns,
            int p,
            int kb,
            boolean accumulate) {
        int packed = 0;
        int width;
        for (int j = 0; j < columns; j += width) {
            width = width(columns - j);
            int filled = Math.min(width, columns - j);
            boolean inPlace = isInPlace(filled, width);
            for (int i = 0; i < rows; i += ROWS) {
                boolean whole = i + ROWS <= rows;
                multiply(
                        panels,
                        row + i,
                        Math.min(ROWS, rows - i),
                        aInPlace && whole ? -1 : i * kb,
                        column + j,
                        filled,
                        width,
                        inPlace ? -1 : packed,
                        p,
                        kb,
                        accumulate);
            }
            packed += inPlace ? 0 : kb * width;
        }
    }

    private boolean isInPlace(int filled, int width) {
        return bInPlace && filled == width;
    }

    /** Three vectors, or what is left in two panels of like width or in one. */
    private int width(int columnsLeft) {
        int vectors = (columnsLeft + lanes - 1) / lanes;
        return lanes * (vectors <= 2 ? vectors : vectors == 4 ? 2 : WIDTH);
    }
}
