package org.pathwise.compiler.lower;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Variable;

import java.util.Collection;
import java.util.List;

/** Sums of what is kept as logarithms. */
final class LogSpace {
    private LogSpace() {}

    /**
     * {@code log(sum(exp(a)))} over some axes, from the differences to the largest element. The
     * result does not depend on what is taken away, so that its gradient is stopped. Minus infinity
     * where all elements are.
     */
    static Variable sum(Builder builder, Variable a, Collection<Axis> over) {
        if (over.isEmpty()) {
            return a;
        }
        Variable full = builder.broadcast(a, over);
        Variable shift = shift(builder, full, over);
        Variable shares = builder.exp(builder.subtract(full, shift));
        return builder.add(shift, builder.log(builder.sum(shares, over)));
    }

    /** The elements less the logarithm of their sum: logarithms that sum to 1. */
    static Variable normalized(Builder builder, Variable a, Axis along) {
        Variable full = builder.broadcast(a, List.of(along));
        return builder.subtract(full, sum(builder, full, List.of(along)));
    }

    /** The largest element, or 0 where that is infinite. */
    private static Variable shift(Builder builder, Variable a, Collection<Axis> over) {
        Variable largest =
                builder.stopGradient(
                        builder.bind(
                                "max",
                                new Operation.Reduce(
                                        Operation.Reducer.MAX,
                                        a,
                                        over.stream().sorted().toList())));
        Variable finite =
                builder.apply(
                        Function.LESS,
                        builder.apply(Function.ABS, largest),
                        builder.constant(Double.POSITIVE_INFINITY));
        return builder.select(finite, largest, builder.constant(0));
    }
}
