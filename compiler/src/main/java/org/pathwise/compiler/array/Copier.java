package org.pathwise.compiler.array;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Copies bindings under fresh variables, so that a piece of a program can stand in a second place:
 * the reverse pass of a scan runs the scan's body again.
 */
public final class Copier {
    private final Names names;
    private final Map<Variable, Variable> copies = new HashMap<>();

    public Copier(Names names) {
        this.names = names;
    }

    /** A fresh variable that stands for the given one in all later copies. */
    public Variable fresh(Variable variable) {
        Variable copy = names.variable(variable.name(), variable.axes());
        copies.put(variable, copy);
        return copy;
    }

    /** Fresh variables for several. */
    public List<Variable> fresh(List<Variable> variables) {
        return variables.stream().map(this::fresh).toList();
    }

    /** The variable's copy; itself when it was not copied. */
    public Variable get(Variable variable) {
        return copies.getOrDefault(variable, variable);
    }

    /** The copies of several variables. */
    public List<Variable> get(List<Variable> variables) {
        return variables.stream().map(this::get).toList();
    }

    /** A binding of fresh variables to the same operation on the operands' copies. */
    public Let copy(Let let) {
        Operation operation = Operands.map(let.operation(), this::get);
        if (operation
                instanceof
                Operation.Scan(var axis, var reverse, var initial, var captured, var body)) {
            operation =
                    new Operation.Scan(
                            axis, reverse, initial, captured, new Copier(names).copy(body));
        }
        return new Let(fresh(let.variables()), operation);
    }

    private Operation.Body copy(Operation.Body body) {
        Variable position = fresh(body.position());
        List<Variable> carries = fresh(body.carries());
        List<Variable> captures = fresh(body.captures());
        List<Let> lets = body.lets().stream().map(this::copy).toList();
        return new Operation.Body(
                position, carries, captures, lets, get(body.next()), get(body.outputs()));
    }
}
