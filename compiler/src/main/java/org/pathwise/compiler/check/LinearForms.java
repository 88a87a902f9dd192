package org.pathwise.compiler.check;

import org.pathwise.compiler.ast.Expression;
import org.pathwise.compiler.ast.UnaryOperator;
import org.pathwise.compiler.core.Linear;
import org.pathwise.compiler.type.Dimension;

import java.util.Optional;

/**
 * Integer expressions of the script that are linear in loop variables and sizes, before anything is
 * typed.
 */
final class LinearForms {
    private LinearForms() {}

    /** The linear form of an expression, where it has one; nothing is reported. */
    static Optional<Linear> of(Expression expression, Scope scope) {
        return switch (expression) {
            case Expression.IntLiteral literal ->
                    Math.abs(literal.value()) <= Integer.MAX_VALUE / 2
                            ? Optional.of(Linear.of(Dimension.of((int) literal.value())))
                            : Optional.empty();
            case Expression.Name name ->
                    scope.lookup(name.name()) instanceof Entry.Value value
                            ? Linear.of(value.expr())
                            : Optional.empty();
            case Expression.Unary unary ->
                    unary.operator() == UnaryOperator.NEGATE
                            ? of(unary.operand(), scope).map(operand -> operand.times(-1))
                            : Optional.empty();
            case Expression.Binary binary -> {
                Optional<Linear> left = of(binary.left(), scope);
                Optional<Linear> right = of(binary.right(), scope);
                yield left.isEmpty() || right.isEmpty()
                        ? Optional.empty()
                        : combine(binary, left.get(), right.get());
            }
            default -> Optional.empty();
        };
    }

    private static Optional<Linear> combine(Expression.Binary binary, Linear left, Linear right) {
        return switch (binary.operator()) {
            case ADD -> Optional.of(left.plus(right));
            case SUBTRACT -> Optional.of(left.plus(right.times(-1)));
            case MULTIPLY, ELEMENT_MULTIPLY -> {
                Optional<Integer> factor = number(left);
                yield factor.isPresent()
                        ? factor.map(right::times)
                        : number(right).map(left::times);
            }
            default -> Optional.empty();
        };
    }

    private static Optional<Integer> number(Linear linear) {
        return linear.dimension().filter(d -> d.known().isPresent()).map(Dimension::constant);
    }
}
