package org.pathwise.compiler.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Sketch;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.interpret.Interpreter;
import org.pathwise.compiler.interpret.Tensor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Every named transform: there and back, back and there, and its Jacobian; also far out. */
class NamedTransformTest {
    /**
     * A transform with its parameters.
     *
     * @param rank the dimensions of a value
     * @param coordinates the elements of a value of extent 3 that move freely, row-major; none
     *     where the map has no inverse
     * @param points where it is tested in the tails, as far as its results are doubles that tell
     *     these points apart
     */
    record Case(
            String name,
            List<Double> parameters,
            int rank,
            List<Integer> coordinates,
            double low,
            double high,
            List<Double> points) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Integer> ALL = List.of(0, 1, 2);
    private static final List<Integer> LOWER = List.of(0, 3, 4, 6, 7, 8);
    private static final List<Integer> STRICTLY_LOWER = List.of(3, 6, 7);
    private static final List<Double> FAR = List.of(-700.0, -30.0, 1e-300, 30.0, 700.0);

    private static Case scalar(String name, List<Double> parameters, Double... points) {
        return new Case(name, parameters, 0, List.of(0), -1.5, 1.5, List.of(points));
    }

    private static Case vector(String name, List<Integer> coordinates, List<Double> points) {
        return new Case(name, List.of(), 1, coordinates, -1.5, 1.5, points);
    }

