package org.pathwise.compiler.lower;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Variable;

import java.util.List;

/**
 * Where an input or output of a program lies in its flat array.
 *
 * @param offset of its first element
 * @param order its axes, outermost first; the elements are dense and row-major
 */
public record Slot(Variable variable, int offset, List<Axis> order) {
    public Slot {
        order = List.copyOf(order);
    }
}
