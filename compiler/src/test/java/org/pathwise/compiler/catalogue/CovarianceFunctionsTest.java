package org.pathwise.compiler.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pathwise.compiler.array.Program;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.catalogue.Call.Typed;
import org.pathwise.compiler.differentiate.Differentiate;
import org.pathwise.compiler.interpret.Interpreter;
import org.pathwise.compiler.interpret.Tensor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Covariance functions of Gaussian processes against loops over pairs of inputs. */
class CovarianceFunctionsTest {
    private static final double ALPHA = 1.3;
    private static final double PERIOD = 0.9;

    /** A covariance of two inputs at a distance in length scales, and in numbers. */
    @FunctionalInterface
    interface Kernel {
        double of(double scaled, double distance, double rho);
    }

    record Case(String name, Kernel kernel, String first, String second, String rho) {
        @Override
        public String toString() {
            return name + " of " + first + " and " + second + ", rho " + rho;
        }
    }

    static Stream<Case> cases() {
        Kernel quadratic = (r, d, rho) -> Math.exp(-r * r / 2);
        Kernel three = (r, d, rho) -> (1 + Math.sqrt(3) * r) * Math.exp(-Math.sqrt(3) * r);
        Kernel five =
                (r, d, rho) -> (1 + Math.sqrt(5) * r + 5 * r * r / 3) * Math.exp(-Math.sqrt(5) * r);
        Kernel periodic =
                (r, d, rho) -> Math.exp(-2 * Math.pow(Math.sin(Math.PI * d / PERIOD) / rho, 2));
        List<Case> cases = new ArrayList<>();
        Map<String, Kernel> stationary =
                Map.of("gp_exp_quad", quadratic, "gp_matern32", three, "gp_matern52", five);
        stationary.forEach(
                (name, kernel) -> {
                    cases.add(new Case(name, kernel, "N", "", ""));
                    cases.add(new Case(name, kernel, "N,D", "", ""));
                    cases.add(new Case(name, kernel, "N,D", "", "D"));
                    cases.add(new Case(name, kernel, "N", "K", ""));
                    cases.add(new Case(name, kernel, "N,D", "K,D", "D"));
                    cases.add(new Case(name, kernel, "N", "N", ""));
                });
        cases.add(new Case("gp_periodic", periodic, "N", "", ""));
        cases.add(new Case("gp_periodic", periodic, "N,D", "", ""));
        cases.add(new Case("gp_periodic", periodic, "N", "K", ""));
        return cases.stream();
    }

    private static List<Typed> arguments(Call call, Case row) {
        List<Typed> arguments = new ArrayList<>();
        arguments.add(call.input(row.first(), -1, 1));
        if (!row.second().isEmpty()) {
            arguments.add(call.input(row.second(), -1, 1));
        }
        arguments.add(call.input("", ALPHA, ALPHA + 1e-12));
        arguments.add(call.input(row.rho(), 0.5, 1.5));
        if (row.name().equals("gp_periodic")) {
            arguments.add(call.input("", PERIOD, PERIOD + 1e-12));
        }
        return arguments;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithLoops(Case row) {
        Call call = new Call(3);
        List<Typed> arguments = arguments(call, row);
        double[] found = call.elements(call.apply(row.name(), arguments.toArray(Typed[]::new)));
        int inputs = row.second().isEmpty() ? 1 : 2;
        double[] x = call.given(arguments.getFirst());
        double[] z = call.given(arguments.get(inputs - 1));
        double[] rho = call.given(arguments.get(inputs + 1));
        int width = row.first().contains(",") ? 2 : 1;
        int columns = z.length / width;
        assertThat(found).hasSize(x.length / width * columns);
        for (int i = 0; i < x.length / width; i++) {
            for (int j = 0; j < columns; j++) {
                double distance = 0;
                double scaled = 0;
                for (int d = 0; d < width; d++) {
                    double step = x[i * width + d] - z[j * width + d];
                    distance += step * step;
                    scaled += Math.pow(step / rho[d % rho.length], 2);
                }
                double expected =
                        ALPHA
                                * ALPHA
                                * row.kernel().of(Math.sqrt(scaled), Math.sqrt(distance), rho[0]);
                assertThat(found[i * columns + j]).isCloseTo(expected, within(1e-11));
            }
        }
    }

    /** On the diagonal the distance is 0, where the square root has no derivative. */
    @ParameterizedTest
    @MethodSource("cases")
    void gradientsAgreeWithDifferences(Case row) {
        Call call = new Call(4);
        List<Typed> arguments = arguments(call, row);
        Typed matrix = call.apply(row.name(), arguments.toArray(Typed[]::new));
        Algebra a = new Algebra(call.sketch.builder);
        // each entry has a weight of its own
        Variable weights = call.sketch.data("weights", weights(matrix.value().shape()));
        Variable total = a.sum(a.times(weights, a.full(matrix.value())), matrix.value().shape());
        List<Variable> inputs =
                arguments.stream().map(argument -> argument.value().variable()).toList();
        Program gradient =
                Differentiate.gradient(
                        call.sketch.program(total), total, inputs, call.sketch.names);
        Map<Variable, Tensor> found = Interpreter.run(gradient, call.sketch.inputs);
        for (int i = 0; i < inputs.size(); i++) {
            Tensor input = call.sketch.inputs.get(inputs.get(i));
            double[] derivatives =
                    found.get(gradient.outputs().get(1 + i)).arranged(input.order()).values();
            for (int k = 0; k < derivatives.length; k++) {
                double step = 1e-5;
                double difference =
                        (at(call, total, inputs.get(i), k, step)
                                        - at(call, total, inputs.get(i), k, -step))
                                / (2 * step);
                assertThat(derivatives[k]).isCloseTo(difference, within(1e-7));
            }
        }
    }

    private static Tensor weights(List<org.pathwise.compiler.array.Axis> shape) {
        Tensor tensor = Tensor.zeros(shape);
        for (int i = 0; i < tensor.values().length; i++) {
            tensor.values()[i] = 0.3 + Math.sin(i);
        }
        return tensor;
    }

    private static double at(Call call, Variable total, Variable input, int place, double step) {
        Map<Variable, Tensor> inputs = new HashMap<>(call.sketch.inputs);
        Tensor before = inputs.get(input);
        double[] values = before.values().clone();
        values[place] += step;
        inputs.put(input, new Tensor(before.order(), values));
        return Interpreter.run(call.sketch.program(total), inputs).get(total).scalar();
    }

    @Test
    void diagonalsGrow() {
        Call call = new Call(5);
        Typed matrix = call.input("D,D", -1, 1);
        Typed vector = call.input("D", 1, 2);
        Typed number = call.input("", 1, 2);
        double[] m = call.given(matrix);
        double[] v = call.given(vector);
        double c = call.given(number)[0];
        assertThat(call.elements(call.apply("add_diag", matrix, vector)))
                .containsExactly(m[0] + v[0], m[1], m[2], m[3] + v[1]);
        assertThat(call.elements(call.apply("add_diag", matrix, number)))
                .containsExactly(m[0] + c, m[1], m[2], m[3] + c);
    }
}
