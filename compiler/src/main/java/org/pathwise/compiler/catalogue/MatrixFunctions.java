package org.pathwise.compiler.catalogue;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.catalogue.BuiltIn.Context;
import org.pathwise.compiler.catalogue.BuiltIn.Typing;
import org.pathwise.compiler.catalogue.BuiltIn.Typing.Fits;
import org.pathwise.compiler.catalogue.Typings.Elements;
import org.pathwise.compiler.type.Element;
import org.pathwise.compiler.type.Type;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Functions of vectors and matrices as wholes. */
final class MatrixFunctions {
    private static final Predicate<List<Type>> TWO_VECTORS =
            types -> types.get(0).rank() == 1 && types.get(0).shape().equals(types.get(1).shape());

    private MatrixFunctions() {}

    static List<BuiltIn> all() {
        return List.of(
                Entries.smooth(
                                "dot",
                                "dot(a: real[N], b: real[N]) -> real",
                                scalar("dot", 2, "two vectors of one dimension", TWO_VECTORS),
                                (context, x) ->
                                        Value.scalar(
                                                new Algebra(context.builder())
                                                        .contract(
                                                                x.get(0).variable(),
                                                                x.get(1).variable(),
                                                                x.get(0).last())),
                                r -> Ranges.sum(Ranges.multiply(r.get(0), r.get(1))))
                        .described(
                                "the sum of the products of their elements",
                                "x = dot([1, 2], [3, 4])"),
                Entries.smooth(
                                "dot_self",
                                "dot_self(a: real[N]) -> real: dot(a, a)",
                                scalar(
                                        "dot_self",
                                        1,
                                        "a vector",
                                        types -> types.getFirst().rank() == 1),
                                (context, x) -> Value.scalar(squaredNorm(context, x.getFirst())),
                                r -> Ranges.sum(Ranges.square(r.getFirst())))
                        .example("x = dot_self([3, 4])"),
                Entries.lipschitz(
                                "norm",
                                "norm(a: real[N]) -> real: sqrt(dot(a, a))",
                                scalar(
                                        "norm",
                                        1,
                                        "a vector",
                                        types -> types.getFirst().rank() == 1),
                                (context, x) ->
                                        Value.scalar(
                                                new Algebra(context.builder())
                                                        .length(
                                                                squaredNorm(
                                                                        context, x.getFirst()))),
                                r -> r.getFirst().mayBeZero() ? Range.NON_NEGATIVE : Range.POSITIVE)
                        .example("x = norm([3, 4])"),
                Entries.smooth(
                                "squared_distance",
                                "squared_distance(a: real[N], b: real[N]) -> real: dot_self(a - b)",
                                scalar(
                                        "squared_distance",
                                        2,
                                        "two vectors of one dimension",
                                        TWO_VECTORS),
                                (context, x) -> {
                                    Algebra a = new Algebra(context.builder());
                                    Variable difference =
                                            a.minus(x.get(0).variable(), x.get(1).variable());
                                    return Value.scalar(
                                            a.sum(a.square(difference), x.get(0).last()));
                                },
                                r -> Ranges.sum(Ranges.square(Ranges.subtract(r.get(0), r.get(1)))))
                        .example("x = squared_distance([1, 2], [3, 4])"),
                Entries.smooth(
                                "outer",
                                "outer(a: real[N], b: real[K]) -> real[N, K]: a * b'",
                                fitting(
                                        "outer",
                                        2,
                                        "two vectors",
                                        types -> types.stream().allMatch(type -> type.rank() == 1),
                                        types ->
                                                new Type(
                                                        Elements.PROMOTED.of(types),
                                                        List.of(
                                                                types.get(0).shape().getFirst(),
                                                                types.get(1).shape().getFirst()))),
                                (context, x) -> Products.outer(context, x.get(0), x.get(1)),
                                r -> Ranges.multiply(r.get(0), r.get(1)))
                        .example("A = outer([1, 2], [3, 4, 5])"),
                Entries.smooth(
                                "diag_matrix",
                                "diag_matrix(a: real[D]) -> real[D, D]",
                                fitting(
                                        "diag_matrix",
                                        1,
                                        "a vector",
                                        types -> types.getFirst().rank() == 1,
                                        types ->
                                                types.getFirst()
                                                        .withShape(
                                                                List.of(
                                                                        types.getFirst()
                                                                                .shape()
                                                                                .getFirst(),
                                                                        types.getFirst()
                                                                                .shape()
                                                                                .getFirst()))),
                                MatrixFunctions::diagonalMatrix,
                                r -> r.getFirst().union(Range.point(0)))
                        .described(
                                "the matrix with this diagonal and 0 elsewhere",
                                "A = diag_matrix([1, 2])"),
                Entries.smooth(
                                "add_diag",
                                "add_diag(A: real[D, D], d: real) -> real[D, D], or d: real[D]: A"
                                        + " with d added to its diagonal",
                                fitting(
                                        "add_diag",
                                        2,
                                        "a square matrix and a number or a vector of its dimension",
                                        types ->
                                                Typings.isSquare(types.get(0))
                                                        && (types.get(1).isScalar()
                                                                || types.get(1)
                                                                        .shape()
                                                                        .equals(
                                                                                types.get(0)
                                                                                        .shape()
                                                                                        .subList(
                                                                                                0,
                                                                                                1))),
                                        types ->
                                                new Type(
                                                        Elements.PROMOTED.of(types),
                                                        types.get(0).shape())),
                                MatrixFunctions::addToDiagonal,
                                r -> r.get(0).union(Ranges.add(r.get(0), r.get(1))))
                        .example("A = add_diag(diag_matrix([1, 2]), 0.1)"),
                Entries.smooth(
                                "diagonal",
                                "diagonal(A: real[D, D]) -> real[D]",
                                square(
                                        "diagonal",
                                        type -> type.withShape(type.shape().subList(0, 1))),
                                (context, x) -> {
                                    Axis row = x.getFirst().shape().getFirst();
                                    Algebra a = new Algebra(context.builder());
                                    return new Value(
                                            a.diagonal(
                                                    a.full(x.getFirst()), row, x.getFirst().last()),
                                            List.of(row));
                                },
                                List::getFirst)
                        .described(
                                "the elements of the diagonal",
                                "x = diagonal(diag_matrix([1, 2]))"),
                Entries.smooth(
                                "trace",
                                "trace(A: real[D, D]) -> real: the sum of the diagonal",
                                square("trace", type -> type.withShape(List.of())),
                                (context, x) -> {
                                    Axis row = x.getFirst().shape().getFirst();
                                    Algebra a = new Algebra(context.builder());
                                    return Value.scalar(
                                            a.sum(
                                                    a.diagonal(
                                                            a.full(x.getFirst()),
                                                            row,
                                                            x.getFirst().last()),
                                                    row));
                                },
                                r -> Ranges.sum(r.getFirst()))
                        .example("x = trace(diag_matrix([1, 2]))"),
                Entries.smooth(
                                "cholesky",
                                "cholesky(A: real[D, D]) -> real[D, D]: the lower triangular L with"
                                        + " L * L' = A, for A symmetric positive definite",
                                square("cholesky", type -> type.withElement(Element.REAL)),
                                (context, x) -> {
                                    Value matrix = x.getFirst();
                                    Variable full = new Algebra(context.builder()).full(matrix);
                                    Operation factor =
                                            new Operation.Cholesky(
                                                    full, matrix.shape().getFirst(), matrix.last());
                                    return new Value(
                                            context.builder().bind("L", factor), matrix.shape());
                                },
                                r -> Range.ANY)
                        .example("L = cholesky(diag_matrix([4, 9]))"),
                Entries.singular(
                                "solve",
                                "solve(A: real[D, D], b: real[D]) -> real[D], or b: real[D, K] ->"
                                        + " real[D, K]: the x with A * x = b",
                                fitting(
                                        "solve",
                                        2,
                                        "a square matrix and a vector or matrix of as many rows",
                                        types ->
                                                Typings.isSquare(types.get(0))
                                                        && (types.get(1).rank() == 1
                                                                || types.get(1).rank() == 2)
                                                        && types.get(1)
                                                                .shape()
                                                                .getFirst()
                                                                .equals(
                                                                        types.get(0)
                                                                                .shape()
                                                                                .getFirst()),
                                        types -> types.get(1).withElement(Element.REAL)),
                                (context, x) -> solve(context, x.get(0), x.get(1)),
                                r -> false,
                                r -> Range.ANY)
                        .example("x = solve(diag_matrix([1, 2]), [3, 4])"),
                Entries.singular(
                                "inverse",
                                "inverse(A: real[D, D]) -> real[D, D]",
                                square("inverse", type -> type.withElement(Element.REAL)),
                                (context, x) -> {
                                    Value identity =
                                            identity(context, x.getFirst().shape().getFirst());
                                    return solve(context, x.getFirst(), identity);
                                },
                                r -> false,
                                r -> Range.ANY)
                        .described(
                                "the B with A * B the identity; solve is more exact",
                                "B = inverse(diag_matrix([1, 2]))"),
                Entries.singular(
                                "log_determinant",
                                "log_determinant(A: real[D, D]) -> real: the logarithm of the"
                                        + " determinant's absolute value",
                                square("log_determinant", type -> Type.REAL),
                                (context, x) -> {
                                    Value matrix = x.getFirst();
                                    Variable full = new Algebra(context.builder()).full(matrix);
                                    Operation log =
                                            new Operation.LogAbsDeterminant(
                                                    full, matrix.shape().getFirst(), matrix.last());
                                    return Value.scalar(
                                            context.builder().bind("logDeterminant", log));
                                },
                                r -> false,
                                r -> Range.ANY)
                        .example("x = log_determinant(diag_matrix([1, 2]))"),
                Entries.smooth(
                                "quad_form",
                                "quad_form(A: real[D, D], x: real[D]) -> real: x' * A * x",
                                scalar(
                                        "quad_form",
                                        2,
                                        "a square matrix and a vector of its dimension",
                                        types ->
                                                Typings.isSquare(types.get(0))
                                                        && types.get(1)
                                                                .shape()
                                                                .equals(
                                                                        types.get(0)
                                                                                .shape()
                                                                                .subList(0, 1))),
                                (context, x) -> {
                                    Value product = Products.contract(context, x.get(0), x.get(1));
                                    Axis row = x.get(0).shape().getFirst();
                                    Variable left =
                                            context.builder()
                                                    .rename(
                                                            x.get(1).variable(),
                                                            x.get(1).last(),
                                                            row);
                                    return Value.scalar(
                                            new Algebra(context.builder())
                                                    .contract(left, product.variable(), row));
                                },
                                r ->
                                        Ranges.sum(
                                                Ranges.multiply(
                                                        r.get(0),
                                                        Ranges.multiply(r.get(1), r.get(1)))))
                        .example("x = quad_form(diag_matrix([1, 2]), [3, 4])"));
    }

