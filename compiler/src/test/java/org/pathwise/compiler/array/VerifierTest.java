package org.pathwise.compiler.array;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Malformed programs are refused, with the binding that is wrong. */
class VerifierTest {
    private static final Names NAMES = new Names();
    private static final Axis N = NAMES.axis("N", 4);
    private static final Axis M = NAMES.axis("N", 4);
    private static final Axis K = NAMES.axis("K", 3);
    private static final Variable X = NAMES.variable("x", List.of(N));
    private static final Variable Y = NAMES.variable("y", List.of(K));
    private static final Variable STRANGE = NAMES.variable("strange", List.of());
    private static final Variable RESULT = NAMES.variable("result", List.of());

    private static final Map<String, Let> WRONG = new TreeMap<>();

    private static void wrong(String name, List<Axis> axes, Operation operation) {
        WRONG.put(name, new Let(NAMES.variable("r", axes), operation));
    }

    static {
        wrong(
                "axes of the result",
                List.of(),
                new Operation.Elementwise(Function.ADD, List.of(X, Y)));
        wrong(
                "unbound operand",
                List.of(),
                new Operation.Elementwise(Function.EXP, List.of(STRANGE)));
        wrong(
                "bound to itself",
                List.of(),
                new Operation.Elementwise(Function.EXP, List.of(RESULT)));
        wrong("broadcast over an axis it has", List.of(N), new Operation.Broadcast(X, List.of(N)));
        wrong(
                "reduce over a missing axis",
                List.of(N),
                new Operation.Reduce(Operation.Reducer.SUM, X, List.of(K)));
        wrong(
                "contract over a strange axis",
                List.of(N, K),
                new Operation.Contract(X, Y, List.of(M)));
        wrong(
                "rename of unequal extents",
                List.of(K),
                new Operation.Rename(X, List.of(N), List.of(K)));
        wrong("slice too far", List.of(K), new Operation.Slice(X, N, K, 2));
        wrong("pad too far", List.of(N), new Operation.Pad(Y, K, N, 2));
        wrong(
                "concatenate to too few",
                List.of(M),
                new Operation.Concatenate(List.of(X, Y), List.of(N, K), M));
        wrong("gather without index", List.of(N), new Operation.Gather(X, List.of(), List.of()));
        wrong(
                "gather of a missing axis",
                List.of(N, K),
                new Operation.Gather(X, List.of(K), List.of(Y)));
        wrong("cholesky of a vector", List.of(N), new Operation.Cholesky(X, N, M));
        wrong("solve with a vector", List.of(M), new Operation.Solve(X, X, N, M, false));
        WRONG.put("bound twice", new Let(X, new Operation.Position(N)));
    }

    static Stream<String> rows() {
        return WRONG.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void refuses(String row) {
        Let let = WRONG.get(row);
        assertThatThrownBy(
                        () -> Verifier.verify(new Program(List.of(X, Y), List.of(let), List.of())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(let.variable().toString());
    }
}
