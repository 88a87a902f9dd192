package org.pathwise.compiler.array;

import org.pathwise.compiler.array.Operation.Body;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes an array program as text, one binding a line: {@code eta.12 [N, particles] = contract x.3
 * beta.5 over D}.
 *
 * <p>The text does not depend on the ids of variables and axes: variables are numbered in the order
 * of their appearance, and of the axes with one label all but the first get primes ({@code D},
 * {@code D'}).
 */
public final class Printer {
    private final StringBuilder text = new StringBuilder();
    private final Map<Variable, String> variables = new HashMap<>();
    private final Map<Axis, String> axes = new HashMap<>();
    private final Set<String> axisNames = new HashSet<>();

    private Printer() {}

    /** The program's text, ending in a line break. */
    public static String print(Program program) {
        Printer printer = new Printer();
        program.inputs().forEach(input -> printer.line(0, "input " + printer.declared(input)));
        program.lets().forEach(let -> printer.let(0, let));
        program.outputs().forEach(output -> printer.line(0, "output " + printer.name(output)));
        return printer.text.toString();
    }

    private void let(int depth, Let let) {
        String results =
                let.variables().stream().map(this::declared).collect(Collectors.joining(", "));
        line(depth, results + " = " + operation(let.operation()));
        if (let.operation() instanceof Operation.Scan scan) {
            body(depth + 1, scan.body());
        }
    }

    private void body(int depth, Body body) {
        line(depth, "position " + declared(body.position()));
        body.carries().forEach(carry -> line(depth, "carry " + declared(carry)));
        body.captures().forEach(capture -> line(depth, "capture " + declared(capture)));
        body.lets().forEach(let -> let(depth, let));
        body.next().forEach(next -> line(depth, "next " + name(next)));
        body.outputs().forEach(output -> line(depth, "output " + name(output)));
    }

    private String operation(Operation operation) {
        return switch (operation) {
            case Operation.Constant(double value) -> Double.toString(value);
            case Operation.Data(DataArray array) -> "data " + array.name();
            case Operation.Position(Axis axis) -> "position along " + name(axis);
            case Operation.Elementwise(Function function, List<Variable> operands) ->
                    function.method() + " " + names(operands);
            case Operation.Broadcast(Variable operand, List<Axis> over) ->
                    "broadcast " + name(operand) + " over " + axes(over);
            case Operation.Reduce(Operation.Reducer reducer, Variable operand, List<Axis> over) ->
                    reducer.name().toLowerCase(Locale.ROOT)
                            + " "
                            + name(operand)
                            + " over "
                            + axes(over);
            case Operation.Contract(Variable left, Variable right, List<Axis> over) ->
                    "contract " + name(left) + " " + name(right) + " over " + axes(over);
            case Operation.Rename(Variable operand, List<Axis> from, List<Axis> to) ->
                    "rename " + name(operand) + " from " + axes(from) + " to " + axes(to);
            case Operation.Slice(Variable operand, Axis from, Axis to, int offset) ->
                    "slice "
                            + name(operand)
                            + " from "
                            + name(from)
                            + " to "
                            + name(to)
                            + " at "
                            + offset;
            case Operation.Pad(Variable operand, Axis from, Axis to, int offset) ->
                    "pad "
                            + name(operand)
                            + " from "
                            + name(from)
                            + " to "
                            + name(to)
                            + " at "
                            + offset;
            case Operation.Concatenate(List<Variable> operands, List<Axis> parts, Axis to) ->
                    "concatenate " + names(operands) + " along " + axes(parts) + " to " + name(to);
            case Operation.Gather(Variable source, List<Axis> at, List<Variable> indices) ->
                    "gather " + name(source) + " at " + axes(at) + " = " + names(indices);
            case Operation.Scatter(
                            Variable values,
                            List<Axis> at,
                            List<Variable> indices,
                            List<Axis> over) ->
                    "scatter "
                            + name(values)
                            + " at "
                            + axes(at)
                            + " = "
                            + names(indices)
                            + " over "
                            + axes(over);
            case Operation.CumulativeSum(
                            Variable operand,
                            Axis axis,
                            boolean exclusive,
                            boolean reverse) ->
                    "cumulativeSum "
                            + name(operand)
                            + " along "
                            + name(axis)
                            + (exclusive ? " exclusive" : "")
                            + (reverse ? " reverse" : "");
            case Operation.Cholesky(Variable matrix, Axis row, Axis column) ->
                    "cholesky " + matrix(matrix, row, column);
            case Operation.CholeskyAdjoint(
                            Variable factor,
                            Variable adjoint,
                            Axis row,
                            Axis column) ->
                    "choleskyAdjoint " + matrix(factor, row, column) + " " + name(adjoint);
            case Operation.TriangularSolve(
                            Variable matrix,
                            Variable right,
                            Axis row,
                            Axis column,
                            boolean transposed) ->
                    "triangularSolve "
                            + matrix(matrix, row, column)
                            + (transposed ? " transposed " : " ")
                            + name(right);
            case Operation.Solve(
                            Variable matrix,
                            Variable right,
                            Axis row,
                            Axis column,
                            boolean transposed) ->
                    "solve "
                            + matrix(matrix, row, column)
                            + (transposed ? " transposed " : " ")
                            + name(right);
            case Operation.LogAbsDeterminant(Variable matrix, Axis row, Axis column) ->
                    "logAbsDeterminant " + matrix(matrix, row, column);
            case Operation.StopGradient(Variable operand) -> "stopGradient " + name(operand);
            case Operation.Scan scan ->
                    "scan "
                            + name(scan.axis())
                            + (scan.reverse() ? " reverse" : "")
                            + " initial ["
                            + joined(scan.initial())
                            + "] captured ["
                            + joined(scan.captured())
                            + "]";
        };
    }

    private String matrix(Variable matrix, Axis row, Axis column) {
        return name(matrix) + "(" + name(row) + ", " + name(column) + ")";
    }

    private void line(int depth, String content) {
        text.append("  ".repeat(depth)).append(content).append('\n');
    }

    private String declared(Variable variable) {
        String name = name(variable);
        return variable.axes().isEmpty() ? name : name + " [" + axes(variable.axes()) + "]";
    }

    private String names(List<Variable> list) {
        return list.stream().map(this::name).collect(Collectors.joining(" "));
    }

    private String joined(List<Variable> list) {
        return list.stream().map(this::name).collect(Collectors.joining(", "));
    }

    private String axes(List<Axis> list) {
        List<String> names = new ArrayList<>();
        list.forEach(axis -> names.add(name(axis)));
        return String.join(", ", names);
    }

    private String name(Variable variable) {
        return variables.computeIfAbsent(variable, v -> v.name() + "." + (variables.size() + 1));
    }

    private String name(Axis axis) {
        return axes.computeIfAbsent(
                axis,
                a -> {
                    String name = a.dimension();
                    while (!axisNames.add(name)) {
                        name += "'";
                    }
                    return name;
                });
    }
}
