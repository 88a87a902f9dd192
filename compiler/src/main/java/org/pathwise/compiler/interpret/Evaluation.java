package org.pathwise.compiler.interpret;

import org.pathwise.compiler.array.Axes;
import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Variable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What each operation computes; scans are run by {@link Interpreter}. */
final class Evaluation {
    /** Values of the operands. */
    interface Environment {
        Tensor get(Variable variable);
    }

    private final Environment values;
    private final Tensor result;

    private Evaluation(Environment values, Tensor result) {
        this.values = values;
        this.result = result;
    }

    static Tensor of(Operation operation, Environment values) {
        return switch (operation) {
            case Operation.Constant(double value) -> Tensor.scalar(value);
            case Operation.Data(var array) -> new Tensor(array.order(), array.values());
            case Operation.StopGradient(Variable operand) -> values.get(operand);
            case Operation.Rename(Variable operand, List<Axis> from, List<Axis> to) -> {
                Tensor value = values.get(operand);
                List<Axis> order =
                        value.order().stream()
                                .map(
                                        axis ->
                                                from.contains(axis)
                                                        ? to.get(from.indexOf(axis))
                                                        : axis)
                                .toList();
                yield new Tensor(order, value.values());
            }
            default -> {
                Evaluation evaluation = new Evaluation(values, Tensor.zeros(Axes.of(operation)));
                evaluation.fill(operation);
                yield evaluation.result;
            }
        };
    }

    private void fill(Operation operation) {
        switch (operation) {
            case Operation.Constant _,
                    Operation.Data _,
                    Operation.StopGradient _,
                    Operation.Rename _ ->
                    throw new IllegalArgumentException("needs no loop: " + operation);
            case Operation.Position _ -> Arrays.setAll(result.values(), i -> i + 1);
            case Operation.Elementwise(Function function, List<Variable> operands) ->
                    elementwise(function, operands);
            case Operation.Broadcast(Variable operand, _) ->
                    each(
                            result.order(),
                            List.of(values.get(operand)),
                            (at, from) -> result.values()[at] = from[0]);
            case Operation.Reduce(Operation.Reducer reducer, Variable operand, _) ->
                    reduce(reducer, operand);
            case Operation.Contract(Variable left, Variable right, _) ->
                    each(
                            Axes.union(List.of(left, right)),
                            List.of(values.get(left), values.get(right)),
                            (at, from) -> result.values()[at] += from[0] * from[1]);
            case Operation.Slice(Variable operand, Axis from, Axis to, int offset) -> {
                Tensor source = values.get(operand);
                move(
                        source,
                        result.order(),
                        to,
                        source.stride(from),
                        offset * source.stride(from),
                        result.stride(to),
                        0);
            }
            case Operation.Pad(Variable operand, Axis from, Axis to, int offset) -> {
                Tensor source = values.get(operand);
                move(
                        source,
                        operand.axes(),
                        from,
                        source.stride(from),
                        0,
                        result.stride(to),
                        offset * result.stride(to));
            }
            case Operation.Concatenate(List<Variable> operands, List<Axis> axes, Axis to) ->
                    concatenate(operands, axes, to);
            case Operation.Gather(Variable source, List<Axis> axes, List<Variable> indices) ->
                    gather(values.get(source), axes, indices);
            case Operation.Scatter(
                            Variable operand,
                            List<Axis> axes,
                            List<Variable> indices,
                            List<Axis> over) ->
                    scatter(operand, axes, indices, over);
            case Operation.CumulativeSum cumulative -> cumulativeSum(cumulative);
            case Operation.Cholesky(Variable matrix, Axis row, Axis column) ->
                    batch(
                            row,
                            column,
                            (place, at) ->
                                    write(
                                            Matrices.cholesky(matrix(matrix, row, column, place)),
                                            row,
                                            column,
                                            at));
            case Operation.CholeskyAdjoint(
                            Variable factor,
                            Variable adjoint,
                            Axis row,
                            Axis column) ->
                    batch(
                            row,
                            column,
                            (place, at) ->
                                    write(
                                            Matrices.choleskyAdjoint(
                                                    matrix(factor, row, column, place),
                                                    matrix(adjoint, row, column, place)),
                                            row,
                                            column,
                                            at));
            case Operation.TriangularSolve(
                            Variable matrix,
                            Variable right,
                            Axis row,
                            Axis column,
                            boolean transposed) ->
                    solve(matrix, right, row, column, transposed, Matrices::triangularSolve);
            case Operation.Solve(
                            Variable matrix,
                            Variable right,
                            Axis row,
                            Axis column,
                            boolean transposed) ->
                    solve(matrix, right, row, column, transposed, Matrices::solve);
            case Operation.LogAbsDeterminant(Variable matrix, Axis row, Axis column) ->
                    batch(
                            row,
                            column,
                            (place, at) ->
                                    result.values()[at] =
                                            Matrices.logAbsDeterminant(
                                                    matrix(matrix, row, column, place)));
            case Operation.Scan _ ->
                    throw new IllegalArgumentException("a scan has several results");
        }
    }

