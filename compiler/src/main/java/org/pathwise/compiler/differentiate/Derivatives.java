package org.pathwise.compiler.differentiate;

import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Variable;

import java.util.List;

/**
 * Writes the derivative of one element-wise operation, times the adjoint of its result, into the
 * gradient program, by the {@link DerivativeRules}, which find here what they are built from.
 */
final class Derivatives {
    private final Reverse reverse;
    private final Builder builder;
    private final Operation.Elementwise elementwise;
    private final Variable result;
    private final Variable adjoint;

    Derivatives(
            Reverse reverse, Operation.Elementwise elementwise, Variable result, Variable adjoint) {
        this.reverse = reverse;
        this.builder = reverse.builder();
        this.elementwise = elementwise;
        this.result = result;
        this.adjoint = adjoint;
    }

    /**
     * Whether the derivative in an operand is 0 everywhere (or counts as such, where there are
     * jumps).
     */
    static boolean isZero(Function function, int operand) {
        return DerivativeRules.of(function, operand) == DerivativeRules.ZERO;
    }

    /**
     * The adjoint of the result times the derivative in operand {@code i}, for derivatives that are
     * not 0.
     */
    Variable contribution(int i) {
        return DerivativeRules.of(elementwise.function(), i).apply(this);
    }

    Variable operand(int i) {
        return elementwise.operands().get(i);
    }

    /** The first operand. */
    Variable x() {
        return operand(0);
    }

    /** The second operand. */
    Variable y() {
        return operand(1);
    }

    List<Variable> operands() {
        return elementwise.operands();
    }

    /** The value of the operation itself. */
    Variable result() {
        return result;
    }

    Variable adjoint() {
        return adjoint;
    }

    Builder builder() {
        return builder;
    }

    /** Whether adjoints may be masked, see {@link Function#MASKED_MULTIPLY}. */
    boolean mask() {
        return reverse.mask();
    }

    Variable times(Variable partial) {
        return reverse.times(adjoint, partial);
    }

    Variable times(Variable one, Variable other) {
        return reverse.times(one, other);
    }

    Variable apply(Function function, Variable... operands) {
        return builder.apply(function, operands);
    }

    Variable reciprocal(Variable x) {
        return builder.divide(builder.constant(1), x);
    }

    Variable scaled(double factor, Variable x) {
        return builder.multiply(builder.constant(factor), x);
    }

    Variable plusOne(Variable x) {
        return builder.add(x, builder.constant(1));
    }

    Variable oneMinus(Variable x) {
        return builder.subtract(builder.constant(1), x);
    }

    Variable negate(Variable x) {
        return builder.negate(x);
    }

    /** {@code factor * exp(rate * x^2)}. */
    Variable gauss(double factor, double rate, Variable x) {
        return scaled(factor, builder.exp(scaled(rate, builder.square(x))));
    }
}
