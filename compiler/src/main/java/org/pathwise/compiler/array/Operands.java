package org.pathwise.compiler.array;

import org.pathwise.compiler.array.Operation.Broadcast;
import org.pathwise.compiler.array.Operation.Cholesky;
import org.pathwise.compiler.array.Operation.CholeskyAdjoint;
import org.pathwise.compiler.array.Operation.Concatenate;
import org.pathwise.compiler.array.Operation.Constant;
import org.pathwise.compiler.array.Operation.Contract;
import org.pathwise.compiler.array.Operation.CumulativeSum;
import org.pathwise.compiler.array.Operation.Data;
import org.pathwise.compiler.array.Operation.Elementwise;
import org.pathwise.compiler.array.Operation.Gather;
import org.pathwise.compiler.array.Operation.LogAbsDeterminant;
import org.pathwise.compiler.array.Operation.Pad;
import org.pathwise.compiler.array.Operation.Position;
import org.pathwise.compiler.array.Operation.Reduce;
import org.pathwise.compiler.array.Operation.Rename;
import org.pathwise.compiler.array.Operation.Scan;
import org.pathwise.compiler.array.Operation.Scatter;
import org.pathwise.compiler.array.Operation.Slice;
import org.pathwise.compiler.array.Operation.Solve;
import org.pathwise.compiler.array.Operation.StopGradient;
import org.pathwise.compiler.array.Operation.TriangularSolve;

import java.util.List;
import java.util.function.UnaryOperator;

/** The same operation on other operands. */
public final class Operands {
    private Operands() {}

    /** The operation with every operand replaced; the closed body of a scan stays as it is. */
    public static Operation map(Operation operation, UnaryOperator<Variable> to) {
        return switch (operation) {
            case Constant constant -> constant;
            case Data data -> data;
            case Position position -> position;
            case Elementwise(Function function, List<Variable> operands) ->
                    new Elementwise(function, all(operands, to));
            case Broadcast(Variable operand, List<Axis> axes) ->
                    new Broadcast(to.apply(operand), axes);
            case Reduce(Operation.Reducer reducer, Variable operand, List<Axis> over) ->
                    new Reduce(reducer, to.apply(operand), over);
            case Contract(Variable left, Variable right, List<Axis> over) ->
                    new Contract(to.apply(left), to.apply(right), over);
            case Rename(Variable operand, List<Axis> from, List<Axis> into) ->
                    new Rename(to.apply(operand), from, into);
            case Slice(Variable operand, Axis from, Axis into, int offset) ->
                    new Slice(to.apply(operand), from, into, offset);
            case Pad(Variable operand, Axis from, Axis into, int offset) ->
                    new Pad(to.apply(operand), from, into, offset);
            case Concatenate(List<Variable> operands, List<Axis> axes, Axis into) ->
                    new Concatenate(all(operands, to), axes, into);
            case Gather(Variable source, List<Axis> axes, List<Variable> indices) ->
                    new Gather(to.apply(source), axes, all(indices, to));
            case Scatter(
                            Variable values,
                            List<Axis> axes,
                            List<Variable> indices,
                            List<Axis> over) ->
                    new Scatter(to.apply(values), axes, all(indices, to), over);
            case CumulativeSum(Variable operand, Axis axis, boolean exclusive, boolean reverse) ->
                    new CumulativeSum(to.apply(operand), axis, exclusive, reverse);
            case Cholesky(Variable matrix, Axis row, Axis column) ->
                    new Cholesky(to.apply(matrix), row, column);
            case CholeskyAdjoint(Variable factor, Variable adjoint, Axis row, Axis column) ->
                    new CholeskyAdjoint(to.apply(factor), to.apply(adjoint), row, column);
            case TriangularSolve(
                            Variable matrix,
                            Variable right,
                            Axis row,
                            Axis column,
                            boolean transposed) ->
                    new TriangularSolve(to.apply(matrix), to.apply(right), row, column, transposed);
            case Solve(
                            Variable matrix,
                            Variable right,
                            Axis row,
                            Axis column,
                            boolean transposed) ->
                    new Solve(to.apply(matrix), to.apply(right), row, column, transposed);
            case LogAbsDeterminant(Variable matrix, Axis row, Axis column) ->
                    new LogAbsDeterminant(to.apply(matrix), row, column);
            case StopGradient(Variable operand) -> new StopGradient(to.apply(operand));
            case Scan(
                            Axis axis,
                            boolean reverse,
                            List<Variable> initial,
                            List<Variable> captured,
                            Operation.Body body) ->
                    new Scan(axis, reverse, all(initial, to), all(captured, to), body);
        };
    }

    private static List<Variable> all(List<Variable> operands, UnaryOperator<Variable> to) {
        return operands.stream().map(to).toList();
    }
}
