package org.pathwise.compiler.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Sketch;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.interpret.Interpreter;
import org.pathwise.compiler.interpret.Tensor;
import org.pathwise.compiler.type.Bound;
import org.pathwise.compiler.type.Support;
import org.pathwise.compiler.type.Support.Structured;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Every transform: onto its support, back again, and its log Jacobian against differences. */
class TransformTest {

    /**
     * @param coordinates which elements of a value (row-major) the Jacobian counts
     */
    record Case(Support support, int extent, int... coordinates) {}

    static Stream<Case> cases() {
        Bound computed = new Bound.Computed(0, "a");
        return Stream.of(
                new Case(Support.REAL, 1, 0),
                new Case(Support.POSITIVE, 1, 0),
                new Case(Support.UNIT, 1, 0),
                new Case(new Support.Interval(computed, Bound.POSITIVE_INFINITY), 1, 0),
                new Case(new Support.Interval(Bound.NEGATIVE_INFINITY, computed), 1, 0),
                new Case(new Support.Interval(computed, new Bound.Constant(2.5)), 1, 0),
                new Case(Structured.REAL_VECTOR, 2, 0, 1),
                new Case(Structured.POSITIVE_VECTOR, 2, 0, 1),
                new Case(Structured.SIMPLEX, 4, 0, 1, 2),
                new Case(Structured.SIMPLEX, 1),
                new Case(Structured.ORDERED, 3, 0, 1, 2),
                new Case(Structured.POSITIVE_ORDERED, 3, 0, 1, 2),
                new Case(Structured.CHOLESKY_CORRELATION, 3, 3, 6, 7),
                new Case(Structured.CHOLESKY_CORRELATION, 1),
                new Case(Structured.CORRELATION, 3, 3, 6, 7),
                new Case(Structured.CORRELATION, 4, 4, 8, 9, 12, 13, 14),
                new Case(Structured.CHOLESKY_COVARIANCE, 3, 0, 3, 4, 6, 7, 8),
                new Case(Structured.COVARIANCE, 3, 0, 3, 4, 6, 7, 8));
    }

    /** A transform as a function on numbers. */
    private static final class Setting {
        final Transform transform;
        final Sketch sketch = new Sketch(1);
        final Axis free;
        final List<Axis> event = new ArrayList<>();
        final Variable input;
        final Variable value;
        final Variable logJacobian;
        final Variable back;

