package org.pathwise.compiler.differentiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Operation.Body;
import org.pathwise.compiler.array.Operation.Scan;
import org.pathwise.compiler.array.Program;
import org.pathwise.compiler.array.Sketch;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.interpret.Interpreter;
import org.pathwise.compiler.interpret.Tensor;

import java.util.List;
import java.util.Map;

/** Scans: their values against loops written out, their gradients against central differences. */
class ScanGradientTest {
    /**
     * Two carries that feed each other, an invariant and a sequence captured, the position, an
     * output with an axis of its own.
     */
    private static List<Variable> coupled(Sketch s, Axis t, Axis n, boolean reverse) {
        Variable phi = s.input("phi", 0.3, 0.9);
        Variable shock = s.input("shock", -1, 1, t, n);
        Variable level = s.input("level", -1, 1, n);
        Variable scale = s.input("scale", 0.5, 1);
        Builder b = new Builder(s.names);
        Variable position = s.names.variable("t", List.of());
        Variable h = s.names.variable("h", List.of(n));
        Variable v = s.names.variable("v", List.of());
        Variable a = s.names.variable("a", List.of());
        Variable e = s.names.variable("e", List.of(n));
        Variable nextH = b.add(b.multiply(a, h), b.multiply(v, e));
        Variable nextV =
                b.exp(b.negate(b.multiply(b.divide(v, position), b.sum(b.square(h), List.of(n)))));
        Body body =
                new Body(
                        position,
                        List.of(h, v),
                        List.of(a, e),
                        b.lets(),
                        List.of(nextH, nextV),
                        List.of(b.square(nextH), v));
        return s.builder.scan(
                "state",
                new Scan(t, reverse, List.of(level, scale), List.of(phi, shock), fixed(b, body)));
    }

