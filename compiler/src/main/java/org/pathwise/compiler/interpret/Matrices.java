package org.pathwise.compiler.interpret;

import java.util.Arrays;

/**
 * Textbook matrix routines on small square matrices, {@code matrix[row][column]}. They are not
 * those of the runtime on purpose: each of the two tests the other.
 */
final class Matrices {
    private Matrices() {}

    /** The lower Cholesky factor; all NaN if the matrix is not positive definite. */
    static double[][] cholesky(double[][] matrix) {
        int n = matrix.length;
        double[][] factor = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double rest = matrix[i][j];
                for (int k = 0; k < j; k++) {
                    rest -= factor[i][k] * factor[j][k];
                }
                factor[i][j] = i == j ? Math.sqrt(rest) : rest / factor[j][j];
                if (i == j && !(rest > 0)) {
                    for (double[] row : factor) {
                        Arrays.fill(row, Double.NaN);
                    }
                    return factor;
                }
            }
        }
        return factor;
    }

    /**
     * The symmetric adjoint of a matrix from its factor {@code L} and the factor's adjoint: {@code
     * sym(L^-T P L^-1)}, where {@code P} is the lower triangle of {@code L' adjoint} with the
     * diagonal halved (Murray, Differentiation of the Cholesky decomposition, 2016, equation 10).
     */
    static double[][] choleskyAdjoint(double[][] factor, double[][] adjoint) {
        int n = factor.length;
        double[][] middle = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                for (int k = i; k < n; k++) {
                    middle[i][j] += factor[k][i] * adjoint[k][j];
                }
            }
            middle[i][i] /= 2;
        }
        // left = L^-T middle, by columns; then outer' = L^-T left'.
        double[][] left = new double[n][n];
        double[][] outer = new double[n][n];
        for (int j = 0; j < n; j++) {
            double[] column = new double[n];
            for (int i = 0; i < n; i++) {
                column[i] = middle[i][j];
            }
            double[] solved = triangularSolve(factor, column, true);
            for (int i = 0; i < n; i++) {
                left[i][j] = solved[i];
            }
        }
        for (int i = 0; i < n; i++) {
            outer[i] = triangularSolve(factor, left[i], true);
        }
        double[][] symmetric = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                symmetric[i][j] = (outer[i][j] + outer[j][i]) / 2;
            }
        }
        return symmetric;
    }

    /** Solves {@code L x = b}, or {@code L' x = b}, with a lower triangular matrix. */
    static double[] triangularSolve(double[][] lower, double[] right, boolean transposed) {
        int n = right.length;
        double[] x = new double[n];
        for (int step = 0; step < n; step++) {
            int i = transposed ? n - 1 - step : step;
            double rest = right[i];
            for (int k = transposed ? i + 1 : 0; k < (transposed ? n : i); k++) {
                rest -= (transposed ? lower[k][i] : lower[i][k]) * x[k];
            }
            x[i] = rest / lower[i][i];
        }
        return x;
    }

    /** Solves {@code A x = b}, or {@code A' x = b}, by elimination with row exchanges. */
    static double[] solve(double[][] matrix, double[] right, boolean transposed) {
        int n = right.length;
        double[][] rows = new double[n][n + 1];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                rows[i][j] = transposed ? matrix[j][i] : matrix[i][j];
            }
            rows[i][n] = right[i];
        }
        eliminate(rows);
        double[] x = new double[n];
        for (int i = n - 1; i >= 0; i--) {
            double rest = rows[i][n];
            for (int k = i + 1; k < n; k++) {
                rest -= rows[i][k] * x[k];
            }
            x[i] = rest / rows[i][i];
        }
        return x;
    }

    /** The logarithm of the absolute value of the determinant. */
    static double logAbsDeterminant(double[][] matrix) {
        double[][] rows = new double[matrix.length][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = matrix[i].clone();
        }
        eliminate(rows);
        double sum = 0;
        for (int i = 0; i < rows.length; i++) {
            sum += Math.log(Math.abs(rows[i][i]));
        }
        return sum;
    }

    private static void eliminate(double[][] rows) {
        int n = rows.length;
        for (int k = 0; k < n; k++) {
            int pivot = k;
            for (int i = k + 1; i < n; i++) {
                pivot = Math.abs(rows[i][k]) > Math.abs(rows[pivot][k]) ? i : pivot;
            }
            double[] exchanged = rows[k];
            rows[k] = rows[pivot];
            rows[pivot] = exchanged;
            if (rows[k][k] == 0) {
                continue; // singular: the diagonal's 0 shows it
            }
            for (int i = k + 1; i < n; i++) {
                double factor = rows[i][k] / rows[k][k];
                for (int j = k; j < rows[i].length; j++) {
                    rows[i][j] -= factor * rows[k][j];
                }
            }
        }
    }
}
