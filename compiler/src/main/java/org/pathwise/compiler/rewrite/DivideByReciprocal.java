package org.pathwise.compiler.rewrite;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.array.Axes;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Variable;

import java.util.List;

/**
 * {@code x[n] / s} becomes {@code x[n] * (1 / s)}: one division instead of many. (Where s is so
 * small that its reciprocal overflows, below 6e-309, a finite quotient becomes infinite.)
 */
final class DivideByReciprocal implements Rule {
    /** A division takes about as long as four multiplications. */
    private static final int WORTHWHILE = 4;

    @Override
    public @Nullable Variable apply(Operation operation, Rewriter r) {
        if (operation instanceof Operation.Elementwise(Function function, List<Variable> operands)
                && function == Function.DIVIDE
                && r.constant(operands.getFirst()) == null) {
            Variable divisor = operands.getLast();
            long size = 1;
            for (var axis : Axes.of(operation)) {
                size *= axis.extent();
            }
            if (size >= WORTHWHILE * divisor.size()) {
                Variable reciprocal = r.apply(Function.DIVIDE, r.constant(1), divisor);
                return r.apply(Function.MULTIPLY, operands.getFirst(), reciprocal);
            }
        }
        return null;
    }
}
