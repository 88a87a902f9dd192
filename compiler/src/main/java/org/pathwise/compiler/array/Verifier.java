package org.pathwise.compiler.array;

import org.pathwise.compiler.array.Operation.Body;
import org.pathwise.compiler.array.Operation.Scan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Checks that a program is well formed: variables are bound once and before use, and each operation
 * has the axes and extents that it asks for. A violation is a bug of the compiler.
 */
public final class Verifier {
    private final Set<Variable> bound;
    private final Set<Integer> ids;

    private Verifier(Set<Variable> bound, Set<Integer> ids) {
        this.bound = bound;
        this.ids = ids;
    }

    /**
     * Checks a program.
     *
     * @return the program
     * @throws IllegalStateException if it is malformed; the message quotes the offending binding
     */
    public static Program verify(Program program) {
        Verifier verifier = new Verifier(new HashSet<>(), new HashSet<>());
        program.inputs().forEach(verifier::define);
        program.lets().forEach(verifier::verify);
        program.outputs().forEach(verifier::use);
        return program;
    }

    private void verify(Let let) {
        try {
            Operation operation = let.operation();
            operation.operands().forEach(this::use);
            if (operation instanceof Scan scan) {
                scan(scan, let.variables());
            } else {
                check(operation);
                same(let.variable().axes(), Axes.of(operation), "the result's axes");
            }
            let.variables().forEach(this::define);
        } catch (IllegalStateException | IllegalArgumentException wrong) {
            throw new IllegalStateException(
                    let.variables() + " = " + let.operation() + ": " + wrong.getMessage(), wrong);
        }
    }

    private void check(Operation operation) {
        switch (operation) {
            case Operation.Constant _,
                    Operation.Position _,
                    Operation.Elementwise _,
                    Operation.StopGradient _ -> {}
            case Operation.Data(DataArray array) -> distinct(array.order());
            case Operation.Broadcast(Variable operand, List<Axis> axes) -> {
                distinct(axes);
                none(operand, axes);
            }
            case Operation.Reduce(_, Variable operand, List<Axis> over) -> {
                distinct(over);
                all(operand.axes(), over);
            }
            case Operation.Contract contract -> {
                distinct(contract.over());
                all(Axes.union(contract.operands()), contract.over());
            }
            case Operation.Rename(Variable operand, List<Axis> from, List<Axis> to) -> {
                distinct(from);
                distinct(to);
                that(from.size() == to.size(), "as many new axes as old ones");
                all(operand.axes(), from);
                for (int i = 0; i < from.size(); i++) {
                    that(
                            from.get(i).extent() == to.get(i).extent(),
                            "equal extents of " + from + " and " + to);
                }
                none(Axes.minus(operand.axes(), from), to);
            }
            case Operation.Slice(Variable operand, Axis from, Axis to, int offset) -> {
                moved(operand, from, to);
                that(
                        offset >= 0 && offset + to.extent() <= from.extent(),
                        "a slice within " + from);
            }
            case Operation.Pad(Variable operand, Axis from, Axis to, int offset) -> {
                moved(operand, from, to);
                that(offset >= 0 && offset + from.extent() <= to.extent(), "a place within " + to);
            }
            case Operation.Concatenate(List<Variable> operands, List<Axis> axes, Axis to) ->
                    concatenate(operands, axes, to);
            case Operation.Gather(Variable source, List<Axis> axes, List<Variable> indices) -> {
                indexed(axes, indices);
                all(source.axes(), axes);
            }
            case Operation.Scatter(
                            Variable values,
                            List<Axis> axes,
                            List<Variable> indices,
                            List<Axis> over) -> {
                indexed(axes, indices);
                distinct(over);
                List<Variable> read = new ArrayList<>(indices);
                read.add(values);
                all(Axes.union(read), over);
                none(Axes.minus(Axes.union(read), over), axes);
            }
            case Operation.CumulativeSum cumulative ->
                    all(cumulative.operand().axes(), List.of(cumulative.axis()));
            case Operation.Cholesky(Variable matrix, Axis row, Axis column) ->
                    square(matrix, row, column);
            case Operation.CholeskyAdjoint(
                            Variable factor,
                            Variable adjoint,
                            Axis row,
                            Axis column) -> {
                square(factor, row, column);
                square(adjoint, row, column);
            }
            case Operation.TriangularSolve(
                            Variable matrix,
                            Variable right,
                            Axis row,
                            Axis column,
                            boolean transposed) ->
                    solve(matrix, right, row, column, transposed);
            case Operation.Solve(
                            Variable matrix,
                            Variable right,
                            Axis row,
                            Axis column,
                            boolean transposed) ->
                    solve(matrix, right, row, column, transposed);
            case Operation.LogAbsDeterminant(Variable matrix, Axis row, Axis column) ->
                    square(matrix, row, column);
            case Scan _ -> throw new IllegalStateException("a scan is checked elsewhere");
        }
    }