    /** The body with all the bindings written so far. */
    private static Body fixed(Builder b, Body body) {
        return new Body(
                body.position(),
                body.carries(),
                body.captures(),
                b.lets(),
                body.next(),
                body.outputs());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void agreesForAllResults(boolean reverse) {
        Sketch s = new Sketch(3);
        Axis t = s.axis("T", 4);
        Axis n = s.axis("N", 2);
        List<Variable> results = coupled(s, t, n, reverse);
        CentralDifferences.check(s.program(s.weigh(results)), s.names, s.inputs);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void agreesForEachResultAlone(int result) {
        Sketch s = new Sketch(4);
        Axis t = s.axis("T", 4);
        Axis n = s.axis("N", 2);
        List<Variable> results = coupled(s, t, n, false);
        CentralDifferences.check(
                s.program(s.weigh(List.of(results.get(result)))), s.names, s.inputs);
    }

    @Test
    void agreesWhenTheAdjointIsConstantAlongTheScan() {
        Sketch s = new Sketch(4);
        Axis t = s.axis("T", 4);
        Axis n = s.axis("N", 2);
        Variable squares = coupled(s, t, n, true).get(2);
        CentralDifferences.check(
                s.program(s.builder.sum(squares, List.of(t, n))), s.names, s.inputs);
    }

    @Test
    void agreesInsideAnotherScan() {
        Sketch s = new Sketch(8);
        Axis t = s.axis("T", 3);
        Axis u = s.axis("U", 2);
        Variable phi = s.input("phi", 0.3, 0.9);
        Variable x = s.input("x", -1, 1, t, u);
        Variable start = s.input("start", -1, 1);

        Builder inner = new Builder(s.names);
        Variable h = s.names.variable("h", List.of());
        Variable a = s.names.variable("a", List.of());
        Variable e = s.names.variable("e", List.of());
        Variable next = inner.add(inner.multiply(a, inner.apply(Function.SIN, h)), e);
        Body innerBody =
                new Body(
                        s.names.variable("u", List.of()),
                        List.of(h),
                        List.of(a, e),
                        inner.lets(),
                        List.of(next),
                        List.of());

        Builder outer = new Builder(s.names);
        Variable outerH = s.names.variable("h", List.of());
        Variable outerA = s.names.variable("a", List.of());
        Variable row = s.names.variable("row", List.of(u));
        Variable end =
                outer.scan(
                                "end",
                                new Scan(u, true, List.of(outerH), List.of(outerA, row), innerBody))
                        .getFirst();
        Body body =
                new Body(
                        s.names.variable("t", List.of()),
                        List.of(outerH),
                        List.of(outerA, row),
                        outer.lets(),
                        List.of(end),
                        List.of(end));
        List<Variable> results =
                s.builder.scan("h", new Scan(t, false, List.of(start), List.of(phi, x), body));
        CentralDifferences.check(s.program(s.weigh(results)), s.names, s.inputs);
    }

    @Test
    void runsAsTheLoopWrittenOut() {
        Sketch s = new Sketch(3);
        Axis t = s.axis("T", 3);
        Axis n = s.axis("N", 2);
        List<Variable> results = coupled(s, t, n, true);
        Map<Variable, Tensor> values =
                Interpreter.run(s.program(results.toArray(Variable[]::new)), s.inputs);
        List<Tensor> in = List.copyOf(s.inputs.values());
        double phi = in.get(0).scalar();
        double[] h = in.get(2).values().clone();
        double v = in.get(3).scalar();
        for (int step = 3; step >= 1; step--) {
            double norm = h[0] * h[0] + h[1] * h[1];
            assertThat(values.get(results.get(3)).values()[step - 1]).isEqualTo(v);
            for (int i = 0; i < 2; i++) {
                h[i] =
                        phi * h[i]
                                + v
                                        * in.get(1)
                                                .arranged(List.of(t, n))
                                                .values()[(step - 1) * 2 + i];
                assertThat(
                                values.get(results.get(2))
                                        .arranged(List.of(t, n))
                                        .values()[(step - 1) * 2 + i])
                        .isEqualTo(h[i] * h[i]);
            }
            v = Math.exp(-(v / step * norm));
        }
        assertThat(values.get(results.get(0)).values()).containsExactly(h);
        assertThat(values.get(results.get(1)).scalar()).isEqualTo(v);
    }

    @Test
    void gradientOfAnInputThatOnlyStopsIsZero() {
        Sketch s = new Sketch(1);
        Variable x = s.input("x", 1, 2);
        Variable y = s.builder.multiply(s.builder.stopGradient(s.builder.exp(x)), x);
        Program gradient = Differentiate.gradient(s.program(y), y, List.of(x), s.names);
        Map<Variable, Tensor> values = Interpreter.run(gradient, s.inputs);
        assertThat(values.get(gradient.outputs().getLast()).scalar())
                .isEqualTo(Math.exp(s.inputs.get(x).scalar()));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 2})
    void aBranchNotTakenDoesNotSpoilTheGradient(double at) {
        Sketch s = new Sketch(1);
        Axis n = s.axis("N", 2);
        Variable x = s.input("x", new Tensor(List.of(n), at, 1));
        Builder b = s.builder;
        Variable positive = b.apply(Function.LESS, b.constant(0), x);
        Variable inside = b.multiply(b.log(x), b.divide(b.constant(3), b.apply(Function.SQRT, x)));
        Variable y = b.sum(b.select(positive, inside, b.constant(0)), List.of(n));
        Program gradient = Differentiate.gradient(s.program(y), y, List.of(x), s.names);
        double found =
                Interpreter.run(gradient, s.inputs).get(gradient.outputs().getLast()).values()[0];
        double expected = at > 0 ? 3 * (1 - Math.log(at) / 2) / Math.pow(at, 1.5) : 0;
        assertThat(found).isEqualTo(expected, within(1e-12));
    }

    @Test
    void adjointsOfASumAreScalars() {
        Sketch s = new Sketch(1);
        Axis n = s.axis("N", 1000);
        Variable mu = s.input("mu", -1, 1);
        Variable y = s.data("y", -1, 1, n);
        Variable total = s.builder.sum(s.builder.subtract(y, mu), List.of(n));
        Program gradient = Differentiate.gradient(s.program(total), total, List.of(mu), s.names);
        List<Operation> backward =
                gradient.lets().subList(3, gradient.lets().size()).stream()
                        .map(let -> let.operation())
                        .toList();
        assertThat(gradient.lets().subList(3, gradient.lets().size()))
                .as("%s", backward)
                .allMatch(let -> let.variable().axes().isEmpty());
        assertThat(Interpreter.run(gradient, s.inputs).get(gradient.outputs().getLast()).scalar())
                .isEqualTo(-1000);
    }
}
