package org.pathwise.compiler.rewrite;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.array.Axes;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Variable;

import java.util.List;

/**
 * Sums, differences, products and quotients with constants and negatives: {@code x * 1}, {@code a -
 * (-b)}, {@code 2 * (3 * x)}. Never {@code x * 0}, which is NaN for an infinite x.
 */
final class SimplifyArithmetic implements Rule {
    @Override
    public @Nullable Variable apply(Operation operation, Rewriter r) {
        if (!(operation
                instanceof Operation.Elementwise(Function function, List<Variable> operands))) {
            return null;
        }
        Variable a = operands.getFirst();
        Variable b = operands.getLast();
        Variable simpler =
                switch (function) {
                    case ADD -> {
                        Variable one = add(a, b, r);
                        yield one != null ? one : add(b, a, r);
                    }
                    case SUBTRACT -> subtract(a, b, r);
                    case MULTIPLY -> {
                        Variable one = multiply(a, b, r);
                        yield one != null ? one : multiply(b, a, r);
                    }
                    case MASKED_MULTIPLY -> maskedMultiply(a, b, r);
                    case DIVIDE -> divide(a, b, r);
                    case NEGATE -> negate(a, r);
                    default -> null;
                };
        return simpler == null ? null : r.spread(simpler, Axes.of(operation));
    }

    private static @Nullable Variable add(Variable a, Variable b, Rewriter r) {
        if (r.isConstant(b, 0)) {
            return a;
        }
        List<Variable> negated = r.match(b, Function.NEGATE);
        if (negated != null) {
            return r.apply(Function.SUBTRACT, a, negated.getFirst());
        }
        Double constant = r.constant(b);
        List<Variable> sum = r.match(a, Function.ADD);
        if (constant != null && sum != null) {
            for (int i = 0; i < 2; i++) {
                Double other = r.constant(sum.get(i));
                if (other != null && Double.isFinite(other + constant)) {
                    return r.apply(Function.ADD, sum.get(1 - i), r.constant(other + constant));
                }
            }
        }
        return null;
    }

    private static @Nullable Variable subtract(Variable a, Variable b, Rewriter r) {
        if (r.isConstant(b, 0)) {
            return a;
        }
        if (r.isConstant(a, 0)) {
            return r.apply(Function.NEGATE, b);
        }
        List<Variable> negated = r.match(b, Function.NEGATE);
        return negated == null ? null : r.apply(Function.ADD, a, negated.getFirst());
    }

    private static @Nullable Variable multiply(Variable a, Variable b, Rewriter r) {
        if (a.equals(b)) {
            return r.apply(Function.SQUARE, a);
        }
        List<Variable> negated = r.match(b, Function.NEGATE);
        Double constant = r.constant(a);
        if (constant == null) {
            List<Variable> other = r.match(a, Function.NEGATE);
            return negated == null || other == null
                    ? null
                    : r.apply(Function.MULTIPLY, other.getFirst(), negated.getFirst());
        }
        if (constant == 1) {
            return b;
        }
        if (constant == -1) {
            return r.apply(Function.NEGATE, b);
        }
        if (negated != null) {
            return r.apply(Function.MULTIPLY, r.constant(-constant), negated.getFirst());
        }
        List<Variable> product = r.match(b, Function.MULTIPLY);
        if (product != null) {
            for (int i = 0; i < 2; i++) {
                Double other = r.constant(product.get(i));
                if (other != null
                        && isNormal(constant * other)
                        && isNormal(constant)
                        && isNormal(other)) {
                    return r.apply(
                            Function.MULTIPLY, r.constant(constant * other), product.get(1 - i));
                }
            }
        }
        return null;
    }

    private static @Nullable Variable maskedMultiply(Variable a, Variable b, Rewriter r) {
        Double mask = r.constant(a);
        if (mask != null) {
            return mask == 0 ? r.constant(0) : r.apply(Function.MULTIPLY, a, b);
        }
        Double factor = r.constant(b);
        return factor != null && Double.isFinite(factor) ? r.apply(Function.MULTIPLY, a, b) : null;
    }

    private static @Nullable Variable divide(Variable a, Variable b, Rewriter r) {
        Double divisor = r.constant(b);
        if (divisor != null && isNormal(divisor) && isNormal(1 / divisor)) {
            return r.apply(Function.MULTIPLY, r.constant(1 / divisor), a);
        }
        return null;
    }

    private static @Nullable Variable negate(Variable a, Rewriter r) {
        List<Variable> negated = r.match(a, Function.NEGATE);
        if (negated != null) {
            return negated.getFirst();
        }
        List<Variable> difference = r.match(a, Function.SUBTRACT);
        if (difference != null) {
            return r.apply(Function.SUBTRACT, difference.get(1), difference.get(0));
        }
        List<Variable> product = r.match(a, Function.MULTIPLY);
        if (product != null) {
            for (int i = 0; i < 2; i++) {
                Double factor = r.constant(product.get(i));
                if (factor != null) {
                    return r.apply(Function.MULTIPLY, r.constant(-factor), product.get(1 - i));
                }
            }
        }
        return null;
    }

    private static boolean isNormal(double x) {
        return Double.isFinite(x) && Math.abs(x) >= Double.MIN_NORMAL;
    }
}
