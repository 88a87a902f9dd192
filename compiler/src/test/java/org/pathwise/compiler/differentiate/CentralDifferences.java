package org.pathwise.compiler.differentiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.pathwise.compiler.array.Names;
import org.pathwise.compiler.array.Program;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.interpret.Interpreter;
import org.pathwise.compiler.interpret.Tensor;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Holds the gradient program against central differences of the program itself. */
public final class CentralDifferences {
    private CentralDifferences() {}

    /** Checks the gradient of the program's first output with respect to all inputs. */
    public static void check(Program program, Names names, Map<Variable, Tensor> inputs) {
        Variable output = program.outputs().getFirst();
        Program gradient = Differentiate.gradient(program, output, program.inputs(), names);
        Map<Variable, Tensor> values = Interpreter.runAll(gradient, inputs);
        for (int i = 0; i < program.inputs().size(); i++) {
            Variable input = program.inputs().get(i);
            Variable adjoint = gradient.outputs().get(program.outputs().size() + i);
            assertThat(adjoint.axes()).isEqualTo(input.axes());
            double[] found = values.get(adjoint).arranged(input.axes()).values();
            double[] expected = gradient(program, output, input, inputs);
            for (int k = 0; k < found.length; k++) {
                assertThat(found[k])
                        .as("%s[%s] at %s", input, k, inputs)
                        .isCloseTo(expected[k], within(2e-7 * (1 + Math.abs(expected[k]))));
            }
        }
    }

    private static double[] gradient(
            Program program, Variable output, Variable input, Map<Variable, Tensor> inputs) {
        Tensor at = inputs.get(input).arranged(input.axes());
        double[] gradient = new double[at.values().length];
        for (int k = 0; k < gradient.length; k++) {
            double step = 1e-3 * Math.max(0.1, Math.abs(at.values()[k]));
            // Two central differences, extrapolated: the error is of fourth order.
            double wide = difference(program, output, input, inputs, at, k, step);
            double narrow = difference(program, output, input, inputs, at, k, step / 2);
            gradient[k] = (4 * narrow - wide) / 3;
        }
        return gradient;
    }

    private static double difference(
            Program program,
            Variable output,
            Variable input,
            Map<Variable, Tensor> inputs,
            Tensor at,
            int k,
            double step) {
        double[] sides = new double[2];
        for (int side = 0; side < 2; side++) {
            double[] moved = at.values().clone();
            moved[k] += side == 0 ? -step : step;
            Map<Variable, Tensor> all = new HashMap<>(inputs);
            all.put(input, new Tensor(List.copyOf(at.order()), moved));
            sides[side] = Interpreter.run(program, all).get(output).scalar();
        }
        return (sides[1] - sides[0]) / (2 * step);
    }
}
