package org.pathwise.compiler.catalogue;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.type.Support;

/**
 * How a parameter matrix gives the scale of a vector: what stands for the lower Cholesky factor L
 * of the vector's covariance (or scale) matrix {@code Sigma = L L'}.
 */
enum MatrixScale {
    /** Sigma itself. */
    COVARIANCE("Sigma", Support.Structured.COVARIANCE),
    /** L. */
    CHOLESKY("cholesky", Support.Structured.CHOLESKY_COVARIANCE),
    /** The inverse of Sigma. With its own lower factor C, {@code C'^-1} serves as L. */
    PRECISION("precision", Support.Structured.COVARIANCE);

    private final String parameter;
    private final Support support;

    MatrixScale(String parameter, Support support) {
        this.parameter = parameter;
        this.support = support;
    }

    /** The name of the parameter. */
    String parameter() {
        return parameter;
    }

    Support support() {
        return support;
    }

    private SquareMatrix factor(Algebra a, Value parameterMatrix) {
        SquareMatrix whole = SquareMatrix.of(a, parameterMatrix);
        return this == CHOLESKY ? whole : whole.cholesky();
    }

    /** {@code |L^-1 distance|^2}, for a distance along the matrix's rows. */
    Variable squaredDistance(Algebra a, Value parameterMatrix, Variable distance) {
        SquareMatrix factor = factor(a, parameterMatrix);
        Axis column = factor.column();
        Variable z =
                this == PRECISION
                        ? a.contract(factor.matrix(), distance, factor.row())
                        : factor.solve(distance);
        return a.contract(z, z, column);
    }

    /** {@code log(det L)}. */
    Variable logDeterminant(Algebra a, Value parameterMatrix) {
        Variable log = factor(a, parameterMatrix).logDiagonal();
        return this == PRECISION ? a.negate(log) : log;
    }

    /** {@code L z} along the matrix's rows, for a z along them too. */
    Variable times(Algebra a, Value parameterMatrix, Variable z) {
        SquareMatrix factor = factor(a, parameterMatrix);
        Variable along = a.builder.rename(z, factor.row(), factor.column());
        return this == PRECISION ? factor.solveTransposed(along) : factor.times(along);
    }

    /** The diagonal of Sigma, along the matrix's rows. */
    Variable variances(Algebra a, Value parameterMatrix) {
        return switch (this) {
            case COVARIANCE -> SquareMatrix.of(a, parameterMatrix).diagonal();
            case CHOLESKY -> {
                SquareMatrix factor = factor(a, parameterMatrix);
                yield a.sum(a.square(factor.matrix()), factor.column());
            }
            case PRECISION -> {
                SquareMatrix factor = factor(a, parameterMatrix);
                // the rows of C'^-1 are the columns of C^-1
                Axis sides = factor.axis();
                Variable identity =
                        a.of(
                                org.pathwise.compiler.array.Function.EQUAL,
                                factor.position(factor.row()),
                                factor.position(sides));
                Variable inverse = factor.solve(identity);
                Variable sums = a.sum(a.square(inverse), factor.column());
                yield a.builder.rename(sums, sides, factor.row());
            }
        };
    }
}
