package org.pathwise.compiler.catalogue;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Variable;

import java.util.List;

/** A smooth one-to-one map from unconstrained reals onto a support. */
public interface Transform {

    /** The name that reports use, such as {@code exp} or {@code stick-breaking}. */
    String name();

    /**
     * How many unconstrained elements one value has: a simplex of K elements has K-1.
     *
     * @param event the extents of the value's event axes; empty for a scalar
     */
    int unconstrainedSize(List<Integer> event);

    /**
     * The constrained value and the log of the absolute Jacobian determinant.
     *
     * @param unconstrained varies over {@code free} where the value has an event (of extent {@link
     *     #unconstrainedSize}), and over any other axes
     * @param free the axis of the unconstrained elements; ignored for scalars
     * @param event the axes of the value's event
     * @param bounds the computed bounds of the support, in the support's numbering; empty for most
     */
    Result forward(
            Builder builder,
            Variable unconstrained,
            Axis free,
            List<Axis> event,
            List<Variable> bounds);

    /**
     * The unconstrained elements of a value on the support.
     *
     * @return varies over {@code free} instead of the event axes
     */
    Variable inverse(
            Builder builder, Variable value, Axis free, List<Axis> event, List<Variable> bounds);

    /**
     * @param logAbsDetJacobian without the event axes and {@code free}
     */
    record Result(Variable value, Variable logAbsDetJacobian) {}
}
