package org.pathwise.compiler.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Program;
import org.pathwise.compiler.array.Sketch;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.interpret.Interpreter;
import org.pathwise.compiler.interpret.Tensor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * Each rule on scalars: the rewritten form has the expected size, and on edge rows the same value.
 * Zeros may change their sign; rows marked so may become finite where an intermediate value
 * overflowed.
 */
class ElementwiseRulesTest {
    private interface Write {
        Variable of(Builder b, Variable x, Variable y);
    }

    private record Row(Write write, int operations, boolean mayBecomeFinite) {}

    private static final Map<String, Row> ROWS = new LinkedHashMap<>();

    private static void row(String name, int operations, Write write) {
        ROWS.put(name, new Row(write, operations, false));
    }

    private static void pair(String name, int operations, Write write) {
        ROWS.put(name, new Row(write, operations, true));
    }

    static {
        row("x + 0", 0, (b, x, y) -> b.add(x, b.constant(0)));
        row("0 + x", 0, (b, x, y) -> b.add(b.constant(0), x));
        row("x - 0", 0, (b, x, y) -> b.subtract(x, b.constant(0)));
        row("0 - x", 1, (b, x, y) -> b.subtract(b.constant(0), x));
        row("x * 1", 0, (b, x, y) -> b.multiply(x, b.constant(1)));
        row("-1 * x", 1, (b, x, y) -> b.multiply(b.constant(-1), x));
        row("x / 1", 0, (b, x, y) -> b.divide(x, b.constant(1)));
        row("x / 4", 2, (b, x, y) -> b.divide(x, b.constant(4)));
        row("x * 0", 2, (b, x, y) -> b.multiply(x, b.constant(0)));
        row("x / x", 1, (b, x, y) -> b.divide(x, x));
        row("x - x", 1, (b, x, y) -> b.subtract(x, x));
        row("x * x", 1, (b, x, y) -> b.multiply(x, x));
        row("-(-x)", 0, (b, x, y) -> b.negate(b.negate(x)));
        row("x - (-y)", 1, (b, x, y) -> b.subtract(x, b.negate(y)));
        row("x + (-y)", 1, (b, x, y) -> b.add(x, b.negate(y)));
        row("-(x - y)", 1, (b, x, y) -> b.negate(b.subtract(x, y)));
        row("(-x) * (-y)", 1, (b, x, y) -> b.multiply(b.negate(x), b.negate(y)));
        row("2 * (-x)", 2, (b, x, y) -> b.multiply(b.constant(2), b.negate(x)));
        row("-(2 * x)", 2, (b, x, y) -> b.negate(b.multiply(b.constant(2), x)));
        row("2 * (3 * x)", 2, (b, x, y) -> b.multiply(b.constant(2), b.multiply(b.constant(3), x)));
        row("0 * (3 * x)", 4, (b, x, y) -> b.multiply(b.constant(0), b.multiply(b.constant(3), x)));
        row("(x + 2) + 3", 2, (b, x, y) -> b.add(b.add(x, b.constant(2)), b.constant(3)));
        row("x + y = y + x", 3, (b, x, y) -> b.square(b.multiply(b.add(x, y), b.add(y, x))));
        pair("log(exp(x))", 0, (b, x, y) -> b.log(b.exp(x)));
        pair("log(inv_logit(x))", 3, (b, x, y) -> b.log(b.apply(Function.INV_LOGIT, x)));
        pair(
                "log1p(-inv_logit(x))",
                2,
                (b, x, y) -> b.apply(Function.LOG1P, b.negate(b.apply(Function.INV_LOGIT, x))));
        pair("log(Phi(x))", 1, (b, x, y) -> b.log(b.apply(Function.PHI, x)));
        pair("log1p(exp(x))", 1, (b, x, y) -> b.apply(Function.LOG1P, b.exp(x)));
        pair(
                "logit(inv_logit(x))",
                0,
                (b, x, y) -> b.apply(Function.LOGIT, b.apply(Function.INV_LOGIT, x)));
        pair("sqrt(x^2)", 1, (b, x, y) -> b.apply(Function.SQRT, b.square(x)));
        row("log(sqrt(x))", 3, (b, x, y) -> b.log(b.apply(Function.SQRT, x)));
        row("exp(log(x))", 2, (b, x, y) -> b.exp(b.log(x)));
        row("sqrt(x)^2", 2, (b, x, y) -> b.square(b.apply(Function.SQRT, x)));
        row("(-x)^2", 1, (b, x, y) -> b.square(b.negate(x)));
        row("abs(-x)", 1, (b, x, y) -> b.apply(Function.ABS, b.negate(x)));
        row("x ^ 0", 1, (b, x, y) -> b.apply(Function.POWER, x, b.constant(0)));
        row("x ^ 1", 0, (b, x, y) -> b.apply(Function.POWER, x, b.constant(1)));
        row("x ^ 2", 1, (b, x, y) -> b.apply(Function.POWER, x, b.constant(2)));
        row("x ^ -1", 2, (b, x, y) -> b.apply(Function.POWER, x, b.constant(-1)));
        row("x ^ 3", 2, (b, x, y) -> b.apply(Function.POWER, x, b.constant(3)));
        row("select(1, x, y)", 0, (b, x, y) -> b.select(b.constant(1), x, y));
        row("select(0, x, y)", 0, (b, x, y) -> b.select(b.constant(0), x, y));
        row("select(x, y, y)", 0, (b, x, y) -> b.select(x, y, y));
        row("select(not x, y, x)", 1, (b, x, y) -> b.select(b.apply(Function.NOT, x), y, x));
        row("masked 0", 1, (b, x, y) -> b.apply(Function.MASKED_MULTIPLY, b.constant(0), x));
        row("masked 2", 2, (b, x, y) -> b.apply(Function.MASKED_MULTIPLY, b.constant(2), x));
        row("masked by 3", 2, (b, x, y) -> b.apply(Function.MASKED_MULTIPLY, x, b.constant(3)));
        row(
                "masked by inf",
                2,
                (b, x, y) ->
                        b.apply(Function.MASKED_MULTIPLY, x, b.constant(Double.POSITIVE_INFINITY)));
        row("2 + 3", 1, (b, x, y) -> b.add(b.constant(2), b.constant(3)));
        row("log 2", 1, (b, x, y) -> b.log(b.constant(2)));
    }