    private static Case matrix(String name, List<Integer> coordinates, List<Double> points) {
        return new Case(name, List.of(), 2, coordinates, -1.5, 1.5, points);
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case("identity", List.of(), 0, List.of(0), -1.5, 1.5, FAR),
                new Case("exp", List.of(), 0, List.of(0), -1.5, 1.5, FAR),
                scalar("inv_logit", List.of(), -700.0, -30.0, 0.0, 10.0),
                scalar("interval", List.of(0.0, 3.0), -700.0, -30.0, 0.0, 10.0),
                new Case("softplus", List.of(), 0, List.of(0), -1.5, 1.5, FAR),
                scalar("tanh", List.of(), -5.0, 1e-300, 5.0),
                new Case(
                        "affine",
                        List.of(0.5, 2.0),
                        0,
                        List.of(0),
                        -1.5,
                        1.5,
                        List.of(-700.0, 700.0)),
                new Case("power", List.of(2.5), 0, List.of(0), 0.2, 2, List.of(1e-100, 1e100)),
                vector("cumulative_sum", ALL, List.of(-700.0, 700.0)),
                vector("ordered", ALL, List.of(-10.0, 10.0)),
                vector("positive_ordered", ALL, List.of(-10.0, 10.0)),
                vector("simplex", List.of(0, 1), List.of(-700.0, -30.0, 10.0)),
                vector("unit_vector", List.of(), List.of()),
                matrix("cholesky_corr", STRICTLY_LOWER, List.of(-4.0, 4.0)),
                matrix("corr", STRICTLY_LOWER, List.of(-3.0, 3.0)),
                matrix("cholesky_cov", LOWER, List.of(-300.0, 300.0)),
                matrix("cov", LOWER, List.of(-4.0, 4.0)));
    }

    /** A transform as functions on numbers. */
    private static final class Setting {
        final Sketch sketch = new Sketch(1);
        final Axis free;
        final List<Axis> event = new ArrayList<>();
        final Variable input;
        final Variable value;
        final Variable logJacobian;
        final Variable back;
        final int size;

        Setting(Case row) {
            Transform transform = Catalogue.transforms().get(row.name());
            List<Integer> extents = Collections.nCopies(row.rank(), 3);
            size = transform.unconstrainedSize(extents);
            free = sketch.axis("free", size);
            extents.forEach(extent -> event.add(sketch.axis("K", extent)));
            List<Variable> parameters =
                    row.parameters().stream().map(p -> sketch.builder.constant(p)).toList();
            List<Axis> order = event.isEmpty() ? List.of() : List.of(free);
            input = sketch.names.variable("x", order);
            sketch.inputs.put(input, Tensor.zeros(order));
            Transform.Result result =
                    transform.forward(sketch.builder, input, free, event, parameters);
            value = result.value();
            logJacobian = result.logAbsDetJacobian();
            back = transform.inverse(sketch.builder, value, free, event, parameters);
        }

        double[] run(Variable wanted, double... x) {
            sketch.inputs.put(input, new Tensor(input.axes(), x));
            List<Axis> order =
                    wanted.axes().contains(free) || event.isEmpty() || wanted == logJacobian
                            ? wanted.axes()
                            : event;
            return Interpreter.run(sketch.program(wanted), sketch.inputs)
                    .get(wanted)
                    .arranged(order)
                    .values();
        }
    }

    @Test
    void everyTransformIsHere() {
        assertThat(cases().map(Case::name))
                .containsExactlyInAnyOrderElementsOf(Catalogue.transforms().keySet());
    }

    private static Stream<double[]> points(Case row, int size) {
        SplittableRandom random = new SplittableRandom(3);
        return IntStream.range(0, 5)
                .mapToObj(_ -> random.doubles(size, row.low(), row.high()).toArray());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void goesThereAndBack(Case row) {
        if (row.coordinates().isEmpty()) {
            return;
        }
        Setting setting = new Setting(row);
        points(row, setting.size).forEach(x -> thereAndBack(setting, x, 1e-9));
        for (double far : row.points()) {
            double[] x = new double[setting.size];
            java.util.Arrays.fill(x, far);
            // what is left of a number near 1 has 1e-16 exp(10) of it
            thereAndBack(setting, x, 1e-8);
            assertThat(setting.run(setting.logJacobian, x)[0]).isFinite();
        }
    }

    private static void thereAndBack(Setting setting, double[] x, double tolerance) {
        double[] back = setting.run(setting.back, x);
        double[] there = setting.run(setting.value, x);
        double[] again = setting.run(setting.value, back);
        for (int i = 0; i < x.length; i++) {
            assertThat(back[i]).isCloseTo(x[i], within(tolerance * Math.max(1, Math.abs(x[i]))));
        }
        for (int i = 0; i < there.length; i++) {
            assertThat(again[i])
                    .isCloseTo(there[i], within(tolerance * Math.max(1e-300, Math.abs(there[i]))));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void knowsItsJacobian(Case row) {
        if (row.coordinates().isEmpty()) {
            return;
        }
        Setting setting = new Setting(row);
        int size = setting.size;
        assertThat(row.coordinates()).hasSize(size);
        points(row, size)
                .forEach(
                        x -> {
                            double[][] jacobian = new double[size][size];
                            double step = 1e-5;
                            for (int k = 0; k < size; k++) {
                                double[] up = x.clone();
                                double[] down = x.clone();
                                up[k] += step;
                                down[k] -= step;
                                double[] above = setting.run(setting.value, up);
                                double[] below = setting.run(setting.value, down);
                                for (int i = 0; i < size; i++) {
                                    int at = row.coordinates().get(i);
                                    jacobian[i][k] = (above[at] - below[at]) / (2 * step);
                                }
                            }
                            assertThat(setting.run(setting.logJacobian, x)[0])
                                    .isCloseTo(
                                            TransformTest.logAbsDeterminant(jacobian),
                                            within(1e-6));
                        });
    }

    /** Where derivatives are too small to be seen from values, they have closed forms. */
    @Test
    void knowsItsJacobianFarOut() {
        assertThat(logJacobian("exp", 700)).isCloseTo(700, within(1e-9));
        assertThat(logJacobian("inv_logit", -700)).isCloseTo(-700, within(1e-9));
        assertThat(logJacobian("inv_logit", 700)).isCloseTo(-700, within(1e-9));
        assertThat(logJacobian("softplus", -700)).isCloseTo(-700, within(1e-9));
        assertThat(logJacobian("softplus", 700)).isCloseTo(0, within(1e-9));
        assertThat(logJacobian("tanh", 700)).isCloseTo(2 * Math.log(2) - 1400, within(1e-9));
        assertThat(logJacobian("tanh", -700)).isCloseTo(2 * Math.log(2) - 1400, within(1e-9));
    }

    private static double logJacobian(String name, double x) {
        Setting setting =
                new Setting(
                        cases().filter(row -> row.name().equals(name)).findFirst().orElseThrow());
        return setting.run(setting.logJacobian, x)[0];
    }
}
