package org.pathwise.compiler.lower;

import org.pathwise.compiler.array.Let;
import org.pathwise.compiler.array.Variable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the outputs of a program depend on.
 *
 * @param lets the bindings, in order
 * @param variables that they and the outputs read, inputs among them
 */
record Needed(List<Let> lets, Set<Variable> variables) {
    static Needed by(List<Variable> outputs, List<Let> all) {
        Set<Variable> variables = new HashSet<>(outputs);
        List<Let> lets = new ArrayList<>();
        for (Let let : all.reversed()) {
            if (let.variables().stream().anyMatch(variables::contains)) {
                variables.addAll(let.operation().operands());
                lets.add(let);
            }
        }
        return new Needed(lets.reversed(), variables);
    }
}