    static Stream<String> rows() {
        return ROWS.keySet().stream();
    }

    private static final double[] EDGES = {
        Double.NaN,
        0.0,
        -0.0,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        1,
        -1,
        2,
        3,
        0.5,
        -2.5,
        Math.nextUp(1.0),
        Math.nextDown(1.0),
        Math.nextUp(2.0),
        1e-5,
        -1e-5,
        700,
        -700,
        800,
        -800,
        1e200,
        -1e200,
        1e-200
    };

    @ParameterizedTest
    @MethodSource("rows")
    void keepsValues(String name) {
        Row row = ROWS.get(name);
        Sketch sketch = new Sketch(1);
        Variable x = sketch.input("x", Tensor.scalar(0));
        Variable y = sketch.input("y", Tensor.scalar(0));
        Program before = sketch.program(row.write().of(sketch.builder, x, y));
        Program after = Rewrite.simplify(before, sketch.names);
        assertThat(after.lets()).hasSize(row.operations());
        for (double one : EDGES) {
            for (double two : EDGES) {
                Map<Variable, Tensor> at = Map.of(x, Tensor.scalar(one), y, Tensor.scalar(two));
                double expected = value(before, at);
                double found = value(after, at);
                if (!Double.isFinite(expected) && row.mayBecomeFinite() && Double.isFinite(one)) {
                    assertThat(found).isNotNaN();
                } else if (Double.isNaN(expected)) {
                    assertThat(found).as("at %s, %s", one, two).isNaN();
                } else if (Double.isInfinite(expected)) {
                    assertThat(found).as("at %s, %s", one, two).isEqualTo(expected);
                } else {
                    // log(inv_logit(700)) and the like lose all digits before the rewrite.
                    double close =
                            row.mayBecomeFinite()
                                    ? 1e-9 * (1 + Math.abs(one))
                                    : 1e-15 * Math.abs(expected);
                    close +=
                            name.equals("log(sqrt(x))")
                                    ? 0x1p-52
                                    : 0; // sqrt(1 + 2^-52) rounds to 1
                    assertThat(found).as("at %s, %s", one, two).isCloseTo(expected, within(close));
                }
            }
        }
    }

    private static double value(Program program, Map<Variable, Tensor> inputs) {
        return Interpreter.runAll(program, inputs).get(program.outputs().getFirst()).scalar();
    }

    /** Unlike the draw itself, which is kept off the ends of its support. */
    @Test
    void takesTheLogarithmOfADrawForWhatItWasMadeFrom() {
        assertThat(ofDraw(Function.POSITIVE_FROM_LOG, Builder::log, -2000)).isEqualTo(-2000);
        assertThat(ofDraw(Function.UNIT_FROM_LOGIT, (b, y) -> b.apply(Function.LOGIT, y), -2000))
                .isEqualTo(-2000);
        assertThat(ofDraw(Function.UNIT_FROM_LOGIT, Builder::log, -2000)).isEqualTo(-2000);
        assertThat(
                        ofDraw(
                                Function.UNIT_FROM_LOGIT,
                                (b, y) -> b.apply(Function.LOG1P, b.negate(y)),
                                2000))
                .isEqualTo(-2000);
    }

    private static double ofDraw(
            Function draw, BiFunction<Builder, Variable, Variable> outer, double at) {
        Sketch sketch = new Sketch(1);
        Variable x = sketch.input("x", Tensor.scalar(0));
        Variable result = outer.apply(sketch.builder, sketch.builder.apply(draw, x));
        return value(
                Rewrite.simplify(sketch.program(result), sketch.names),
                Map.of(x, Tensor.scalar(at)));
    }

    @Test
    void keepsStopGradientsUntilTheEnd() {
        Sketch sketch = new Sketch(1);
        Variable x = sketch.input("x", Tensor.scalar(2));
        Program program = sketch.program(sketch.builder.stopGradient(sketch.builder.exp(x)));
        assertThat(Rewrite.simplify(program, sketch.names).lets()).hasSize(2);
        assertThat(Rewrite.simplifyToRun(program, sketch.names).lets())
                .extracting(let -> let.operation())
                .containsExactly(new Operation.Elementwise(Function.EXP, List.of(x)));
    }
}
