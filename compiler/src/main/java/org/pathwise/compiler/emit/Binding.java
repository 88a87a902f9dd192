package org.pathwise.compiler.emit;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Variable;

import java.util.HashSet;
import java.util.List;

/**
 * Where an input is read from or an output written to: dense, row-major in {@code order}, from
 * {@code offset} of buffer number {@code buffer}.
 *
 * @param order the variable's axes, outermost first
 */
public record Binding(Variable variable, int buffer, int offset, List<Axis> order) {
    public Binding {
        order = List.copyOf(order);
        if (order.size() != variable.axes().size()
                || !new HashSet<>(order).containsAll(variable.axes())) {
            throw new IllegalArgumentException(
                    variable + " over " + variable.axes() + " bound in order " + order);
        }
    }
}
