package org.pathwise.compiler.catalogue;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Variable;

import java.util.List;

/**
 * Onto the Cholesky factors of correlation matrices, and onto these, by canonical partial
 * correlations (Lewandowski, Kurowicka and Joe 2009; Stan Reference Manual, "Cholesky factors of
 * correlation matrices"): with {@code z = tanh(x)} below the diagonal, row i of the factor is
 * {@code L[i,k] = z[i,k] sqrt(1 - sum of L[i,j]^2 for j < k)}, and the root is {@code prod of
 * sqrt(1 - z[i,j]^2) for j < k}, summed up here in logarithms.
 *
 * @param squared whether the value is {@code L L'}. The Jacobian counts the elements below the
 *     diagonal.
 */
record CorrelationTransform(boolean squared) implements Transform {
    @Override
    public String name() {
        return "canonical partial correlations";
    }

    @Override
    public int unconstrainedSize(List<Integer> event) {
        return Triangle.size(event.getFirst(), false);
    }

    @Override
    public Result forward(
            Builder builder,
            Variable unconstrained,
            Axis free,
            List<Axis> event,
            List<Variable> bounds) {
        Algebra a = new Algebra(builder);
        Triangle triangle = new Triangle(a, event.get(0), event.get(1), free, false);
        if (free.extent() == 0) {
            return new Result(triangle.isDiagonal(), a.number(0));
        }
        Variable x = triangle.fill(a.spread(unconstrained, List.of(free)));
        Variable below = triangle.isBelow();
        // log(1 - tanh(x)^2)
        Variable logLeft = a.times(2, a.minus(a.minus(Math.log(2), x), a.log1pExp(a.times(-2, x))));
        Variable masked = a.select(below, logLeft, a.number(0));
        Variable logBefore =
                a.times(
                        0.5,
                        builder.bind(
                                "left",
                                new Operation.CumulativeSum(masked, event.get(1), true, false)));
        Variable root = a.exp(logBefore);
        Variable diagonal = a.select(triangle.isDiagonal(), root, a.number(0));
        Variable factor = a.select(below, a.times(a.of(Function.TANH, x), root), diagonal);
        Variable logJacobian =
                a.sum(a.select(below, a.plus(logLeft, logBefore), a.number(0)), event);
        if (!squared) {
            return new Result(factor, logJacobian);
        }
        // L to L L': column k of L has K - k elements below the diagonal, each scaled by L[k,k]
        Variable weight = a.minus(event.get(0).extent(), triangle.position(event.get(0)));
        Variable logDiagonal = a.diagonal(logBefore, event.get(0), event.get(1));
        Variable logSquaring = a.sum(a.times(weight, logDiagonal), event.get(0));
        return new Result(triangle.squared(factor), a.plus(logJacobian, logSquaring));
    }

    @Override
    public Variable inverse(
            Builder builder, Variable value, Axis free, List<Axis> event, List<Variable> bounds) {
        Algebra a = new Algebra(builder);
        Triangle triangle = new Triangle(a, event.get(0), event.get(1), free, false);
        Variable matrix = a.spread(value, event);
        Variable factor =
                squared
                        ? builder.bind(
                                "L", new Operation.Cholesky(matrix, event.get(0), event.get(1)))
                        : matrix;
        Variable left =
                builder.bind(
                        "left",
                        new Operation.CumulativeSum(a.square(factor), event.get(1), false, true));
        Variable root = a.of(Function.SQRT, left);
        Variable x =
                a.times(0.5, a.minus(a.log(a.plus(root, factor)), a.log(a.minus(root, factor))));
        return triangle.read(x);
    }
}
