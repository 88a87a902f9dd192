package org.pathwise.compiler.catalogue;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.catalogue.BuiltIn.Context;
import org.pathwise.compiler.catalogue.BuiltIn.Typing.Fits;
import org.pathwise.compiler.catalogue.BuiltIn.Typing.Mismatch;
import org.pathwise.compiler.catalogue.BuiltIn.Typing.Result;
import org.pathwise.compiler.catalogue.Typings.Elements;
import org.pathwise.compiler.type.Dimension;
import org.pathwise.compiler.type.Element;
import org.pathwise.compiler.type.Type;

import java.util.ArrayList;
import java.util.List;

/**
 * The product of linear algebra and the transpose. A vector is a column; its transpose is a matrix
 * of one row, {@code real[1, D]}, and a matrix of one row times a vector is a scalar. So {@code x'
 * * y} is the inner product, {@code x * y'} the outer one, and {@code x' * A * x} the quadratic
 * form.
 */
final class Products {
    private static final Dimension ONE = Dimension.of(1);

    private Products() {}

    static List<BuiltIn> all() {
        return List.of(
                Entries.smooth(
                                "*",
                                "A * b: matrix products, and products with a scalar; `.*`"
                                        + " multiplies element by element",
                                Products::productType,
                                Products::product,
                                r -> {
                                    Range element = Ranges.multiply(r.get(0), r.get(1));
                                    return element.union(Ranges.sum(element));
                                })
                        .example("x = diag_matrix([1, 2]) * [3, 4]"),
                Entries.smooth(
                                "'",
                                "A': rows become columns; a vector becomes a matrix of one row",
                                Products::transposeType,
                                Products::transpose,
                                List::getFirst)
                        .example("B = outer([1, 2], [3, 4, 5])'"));
    }

    private static Result productType(List<Type> arguments) {
        if (arguments.size() != 2) {
            return Typings.wrongCount("*", "2", arguments.size());
        }
        Type left = arguments.get(0);
        Type right = arguments.get(1);
        Element element = Elements.PROMOTED.of(arguments);
        if (left.isScalar() || right.isScalar()) {
            return new Fits(new Type(element, left.isScalar() ? right.shape() : left.shape()));
        }
        if (left.rank() > 2 || right.rank() > 2) {
            return Typings.wrongShapes("*", "scalars, vectors or matrices", arguments);
        }
        if (left.rank() == 1 && right.rank() == 1) {
            boolean same = left.shape().equals(right.shape());
            return new Mismatch(
                    "`*` has no product of two vectors; "
                            + (same
                                    ? "`dot(a, b)` sums their products, `.*` multiplies element by"
                                            + " element"
                                    : "`outer(a, b)` makes a matrix of all products"),
                    -1);
        }
        Dimension inner = left.rank() == 1 ? ONE : left.shape().getLast();
        Dimension rows = right.shape().getFirst();
        if (!inner.equals(rows)) {
            String help =
                    left.rank() == 1 && left.shape().getFirst().equals(rows)
                            ? "; a vector is a column: write `x' * A`, or `A' * x`"
                            : "";
            return new Mismatch(
                    "`*` needs the columns of its left side to be the rows of its right side, but"
                            + " they are "
                            + inner
                            + " and "
                            + rows
                            + help,
                    -1);
        }
        List<Dimension> shape = new ArrayList<>(List.of(left.shape().getFirst()));
        if (right.rank() == 2) {
            shape.add(right.shape().getLast());
        } else if (shape.getFirst().equals(ONE)) {
            shape.clear();
        }
        return new Fits(new Type(element, shape));
    }

    private static Value product(Context context, List<Value> arguments) {
        Algebra a = new Algebra(context.builder());
        Value left = arguments.get(0);
        Value right = arguments.get(1);
        if (left.shape().isEmpty() || right.shape().isEmpty()) {
            return new Value(a.times(left.variable(), right.variable()), Entries.widest(arguments));
        }
        if (left.shape().size() == 1) {
            return outer(context, left, onlyRow(context, right));
        }
        return contract(context, left, right);
    }

    /** All products of two vectors' elements: a matrix. */
    static Value outer(Context context, Value left, Value right) {
        Axis row = left.last();
        Axis column = right.last().equals(row) ? context.freshLike(row) : right.last();
        Variable other = context.builder().rename(right.variable(), right.last(), column);
        return new Value(context.builder().multiply(left.variable(), other), List.of(row, column));
    }

    /** A matrix times a vector or a matrix, summed along the left side's columns. */
    static Value contract(Context context, Value left, Value right) {
        Algebra a = new Algebra(context.builder());
        Axis row = left.shape().getFirst();
        Axis inner = left.last();
        if (right.shape().size() == 1) {
            Value matrix = isOne(row) ? onlyRow(context, left) : left;
            Variable vector = context.builder().rename(right.variable(), right.last(), inner);
            Variable product = a.contract(matrix.variable(), vector, inner);
            return new Value(product, isOne(row) ? List.of() : List.of(row));
        }
        Axis column =
                left.shape().contains(right.last())
                        ? context.freshLike(right.last())
                        : right.last();
        Variable other =
                rename(
                        context,
                        right.variable(),
                        List.of(right.shape().getFirst(), right.last()),
                        List.of(inner, column));
        return new Value(a.contract(left.variable(), other, inner), List.of(row, column));
    }

    /** Renames those of the axes that the variable has and that change. */
    static Variable rename(Context context, Variable variable, List<Axis> from, List<Axis> to) {
        List<Axis> old = new ArrayList<>();
        List<Axis> renamed = new ArrayList<>();
        for (int i = 0; i < from.size(); i++) {
            if (variable.has(from.get(i)) && !from.get(i).equals(to.get(i))) {
                old.add(from.get(i));
                renamed.add(to.get(i));
            }
        }
        return old.isEmpty()
                ? variable
                : context.builder()
                        .bind(variable.name(), new Operation.Rename(variable, old, renamed));
    }

    private static Result transposeType(List<Type> arguments) {
        if (arguments.size() != 1) {
            return Typings.wrongCount("'", "1", arguments.size());
        }
        Type type = arguments.getFirst();
        return switch (type.rank()) {
            case 0 -> new Fits(type);
            case 1 -> new Fits(type.withShape(List.of(ONE, type.shape().getFirst())));
            case 2 ->
                    new Fits(
                            type.withShape(
                                    type.shape().getFirst().equals(ONE)
                                            ? List.of(type.shape().getLast())
                                            : type.shape().reversed()));
            default -> Typings.wrongShapes("'", "a vector or a matrix", arguments);
        };
    }

    private static Value transpose(Context context, List<Value> arguments) {
        Value value = arguments.getFirst();
        return switch (value.shape().size()) {
            case 0 -> value;
            case 1 -> new Value(value.variable(), List.of(context.fresh(ONE), value.last()));
            default ->
                    isOne(value.shape().getFirst())
                            ? onlyRow(context, value)
                            : new Value(value.variable(), value.shape().reversed());
        };
    }

    /** The only row of a matrix of one row, as a vector. */
    private static Value onlyRow(Context context, Value matrix) {
        Axis row = matrix.shape().getFirst();
        Variable only = new Algebra(context.builder()).sum(matrix.variable(), row);
        return new Value(only, List.of(matrix.last()));
    }

    private static boolean isOne(Axis axis) {
        return axis.dimension().equals(ONE.toString());
    }
}