    private interface Write {
        void at(int place, double[] operands);
    }

    /** Calls with each place's offset in the result, and the operands' elements there. */
    private void each(List<Axis> axes, List<Tensor> operands, Write write) {
        List<Tensor> all = new ArrayList<>(operands);
        all.add(result);
        double[] elements = new double[operands.size()];
        Places.walk(
                axes,
                all,
                at -> {
                    for (int i = 0; i < elements.length; i++) {
                        elements[i] = operands.get(i).values()[at[i]];
                    }
                    write.at(at[elements.length], elements);
                });
    }

    private void elementwise(Function function, List<Variable> operands) {
        each(
                result.order(),
                operands.stream().map(values::get).toList(),
                (at, from) -> result.values()[at] = Scalars.apply(function, from));
    }

    private void reduce(Operation.Reducer reducer, Variable operand) {
        double[] r = result.values();
        Arrays.fill(
                r,
                switch (reducer) {
                    case SUM -> 0;
                    case PRODUCT -> 1;
                    case MAX -> Double.NEGATIVE_INFINITY;
                    case MIN -> Double.POSITIVE_INFINITY;
                });
        each(
                operand.axes(),
                List.of(values.get(operand)),
                (at, from) ->
                        r[at] =
                                switch (reducer) {
                                    case SUM -> r[at] + from[0];
                                    case PRODUCT -> r[at] * from[0];
                                    case MAX -> Math.max(r[at], from[0]);
                                    case MIN -> Math.min(r[at], from[0]);
                                });
    }

    /** Copies over {@code axes}, with strides and starts of its own along the axis that moves. */
    private void move(
            Tensor source,
            List<Axis> axes,
            Axis moving,
            int sourceStride,
            int sourceStart,
            int stride,
            int start) {
        int[][] strides = {Places.strides(source, axes), Places.strides(result, axes)};
        int at = axes.indexOf(moving);
        strides[0][at] = sourceStride;
        strides[1][at] = stride;
        Places.walk(
                axes,
                strides,
                new int[] {sourceStart, start},
                o -> result.values()[o[1]] = source.values()[o[0]]);
    }

    private void concatenate(List<Variable> operands, List<Axis> axes, Axis to) {
        int offset = 0;
        for (int i = 0; i < operands.size(); i++) {
            Tensor part = values.get(operands.get(i));
            Axis along = axes.get(i);
            List<Axis> places = new ArrayList<>(Axes.minus(result.order(), List.of(to)));
            places.add(along);
            move(
                    part,
                    places,
                    along,
                    part.stride(along),
                    0,
                    result.stride(to),
                    offset * result.stride(to));
            offset += along.extent();
        }
    }

    private void gather(Tensor source, List<Axis> axes, List<Variable> indices) {
        List<Tensor> index = indices.stream().map(values::get).toList();
        List<Axis> places = result.order();
        int[] keep = Places.strides(source, places);
        for (int i = 0; i < keep.length; i++) {
            keep[i] = axes.contains(places.get(i)) ? 0 : keep[i];
        }
        indexed(
                places,
                keep,
                Places.strides(result, places),
                index,
                source,
                axes,
                (computed, direct) -> result.values()[direct] = source.values()[computed]);
    }

    private void scatter(
            Variable operand, List<Axis> axes, List<Variable> indices, List<Axis> over) {
        Tensor source = values.get(operand);
        List<Tensor> index = indices.stream().map(values::get).toList();
        List<Variable> read = new ArrayList<>(indices);
        read.add(operand);
        List<Axis> places = Axes.union(read);
        int[] keep = Places.strides(result, places);
        for (int i = 0; i < keep.length; i++) {
            keep[i] = over.contains(places.get(i)) ? 0 : keep[i];
        }
        indexed(
                places,
                keep,
                Places.strides(source, places),
                index,
                result,
                axes,
                (computed, direct) -> result.values()[computed] += source.values()[direct]);
    }