    private static Variable squaredNorm(Context context, Value vector) {
        Algebra a = new Algebra(context.builder());
        return a.sum(a.square(vector.variable()), vector.last());
    }

    private static Value diagonalMatrix(Context context, List<Value> arguments) {
        Axis row = arguments.getFirst().last();
        Value identity = identity(context, row);
        Variable matrix =
                new Algebra(context.builder())
                        .select(
                                identity.variable(),
                                arguments.getFirst().variable(),
                                context.builder().constant(0));
        return new Value(matrix, identity.shape());
    }

    private static Value addToDiagonal(Context context, List<Value> arguments) {
        Algebra a = new Algebra(context.builder());
        Value matrix = arguments.get(0);
        Value added = arguments.get(1);
        Axis row = matrix.shape().getFirst();
        Variable along =
                added.shape().isEmpty()
                        ? added.variable()
                        : context.builder().rename(added.variable(), added.last(), row);
        SquareMatrix whole = SquareMatrix.of(a, matrix);
        Variable diagonal = a.select(whole.isOnDiagonal(), along, a.number(0));
        return new Value(a.plus(whole.matrix(), diagonal), matrix.shape());
    }

    private static Value identity(Context context, Axis row) {
        Axis column = context.freshLike(row);
        Variable i = context.builder().bind("i", new Operation.Position(row));
        Variable k = context.builder().bind("k", new Operation.Position(column));
        return new Value(context.builder().apply(Function.EQUAL, i, k), List.of(row, column));
    }

