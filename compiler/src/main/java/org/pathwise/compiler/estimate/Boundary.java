package org.pathwise.compiler.estimate;

import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Symbol;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Whether the branches of a conditional meet where its condition switches: {@code if x > 0 then x
 * else 0.1 * x} does not jump. Where the sides of the comparison are equal, something that they are
 * made of can be replaced in both branches; they meet if they become the same polynomial.
 */
final class Boundary {
    private static final Set<String> COMPARISONS = Set.of("<", "<=", ">", ">=", "==", "!=");

    private final Map<Symbol, Expr> definitions;

    Boundary(Map<Symbol, Expr> definitions) {
        this.definitions = definitions;
    }

    /** What a name stands for that is given to an expression as a whole. */
    Expr meaning(Expr expr) {
        Expr content =
                expr instanceof Expr.Reference reference
                        ? definitions.get(reference.symbol())
                        : null;
        return content == null ? expr : meaning(content);
    }

    /** Whether an expression compares two numbers. */
    static boolean isComparison(Expr expr) {
        return expr instanceof Expr.Apply apply && COMPARISONS.contains(apply.function().name());
    }

    /**
     * Whether both branches certainly have one value where the sides of the condition are equal.
     */
    boolean meet(Expr condition, Expr then, Expr otherwise) {
        return vanishes(condition, form -> form.of(then).minus(form.of(otherwise)));
    }

    /** Whether a value is certainly 0 where the sides of the condition are equal. */
    boolean vanishes(Expr condition, Expr value) {
        return vanishes(condition, form -> form.of(value));
    }

    private boolean vanishes(Expr condition, Function<NormalForm, Polynomial> value) {
        if (!(condition instanceof Expr.Apply apply) || !isComparison(condition)) {
            return false;
        }
        NormalForm anywhere = new NormalForm(definitions, Map.of());
        Polynomial difference =
                anywhere.of(apply.arguments().getFirst())
                        .minus(anywhere.of(apply.arguments().getLast()));
        return parts(difference, anywhere).stream()
                .allMatch(
                        part -> {
                            NormalForm form = new NormalForm(definitions, part.replaced());
                            Polynomial there = value.apply(form);
                            return there.isZero()
                                    || part.multiple()
                                            .filter(zero -> there.remainder(zero).isZero())
                                            .isPresent();
                        });
    }

    /**
     * A part of the set where a difference is 0.
     *
     * @param replaced what some atoms are there
     * @param multiple a polynomial that is 0 there
     */
    private record Part(Map<String, Polynomial> replaced, Optional<Polynomial> multiple) {
        static Part where(String atom, Polynomial value) {
            return new Part(Map.of(atom, value), Optional.empty());
        }
    }

    private static List<Part> parts(Polynomial difference, NormalForm form) {
        if (difference.number().isPresent()) {
            // never, or everywhere
            return difference.isZero() ? List.of(new Part(Map.of(), Optional.empty())) : List.of();
        }
        Optional<String> leaf = difference.solvable(form.leaves());
        if (leaf.isPresent()) {
            return List.of(Part.where(leaf.get(), difference.solveFor(leaf.get())));
        }
        for (String atom : difference.atoms()) {
            Optional<List<Double>> roots = difference.roots(atom);
            if (roots.isPresent() && form.leaves().contains(atom)) {
                return roots.get().stream()
                        .map(root -> Part.where(atom, Polynomial.constant(root)))
                        .toList();
            }
        }
        Optional<String> solvable = difference.solvable(difference.atoms());
        if (solvable.isEmpty()) {
            return List.of(new Part(Map.of(), Optional.of(difference)));
        }
        Polynomial value = difference.solveFor(solvable.get());
        Polynomial inside = form.absolutes().get(solvable.get());
        if (inside == null) {
            return List.of(Part.where(solvable.get(), value));
        }
        List<Part> parts = new ArrayList<>(parts(inside.minus(value), form));
        parts.addAll(parts(inside.plus(value), form));
        return parts;
    }
}
