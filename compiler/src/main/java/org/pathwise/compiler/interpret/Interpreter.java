package org.pathwise.compiler.interpret;

import org.pathwise.compiler.array.Axes;
import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Let;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Program;
import org.pathwise.compiler.array.Variable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs array programs, one operation after the other. */
public final class Interpreter {
    private Interpreter() {}

    /**
     * The values of a program's outputs.
     *
     * @param inputs a value for each input; its axes in any order
     * @throws IllegalArgumentException if an input is missing or has other axes
     * @throws IndexOutOfBoundsException if a computed index is out of range
     */
    public static Map<Variable, Tensor> run(Program program, Map<Variable, Tensor> inputs) {
        Map<Variable, Tensor> values = runAll(program, inputs);
        Map<Variable, Tensor> outputs = new LinkedHashMap<>();
        program.outputs().forEach(output -> outputs.put(output, value(values, output)));
        return outputs;
    }

    /**
     * The values of the inputs and of all bound variables, in the program's order; those inside
     * scans excepted.
     */
    public static Map<Variable, Tensor> runAll(Program program, Map<Variable, Tensor> inputs) {
        Map<Variable, Tensor> values = new LinkedHashMap<>();
        for (Variable input : program.inputs()) {
            Tensor given = inputs.get(input);
            if (given == null
                    || given.order().size() != input.axes().size()
                    || !input.hasAll(given.order())) {
                throw new IllegalArgumentException(
                        "input " + input + input.axes() + " is given as " + given);
            }
            values.put(input, given);
        }
        program.lets().forEach(let -> run(let, values));
        return values;
    }

    /** The value of one operation that is not a scan. */
    public static Tensor evaluate(Operation operation, Map<Variable, Tensor> values) {
        return Evaluation.of(operation, variable -> value(values, variable));
    }

    private static void run(Let let, Map<Variable, Tensor> values) {
        if (let.operation() instanceof Operation.Scan scan) {
            List<Tensor> results = scan(scan, values);
            for (int i = 0; i < results.size(); i++) {
                values.put(let.variables().get(i), results.get(i));
            }
        } else {
            values.put(let.variable(), evaluate(let.operation(), values));
        }
    }

    private static List<Tensor> scan(Operation.Scan scan, Map<Variable, Tensor> values) {
        Operation.Body body = scan.body();
        List<Tensor> carries = scan.initial().stream().map(v -> value(values, v)).toList();
        List<Tensor> stacks = new ArrayList<>();
        for (Variable output : body.outputs()) {
            List<Axis> axes = new ArrayList<>(output.axes());
            axes.addFirst(scan.axis());
            stacks.add(Tensor.zeros(axes));
        }
        int extent = scan.axis().extent();
        for (int step = 0; step < extent; step++) {
            int t = scan.reverse() ? extent - 1 - step : step;
            Map<Variable, Tensor> inside = new HashMap<>();
            inside.put(body.position(), Tensor.scalar(t + 1));
            for (int i = 0; i < carries.size(); i++) {
                inside.put(body.carries().get(i), carries.get(i));
            }
            for (int i = 0; i < scan.captured().size(); i++) {
                inside.put(
                        body.captures().get(i),
                        element(value(values, scan.captured().get(i)), scan.axis(), t));
            }
            body.lets().forEach(let -> run(let, inside));
            carries = body.next().stream().map(v -> value(inside, v)).toList();
            for (int i = 0; i < stacks.size(); i++) {
                Variable output = body.outputs().get(i);
                double[] row = value(inside, output).arranged(output.axes()).values();
                System.arraycopy(row, 0, stacks.get(i).values(), t * row.length, row.length);
            }
        }
        List<Tensor> results = new ArrayList<>(carries);
        results.addAll(stacks);
        return results;
    }

    private static Tensor element(Tensor tensor, Axis axis, int at) {
        if (tensor.stride(axis) == 0) {
            return tensor;
        }
        List<Axis> rest = Axes.minus(tensor.order(), List.of(axis));
        Tensor result = Tensor.zeros(rest);
        int start = at * tensor.stride(axis);
        Places.walk(
                rest,
                List.of(tensor, result),
                o -> result.values()[o[1]] = tensor.values()[start + o[0]]);
        return result;
    }

    private static Tensor value(Map<Variable, Tensor> values, Variable variable) {
        Tensor value = values.get(variable);
        if (value == null) {
            throw new IllegalStateException(variable + " has no value");
        }
        return value;
    }
}
