package org.pathwise.compiler.rewrite;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.array.Axes;
import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Let;
import org.pathwise.compiler.array.Names;
import org.pathwise.compiler.array.Operands;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Variable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One pass over a list of bindings: what it has written so far, and the means by which rules write.
 */
final class Rewriter {
    private final Names names;
    private final List<Rule> rules;
    private final List<Let> lets = new ArrayList<>();
    private final Map<Operation, Variable> bound = new HashMap<>();
    private final Map<Variable, Operation> definitions = new HashMap<>();
    private final Map<Variable, Variable> replacements = new HashMap<>();
    private String name = "";

    Rewriter(Names names, List<Rule> rules) {
        this.names = names;
        this.rules = rules;
    }

    Names names() {
        return names;
    }

    List<Let> lets() {
        return lets;
    }

    /** The name for new variables: that of the binding being rewritten. */
    String name() {
        return name;
    }

    /** Writes some bindings, simplified. */
    void rewrite(List<Let> program) {
        for (Let let : program) {
            Operation operation = Operands.map(let.operation(), this::replaced);
            name = let.variables().getFirst().name();
            if (operation instanceof Operation.Scan scan) {
                RewriteScan.apply(let, scan, this, rules);
            } else {
                replacements.put(let.variable(), bind(operation, let.variable()));
            }
        }
    }

    /** What stands for a variable of the original program. */
    Variable replaced(Variable variable) {
        return replacements.getOrDefault(variable, variable);
    }

    List<Variable> replaced(List<Variable> variables) {
        return variables.stream().map(this::replaced).toList();
    }

    void replace(Variable variable, Variable by) {
        replacements.put(variable, by);
    }

    /** Writes a scan as it is. */
    void include(Let scan) {
        lets.add(scan);
    }

    /** Writes an operation, simplified. */
    Variable bind(Operation operation) {
        return bind(operation, null);
    }

    /** As {@link #bind(Operation)}, under a name of its own. */
    Variable bind(String ownName, Operation operation) {
        String outer = name;
        name = ownName;
        Variable variable = bind(operation);
        name = outer;
        return variable;
    }

    private Variable bind(Operation operation, @Nullable Variable preferred) {
        Operation key = canonical(operation);
        Variable known = bound.get(key);
        if (known != null) {
            return known;
        }
        for (Rule rule : rules) {
            Variable simpler = rule.apply(operation, this);
            if (simpler != null) {
                assert simpler.axes().equals(Axes.of(operation))
                        : rule + " changed the axes of " + operation;
                bound.put(key, simpler);
                return simpler;
            }
        }
        Variable variable =
                preferred != null ? preferred : names.variable(name, Axes.of(operation));
        lets.add(new Let(variable, operation));
        bound.put(key, variable);
        definitions.put(variable, operation);
        return variable;
    }

    /** The operation with operands in a fixed order where the order does not matter. */
    private static Operation canonical(Operation operation) {
        return switch (operation) {
            case Operation.Elementwise(Function function, List<Variable> operands)
                    when isCommutative(function) && operands.get(0).id() > operands.get(1).id() ->
                    new Operation.Elementwise(function, operands.reversed());
            case Operation.Contract(Variable left, Variable right, List<Axis> over)
                    when left.id() > right.id() ->
                    new Operation.Contract(right, left, over);
            default -> operation;
        };
    }

    private static boolean isCommutative(Function function) {
        return switch (function) {
            case ADD, MULTIPLY, MAXIMUM, MINIMUM, EQUAL, NOT_EQUAL, AND, OR, LBETA -> true;
            default -> false;
        };
    }

    /** What the variable is bound to; null for inputs and the results of scans. */
    @Nullable Operation definition(Variable variable) {
        return definitions.get(variable);
    }

    /** The operands, if the variable is bound to this function. */
    @Nullable List<Variable> match(Variable variable, Function function) {
        return definitions.get(variable)
                                instanceof
                                Operation.Elementwise(Function f, List<Variable> operands)
                        && f == function
                ? operands
                : null;
    }

    /** The value of a variable that is bound to a constant. */
    @Nullable Double constant(Variable variable) {
        return definitions.get(variable) instanceof Operation.Constant(double value)
                ? (Double) value
                : null;
    }

    boolean isConstant(Variable variable, double value) {
        Double constant = constant(variable);
        return constant != null && constant == value;
    }

    Variable constant(double value) {
        return bind(new Operation.Constant(value));
    }

    Variable apply(Function function, Variable... operands) {
        return bind(new Operation.Elementwise(function, List.of(operands)));
    }

    /** The variable, made to vary over these axes, of which it has some. */
    Variable spread(Variable variable, Collection<Axis> axes) {
        List<Axis> missing = Axes.minus(axes, variable.axes());
        return missing.isEmpty() ? variable : bind(new Operation.Broadcast(variable, missing));
    }

    /**
     * The sum over some axes; along an axis that the variable lacks it is multiplied by the extent.
     */
    Variable sum(Variable variable, Collection<Axis> over) {
        List<Axis> present = over.stream().filter(variable::has).sorted().toList();
        double repeats = 1;
        for (Axis axis : over) {
            repeats *= variable.has(axis) ? 1 : axis.extent();
        }
        Variable sum =
                present.isEmpty()
                        ? variable
                        : bind(new Operation.Reduce(Operation.Reducer.SUM, variable, present));
        return repeats == 1 ? sum : apply(Function.MULTIPLY, constant(repeats), sum);
    }
}