        Setting(Support support, int extent) {
            transform = Catalogue.transform(support);
            List<Integer> extents = java.util.Collections.nCopies(support.rank(), extent);
            free = sketch.axis("free", transform.unconstrainedSize(extents));
            extents.forEach(size -> event.add(sketch.axis("K", size)));
            List<Variable> bounds = List.of(sketch.builder.constant(-1.25));
            List<Axis> order = event.isEmpty() ? List.of() : List.of(free);
            input = sketch.names.variable("x", order);
            sketch.inputs.put(input, Tensor.zeros(order));
            Transform.Result result = transform.forward(sketch.builder, input, free, event, bounds);
            value = result.value();
            logJacobian = result.logAbsDetJacobian();
            back = transform.inverse(sketch.builder, value, free, event, bounds);
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

        int size() {
            return event.isEmpty() ? 1 : free.extent();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void goesThereAndBack(Case row) {
        Setting setting = new Setting(row.support(), row.extent());
        for (double[] x : points(setting.size())) {
            double[] value = setting.run(setting.value, x);
            assertOnSupport(row.support(), row.extent(), value);
            double[] back = setting.run(setting.back, x);
            assertThat(back).hasSize(x.length);
            for (int i = 0; i < x.length; i++) {
                assertThat(back[i]).isCloseTo(x[i], within(1e-8));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void knowsItsJacobian(Case row) {
        Setting setting = new Setting(row.support(), row.extent());
        int size = setting.size();
        assertThat(row.coordinates()).hasSize(size);
        for (double[] x : points(size)) {
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
                    jacobian[i][k] =
                            (above[row.coordinates()[i]] - below[row.coordinates()[i]])
                                    / (2 * step);
                }
            }
            assertThat(setting.run(setting.logJacobian, x)[0])
                    .isCloseTo(logAbsDeterminant(jacobian), within(1e-6));
        }
    }

    @Test
    void zeroIsTheUniformSimplex() {
        Setting setting = new Setting(Structured.SIMPLEX, 4);
        for (double share : setting.run(setting.value, 0, 0, 0)) {
            assertThat(share).isCloseTo(0.25, within(1e-15));
        }
    }

    @Test
    void farOutElementsStayFinite() {
        Setting simplex = new Setting(Structured.SIMPLEX, 3);
        assertThat(simplex.run(simplex.logJacobian, 800, -800)[0]).isFinite();
        Setting unit = new Setting(Support.UNIT, 1);
        assertThat(unit.run(unit.logJacobian, -800)[0]).isCloseTo(-800, within(1e-9));
        Setting correlation = new Setting(Structured.CORRELATION, 3);
        assertThat(correlation.run(correlation.logJacobian, 300, -300, 200)[0]).isFinite();
    }

    /** A uniform direction and its chi-distributed length make a standard normal vector. */
    @Test
    void sphere() {
        Setting setting = new Setting(Structured.UNIT_VECTOR, 3);
        for (double[] x : points(3)) {
            double[] unit = setting.run(setting.value, x);
            double length = Math.sqrt(x[0] * x[0] + x[1] * x[1] + x[2] * x[2]);
            for (int i = 0; i < 3; i++) {
                assertThat(unit[i]).isCloseTo(x[i] / length, within(1e-14));
            }
            double area = 4 * Math.PI;
            double normal = -0.5 * length * length - 1.5 * Math.log(2 * Math.PI);
            assertThat(setting.run(setting.logJacobian, x)[0] - Math.log(area))
                    .isCloseTo(normal, within(1e-13));
        }
    }

    @Test
    void discreteSupportsHaveNone() {
        assertThatThrownBy(() -> Catalogue.transform(Support.COUNT))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<double[]> points(int size) {
        SplittableRandom random = new SplittableRandom(11);
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            points.add(random.doubles(size, -1.5, 1.5).toArray());
        }
        return points;
    }

    private static void assertOnSupport(Support support, int extent, double[] value) {
        if (!(support instanceof Structured structured)) {
            return;
        }
        for (int i = 0; i < value.length; i++) {
            int row = i / extent;
            int column = i % extent;
            switch (structured) {
                case SIMPLEX, POSITIVE_VECTOR -> assertThat(value[i]).isPositive();
                case ORDERED -> assertThat(i == 0 || value[i] > value[i - 1]).isTrue();
                case POSITIVE_ORDERED ->
                        assertThat(value[i]).isGreaterThan(i == 0 ? 0 : value[i - 1]);
                case CORRELATION -> {
                    assertThat(value[i]).isCloseTo(value[column * extent + row], within(1e-15));
                    assertThat(value[i]).isCloseTo(row == column ? 1 : value[i], within(1e-14));
                    assertThat(Math.abs(value[i])).isLessThan(1 + 1e-14);
                }
                case COVARIANCE ->
                        assertThat(value[i]).isCloseTo(value[column * extent + row], within(1e-14));
                case CHOLESKY_CORRELATION, CHOLESKY_COVARIANCE -> {
                    assertThat(value[i]).isEqualTo(column > row ? 0 : value[i]);
                    assertThat(row != column || value[i] > 0).isTrue();
                }
                case UNIT_VECTOR, REAL_VECTOR -> assertThat(value[i]).isFinite();
                case COUNTS -> throw new IllegalStateException("no transform");
            }
        }
        if (structured == Structured.SIMPLEX) {
            assertThat(java.util.Arrays.stream(value).sum()).isCloseTo(1, within(1e-14));
        }
    }

    static double logAbsDeterminant(double[][] matrix) {
        double log = 0;
        for (int k = 0; k < matrix.length; k++) {
            int pivot = k;
            for (int i = k; i < matrix.length; i++) {
                pivot = Math.abs(matrix[i][k]) > Math.abs(matrix[pivot][k]) ? i : pivot;
            }
            double[] row = matrix[pivot];
            matrix[pivot] = matrix[k];
            matrix[k] = row;
            log += Math.log(Math.abs(row[k]));
            for (int i = k + 1; i < matrix.length; i++) {
                double factor = matrix[i][k] / row[k];
                for (int j = k; j < matrix.length; j++) {
                    matrix[i][j] -= factor * row[j];
                }
            }
        }
        return log;
    }
}
