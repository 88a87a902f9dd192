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
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Densities of vectors and matrices integrate to 1: the trapezoidal rule over t with the
 * unconstrained elements {@code sinh(t)}, carried onto the support by its transform, whose Jacobian
 * has a test of its own. The integrands decay doubly exponentially.
 */
class VectorNormalisationTest {
    private static final double[] MATRIX = {1.21, 0.44, 0.44, 0.65};

    /**
     * A distribution at parameters.
     *
     * @param free how many unconstrained elements a value has
     * @param end of t
     */
    record Case(
            String name,
            int entry,
            List<double[]> parameters,
            List<Integer> extents,
            int free,
            double end,
            int points) {
        @Override
        public String toString() {
            return name + " " + entry + " " + Arrays.toString(parameters.getFirst());
        }
    }

    static Stream<Case> cases() {
        double[] mu = {0.3, -0.2};
        return Stream.of(
                new Case("LKJCorr", 0, List.of(new double[] {0.7}), List.of(2, 2), 1, 5, 401),
                new Case("LKJCorr", 0, List.of(new double[] {3.2}), List.of(2, 2), 1, 5, 401),
                new Case("LKJCorr", 0, List.of(new double[] {1.4}), List.of(3, 3), 3, 3.2, 71),
                new Case("LKJCholesky", 0, List.of(new double[] {0.7}), List.of(2, 2), 1, 5, 401),
                new Case("LKJCholesky", 0, List.of(new double[] {1.4}), List.of(3, 3), 3, 3.2, 71),
                new Case(
                        "Wishart", 0, List.of(new double[] {4.5}, MATRIX), List.of(2, 2), 3, 3, 81),
                new Case("MultivariateNormal", 2, List.of(mu, MATRIX), List.of(2), 2, 4, 161),
                new Case(
                        "MultivariateStudentT",
                        0,
                        List.of(new double[] {2.5}, mu, MATRIX),
                        List.of(2),
                        2,
                        11,
                        401),
                new Case("LogisticNormal", 0, List.of(mu, MATRIX), List.of(3), 2, 4, 161),
                new Case(
                        "Dirichlet",
                        0,
                        List.of(new double[] {0.8, 2.5, 1.3}),
                        List.of(3),
                        2,
                        5,
                        201),
                new Case(
                        "AR",
                        1,
                        List.of(new double[] {0.4}, new double[] {0.6}, new double[] {0.7}),
                        List.of(2),
                        2,
                        4,
                        161));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void integratesToOne(Case row) {
        assertThat(integral(row)).isCloseTo(1, within(1e-7));
    }

    /**
     * The density of an InvWishart(nu, S) at Y is that of Wishart(nu, S^-1) at {@code Y^-1}, times
     * the Jacobian {@code det(Y)^-(K+1)}.
     */
    @Test
    void inverses() {
        double nu = 4.3;
        double[] y = {1.7, -0.3, -0.3, 0.8};
        double logDeterminant = Math.log(y[0] * y[3] - y[1] * y[2]);
        double ofInverse = logDensity("Wishart", nu, inverse(MATRIX), inverse(y));
        assertThat(logDensity("InvWishart", nu, MATRIX, y))
                .isCloseTo(ofInverse - 3 * logDeterminant, within(1e-12));
    }

    private static double[] inverse(double[] m) {
        double determinant = m[0] * m[3] - m[1] * m[2];
        return new double[] {
            m[3] / determinant, -m[1] / determinant, -m[2] / determinant, m[0] / determinant
        };
    }

    private static double logDensity(String name, double nu, double[] scale, double[] value) {
        Sketch sketch = new Sketch(1);
        List<Axis> shape = new Labelled(sketch).axes(List.of("K", "K"), List.of(2, 2));
        Variable density =
                Catalogue.distributions(name)
                        .getFirst()
                        .formula()
                        .logDensity(
                                sketch.builder,
                                new Value(sketch.input("y", new Tensor(shape, value)), shape),
                                List.of(
                                        Value.scalar(sketch.input("nu", Tensor.scalar(nu))),
                                        new Value(
                                                sketch.input("S", new Tensor(shape, scale)),
                                                shape)));
        return Interpreter.run(sketch.program(density), sketch.inputs).get(density).scalar();
    }

    private static double integral(Case row) {
        Distribution distribution = Catalogue.distributions(row.name()).get(row.entry());
        Sketch sketch = new Sketch(1);
        Algebra a = new Algebra(sketch.builder);
        Labelled labelled = new Labelled(sketch);
        List<Axis> event = labelled.axes(distribution.dimensions(), row.extents());
        List<Value> parameters = new ArrayList<>();
        for (int i = 0; i < row.parameters().size(); i++) {
            List<String> labels = distribution.parameters().get(i).dimensions();
            double[] values = row.parameters().get(i);
            int extent = labels.size() == 2 ? (int) Math.sqrt(values.length) : values.length;
            List<Axis> shape =
                    labelled.axes(labels, java.util.Collections.nCopies(labels.size(), extent));
            parameters.add(new Value(sketch.input("parameter", new Tensor(shape, values)), shape));
        }
        Axis free = sketch.axis("free", row.free());
        int count = (int) Math.pow(row.points(), row.free());
        Axis grid = sketch.axis("grid", count);
        double step = 2 * row.end() / (row.points() - 1);
        double[] x = new double[count * row.free()];
        double[] weight = new double[count];
        for (int i = 0; i < count; i++) {
            weight[i] = 1;
            int rest = i;
            for (int k = 0; k < row.free(); k++) {
                double t = -row.end() + rest % row.points() * step;
                rest /= row.points();
                x[i * row.free() + k] = Math.sinh(t);
                weight[i] *= Math.cosh(t) * step;
            }
        }
        Variable input = sketch.input("x", new Tensor(List.of(grid, free), x));
        Transform.Result point =
                Catalogue.transform(distribution.support())
                        .forward(sketch.builder, input, free, event, List.of());
        Variable density =
                distribution
                        .formula()
                        .logDensityOnSupport(
                                sketch.builder, new Value(point.value(), event), parameters);
        Variable log = a.spread(a.plus(density, point.logAbsDetJacobian()), List.of(grid));
        double[] found =
                Interpreter.run(sketch.program(log), sketch.inputs)
                        .get(log)
                        .arranged(List.of(grid))
                        .values();
        double sum = 0;
        for (int i = 0; i < count; i++) {
            double mass = Math.exp(found[i]) * weight[i];
            // far out a transformed value reaches its support's edge
            sum += Double.isNaN(mass) ? 0 : mass;
        }
        return sum;
    }
}