    private interface Link {
        void at(int computed, int direct);
    }

    /** Walks through places, computing offsets into a target whose {@code axes} are indexed. */
    private static void indexed(
            List<Axis> places,
            int[] keep,
            int[] direct,
            List<Tensor> index,
            Tensor target,
            List<Axis> axes,
            Link link) {
        int[][] strides = new int[index.size() + 2][];
        strides[0] = keep;
        strides[1] = direct;
        for (int i = 0; i < index.size(); i++) {
            strides[i + 2] = Places.strides(index.get(i), places);
        }
        Places.walk(
                places,
                strides,
                new int[strides.length],
                at -> {
                    int computed = at[0];
                    for (int i = 0; i < index.size(); i++) {
                        double k = index.get(i).values()[at[i + 2]];
                        if (!(k >= 1 && k <= axes.get(i).extent())) {
                            throw new IndexOutOfBoundsException(
                                    "index "
                                            + k
                                            + " into "
                                            + axes.get(i).dimension()
                                            + ", which has "
                                            + axes.get(i).extent());
                        }
                        computed += ((int) k - 1) * target.stride(axes.get(i));
                    }
                    link.at(computed, at[1]);
                });
    }

    private void cumulativeSum(Operation.CumulativeSum cumulative) {
        Tensor source = values.get(cumulative.operand());
        Axis axis = cumulative.axis();
        List<Axis> rest = Axes.minus(cumulative.operand().axes(), List.of(axis));
        Places.walk(
                rest,
                List.of(source, result),
                at -> {
                    double sum = 0;
                    for (int step = 0; step < axis.extent(); step++) {
                        int i = cumulative.reverse() ? axis.extent() - 1 - step : step;
                        double element = source.values()[at[0] + i * source.stride(axis)];
                        result.values()[at[1] + i * result.stride(axis)] =
                                cumulative.exclusive() ? sum : sum + element;
                        sum += element;
                    }
                });
    }

    private interface Batch {
        /** Receives the batch's place as indices along its axes, and its offset in the result. */
        void at(Place place, int offset);
    }

    /** A place: an index along each of some axes. */
    private record Place(List<Axis> axes, int[] index) {
        int offset(Tensor tensor) {
            int offset = 0;
            for (int i = 0; i < index.length; i++) {
                offset += index[i] * tensor.stride(axes.get(i));
            }
            return offset;
        }
    }

    /** Walks through the result's axes other than the given two. */
    private void batch(Axis one, Axis other, Batch step) {
        List<Axis> axes = Axes.minus(result.order(), List.of(one, other));
        int[][] strides = new int[axes.size() + 1][axes.size()];
        for (int i = 0; i < axes.size(); i++) {
            strides[i][i] = 1;
        }
        strides[axes.size()] = Places.strides(result, axes);
        Places.walk(
                axes,
                strides,
                new int[strides.length],
                at -> step.at(new Place(axes, Arrays.copyOf(at, axes.size())), at[axes.size()]));
    }

    private double[][] matrix(Variable variable, Axis row, Axis column, Place place) {
        Tensor tensor = values.get(variable);
        int n = row.extent();
        double[][] matrix = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                matrix[i][j] =
                        tensor.values()[
                                place.offset(tensor)
                                        + i * tensor.stride(row)
                                        + j * tensor.stride(column)];
            }
        }
        return matrix;
    }

    private void write(double[][] matrix, Axis row, Axis column, int at) {
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix.length; j++) {
                result.values()[at + i * result.stride(row) + j * result.stride(column)] =
                        matrix[i][j];
            }
        }
    }

    private interface Solver {
        double[] solve(double[][] matrix, double[] right, boolean transposed);
    }

    private void solve(
            Variable matrix,
            Variable right,
            Axis row,
            Axis column,
            boolean transposed,
            Solver solver) {
        Axis known = transposed ? column : row;
        Axis solved = transposed ? row : column;
        Tensor vector = values.get(right);
        batch(
                row,
                column,
                (place, at) -> {
                    double[] b = new double[known.extent()];
                    for (int i = 0; i < b.length; i++) {
                        b[i] = vector.values()[place.offset(vector) + i * vector.stride(known)];
                    }
                    double[] x = solver.solve(matrix(matrix, row, column, place), b, transposed);
                    for (int i = 0; i < x.length; i++) {
                        result.values()[at + i * result.stride(solved)] = x[i];
                    }
                });
    }
}
