package org.pathwise.compiler.estimate;

import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Symbol;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether the branches of a conditional meet where its condition switches: {@code if x > 0 then x
 * else 0.1 * x} does not jump. Decided for comparisons of linear expressions: the boundary is
 * solved for a variable, which is replaced in both branches.
 */
final class Boundary {
    private static final Set<String> COMPARISONS = Set.of("<", "<=", ">", ">=", "==", "!=");

    private final Map<Symbol, Expr> definitions;

    Boundary(Map<Symbol, Expr> definitions) {
        this.definitions = definitions;
    }

    /**
     * Whether both branches certainly have one value where the sides of the condition are equal.
     */
    boolean meet(Expr condition, Expr then, Expr otherwise) {
        return onBoundary(condition)
                .map(normal -> normal.of(then).minus(normal.of(otherwise)).isZero())
                .orElse(false);
    }

    /** Whether a value is certainly 0 where the sides of the condition are equal. */
    boolean vanishes(Expr condition, Expr value) {
        return onBoundary(condition).map(normal -> normal.of(value).isZero()).orElse(false);
    }

    private Optional<NormalForm> onBoundary(Expr condition) {
        if (!(condition instanceof Expr.Apply apply)
                || !COMPARISONS.contains(apply.function().name())) {
            return Optional.empty();
        }
        NormalForm anywhere = new NormalForm(definitions, Map.of());
        Polynomial difference =
                anywhere.of(apply.arguments().getFirst())
                        .minus(anywhere.of(apply.arguments().getLast()));
        return difference
                .solvable(anywhere.leaves())
                .map(leaf -> new NormalForm(definitions, Map.of(leaf, difference.solveFor(leaf))));
    }
}
