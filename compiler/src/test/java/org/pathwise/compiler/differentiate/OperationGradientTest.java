package org.pathwise.compiler.differentiate;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Sketch;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.interpret.Tensor;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The adjoint of each operation against central differences. */
class OperationGradientTest {
    private interface Row {
        Variable write(Sketch sketch, Axis n, Axis k, Axis d);
    }

    private static final Map<String, Row> ROWS = new TreeMap<>();

    private static void row(String name, Row row) {
        ROWS.put(name, row);
    }

    static {
        row(
                "broadcast",
                (s, n, k, d) ->
                        s.bind(new Operation.Broadcast(s.input("x", -1, 1, n), List.of(k))));
        for (Operation.Reducer reducer : Operation.Reducer.values()) {
            row(
                    "reduce " + reducer,
                    (s, n, k, d) ->
                            s.bind(
                                    new Operation.Reduce(
                                            reducer,
                                            s.input("x", 0.3, 1.5, n, k, d),
                                            List.of(n, d))));
        }
        row(
                "product with one zero",
                (s, n, k, d) ->
                        s.bind(
                                new Operation.Reduce(
                                        Operation.Reducer.PRODUCT,
                                        s.input("x", new Tensor(List.of(k), 2, 0, 3)),
                                        List.of(k))));
        row(
                "product with two zeros",
                (s, n, k, d) ->
                        s.bind(
                                new Operation.Reduce(
                                        Operation.Reducer.PRODUCT,
                                        s.input("x", new Tensor(List.of(k), 2, 0, 0)),
                                        List.of(k))));
        row(
                "maximum of equal elements",
                (s, n, k, d) -> {
                    // The two equal elements move together, so that there is no kink.
                    Variable x = s.input("x", 0.1, 0.9);
                    return s.bind(
                            new Operation.Reduce(
                                    Operation.Reducer.MAX,
                                    s.bind(new Operation.Broadcast(x, List.of(n))),
                                    List.of(n)));
                });
        row(
                "contract to a scalar",
                (s, n, k, d) ->
                        s.bind(
                                new Operation.Contract(
                                        s.input("a", -1, 1, n),
                                        s.input("b", -1, 1, n),
                                        List.of(n))));
        row(
                "contract matrix and vector",
                (s, n, k, d) ->
                        s.bind(
                                new Operation.Contract(
                                        s.input("a", -1, 1, n, d),
                                        s.input("b", -1, 1, d),
                                        List.of(d))));
        row(
                "contract in batches",
                (s, n, k, d) ->
                        s.bind(
                                new Operation.Contract(
                                        s.input("a", -1, 1, n, k, d),
                                        s.input("b", -1, 1, k, d),
                                        List.of(d))));
        row(
                "contract over an axis of one side",
                (s, n, k, d) ->
                        s.bind(
                                new Operation.Contract(
                                        s.input("a", -1, 1, n, k),
                                        s.input("b", -1, 1, d),
                                        List.of(n, d))));
        row(
                "contract whose infinite rows are not chosen",
                (s, n, k, d) -> {
                    // log(0) in the first row, which the select leaves out
                    Variable less =
                            s.builder.subtract(
                                    s.bind(new Operation.Position(n)), s.builder.constant(1));
                    Variable a = s.builder.add(s.builder.log(less), s.input("a", -1, 1, k));
                    Variable product =
                            s.bind(new Operation.Contract(a, s.input("b", -1, 1, k), List.of(k)));
                    return s.builder.select(less, product, s.builder.constant(0));
                });
        row(
                "contract with itself",
                (s, n, k, d) -> {
                    Variable x = s.input("x", -1, 1, n, k);
                    return s.bind(new Operation.Contract(x, x, List.of(n)));
                });
        row(
                "rename",
                (s, n, k, d) -> {
                    Axis m = s.axis("N", n.extent());
                    Variable x = s.input("x", -1, 1, n, k);
                    Variable y = s.builder.rename(x, n, m);
                    return s.builder.multiply(y, s.builder.exp(x));
                });
        row(
                "rename that exchanges two axes",
                (s, n, k, d) -> {
                    Axis m = s.axis("N", n.extent());
                    return s.bind(
                            new Operation.Rename(
                                    s.input("x", -1, 1, n, m), List.of(n, m), List.of(m, n)));
                });
        row(
                "slice",
                (s, n, k, d) ->
                        s.bind(
                                new Operation.Slice(
                                        s.input("x", -1, 1, n, k),
                                        n,
                                        s.axis("S", n.extent() - 2),
                                        1)));
        row(
                "slice of a sum",
                (s, n, k, d) -> {
                    Axis part = s.axis("S", n.extent() - 1);
                    Variable sliced =
                            s.bind(new Operation.Slice(s.input("x", -1, 1, n), n, part, 1));
                    return s.builder.sum(sliced, List.of(part));
                });
        row(
                "pad",
                (s, n, k, d) ->
                        s.bind(
                                new Operation.Pad(
                                        s.input("x", -1, 1, n, k),
                                        n,
                                        s.axis("P", n.extent() + 3),
                                        2)));
        row(
                "concatenate",
                (s, n, k, d) -> {
                    Axis to = s.axis("C", n.extent() + k.extent() + 1 + d.extent());
                    Axis one = s.axis("one", 1);
                    return s.bind(
                            new Operation.Concatenate(
                                    List.of(
                                            s.input("a", -1, 1, n),
                                            s.input("b", -1, 1),
                                            s.input("c", -1, 1, k),
                                            s.input("e", -1, 1)),
                                    List.of(n, one, k, d),
                                    to));
                });
        row(
                "gather",
                (s, n, k, d) ->
                        s.bind(
                                new Operation.Gather(
                                        s.input("x", -1, 1, k, d),
                                        List.of(k),
                                        List.of(
                                                s.data(
                                                        "i",
                                                        new Tensor(List.of(n), 1, 3, 1, 2, 1))))));
        row(
                "gather along the diagonal",
                (s, n, k, d) ->
                        s.bind(
                                new Operation.Gather(
                                        s.input("x", -1, 1, n, k),
                                        List.of(k),
                                        List.of(
                                                s.data(
                                                        "i",
                                                        new Tensor(List.of(n), 1, 3, 1, 2, 1))))));
        row(
                "gather along its own axis",
                (s, n, k, d) ->
                        s.bind(
                                new Operation.Gather(
                                        s.input("x", -1, 1, n),
                                        List.of(n),
                                        List.of(
                                                s.data(
                                                        "i",
                                                        new Tensor(List.of(n), 5, 3, 1, 2, 1))))));
        row(
                "gather at two indices",
                (s, n, k, d) ->
                        s.bind(
                                new Operation.Gather(
                                        s.input("x", -1, 1, n, k, d),
                                        List.of(n, k),
                                        List.of(
                                                s.data("i", new Tensor(List.of(d), 1, 5)),
                                                s.data("j", new Tensor(List.of(d), 2, 2))))));
        row(
                "gather of a sum",
                (s, n, k, d) -> {
                    Variable i = s.data("i", new Tensor(List.of(n), 1, 3, 1, 2, 1));
                    return s.builder.sum(
                            s.bind(
                                    new Operation.Gather(
                                            s.input("x", -1, 1, k), List.of(k), List.of(i))),
                            List.of(n));
                });
        row(
                "scatter",
                (s, n, k, d) ->
                        s.bind(
                                new Operation.Scatter(
                                        s.input("x", -1, 1, n, d),
                                        List.of(k),
                                        List.of(s.data("i", new Tensor(List.of(n), 1, 3, 1, 2, 1))),
                                        List.of(n))));
        row(
                "scatter of a constant along the index",
                (s, n, k, d) ->
                        s.bind(
                                new Operation.Scatter(
                                        s.input("x", -1, 1, d),
                                        List.of(k),
                                        List.of(s.data("i", new Tensor(List.of(n), 1, 3, 1, 2, 1))),
                                        List.of(n))));
        row(
                "scatter, summed",
                (s, n, k, d) -> {
                    Variable i = s.data("i", new Tensor(List.of(n), 1, 3, 1, 2, 1));
                    Variable x = s.input("x", -1, 1, n);
                    return s.builder.sum(
                            s.bind(new Operation.Scatter(x, List.of(k), List.of(i), List.of(n))),
                            List.of(k));
                });
        for (boolean exclusive : new boolean[] {false, true}) {
            for (boolean reverse : new boolean[] {false, true}) {
                row(
                        "cumulative sum " + exclusive + reverse,
                        (s, n, k, d) ->
                                s.bind(
                                        new Operation.CumulativeSum(
                                                s.input("x", -1, 1, n, k), n, exclusive, reverse)));
            }
        }
        row(
                "cholesky",
                (s, n, k, d) -> {
                    Axis m = s.axis("N", n.extent());
                    return s.bind(new Operation.Cholesky(positiveDefinite(s, n, m, k), n, m));
                });
        row(
                "cholesky, summed",
                (s, n, k, d) -> {
                    Axis m = s.axis("N", n.extent());
                    Variable factor =
                            s.bind(new Operation.Cholesky(positiveDefinite(s, n, m, k), n, m));
                    return s.builder.sum(factor, List.of(n, m));
                });
        for (boolean transposed : new boolean[] {false, true}) {
            row(
                    "triangular solve " + transposed,
                    (s, n, k, d) -> {
                        Axis m = s.axis("N", n.extent());
                        Variable factor =
                                s.bind(new Operation.Cholesky(positiveDefinite(s, n, m, k), n, m));
                        Variable right = s.input("b", -1, 1, transposed ? m : n, d);
                        return s.bind(
                                new Operation.TriangularSolve(factor, right, n, m, transposed));
                    });
            row(
                    "triangular solve of a batch for one side, summed " + transposed,
                    (s, n, k, d) -> {
                        Axis m = s.axis("N", n.extent());
                        Variable scale = s.input("scale", 0.5, 2, d);
                        Variable factor =
                                s.bind(new Operation.Cholesky(positiveDefinite(s, n, m, k), n, m));
                        Variable right = s.input("b", -1, 1, transposed ? m : n);
                        Variable solved =
                                s.bind(
                                        new Operation.TriangularSolve(
                                                s.builder.multiply(factor, scale),
                                                right,
                                                n,
                                                m,
                                                transposed));
                        return s.builder.sum(solved, solved.axes());
                    });
            row(
                    "solve " + transposed,
                    (s, n, k, d) -> {
                        Axis m = s.axis("N", n.extent());
                        Variable right = s.input("b", -1, 1, transposed ? m : n, d);
                        Variable matrix = s.input("A", -1, 1, n, m, k);
                        return s.bind(new Operation.Solve(matrix, right, n, m, transposed));
                    });
        }
        row(
                "log abs determinant",
                (s, n, k, d) -> {
                    Axis m = s.axis("N", n.extent());
                    return s.bind(
                            new Operation.LogAbsDeterminant(s.input("A", -1, 1, n, m, k), n, m));
                });
        row(
                "a sum of a broadcast scalar",
                (s, n, k, d) -> {
                    Variable x = s.input("x", -1, 1);
                    return s.builder.sum(
                            s.bind(new Operation.Broadcast(s.builder.exp(x), List.of(n, k))),
                            List.of(n));
                });
    }

