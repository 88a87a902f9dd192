package org.pathwise.compiler;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Let;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Program;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.interpret.Interpreter;
import org.pathwise.compiler.interpret.Tensor;
import org.pathwise.compiler.lower.LowerObjective;
import org.pathwise.compiler.lower.Origins;
import org.pathwise.compiler.lower.Slot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Finds where a value that is not finite arose, by running the objective once more in the
 * interpreter.
 */
final class NonFinite {
    private final LowerObjective lowered;

    NonFinite(LowerObjective lowered) {
        this.lowered = lowered;
    }

    /** Names site, expression and operands. */
    String explain(double[] parameters, double[] noise) {
        Map<Variable, Tensor> inputs = new HashMap<>();
        for (Slot slot : lowered.parameterSlots()) {
            Tensor values = read(slot, parameters);
            int bad = firstBad(values, false);
            if (bad >= 0) {
                return "the variational parameter `"
                        + slot.variable().name()
                        + "` is "
                        + values.values()[bad];
            }
            inputs.put(slot.variable(), values);
        }
        lowered.noiseSlots().forEach(slot -> inputs.put(slot.variable(), read(slot, noise)));
        List<Variable> outputs = new ArrayList<>(lowered.program().outputs());
        outputs.add(lowered.surrogate());
        Program program =
                new Program(lowered.program().inputs(), lowered.program().lets(), outputs);
        Map<Variable, Tensor> values = Interpreter.runAll(program, inputs);
        return first(values, true)
                .or(() -> reaches(values) ? first(values, false) : Optional.empty())
                .orElse("the value is finite, but its gradient is not");
    }

    private static Tensor read(Slot slot, double[] flat) {
        int size = Math.toIntExact(slot.variable().size());
        double[] own = new double[size];
        System.arraycopy(flat, slot.offset(), own, 0, size);
        return new Tensor(slot.order(), own);
    }

    /** Whether the objective itself is infinite: an infinity on the way to it may be harmless. */
    private boolean reaches(Map<Variable, Tensor> values) {
        return firstBad(Objects.requireNonNull(values.get(lowered.surrogate())), false) >= 0;
    }

    /**
     * Describes the first variable that holds NaN (or, if not {@code onlyNaN}, an infinity) while
     * its operands hold none.
     */
    private Optional<String> first(Map<Variable, Tensor> values, boolean onlyNaN) {
        for (Let let : lowered.program().lets()) {
            for (Variable variable : let.variables()) {
                Tensor result = Objects.requireNonNull(values.get(variable));
                int bad = firstBad(result, onlyNaN);
                boolean inherited =
                        let.operation().operands().stream()
                                .anyMatch(
                                        operand ->
                                                firstBad(
                                                                Objects.requireNonNull(
                                                                        values.get(operand)),
                                                                onlyNaN)
                                                        >= 0);
                boolean constant =
                        let.operation() instanceof Operation.Constant
                                || let.operation() instanceof Operation.Data;
                if (bad >= 0 && !inherited && !constant) {
                    return Optional.of(describe(let, variable, result, bad, values));
                }
            }
        }
        return Optional.empty();
    }

    private static int firstBad(Tensor tensor, boolean onlyNaN) {
        double[] values = tensor.values();
        for (int i = 0; i < values.length; i++) {
            if (onlyNaN ? Double.isNaN(values[i]) : !Double.isFinite(values[i])) {
                return i;
            }
        }
        return -1;
    }

    private String describe(
            Let let, Variable variable, Tensor result, int bad, Map<Variable, Tensor> values) {
        Map<Axis, Integer> place = place(result, bad);
        StringBuilder text = new StringBuilder();
        Optional<Origins.Origin> origin = lowered.origins().of(variable);
        String where =
                place.entrySet().stream()
                        .filter(entry -> !entry.getKey().equals(lowered.particles()))
                        .map(entry -> entry.getKey().dimension() + " " + (entry.getValue() + 1))
                        .reduce((a, b) -> a + ", " + b)
                        .map(elements -> " (element " + elements + ")")
                        .orElse("");
        if (origin.isPresent()) {
            text.append("in `")
                    .append(origin.get().statement())
                    .append("` at ")
                    .append(origin.get().expression().position())
                    .append(": `")
                    .append(origin.get().expression().text().lines().findFirst().orElse(""))
                    .append("`");
        } else {
            text.append("in the guide's draw: ").append(variable.name());
        }
        text.append(" is ").append(result.values()[bad]).append(where);
        List<String> operands = new ArrayList<>();
        for (Variable operand : let.operation().operands()) {
            String name =
                    lowered.origins()
                            .of(operand)
                            .map(part -> part.expression().text().lines().findFirst().orElse(""))
                            .orElse(operand.name());
            double value = at(Objects.requireNonNull(values.get(operand)), place);
            if (!name.equals(Double.toString(value))) {
                operands.add(name + " = " + value);
            }
        }
        if (!operands.isEmpty()
                && let.operation() instanceof Operation.Elementwise(var function, _)) {
            text.append(", from ")
                    .append(function.method())
                    .append(" of ")
                    .append(String.join(", ", operands));
        }
        return text.toString();
    }

    private static Map<Axis, Integer> place(Tensor tensor, int position) {
        Map<Axis, Integer> place = new LinkedHashMap<>();
        for (Axis axis : tensor.order()) {
            place.put(axis, position / tensor.stride(axis) % axis.extent());
        }
        return place;
    }

    private static double at(Tensor tensor, Map<Axis, Integer> place) {
        int position = 0;
        for (Axis axis : tensor.order()) {
            position += place.getOrDefault(axis, 0) * tensor.stride(axis);
        }
        return tensor.values()[position];
    }
}
