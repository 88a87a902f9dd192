package org.pathwise.compiler.rewrite;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Variable;

import java.util.List;

/**
 * Makes a contraction of a sum of products where the products would be a larger array than both
 * factors ({@code sum over d of X[n, d] * beta[d, particles]}), or where a factor that is stored
 * anyway varies over more axes than the other ({@code X[n, d] * beta[d]}). Products of factors with
 * the same axes stay in loops with what computes them.
 */
final class ContractProducts implements Rule {
    @Override
    public @Nullable Variable apply(Operation operation, Rewriter r) {
        if (operation
                        instanceof
                        Operation.Reduce(
                                Operation.Reducer reducer,
                                Variable operand,
                                List<Axis> over)
                && reducer == Operation.Reducer.SUM) {
            List<Variable> factors = r.match(operand, Function.MULTIPLY);
            if (factors != null && isContraction(factors.getFirst(), factors.getLast(), over, r)) {
                return r.bind(new Operation.Contract(factors.getFirst(), factors.getLast(), over));
            }
        }
        return null;
    }

    /**
     * The sum over some axes of {@code a * b}, where both may lack some; each factor is first
     * summed over what it has alone.
     */
    static Variable sumOfProduct(Variable a, Variable b, List<Axis> over, Rewriter r) {
        List<Axis> shared = over.stream().filter(axis -> a.has(axis) && b.has(axis)).toList();
        double repeats = 1;
        for (Axis axis : over) {
            repeats *= a.has(axis) || b.has(axis) ? 1 : axis.extent();
        }
        Variable left =
                r.sum(a, over.stream().filter(axis -> a.has(axis) && !b.has(axis)).toList());
        Variable right =
                r.sum(b, over.stream().filter(axis -> b.has(axis) && !a.has(axis)).toList());
        Variable sum =
                shared.isEmpty()
                        ? r.apply(Function.MULTIPLY, left, right)
                        : isContraction(left, right, shared, r)
                                ? r.bind(new Operation.Contract(left, right, shared))
                                : r.sum(r.apply(Function.MULTIPLY, left, right), shared);
        return repeats == 1 ? sum : r.apply(Function.MULTIPLY, r.constant(repeats), sum);
    }

    private static boolean isContraction(Variable a, Variable b, List<Axis> over, Rewriter r) {
        if (!a.hasAll(over) || !b.hasAll(over) || a.axes().equals(b.axes())) {
            return false;
        }
        Variable larger = a.size() >= b.size() ? a : b;
        Variable smaller = larger == a ? b : a;
        return !larger.hasAll(smaller.axes()) || isStored(larger, r);
    }

    /** Whether the variable is an array in memory in any case. */
    private static boolean isStored(Variable variable, Rewriter r) {
        Operation definition = r.definition(variable);
        return definition == null
                || !(definition instanceof Operation.Elementwise
                        || definition instanceof Operation.Broadcast
                        || definition instanceof Operation.Position
                        || definition instanceof Operation.Constant);
    }
}
