package org.pathwise.compiler.array;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes an array program, binding by binding. An operation that was bound before is not bound
 * again: the earlier variable is returned. Scans are bound with {@link #scan}.
 */
public final class Builder {
    private final Names names;
    private final List<Let> lets = new ArrayList<>();
    private final Map<Operation, Variable> bound = new HashMap<>();

    public Builder(Names names) {
        this.names = names;
    }

    public Names names() {
        return names;
    }

    /** The bindings so far. */
    public List<Let> lets() {
        return List.copyOf(lets);
    }

    /** How many bindings there are. */
    public int size() {
        return lets.size();
    }

    /** The bindings after the first {@code count}. */
    public List<Let> since(int count) {
        return List.copyOf(lets.subList(count, lets.size()));
    }

    /** Binds an operation to a variable with a telling name. */
    public Variable bind(String name, Operation operation) {
        Variable known = bound.get(operation);
        if (known != null) {
            return known;
        }
        Variable variable = names.variable(name, Axes.of(operation));
        lets.add(new Let(variable, operation));
        bound.put(operation, variable);
        return variable;
    }

    /** Appends a binding as it is, under the variables that it has. */
    public void include(Let let) {
        lets.add(let);
        if (!(let.operation() instanceof Operation.Scan)) {
            bound.putIfAbsent(let.operation(), let.variable());
        }
    }

    /** Binds a scan: the final value of each carry, then each output along the scan's axis. */
    public List<Variable> scan(String name, Operation.Scan scan) {
        List<Variable> results = new ArrayList<>();
        for (Variable carry : scan.body().carries()) {
            results.add(names.variable(name, carry.axes()));
        }
        for (Variable output : scan.body().outputs()) {
            List<Axis> axes = new ArrayList<>(output.axes());
            axes.add(scan.axis());
            results.add(names.variable(name, axes));
        }
        if (!results.isEmpty()) {
            lets.add(new Let(results, scan));
        }
        return results;
    }

    public Variable constant(double value) {
        return bind("c", new Operation.Constant(value));
    }

    public Variable apply(Function function, Variable... operands) {
        return bind(
                function.method(), new Operation.Elementwise(function, Arrays.asList(operands)));
    }

    public Variable add(Variable a, Variable b) {
        return apply(Function.ADD, a, b);
    }

    public Variable subtract(Variable a, Variable b) {
        return apply(Function.SUBTRACT, a, b);
    }

    public Variable multiply(Variable a, Variable b) {
        return apply(Function.MULTIPLY, a, b);
    }

    public Variable divide(Variable a, Variable b) {
        return apply(Function.DIVIDE, a, b);
    }

    public Variable negate(Variable a) {
        return apply(Function.NEGATE, a);
    }

    public Variable exp(Variable a) {
        return apply(Function.EXP, a);
    }

    public Variable log(Variable a) {
        return apply(Function.LOG, a);
    }

    public Variable square(Variable a) {
        return apply(Function.SQUARE, a);
    }

    public Variable select(Variable condition, Variable then, Variable otherwise) {
        return apply(Function.SELECT, condition, then, otherwise);
    }

    /**
     * The sum over those of the axes that the operand has; a missing axis multiplies by its extent.
     */
    public Variable sum(Variable operand, Collection<Axis> over) {
        List<Axis> present = over.stream().filter(operand::has).sorted().toList();
        double repeats =
                over.stream()
                        .filter(axis -> !operand.has(axis))
                        .mapToDouble(Axis::extent)
                        .reduce(1, (a, b) -> a * b);
        Variable sum =
                present.isEmpty()
                        ? operand
                        : bind(
                                "sum",
                                new Operation.Reduce(Operation.Reducer.SUM, operand, present));
        return repeats == 1 ? sum : multiply(sum, constant(repeats));
    }

    public Variable rename(Variable operand, Axis from, Axis to) {
        return from.equals(to) || !operand.has(from)
                ? operand
                : bind(operand.name(), new Operation.Rename(operand, List.of(from), List.of(to)));
    }

    /** The operand, made to vary over at least these axes. */
    public Variable broadcast(Variable operand, Collection<Axis> axes) {
        return operand.hasAll(axes)
                ? operand
                : bind(
                        operand.name(),
                        new Operation.Broadcast(operand, Axes.minus(axes, operand.axes())));
    }

    public Variable stopGradient(Variable operand) {
        return bind(operand.name(), new Operation.StopGradient(operand));
    }
}
