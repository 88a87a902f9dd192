package org.pathwise.runtime.linalg;

/** Reverse mode of the Cholesky factorization: Murray 2016, arXiv:1602.07527, section 4. */
public final class CholeskyAdjoint {
    private static final int BLOCK = 32;

    private CholeskyAdjoint() {}

    /**
     * From the adjoint of L (its lower triangle is read) the adjoint of A = L L', as the symmetric
     * G with df = sum over i, j of G[i, j] dA[i, j]. The adjoints of L and of A may be one array.
     *
     * @param n rows of all three matrices
     */
    public static void adjoint(
            double[] l,
            int lOffset,
            int ldl,
            int n,
            double[] lBar,
            int lBarOffset,
            int ldlBar,
            double[] aBar,
            int aBarOffset,
            int ldaBar) {
        for (int i = 0; i < n; i++) {
            System.arraycopy(lBar, lBarOffset + i * ldlBar, aBar, aBarOffset + i * ldaBar, i + 1);
        }
        for (int end = n; end > 0; end -= BLOCK) {
            adjointOfPanel(
                    l, lOffset, ldl, n, Math.max(0, end - BLOCK), end, aBar, aBarOffset, ldaBar);
        }
        // the algorithm's lower triangle stands for (i, j) and (j, i) together
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double half = 0.5 * aBar[aBarOffset + i * ldaBar + j];
                aBar[aBarOffset + i * ldaBar + j] = half;
                aBar[aBarOffset + j * ldaBar + i] = half;
            }
        }
    }

    /**
     * The paper's blocked step for columns j to k: D is L's diagonal block there, R what lies left
     * of it, C below it and B below R. The upper triangle of D's adjoint serves as work space.
     */
    private static void adjointOfPanel(
            double[] l,
            int lOffset,
            int ldl,
            int n,
            int j,
            int k,
            double[] bar,
            int barOffset,
            int ldBar) {
        int width = k - j;
        int below = n - k;
        int d = lOffset + j * ldl + j;
        int c = lOffset + k * ldl + j;
        int r = lOffset + j * ldl;
        int b = lOffset + k * ldl;
        int dBar = barOffset + j * ldBar + j;
        int cBar = barOffset + k * ldBar + j;
        int rBar = barOffset + j * ldBar;
        int bBar = barOffset + k * ldBar;
        Triangular.solveLowerTransposedRows(l, d, ldl, width, bar, cBar, ldBar, below);
        MatrixProduct.multiply(
                false, false, below, j, width, -1, bar, cBar, ldBar, l, r, ldl, true, bar, bBar,
                ldBar);
        MatrixProduct.multiply(
                true, false, width, width, below, -1, bar, cBar, ldBar, l, c, ldl, true, bar, dBar,
                ldBar);
        for (int column = width - 1; column >= 0; column--) {
            adjointOfColumn(l, d, ldl, width, column, bar, dBar, ldBar);
        }
        MatrixProduct.multiply(
                true, false, width, j, below, -1, bar, cBar, ldBar, l, b, ldl, true, bar, rBar,
                ldBar);
        symmetrize(bar, dBar, ldBar, width, 2);
        MatrixProduct.multiply(
                false, false, width, j, width, -1, bar, dBar, ldBar, l, r, ldl, true, bar, rBar,
                ldBar);
        symmetrize(bar, dBar, ldBar, width, 0.5);
    }

    /** The paper's unblocked step for column j. */
    private static void adjointOfColumn(
            double[] l,
            int lOffset,
            int ldl,
            int n,
            int j,
            double[] bar,
            int barOffset,
            int ldBar) {
        int row = lOffset + j * ldl;
        int barRow = barOffset + j * ldBar;
        double diagonal = l[row + j];
        double dBar = bar[barRow + j];
        for (int i = j + 1; i < n; i++) {
            dBar -= l[lOffset + i * ldl + j] * bar[barOffset + i * ldBar + j] / diagonal;
        }
        dBar /= diagonal;
        Vectors.axpy(-dBar, l, row, bar, barRow, j);
        for (int i = j + 1; i < n; i++) {
            int at = barOffset + i * ldBar;
            double cBar = bar[at + j] / diagonal;
            bar[at + j] = cBar;
            Vectors.axpy(-cBar, l, lOffset + i * ldl, bar, barRow, j);
            Vectors.axpy(-cBar, l, row, bar, at, j);
        }
        bar[barRow + j] = 0.5 * dBar;
    }

    /**
     * Mirrors the lower triangle and scales the diagonal: with 2 this makes X + X' of a lower X.
     */
    private static void symmetrize(double[] x, int offset, int ld, int n, double diagonalScale) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                x[offset + j * ld + i] = x[offset + i * ld + j];
            }
            x[offset + i * ld + i] *= diagonalScale;
        }
    }
}