    /** Over rows n and columns m: B B' + 2 I from an input B over (n, k). */
    private static Variable positiveDefinite(Sketch s, Axis n, Axis m, Axis k) {
        Variable root = s.input("B", -1, 1, n, k);
        Variable square =
                s.bind(new Operation.Contract(root, s.builder.rename(root, n, m), List.of(k)));
        Variable identity =
                s.builder.apply(
                        Function.EQUAL,
                        s.bind(new Operation.Position(n)),
                        s.bind(new Operation.Position(m)));
        return s.builder.add(square, s.builder.multiply(s.builder.constant(2), identity));
    }

    static Stream<String> rows() {
        return ROWS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void agrees(String row) {
        Sketch sketch = new Sketch(5);
        Axis n = sketch.axis("N", 5);
        Axis k = sketch.axis("K", 3);
        Axis d = sketch.axis("D", 2);
        Variable result = ROWS.get(row).write(sketch, n, k, d);
        CentralDifferences.check(
                sketch.program(sketch.weigh(List.of(result))), sketch.names, sketch.inputs);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void agreesAfterASquare(String row) {
        Sketch sketch = new Sketch(6);
        Axis n = sketch.axis("N", 5);
        Axis k = sketch.axis("K", 3);
        Axis d = sketch.axis("D", 2);
        Variable result = ROWS.get(row).write(sketch, n, k, d);
        Variable squared = sketch.builder.square(result);
        CentralDifferences.check(
                sketch.program(sketch.builder.sum(squared, squared.axes())),
                sketch.names,
                sketch.inputs);
    }
}
