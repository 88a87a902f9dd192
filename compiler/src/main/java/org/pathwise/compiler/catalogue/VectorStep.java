package org.pathwise.compiler.catalogue;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.type.Dimension;

import java.util.List;

/** A step from vector to vector whose Jacobian is triangular. */
sealed interface VectorStep extends Step {
    @Override
    default boolean isIncreasing() {
        return true;
    }

    @Override
    default End image(End end) {
        return end;
    }

    /** Running sums along an axis, or the differences that they come from. */
    record Sums(Dimension along, boolean differences) implements VectorStep {
        @Override
        public Quantity apply(Terms terms, Quantity x, Range range) {
            Algebra a = x.a;
            Axis axis = terms.axis(along);
            return Quantity.of(
                    a,
                    range,
                    () -> {
                        Variable elements = a.spread(x.value(), List.of(axis));
                        if (!differences) {
                            return a.builder.bind(
                                    "sums",
                                    new Operation.CumulativeSum(elements, axis, false, false));
                        }
                        return differences(a, elements, axis);
                    });
        }

        private static Variable differences(Algebra a, Variable x, Axis axis) {
            Variable position = a.builder.bind("position", new Operation.Position(axis));
            Variable first = a.of(Function.EQUAL, position, a.number(1));
            Variable index = a.of(Function.MAXIMUM, a.minus(position, 1), a.number(1));
            Variable before =
                    a.builder.bind(
                            "before", new Operation.Gather(x, List.of(axis), List.of(index)));
            return a.minus(x, a.select(first, a.number(0), before));
        }

        @Override
        public Step inverse() {
            return new Sums(along, !differences);
        }

        @Override
        public Variable logSlope(Terms terms, Quantity x, Quantity y) {
            return x.a.number(0);
        }

        @Override
        public Range image(Range x, OperandRanges operands) {
            return differences ? Range.ANY : Ranges.sum(x);
        }
    }

    /** The product of a lower triangular matrix and a vector, or the solution of such a system. */
    record Triangular(Term matrix, boolean solve) implements VectorStep {
        @Override
        public Quantity apply(Terms terms, Quantity x, Range range) {
            Algebra a = x.a;
            return Quantity.of(
                    a,
                    range,
                    () -> {
                        Value factor = terms.value(matrix);
                        Axis row = factor.shape().getFirst();
                        Axis column = factor.last();
                        Variable full = a.full(factor);
                        Variable vector = a.spread(x.value(), List.of(row));
                        if (!solve) {
                            return a.contract(full, a.builder.rename(vector, row, column), column);
                        }
                        Variable solution =
                                a.builder.bind(
                                        "z",
                                        new Operation.TriangularSolve(
                                                full, vector, row, column, false));
                        return a.builder.rename(solution, column, row);
                    });
        }

        @Override
        public Step inverse() {
            return new Triangular(matrix, !solve);
        }

        @Override
        public Variable logSlope(Terms terms, Quantity x, Quantity y) {
            Algebra a = x.a;
            Value factor = terms.value(matrix);
            Axis row = factor.shape().getFirst();
            Variable diagonal = a.diagonal(a.full(factor), row, factor.last());
            Variable log = a.log(a.abs(diagonal));
            return solve ? a.negate(log) : log;
        }

        @Override
        public Range image(Range x, OperandRanges operands) {
            return Range.ANY;
        }
    }
}