    private void scan(Scan scan, List<Variable> results) {
        Body body = scan.body();
        that(scan.initial().size() == body.carries().size(), "an initial value for each carry");
        that(
                scan.captured().size() == body.captures().size(),
                "a captured variable for each capture");
        that(body.next().size() == body.carries().size(), "a next value for each carry");
        that(
                results.size() == body.carries().size() + body.outputs().size(),
                "a result for each carry and output");
        same(body.position().axes(), List.of(), "the position's axes");
        for (int i = 0; i < body.captures().size(); i++) {
            List<Axis> seen = Axes.minus(scan.captured().get(i).axes(), List.of(scan.axis()));
            same(
                    body.captures().get(i).axes(),
                    seen,
                    "the axes of capture " + body.captures().get(i));
        }
        for (int i = 0; i < body.carries().size(); i++) {
            Variable carry = body.carries().get(i);
            none(carry, List.of(scan.axis()));
            same(
                    scan.initial().get(i).axes(),
                    carry.axes(),
                    "the axes of the initial value of " + carry);
            same(body.next().get(i).axes(), carry.axes(), "the axes of the next value of " + carry);
            same(results.get(i).axes(), carry.axes(), "the axes of the final value of " + carry);
        }
        for (int i = 0; i < body.outputs().size(); i++) {
            Variable output = body.outputs().get(i);
            none(output, List.of(scan.axis()));
            List<Axis> stacked = new ArrayList<>(output.axes());
            stacked.add(scan.axis());
            same(
                    results.get(body.carries().size() + i).axes(),
                    stacked.stream().sorted().toList(),
                    "the axes of " + output);
        }
        Verifier inside = new Verifier(new HashSet<>(), ids);
        inside.define(body.position());
        body.carries().forEach(inside::define);
        body.captures().forEach(inside::define);
        body.lets().forEach(inside::verify);
        body.next().forEach(inside::use);
        body.outputs().forEach(inside::use);
    }

    private static void concatenate(List<Variable> operands, List<Axis> axes, Axis to) {
        that(operands.size() == axes.size() && !operands.isEmpty(), "an axis for each part");
        int extent = 0;
        for (int i = 0; i < operands.size(); i++) {
            extent += axes.get(i).extent();
            List<Axis> others = Axes.minus(axes, List.of(axes.get(i)));
            none(operands.get(i), others);
            none(operands.get(i), Axes.minus(List.of(to), axes));
        }
        that(extent == to.extent(), "parts that fill " + to + ", not " + extent + " places");
    }

    private static void moved(Variable operand, Axis from, Axis to) {
        all(operand.axes(), List.of(from));
        none(Axes.minus(operand.axes(), List.of(from)), List.of(to));
    }

    private static void indexed(List<Axis> axes, List<Variable> indices) {
        distinct(axes);
        that(axes.size() == indices.size() && !axes.isEmpty(), "an index for each axis");
    }

    private static void square(Variable matrix, Axis row, Axis column) {
        that(
                !row.equals(column) && row.extent() == column.extent(),
                "a square matrix over " + row + ", " + column);
        all(matrix.axes(), List.of(row, column));
    }

    private static void solve(
            Variable matrix, Variable right, Axis row, Axis column, boolean transposed) {
        square(matrix, row, column);
        all(right.axes(), List.of(transposed ? column : row));
        none(right, List.of(transposed ? row : column));
    }

    private void define(Variable variable) {
        that(ids.add(variable.id()), variable + " is bound twice");
        bound.add(variable);
    }

    private void use(Variable variable) {
        that(bound.contains(variable), variable + " is not bound here");
    }

    private static void none(Variable variable, Collection<Axis> axes) {
        none(variable.axes(), axes);
    }

    private static void none(Collection<Axis> axes, Collection<Axis> unwanted) {
        for (Axis axis : unwanted) {
            that(!axes.contains(axis), "expected no " + axis + " among " + axes);
        }
    }

    private static void all(Collection<Axis> axes, Collection<Axis> wanted) {
        that(axes.containsAll(wanted), "expected " + wanted + " among " + axes);
    }

    private static void same(List<Axis> found, List<Axis> expected, String what) {
        that(found.equals(expected), what + " are " + found + ", not " + expected);
    }

    private static void distinct(List<Axis> axes) {
        that(new HashSet<>(axes).size() == axes.size(), "expected distinct axes: " + axes);
    }

    private static void that(boolean holds, String expectation) {
        if (!holds) {
            throw new IllegalStateException(expectation);
        }
    }
}
