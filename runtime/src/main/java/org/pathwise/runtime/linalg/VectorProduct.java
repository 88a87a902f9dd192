package org.pathwise.runtime.linalg;

/**
 * The blocked product (Goto and van de Geijn 2008, ACM TOMS 34): a block of B and one of A are
 * packed into the order in which the micro-kernel reads them, which also takes care of
 * transposition, of alpha and (by zeros) of rows that do not fill a panel. Panels of A have 6 rows;
 * panels of B have 3 vectors of columns and, for the columns left over, one.
 */
final class VectorProduct {
    static final int ROWS = 6;
    private static final int L = VectorLanes.COUNT;
    private static final int WIDE = 3 * L;
    private static final int K_BLOCK = 256;
    private static final int M_BLOCK = 16 * ROWS;
    private static final int N_BLOCK = 10 * WIDE;

    private static final ThreadLocal<VectorProduct> BUFFERS =
            ThreadLocal.withInitial(VectorProduct::new);

    private final double[] packedA = new double[M_BLOCK * K_BLOCK];
    private final double[] packedB = new double[K_BLOCK * N_BLOCK];
    private final double[] tile = new double[ROWS * WIDE];

    private VectorProduct() {}

    /** C += alpha A B, each element (i, j) at {@code offset + i * row + j * column}. */
    static void accumulate(
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
            int cColumn) {
        VectorProduct buffers = BUFFERS.get();
        for (int j = 0; j < n; j += N_BLOCK) {
            int nb = Math.min(N_BLOCK, n - j);
            for (int p = 0; p < k; p += K_BLOCK) {
                int kb = Math.min(K_BLOCK, k - p);
                buffers.packB(b, bOffset + p * bRow + j * bColumn, bRow, bColumn, kb, nb);
                for (int i = 0; i < m; i += M_BLOCK) {
                    int mb = Math.min(M_BLOCK, m - i);
                    int from = aOffset + i * aRow + p * aColumn;
                    buffers.packA(alpha, a, from, aRow, aColumn, mb, kb);
                    buffers.block(mb, nb, kb, c, cOffset + i * cRow + j * cColumn, cRow, cColumn);
                }
            }
        }
    }

    private static int panelWidth(int columnsLeft) {
        return columnsLeft >= WIDE ? WIDE : L;
    }

    private void packB(double[] b, int from, int row, int column, int kb, int nb) {
        int to = 0;
        int width;
        for (int j = 0; j < nb; j += width) {
            width = panelWidth(nb - j);
            int filled = Math.min(width, nb - j);
            if (filled < width) {
                java.util.Arrays.fill(packedB, to, to + kb * width, 0);
            }
            if (column == 1) {
                for (int p = 0; p < kb; p++) {
                    System.arraycopy(b, from + p * row + j, packedB, to + p * width, filled);
                }
            } else {
                for (int q = 0; q < filled; q++) {
                    int at = from + (j + q) * column;
                    for (int p = 0; p < kb; p++) {
                        packedB[to + p * width + q] = b[at + p * row];
                    }
                }
            }
            to += kb * width;
        }
    }

    private void packA(
            double alpha, double[] a, int from, int rowStep, int columnStep, int mb, int kb) {
        for (int i = 0; i < mb; i += ROWS) {
            int to = i * kb;
            for (int r = 0; r < ROWS; r++) {
                int row = from + (i + r) * rowStep;
                boolean filled = i + r < mb;
                for (int p = 0; p < kb; p++) {
                    packedA[to + p * ROWS + r] = filled ? alpha * a[row + p * columnStep] : 0;
                }
            }
        }
    }

    private void block(int mb, int nb, int kb, double[] c, int to, int row, int column) {
        int panel = 0;
        int width;
        for (int j = 0; j < nb; j += width) {
            width = panelWidth(nb - j);
            boolean direct = j + width <= nb && column == 1;
            for (int i = 0; i < mb; i += ROWS) {
                int at = to + i * row + j * column;
                if (direct && i + ROWS <= mb) {
                    kernel(width, packedA, i * kb, packedB, panel, kb, c, at, row);
                } else {
                    java.util.Arrays.fill(tile, 0);
                    kernel(width, packedA, i * kb, packedB, panel, kb, tile, 0, width);
                    int rows = Math.min(ROWS, mb - i);
                    addTile(width, rows, Math.min(width, nb - j), c, at, row, column);
                }
            }
            panel += kb * width;
        }
    }

    private static void kernel(
            int width,
            double[] a,
            int aFrom,
            double[] b,
            int bFrom,
            int kb,
            double[] c,
            int to,
            int ldc) {
        if (width == WIDE) {
            MicroKernel.wide(a, aFrom, b, bFrom, kb, c, to, ldc);
        } else {
            MicroKernel.narrow(a, aFrom, b, bFrom, kb, c, to, ldc);
        }
    }

    private void addTile(
            int width, int rows, int columns, double[] c, int to, int row, int column) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                c[to + i * row + j * column] += tile[i * width + j];
            }
        }
    }
}
