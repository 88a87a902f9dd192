package org.pathwise.compiler.catalogue;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Operation.Reducer;
import org.pathwise.compiler.array.Variable;

import java.util.List;

/** A square matrix over two axes, with what the formulas of distributions do to it. */
record SquareMatrix(Algebra a, Variable matrix, Axis row, Axis column) {
    /** How far a correlation may be from its bounds or its mirror image, as decimal text is. */
    private static final double TOLERANCE = 1e-8;

    static SquareMatrix of(Algebra a, Value value) {
        return new SquareMatrix(a, a.full(value), value.shape().getFirst(), value.last());
    }

    private SquareMatrix with(Variable other) {
        return new SquareMatrix(a, other, row, column);
    }

    /** An axis of the rows' extent for an index that is summed over, or for right sides. */
    Axis axis() {
        return a.builder.names().axis(row.dimension(), row.extent());
    }

    int extent() {
        return row.extent();
    }

    /** The lower Cholesky factor of a symmetric matrix; NaN where it is not positive definite. */
    SquareMatrix cholesky() {
        return with(a.builder.bind("L", new Operation.Cholesky(matrix, row, column)));
    }

    /** The diagonal, along the rows. */
    Variable diagonal() {
        return a.diagonal(matrix, row, column);
    }

    /** The logarithm of the product of the diagonal: of the determinant of a triangular matrix. */
    Variable logDiagonal() {
        return a.sum(a.log(diagonal()), row);
    }

    /** The transpose. */
    SquareMatrix transposed() {
        return with(
                a.builder.bind(
                        "transposed",
                        new Operation.Rename(matrix, List.of(row, column), List.of(column, row))));
    }

    /**
     * {@code this * right}, where the right side has the columns' axis in the place of its rows.
     */
    Variable times(Variable right) {
        return a.contract(matrix, right, column);
    }

    /** {@code this * other}. */
    SquareMatrix times(SquareMatrix other) {
        Axis inner = axis();
        return with(
                a.contract(
                        a.builder.rename(matrix, column, inner),
                        a.builder.rename(other.matrix(), row, inner),
                        inner));
    }

    /** {@code this * this'}. */
    SquareMatrix squared() {
        Axis inner = axis();
        Variable left = a.builder.rename(matrix, column, inner);
        return with(a.contract(left, a.builder.rename(left, row, column), inner));
    }

    /**
     * The x with {@code L x = right} for a lower triangular L.
     *
     * @param right along the rows, and perhaps other axes
     * @return along the columns in the place of the rows
     */
    Variable solve(Variable right) {
        return a.builder.bind(
                "solution", new Operation.TriangularSolve(matrix, right, row, column, false));
    }

    /** The x with {@code L' x = right} for a lower triangular L, from along the columns to rows. */
    Variable solveTransposed(Variable right) {
        return a.builder.bind(
                "solution", new Operation.TriangularSolve(matrix, right, row, column, true));
    }

    /** {@code L^-1 * other} for a lower triangular L. */
    SquareMatrix solve(SquareMatrix other) {
        Axis sides = axis();
        Variable solution = solve(a.builder.rename(other.matrix(), column, sides));
        return with(
                a.builder.bind(
                        "solution",
                        new Operation.Rename(
                                solution, List.of(column, sides), List.of(row, column))));
    }

    /** Position along an axis, from 1. */
    Variable position(Axis axis) {
        return a.builder.bind("position", new Operation.Position(axis));
    }

    /** Whether an element lies below the diagonal. */
    Variable isBelow() {
        return a.of(Function.LESS, position(column), position(row));
    }

    Variable isOnDiagonal() {
        return a.of(Function.EQUAL, position(column), position(row));
    }

    /** The lower triangular matrix of these elements below the diagonal and others on it. */
    SquareMatrix lowerWith(Variable diagonal) {
        return with(a.select(isBelow(), matrix, a.select(isOnDiagonal(), diagonal, a.number(0))));
    }

    /** Whether a matrix equals its transpose, up to the rounding of decimal text. */
    Variable isSymmetric() {
        Variable size = a.abs(diagonal());
        Variable scale = a.of(Function.SQRT, a.times(size, a.builder.rename(size, row, column)));
        Variable difference = a.abs(a.minus(matrix, transposed().matrix()));
        return everywhere(a.of(Function.LESS_EQUAL, difference, a.times(TOLERANCE, scale)));
    }

    /** Whether all elements of the diagonal are positive: not so where they are NaN. */
    Variable isPositiveOnDiagonal() {
        return a.extreme(Reducer.MIN, a.above(diagonal(), 0), List.of(row));
    }

    /** Whether a matrix is symmetric and positive definite. */
    Variable isCovariance() {
        return a.both(isSymmetric(), cholesky().isPositiveOnDiagonal());
    }

    /** Whether a matrix is a correlation matrix. */
    Variable isCorrelation() {
        return a.both(isCovariance(), isOne(diagonal()));
    }

    /** Whether a matrix is the lower Cholesky factor of a covariance matrix. */
    Variable isCovarianceFactor() {
        Variable above = a.of(Function.LESS, position(row), position(column));
        Variable zero = a.of(Function.EQUAL, matrix, a.number(0));
        return a.both(everywhere(a.select(above, zero, a.number(1))), isPositiveOnDiagonal());
    }

    /** Whether a matrix is the lower Cholesky factor of a correlation matrix. */
    Variable isCorrelationFactor() {
        return a.both(isCovarianceFactor(), isOne(a.sum(a.square(matrix), column)));
    }

    private Variable isOne(Variable alongRows) {
        Variable excess = a.abs(a.minus(alongRows, 1));
        return a.extreme(
                Reducer.MIN, a.of(Function.LESS, excess, a.number(TOLERANCE)), List.of(row));
    }

    private Variable everywhere(Variable condition) {
        return a.extreme(Reducer.MIN, condition, List.of(row, column));
    }
}
