package org.pathwise.compiler.rewrite;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.array.Axes;
import org.pathwise.compiler.array.DataArray;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.interpret.Interpreter;
import org.pathwise.compiler.interpret.Tensor;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Evaluates what depends on constants and data alone: {@code lgamma(y + 1)} is computed once, not
 * at every step. Not so where that takes more room than the data itself ({@code x[n] - x[m]}) or a
 * product of matrices that takes long.
 */
final class FoldConstants implements Rule {
    /** A result of at most this many elements is worth its room anyway. */
    private static final long SMALL = 256;

    /** The most multiplications that are done in a product of data. */
    private static final double MOST_WORK = 1 << 22;

    @Override
    public @Nullable Variable apply(Operation operation, Rewriter rewriter) {
        if (!isWorthwhile(operation)) {
            return null;
        }
        Map<Variable, Tensor> values = new HashMap<>();
        long room = SMALL;
        for (Variable operand : operation.operands()) {
            Operation definition = rewriter.definition(operand);
            if (!(definition instanceof Operation.Constant
                    || definition instanceof Operation.Data
                    || definition instanceof Operation.Position)) {
                return null;
            }
            values.put(operand, Interpreter.evaluate(definition, Map.of()));
            room += operand.size();
        }
        long size = 1;
        for (var axis : Axes.of(operation)) {
            size *= axis.extent();
        }
        if (size > room) {
            return null;
        }
        Tensor value = Interpreter.evaluate(operation, values);
        return rewriter.bind(
                value.order().isEmpty()
                        ? new Operation.Constant(value.scalar())
                        : new Operation.Data(
                                new DataArray(rewriter.name(), value.order(), value.values())));
    }

    private static boolean isWorthwhile(Operation operation) {
        return switch (operation) {
            case Operation.Constant _,
                    Operation.Data _,
                    Operation.Position _,
                    Operation.Broadcast _,
                    Operation.StopGradient _,
                    Operation.Scan _ ->
                    false;
            case Operation.Contract contract -> work(contract) <= MOST_WORK;
            // Cubic in an axis.
            case Operation.Cholesky cholesky -> cubic(cholesky.matrix());
            case Operation.CholeskyAdjoint adjoint -> cubic(adjoint.factor());
            case Operation.TriangularSolve solve -> cubic(solve.matrix());
            case Operation.Solve solve -> cubic(solve.matrix());
            case Operation.LogAbsDeterminant determinant -> cubic(determinant.matrix());
            case Operation.Elementwise _,
                    Operation.Reduce _,
                    Operation.Rename _,
                    Operation.Slice _,
                    Operation.Pad _,
                    Operation.Concatenate _,
                    Operation.Gather _,
                    Operation.Scatter _,
                    Operation.CumulativeSum _ ->
                    true;
        };
    }

    private static double work(Operation.Contract contract) {
        return Axes.union(List.of(contract.left(), contract.right())).stream()
                .mapToDouble(axis -> axis.extent())
                .reduce(1, (a, b) -> a * b);
    }

    private static boolean cubic(Variable matrix) {
        return Math.pow(matrix.size(), 1.5) <= MOST_WORK;
    }
}
