package org.pathwise.compiler.array;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Which axes the result of an operation has. */
public final class Axes {
    private Axes() {}

    /** The union of the axes of some variables, sorted. */
    public static List<Axis> union(Collection<Variable> variables) {
        TreeSet<Axis> axes = new TreeSet<>();
        variables.forEach(variable -> axes.addAll(variable.axes()));
        return List.copyOf(axes);
    }

    /** The axes of {@code axes} that are not in {@code without}. */
    public static List<Axis> minus(Collection<Axis> axes, Collection<Axis> without) {
        TreeSet<Axis> rest = new TreeSet<>(axes);
        without.forEach(rest::remove);
        return List.copyOf(rest);
    }

    /**
     * The sorted axes of an operation's result; a {@link Operation.Scan} binds several, see there.
     */
    public static List<Axis> of(Operation operation) {
        return switch (operation) {
            case Operation.Constant _ -> List.of();
            case Operation.Data(DataArray array) -> sorted(array.order());
            case Operation.Position(Axis axis) -> List.of(axis);
            case Operation.Elementwise elementwise -> union(elementwise.operands());
            case Operation.Broadcast(Variable operand, List<Axis> axes) ->
                    plus(operand.axes(), axes);
            case Operation.Reduce(_, Variable operand, List<Axis> over) ->
                    minus(operand.axes(), over);
            case Operation.Contract contract -> minus(union(contract.operands()), contract.over());
            case Operation.Rename(Variable operand, List<Axis> from, List<Axis> to) -> {
                TreeSet<Axis> axes = new TreeSet<>();
                for (Axis axis : operand.axes()) {
                    int i = from.indexOf(axis);
                    axes.add(i < 0 ? axis : to.get(i));
                }
                yield List.copyOf(axes);
            }
            case Operation.Slice(Variable operand, Axis from, Axis to, _) ->
                    replace(operand.axes(), from, to);
            case Operation.Pad(Variable operand, Axis from, Axis to, _) ->
                    replace(operand.axes(), from, to);
            case Operation.Concatenate(List<Variable> parts, List<Axis> axes, Axis to) ->
                    plus(minus(union(parts), axes), List.of(to));
            case Operation.Gather(Variable source, List<Axis> axes, List<Variable> indices) ->
                    plus(minus(source.axes(), axes), union(indices));
            case Operation.Scatter(
                            Variable values,
                            List<Axis> axes,
                            List<Variable> indices,
                            List<Axis> over) ->
                    plus(minus(plus(values.axes(), union(indices)), over), axes);
            case Operation.CumulativeSum cumulative -> cumulative.operand().axes();
            case Operation.Cholesky cholesky -> cholesky.matrix().axes();
            case Operation.CholeskyAdjoint adjoint -> union(adjoint.operands());
            case Operation.TriangularSolve(
                            Variable matrix,
                            Variable right,
                            Axis row,
                            Axis column,
                            boolean transposed) ->
                    solution(matrix, right, row, column, transposed);
            case Operation.Solve(
                            Variable matrix,
                            Variable right,
                            Axis row,
                            Axis column,
                            boolean transposed) ->
                    solution(matrix, right, row, column, transposed);
            case Operation.LogAbsDeterminant(Variable matrix, Axis row, Axis column) ->
                    minus(matrix.axes(), List.of(row, column));
            case Operation.StopGradient(Variable operand) -> operand.axes();
            case Operation.Scan _ ->
                    throw new IllegalArgumentException("a scan has several results");
        };
    }

    private static List<Axis> solution(
            Variable matrix, Variable right, Axis row, Axis column, boolean transposed) {
        Axis known = transposed ? column : row;
        Axis solved = transposed ? row : column;
        return plus(minus(plus(matrix.axes(), right.axes()), List.of(known)), List.of(solved));
    }

    private static List<Axis> sorted(Collection<Axis> axes) {
        return List.copyOf(new TreeSet<>(axes));
    }

    private static List<Axis> plus(Collection<Axis> axes, Collection<Axis> more) {
        TreeSet<Axis> all = new TreeSet<>(axes);
        all.addAll(more);
        return List.copyOf(all);
    }

    private static List<Axis> replace(Collection<Axis> axes, Axis from, Axis to) {
        return plus(minus(axes, List.of(from)), List.of(to));
    }
}
