package org.pathwise.compiler.array;

import java.util.List;

/**
 * Binds variables to an operation's results.
 *
 * @param variables one variable; several only for a {@link Operation.Scan}
 */
public record Let(List<Variable> variables, Operation operation) {
    public Let {
        variables = List.copyOf(variables);
        if (variables.isEmpty() || variables.size() > 1 && !(operation instanceof Operation.Scan)) {
            throw new IllegalArgumentException(variables + " = " + operation);
        }
    }

    public Let(Variable variable, Operation operation) {
        this(List.of(variable), operation);
    }

    /** The only variable of an operation that is not a scan. */
    public Variable variable() {
        if (variables.size() != 1) {
            throw new IllegalStateException("binds " + variables);
        }
        return variables.getFirst();
    }
}