    private static Value solve(Context context, Value matrix, Value right) {
        Algebra a = new Algebra(context.builder());
        Axis row = matrix.shape().getFirst();
        Axis column = matrix.last();
        Value renamed = rowsAlong(context, right, row, column);
        Variable sides = a.spread(renamed.variable(), List.of(row));
        Variable solution =
                context.builder()
                        .bind(
                                "solution",
                                new Operation.Solve(a.full(matrix), sides, row, column, false));
        return new Value(
                solution,
                right.shape().size() == 1 ? List.of(column) : List.of(column, renamed.last()));
    }

    /**
     * The right side with its rows along {@code row} and its columns along neither axis of the
     * matrix.
     */
    private static Value rowsAlong(Context context, Value right, Axis row, Axis column) {
        if (right.shape().size() == 1) {
            return new Value(
                    context.builder().rename(right.variable(), right.last(), row), List.of(row));
        }
        boolean taken = right.last().equals(row) || right.last().equals(column);
        Axis sides = taken ? context.freshLike(right.last()) : right.last();
        Variable renamed =
                Products.rename(context, right.variable(), right.shape(), List.of(row, sides));
        return new Value(renamed, List.of(row, sides));
    }

    private static Typing square(String name, UnaryOperator<Type> result) {
        return fitting(
                name,
                1,
                "a square matrix",
                types -> Typings.isSquare(types.getFirst()),
                types -> result.apply(types.getFirst()));
    }

    private static Typing scalar(
            String name, int arity, String expected, Predicate<List<Type>> fits) {
        return fitting(
                name,
                arity,
                expected,
                fits,
                types -> new Type(Elements.PROMOTED.of(types), List.of()));
    }

    private static Typing fitting(
            String name,
            int arity,
            String expected,
            Predicate<List<Type>> fits,
            java.util.function.Function<List<Type>, Type> result) {
        return arguments -> {
            if (arguments.size() != arity) {
                return Typings.wrongCount(name, Integer.toString(arity), arguments.size());
            }
            return fits.test(arguments)
                    ? new Fits(result.apply(arguments))
                    : Typings.wrongShapes(name, expected, arguments);
        };
    }
}
