package org.pathwise.compiler.rewrite;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.array.Axes;
import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Variable;

import java.util.List;

/**
 * {@code sum(c * x[n])} becomes {@code c * sum(x)}, and {@code sum(a[n] * b[k])} becomes {@code
 * sum(a) * sum(b)}: each factor is summed on its own over the axes that the other one lacks.
 */
final class FactorOutOfSums implements Rule {
    @Override
    public @Nullable Variable apply(Operation operation, Rewriter r) {
        return switch (operation) {
            case Operation.Reduce(Operation.Reducer reducer, Variable operand, List<Axis> over)
                    when reducer == Operation.Reducer.SUM
                            && r.definition(operand)
                                    instanceof
                                    Operation.Elementwise(
                                            Function function,
                                            List<Variable> factors) -> {
                Variable a = factors.getFirst();
                Variable b = factors.getLast();
                yield switch (function) {
                    case MULTIPLY -> product(a, b, over, operation, r);
                    case DIVIDE ->
                            over.stream().anyMatch(b::has)
                                    ? null
                                    : r.spread(
                                            r.apply(Function.DIVIDE, r.sum(a, over), b),
                                            Axes.of(operation));
                    default -> null;
                };
            }
            case Operation.Contract(Variable left, Variable right, List<Axis> over) ->
                    product(left, right, over, operation, r);
            default -> null;
        };
    }

    private static @Nullable Variable product(
            Variable a, Variable b, List<Axis> over, Operation operation, Rewriter r) {
        boolean shared = over.stream().allMatch(axis -> a.has(axis) && b.has(axis));
        return shared
                ? null
                : r.spread(ContractProducts.sumOfProduct(a, b, over, r), Axes.of(operation));
    }
}
