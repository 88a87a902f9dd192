package org.pathwise.compiler.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Program;
import org.pathwise.compiler.array.Sketch;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.catalogue.ReferenceRow.Numbers;
import org.pathwise.compiler.differentiate.Differentiate;
import org.pathwise.compiler.interpret.Interpreter;
import org.pathwise.compiler.interpret.Tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Every log density and its derivatives against reference values. */
class DensityReferenceTest {

    static Stream<ReferenceRow> rows() {
        return ReferenceRow.all();
    }

    /** A row's distribution, with its value and parameters as inputs of a program. */
    private static final class Setting {
        final Sketch sketch = new Sketch(1);
        final Distribution distribution;
        final List<Variable> inputs = new ArrayList<>();
        final Variable density;

        Setting(ReferenceRow row) {
            distribution = find(row.distribution());
            Axis event = sketch.axis("K", row.extent());
            Axis column = sketch.axis("K", row.extent());
            Value value = input(row.value(), event, column);
            List<Value> parameters = new ArrayList<>();
            for (int i = 0; i < row.parameterCount(); i++) {
                parameters.add(input(row.parameter(i), event, column));
            }
            density = distribution.formula().logDensity(sketch.builder, value, parameters);
        }

        private Value input(Numbers numbers, Axis event, Axis column) {
            List<Axis> shape = List.of(event, column).subList(0, numbers.rank());
            Variable input = sketch.input("x", new Tensor(shape, numbers.values()));
            inputs.add(input);
            return new Value(input, shape);
        }
    }

    private static Distribution find(String name) {
        List<Distribution> plain = Catalogue.distributions(name);
        if (!plain.isEmpty()) {
            return plain.getFirst();
        }
        String base = name.replaceAll("(Logit|Log|Cholesky)$", "");
        return Catalogue.distributions(base).get(1);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void density(ReferenceRow row) {
        Setting setting = new Setting(row);
        Map<Variable, Tensor> values =
                Interpreter.run(setting.sketch.program(setting.density), setting.sketch.inputs);
        close(values.get(setting.density).scalar(), row.logDensity(), 1e-10, lost(row));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void derivatives(ReferenceRow row) {
        Setting setting = new Setting(row);
        Program gradient =
                Differentiate.gradient(
                        setting.sketch.program(setting.density),
                        setting.density,
                        setting.inputs,
                        setting.sketch.names);
        Map<Variable, Tensor> values = Interpreter.run(gradient, setting.sketch.inputs);
        for (int i = 0; i <= row.parameterCount(); i++) {
            Numbers expected = row.derivative(i);
            if (expected == null) {
                continue;
            }
            Tensor order = setting.sketch.inputs.get(setting.inputs.get(i));
            double[] found =
                    values.get(gradient.outputs().get(1 + i)).arranged(order.order()).values();
            for (int k = 0; k < found.length; k++) {
                close(found[k], expected.values()[k], 1e-8, 10 * lost(row));
            }
        }
    }

    /** Absolute error that a sum of large terms of opposite signs leaves. */
    private static double lost(ReferenceRow row) {
        double largest = 1;
        for (Numbers numbers : row.numbers().subList(0, 1 + row.parameterCount())) {
            for (double x : numbers.values()) {
                largest = Math.max(largest, Math.abs(x) < 1e8 ? Math.abs(x) : 1);
            }
        }
        return largest * Math.max(1, Math.log(largest)) * 1e-15;
    }

    private static void close(double found, double expected, double relative, double absolute) {
        if (Double.isInfinite(expected)) {
            assertThat(found).isEqualTo(expected);
        } else {
            assertThat(found).isCloseTo(expected, within(relative * Math.abs(expected) + absolute));
        }
    }
}
