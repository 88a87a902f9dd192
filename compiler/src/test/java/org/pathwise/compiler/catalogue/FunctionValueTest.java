package org.pathwise.compiler.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pathwise.compiler.catalogue.Call.Typed;
import org.pathwise.compiler.differentiate.CentralDifferences;
import org.pathwise.runtime.math.IncompleteFunctions;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Reductions and matrix functions against plain loops, and the gradients of all against
 * differences.
 */
class FunctionValueTest {

    /**
     * A call of a function.
     *
     * @param shapes of its arguments
     * @param expected the row-major result from the row-major arguments
     */
    record Case(String name, List<String> shapes, UnaryOperator<double[][]> expected) {
        static Case of(String name, String shape, UnaryOperator<double[]> expected) {
            return new Case(name, List.of(shape), x -> new double[][] {expected.apply(x[0])});
        }

        static Case of(String name, String left, String right, BinaryOperator<double[]> expected) {
            return new Case(
                    name, List.of(left, right), x -> new double[][] {expected.apply(x[0], x[1])});
        }

        @Override
        public String toString() {
            return name + shapes;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                Case.of("*", "N,D", "D", (a, b) -> product(a, b, 3, 2, 1)),
                Case.of("*", "N,D", "D,K", (a, b) -> product(a, b, 3, 2, 4)),
                Case.of("*", "D,D", "D", (a, b) -> product(a, b, 2, 2, 1)),
                Case.of("*", "D,D", "D,D", (a, b) -> product(a, b, 2, 2, 2)),
                Case.of("*", "N,D", "D,N", (a, b) -> product(a, b, 3, 2, 3)),
                Case.of("*", "", "N,D", (a, b) -> Arrays.stream(b).map(x -> a[0] * x).toArray()),
                Case.of("*", "1,D", "D", (a, b) -> product(a, b, 1, 2, 1)),
                Case.of("*", "1,D", "D,D", (a, b) -> product(a, b, 1, 2, 2)),
                Case.of("*", "D", "1,D", (a, b) -> product(a, b, 2, 1, 2)),
                Case.of("'", "N,D", a -> new double[] {a[0], a[2], a[4], a[1], a[3], a[5]}),
                Case.of("'", "N", a -> a),
                Case.of("'", "1,N", a -> a),
                Case.of("+", "N,D", "D", (a, b) -> alongRows(a, b, 1)),
                Case.of("-", "N,D", "D", (a, b) -> alongRows(a, b, -1)),
                Case.of("dot", "N", "N", (a, b) -> product(a, b, 1, 3, 1)),
                Case.of("dot_self", "N", a -> product(a, a, 1, 3, 1)),
                Case.of("norm", "N", a -> new double[] {Math.sqrt(product(a, a, 1, 3, 1)[0])}),
                Case.of(
                        "squared_distance",
                        "D",
                        "D",
                        (a, b) ->
                                new double[] {
                                    (a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1])
                                }),
                Case.of("outer", "N", "K", (a, b) -> product(a, b, 3, 1, 4)),
                Case.of("outer", "N", "N", (a, b) -> product(a, b, 3, 1, 3)),
                Case.of("diag_matrix", "D", a -> new double[] {a[0], 0, 0, a[1]}),
                Case.of("diagonal", "D,D", a -> new double[] {a[0], a[3]}),
                Case.of("trace", "D,D", a -> new double[] {a[0] + a[3]}),
                Case.of("inverse", "D,D", FunctionValueTest::inverse),
                Case.of("solve", "D,D", "D", (a, b) -> product(inverse(a), b, 2, 2, 1)),
                Case.of("solve", "D,D", "D,K", (a, b) -> product(inverse(a), b, 2, 2, 4)),
                Case.of("solve", "D,D", "D,D", (a, b) -> product(inverse(a), b, 2, 2, 2)),
                Case.of(
                        "log_determinant",
                        "D,D",
                        a -> new double[] {Math.log(Math.abs(a[0] * a[3] - a[1] * a[2]))}),
                Case.of(
                        "quad_form",
                        "D,D",
                        "D",
                        (a, b) -> product(b, product(a, b, 2, 2, 1), 1, 2, 1)),
                Case.of("sum", "N,D", a -> new double[] {Arrays.stream(a).sum()}),
                Case.of("prod", "N", a -> new double[] {a[0] * a[1] * a[2]}),
                Case.of("mean", "N,D", a -> new double[] {Arrays.stream(a).sum() / 6}),
                Case.of("variance", "N", a -> new double[] {variance(a)}),
                Case.of("sd", "N", a -> new double[] {Math.sqrt(variance(a))}),
                Case.of("max", "N,D", a -> new double[] {Arrays.stream(a).max().orElseThrow()}),
                Case.of("min", "N", a -> new double[] {Arrays.stream(a).min().orElseThrow()}),
                Case.of(
                        "log_sum_exp",
                        "N,D",
                        a -> new double[] {Math.log(Arrays.stream(a).map(Math::exp).sum())}),
                Case.of(
                        "log_sum_exp",
                        "N",
                        "N",
                        (a, b) ->
                                new double[] {
                                    Math.log(Math.exp(a[0]) + Math.exp(b[0])),
                                    Math.log(Math.exp(a[1]) + Math.exp(b[1])),
                                    Math.log(Math.exp(a[2]) + Math.exp(b[2]))
                                }),
                Case.of("softmax", "N", a -> softmax(a)),
                Case.of(
                        "softmax",
                        "N,D",
                        a -> {
                            double[] result = new double[6];
                            for (int i = 0; i < 6; i += 2) {
                                System.arraycopy(
                                        softmax(Arrays.copyOfRange(a, i, i + 2)), 0, result, i, 2);
                            }
                            return result;
                        }),
                Case.of(
                        "log_softmax",
                        "N",
                        a -> Arrays.stream(softmax(a)).map(Math::log).toArray()),
                Case.of(
                        "cumulative_sum",
                        "N",
                        a -> new double[] {a[0], a[0] + a[1], a[0] + a[1] + a[2]}),
                Case.of("size", "N,D", a -> new double[] {6}));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithLoops(Case row) {
        Call call = new Call(7);
        List<Typed> arguments = new ArrayList<>();
        row.shapes().forEach(shape -> arguments.add(call.input(shape, 0.4, 1.9)));
        Typed result = call.apply(row.name(), arguments.toArray(Typed[]::new));
        double[] expected =
                row.expected()
                        .apply(arguments.stream().map(call::given).toArray(double[][]::new))[0];
        double[] found = call.elements(result);
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i]).isCloseTo(expected[i], within(1e-12));
        }
    }

    /** Against the series and continued fractions of Apache Commons Numbers. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "gamma_p",
                "gamma_q",
                "log_gamma_p",
                "log_gamma_q",
                "inc_beta",
                "log_inc_beta"
            })
    void incompleteIntegrals(String name) {
        Call call = new Call(7);
        List<Typed> arguments = new ArrayList<>();
        int arity = name.endsWith("beta") ? 3 : 2;
        for (int i = 0; i < arity; i++) {
            arguments.add(call.input("N", 0.1, 0.9));
        }
        Typed result = call.apply(name, arguments.toArray(Typed[]::new));
        double[][] x = arguments.stream().map(call::given).toArray(double[][]::new);
        double[] found = call.elements(result);
        for (int i = 0; i < found.length; i++) {
            double expected =
                    switch (name) {
                        case "gamma_p", "log_gamma_p" ->
                                IncompleteFunctions.gammaP(x[0][i], x[1][i]);
                        case "gamma_q", "log_gamma_q" ->
                                IncompleteFunctions.gammaQ(x[0][i], x[1][i]);
                        default -> IncompleteFunctions.incBeta(x[0][i], x[1][i], x[2][i]);
                    };
            assertThat(found[i])
                    .isCloseTo(
                            name.startsWith("log") ? Math.log(expected) : expected, within(1e-14));
        }
        var total = call.sketch.weigh(List.of(result.value().variable()));
        CentralDifferences.check(call.sketch.program(total), call.sketch.names, call.sketch.inputs);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void hasAGradient(Case row) {
        Call call = new Call(7);
        List<Typed> arguments = new ArrayList<>();
        row.shapes().forEach(shape -> arguments.add(call.input(shape, 0.4, 1.9)));
        Typed result = call.apply(row.name(), arguments.toArray(Typed[]::new));
        var total = call.sketch.weigh(List.of(result.value().variable()));
        CentralDifferences.check(call.sketch.program(total), call.sketch.names, call.sketch.inputs);
    }

    /** {@code x' * A * x}, {@code x' * y} and {@code x * y'} are what linear algebra says. */
    @Test
    void rowVectors() {
        Call call = new Call(7);
        Typed x = call.input("D", 0, 1);
        Typed matrix = call.input("D,D", 0, 1);
        Typed form = call.apply("*", call.apply("*", call.apply("'", x), matrix), x);
        assertThat(form.type()).isEqualTo(Call.type(""));
        assertThat(call.elements(form)[0])
                .isCloseTo(call.elements(call.apply("quad_form", matrix, x))[0], within(1e-14));
        Typed square = call.apply("*", call.apply("'", x), x);
        assertThat(call.elements(square)[0])
                .isCloseTo(call.elements(call.apply("dot_self", x))[0], within(1e-14));
        Typed outer = call.apply("*", x, call.apply("'", x));
        assertThat(call.elements(outer)).containsExactly(call.elements(call.apply("outer", x, x)));
        assertThat(call.apply("'", call.apply("'", x)).type()).isEqualTo(x.type());
    }

    @Test
    void choleskyFactorsAndItsGradientExists() {
        Call call = new Call(7);
        Typed matrix = call.input("D,D", 0.4, 1.9);
        Typed definite = call.apply("*", matrix, call.apply("'", matrix));
        Typed factor = call.apply("cholesky", definite);
        double[] again = call.elements(call.apply("*", factor, call.apply("'", factor)));
        double[] expected = call.elements(definite);
        for (int i = 0; i < 4; i++) {
            assertThat(again[i]).isCloseTo(expected[i], within(1e-13));
        }
        var total = call.sketch.weigh(List.of(factor.value().variable()));
        CentralDifferences.check(call.sketch.program(total), call.sketch.names, call.sketch.inputs);
    }

    @Test
    void largeExponentsStayFinite() {
        Call call = new Call(7);
        Typed far = call.input("N", 700, 1000);
        assertThat(call.elements(call.apply("log_sum_exp", far))[0]).isBetween(700.0, 1002.0);
        assertThat(Arrays.stream(call.elements(call.apply("softmax", far))).sum())
                .isCloseTo(1, within(1e-15));
        Typed low = call.input("", Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY);
        call.sketch.inputs.put(
                low.value().variable(),
                org.pathwise.compiler.interpret.Tensor.scalar(Double.NEGATIVE_INFINITY));
        assertThat(call.elements(call.apply("log_sum_exp", low, low))[0])
                .isEqualTo(Double.NEGATIVE_INFINITY);
    }

    private static double[] product(double[] a, double[] b, int rows, int inner, int columns) {
        double[] result = new double[rows * columns];
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < columns; k++) {
                for (int j = 0; j < inner; j++) {
                    result[i * columns + k] += a[i * inner + j] * b[j * columns + k];
                }
            }
        }
        return result;
    }

    private static double[] alongRows(double[] a, double[] b, double sign) {
        double[] result = a.clone();
        for (int i = 0; i < a.length; i++) {
            result[i] += sign * b[i % b.length];
        }
        return result;
    }

    private static double[] inverse(double[] a) {
        double determinant = a[0] * a[3] - a[1] * a[2];
        return new double[] {
            a[3] / determinant, -a[1] / determinant, -a[2] / determinant, a[0] / determinant
        };
    }

    private static double variance(double[] a) {
        double mean = Arrays.stream(a).average().orElseThrow();
        return Arrays.stream(a).map(x -> (x - mean) * (x - mean)).sum() / (a.length - 1);
    }

    private static double[] softmax(double[] a) {
        double sum = Arrays.stream(a).map(Math::exp).sum();
        return Arrays.stream(a).map(x -> Math.exp(x) / sum).toArray();
    }
}
