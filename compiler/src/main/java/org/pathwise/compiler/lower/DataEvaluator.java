package org.pathwise.compiler.lower;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Names;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.bind.BoundData;
import org.pathwise.compiler.core.CoreProgram;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Loop;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.interpret.Tensor;
import org.pathwise.compiler.source.Diagnostics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Computes expressions of data alone. */
public final class DataEvaluator {
    private final Scope scope;

    private DataEvaluator(Scope scope) {
        this.scope = scope;
    }

    /**
     * Runs something that computes with data, after the indices that data fixes were checked.
     *
     * @param data all of whose elements are numbers
     * @return empty where an index, or something else about the data, is wrong, which is in the
     *     diagnostics
     */
    public static <T> Optional<T> run(
            CoreProgram core,
            BoundData data,
            Diagnostics diagnostics,
            Function<DataEvaluator, Optional<T>> use) {
        try {
            Scope scope = LowerModel.dataScope(core, data, new Names());
            DataIndices indices = new DataIndices(core, scope, diagnostics);
            core.derived().forEach(indices::check);
            core.model().forEach(indices::check);
            core.generate().forEach(indices::check);
            return diagnostics.hasErrors() ? Optional.empty() : use.apply(new DataEvaluator(scope));
        } catch (DataFault fault) {
            diagnostics.report(DataErrors.fault(fault));
            return Optional.empty();
        }
    }

    /** Gives a symbol its elements, row-major. */
    public void put(Symbol symbol, double[] values) {
        LowerModel.put(scope, symbol, values);
    }

    /** Defines a symbol from what is known. */
    public void define(Statement.Definition definition) {
        new LowerStatement(scope).define(definition);
    }

    /** The extents of an array. */
    public List<Integer> extents(Symbol symbol) {
        return scope.axes().canonical(symbol.type()).stream().map(Axis::extent).toList();
    }

    /** Whether an expression depends on data, sizes and loops alone. */
    public static boolean isData(Expr expr) {
        return DataIndices.isData(expr);
    }

    /**
     * Elements of several expressions side by side.
     *
     * @param extents of the loops, then of the first expression's dimensions, then of what else the
     *     others vary over
     * @param lower the first value of each loop
     * @param values of each expression, row-major
     */
    public record Table(List<Integer> extents, List<Integer> lower, List<double[]> values) {
        public Table {
            extents = List.copyOf(extents);
            lower = List.copyOf(lower);
            values = List.copyOf(values);
        }

        public int size() {
            return values.getFirst().length;
        }

        /** The position along each of the extents of a row-major position, from 0. */
        public int[] indices(int position) {
            int[] indices = new int[extents.size()];
            int rest = position;
            for (int i = indices.length - 1; i >= 0; i--) {
                indices[i] = rest % extents.get(i);
                rest /= extents.get(i);
            }
            return indices;
        }
    }

    /**
     * Computes expressions inside loops.
     *
     * @param loops outermost first
     * @throws IllegalArgumentException if an expression does not depend on data alone
     */
    public Table table(List<Loop> loops, List<Expr> exprs) {
        Scope inner = scope.inside(loops);
        LowerExpression expressions = new LowerExpression(inner);
        List<Axis> order = new ArrayList<>(loops.stream().map(inner.axes()::of).toList());
        order.addAll(inner.axes().canonical(exprs.getFirst().type()));
        List<Tensor> tensors = new ArrayList<>();
        for (Expr expr : exprs) {
            Variable variable = expressions.lower(expr).variable();
            Tensor tensor =
                    KnownValues.of(variable, scope.builder().lets())
                            .orElseThrow(
                                    () ->
                                            new IllegalArgumentException(
                                                    expr.span().text() + " is not known"));
            tensors.add(tensor);
            tensor.order().stream().filter(axis -> !order.contains(axis)).forEach(order::add);
        }
        return new Table(
                order.stream().map(Axis::extent).toList(),
                loops.stream().map(inner::lower).toList(),
                tensors.stream().map(tensor -> tensor.arranged(order).values()).toList());
    }
}
