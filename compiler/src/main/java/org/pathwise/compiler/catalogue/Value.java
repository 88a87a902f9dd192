package org.pathwise.compiler.catalogue;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Variable;

import java.util.List;

/**
 * A value of the language as an array variable.
 *
 * @param shape the axis of each of the value's dimensions, outermost first. The variable may lack
 *     some of them (it is constant along them) and may have more: the loops and particles that it
 *     varies over
 */
public record Value(Variable variable, List<Axis> shape) {
    public Value {
        shape = List.copyOf(shape);
    }

    public static Value scalar(Variable variable) {
        return new Value(variable, List.of());
    }

    /** The axis of the last dimension. */
    public Axis last() {
        return shape.getLast();
    }
}
