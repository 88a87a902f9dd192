package org.pathwise.compiler.differentiate;

import org.pathwise.compiler.array.Axes;
import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Operation.CumulativeSum;
import org.pathwise.compiler.array.Operation.Slice;
import org.pathwise.compiler.array.Variable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What the adjoint of an operation's result contributes to the adjoints of its operands. */
final class ReverseOperation {
    private final Reverse reverse;
    private final Builder builder;
    private final Variable result;
    private final Variable adjoint;

    ReverseOperation(Reverse reverse, Variable result, Variable adjoint) {
        this.reverse = reverse;
        this.builder = reverse.builder();
        this.result = result;
        this.adjoint = adjoint;
    }

    void contribute(Operation operation) {
        switch (operation) {
            case Operation.Constant _,
                    Operation.Data _,
                    Operation.Position _,
                    Operation.StopGradient _ -> {}
            case Operation.Elementwise elementwise -> elementwise(elementwise);
            case Operation.Broadcast(Variable operand, _) -> give(operand, adjoint, result.axes());
            case Operation.Reduce reduce -> reduce(reduce);
            case Operation.Contract(Variable left, Variable right, _) -> {
                List<Axis> domain = Axes.union(List.of(left, right));
                product(left, right, domain);
                product(right, left, domain);
            }
            case Operation.Rename(Variable operand, List<Axis> from, List<Axis> to) ->
                    give(operand, renamed(from, to), operand.axes());
            case Operation.Slice(Variable operand, Axis from, Axis to, int offset) ->
                    give(
                            operand,
                            bind(new Operation.Pad(with(to), to, from, offset)),
                            operand.axes());
            case Operation.Pad(Variable operand, Axis from, Axis to, int offset) ->
                    give(operand, slice(to, from, offset), operand.axes());
            case Operation.Concatenate(List<Variable> operands, List<Axis> axes, Axis to) -> {
                int offset = 0;
                for (int i = 0; i < operands.size(); i++) {
                    Axis along = axes.get(i);
                    List<Axis> domain = new ArrayList<>(Axes.minus(result.axes(), List.of(to)));
                    domain.add(along);
                    give(operands.get(i), slice(to, along, offset), domain);
                    offset += along.extent();
                }
            }
            case Operation.Gather(Variable source, List<Axis> axes, List<Variable> indices) -> {
                List<Axis> over = Axes.minus(Axes.union(indices), Axes.minus(source.axes(), axes));
                give(
                        source,
                        bind(new Operation.Scatter(adjoint, axes, indices, over)),
                        source.axes());
            }
            case Operation.Scatter scatter -> scatter(scatter);
            case CumulativeSum(Variable operand, Axis axis, boolean exclusive, boolean backward) ->
                    give(
                            operand,
                            bind(new CumulativeSum(with(axis), axis, exclusive, !backward)),
                            operand.axes());
            case Operation.Cholesky(Variable matrix, Axis row, Axis column) ->
                    give(
                            matrix,
                            bind(
                                    new Operation.CholeskyAdjoint(
                                            result, with(row, column), row, column)),
                            matrix.axes());
            case Operation.CholeskyAdjoint _ ->
                    throw new IllegalArgumentException(
                            "the second derivative of a Cholesky factor is not available");
            case Operation.TriangularSolve(
                            Variable matrix,
                            Variable right,
                            Axis row,
                            Axis column,
                            boolean transposed) -> {
                Operation back =
                        new Operation.TriangularSolve(
                                matrix, with(transposed ? row : column), row, column, !transposed);
                solve(matrix, right, row, column, transposed, bind(back), true);
            }
            case Operation.Solve(
                            Variable matrix,
                            Variable right,
                            Axis row,
                            Axis column,
                            boolean transposed) -> {
                Operation back =
                        new Operation.Solve(
                                matrix, with(transposed ? row : column), row, column, !transposed);
                solve(matrix, right, row, column, transposed, bind(back), false);
            }
            case Operation.LogAbsDeterminant(Variable matrix, Axis row, Axis column) -> {
                Axis second = builder.names().axis(column.dimension(), column.extent());
                Variable identity =
                        builder.apply(
                                Function.EQUAL,
                                bind(new Operation.Position(column)),
                                bind(new Operation.Position(second)));
                Variable inverse = bind(new Operation.Solve(matrix, identity, row, column, true));
                give(
                        matrix,
                        reverse.times(adjoint, builder.rename(inverse, second, column)),
                        matrix.axes());
            }
            case Operation.Scan _ -> throw new IllegalArgumentException("see ReverseScan");
        }
    }

