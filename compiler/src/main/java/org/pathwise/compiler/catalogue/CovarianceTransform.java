package org.pathwise.compiler.catalogue;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Variable;

import java.util.List;

/**
 * Onto the Cholesky factors of covariance matrices, and onto these: the free elements are the
 * factor's lower triangle, row by row, with the logarithm of the diagonal (Stan Reference Manual,
 * "Covariance Matrices").
 *
 * @param squared whether the value is {@code L L'}. The Jacobian counts the lower triangle's
 *     elements.
 */
record CovarianceTransform(boolean squared) implements Transform {
    @Override
    public String name() {
        return "log-Cholesky";
    }

    @Override
    public int unconstrainedSize(List<Integer> event) {
        return Triangle.size(event.getFirst(), true);
    }

    @Override
    public Result forward(
            Builder builder,
            Variable unconstrained,
            Axis free,
            List<Axis> event,
            List<Variable> bounds) {
        Algebra a = new Algebra(builder);
        Axis row = event.get(0);
        Triangle triangle = new Triangle(a, row, event.get(1), free, true);
        Variable x = triangle.fill(a.spread(unconstrained, List.of(free)));
        Variable diagonal = a.select(triangle.isDiagonal(), a.exp(x), a.number(0));
        Variable factor = a.select(triangle.isBelow(), x, diagonal);
        Variable logDiagonal = a.diagonal(x, row, event.get(1));
        if (!squared) {
            return new Result(factor, a.sum(logDiagonal, row));
        }
        // L to L L' scales column k's K - k elements below the diagonal by L[k,k], and the diagonal
        // by 2 L[k,k]
        Variable weight = a.minus(row.extent() + 2, triangle.position(row));
        Variable logJacobian =
                a.plus(a.sum(a.times(weight, logDiagonal), row), row.extent() * Math.log(2));
        return new Result(triangle.squared(factor), logJacobian);
    }

    @Override
    public Variable inverse(
            Builder builder, Variable value, Axis free, List<Axis> event, List<Variable> bounds) {
        Algebra a = new Algebra(builder);
        Triangle triangle = new Triangle(a, event.get(0), event.get(1), free, true);
        Variable matrix = a.spread(value, event);
        Variable factor =
                squared
                        ? builder.bind(
                                "L", new Operation.Cholesky(matrix, event.get(0), event.get(1)))
                        : matrix;
        return triangle.read(a.select(triangle.isDiagonal(), a.log(factor), factor));
    }
}