    private void elementwise(Operation.Elementwise elementwise) {
        Derivatives derivatives = new Derivatives(reverse, elementwise, result, adjoint);
        for (int i = 0; i < elementwise.operands().size(); i++) {
            Variable operand = elementwise.operands().get(i);
            if (reverse.active().contains(operand)
                    && !Derivatives.isZero(elementwise.function(), i)) {
                give(operand, derivatives.contribution(i), result.axes());
            }
        }
    }

    private void reduce(Operation.Reduce reduce) {
        Variable operand = reduce.operand();
        Variable term =
                switch (reduce.reducer()) {
                    case SUM -> adjoint;
                    case MAX, MIN -> {
                        Variable attained = builder.apply(Function.EQUAL, operand, result);
                        Variable share =
                                builder.divide(adjoint, builder.sum(attained, reduce.over()));
                        yield builder.multiply(share, attained);
                    }
                    case PRODUCT -> {
                        // The product of the other elements. With one 0 among them it is the
                        // product of the
                        // rest there and 0 elsewhere; with two or more, 0 everywhere.
                        Variable zero = builder.apply(Function.EQUAL, operand, builder.constant(0));
                        Variable zeros = builder.sum(zero, reduce.over());
                        Variable rest =
                                bind(
                                        new Operation.Reduce(
                                                Operation.Reducer.PRODUCT,
                                                builder.select(zero, builder.constant(1), operand),
                                                reduce.over()));
                        Variable single = builder.apply(Function.EQUAL, zeros, builder.constant(1));
                        Variable atZero = builder.select(single, rest, builder.constant(0));
                        yield reverse.times(
                                adjoint,
                                builder.select(zero, atZero, builder.divide(result, operand)));
                    }
                };
        give(operand, term, operand.axes());
    }

    private void product(Variable operand, Variable other, List<Axis> domain) {
        if (reverse.active().contains(operand)) {
            List<Axis> over = Axes.minus(domain, operand.axes());
            give(operand, reverse.product(adjoint, reverse.factor(other), over), operand.axes());
        }
    }

    private void scatter(Operation.Scatter scatter) {
        Variable values = scatter.values();
        List<Axis> axes = new ArrayList<>();
        List<Variable> indices = new ArrayList<>();
        for (int i = 0; i < scatter.axes().size(); i++) {
            if (adjoint.has(scatter.axes().get(i))) {
                axes.add(scatter.axes().get(i));
                indices.add(scatter.indices().get(i));
            }
        }
        List<Variable> read = new ArrayList<>(scatter.indices());
        read.add(values);
        Variable term =
                axes.isEmpty() ? adjoint : bind(new Operation.Gather(adjoint, axes, indices));
        give(values, term, Axes.union(read));
    }

    private void solve(
            Variable matrix,
            Variable right,
            Axis row,
            Axis column,
            boolean transposed,
            Variable back,
            boolean triangular) {
        // With M x = b: the adjoint of b solves M' b_ = x_, and that of M is -b_ x'.
        Axis known = transposed ? column : row;
        Axis solved = transposed ? row : column;
        List<Axis> domain = new ArrayList<>(Axes.minus(result.axes(), List.of(solved)));
        domain.add(known);
        give(right, back, domain);
        if (reverse.active().contains(matrix)) {
            domain.add(solved);
            Variable outer = reverse.product(back, result, Axes.minus(domain, matrix.axes()));
            Variable term = builder.negate(outer);
            if (triangular) {
                Variable lower =
                        builder.apply(
                                Function.LESS_EQUAL,
                                bind(new Operation.Position(column)),
                                bind(new Operation.Position(row)));
                term = builder.select(lower, term, builder.constant(0));
            }
            give(matrix, term, matrix.axes());
        }
    }

    private Variable renamed(List<Axis> from, List<Axis> to) {
        List<Axis> back = new ArrayList<>();
        List<Axis> present = new ArrayList<>();
        for (int i = 0; i < to.size(); i++) {
            if (adjoint.has(to.get(i))) {
                present.add(to.get(i));
                back.add(from.get(i));
            }
        }
        return present.isEmpty() ? adjoint : bind(new Operation.Rename(adjoint, present, back));
    }

    /**
     * The adjoint's part along {@code axis}, under the axis {@code as}; whole where it is constant
     * along it.
     */
    private Variable slice(Axis axis, Axis as, int offset) {
        return adjoint.has(axis) ? bind(new Slice(adjoint, axis, as, offset)) : adjoint;
    }

    private Variable with(Axis... axes) {
        return builder.broadcast(
                adjoint, List.of(axes).stream().filter(axis -> !adjoint.has(axis)).toList());
    }

    private Variable bind(Operation operation) {
        return builder.bind(adjoint.name(), operation);
    }

    private void give(Variable operand, Variable term, Collection<Axis> domain) {
        reverse.contribute(operand, term, domain);
    }
}
