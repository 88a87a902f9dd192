package org.pathwise.compiler.core;

import org.pathwise.compiler.type.Type;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A scalar expression as a sum of other expressions, each with a number as its factor; those that
 * are written alike are one, and vanish where their factors do.
 */
record LinearSum(double constant, List<Part> parts) {
    /** Longer sums are not looked at: no rule needs them. */
    private static final int LONGEST = 16;

    /**
     * @param factor not 0
     */
    record Part(double factor, Expr expr) {}

    LinearSum {
        parts = List.copyOf(parts);
    }

    /** The sum that an expression is, unless it is long or an array. */
    static Optional<LinearSum> of(Expr expr) {
        Collector collector = new Collector();
        return expr.type().isScalar() && collector.add(1, expr)
                ? Optional.of(collector.sum())
                : Optional.empty();
    }

    /** {@code a - b}. */
    static Optional<LinearSum> difference(Expr a, Expr b) {
        Collector collector = new Collector();
        return a.type().isScalar()
                        && b.type().isScalar()
                        && collector.add(1, a)
                        && collector.add(-1, b)
                ? Optional.of(collector.sum())
                : Optional.empty();
    }

    private static final class Collector {
        private double constant;
        private final List<Part> parts = new ArrayList<>();

        /** Adds an expression so many times; false where the sum becomes too long. */
        boolean add(double factor, Expr expr) {
            if (expr instanceof Expr.Literal literal) {
                constant += factor * literal.value();
                return true;
            }
            if (expr instanceof Expr.Apply(var function, List<Expr> x, Type _, var _)) {
                switch (function.name()) {
                    case "+" -> {
                        return add(factor, x.getFirst()) && add(factor, x.getLast());
                    }
                    case "-" -> {
                        return add(factor, x.getFirst()) && add(-factor, x.getLast());
                    }
                    case "neg" -> {
                        return add(-factor, x.getFirst());
                    }
                    case "*", ".*" -> {
                        if (x.getFirst() instanceof Expr.Literal number) {
                            return add(factor * number.value(), x.getLast());
                        }
                        if (x.getLast() instanceof Expr.Literal number) {
                            return add(factor * number.value(), x.getFirst());
                        }
                    }
                    default -> {}
                }
            }
            return atom(factor, expr);
        }

        private boolean atom(double factor, Expr expr) {
            for (int i = 0; i < parts.size(); i++) {
                if (Exprs.same(parts.get(i).expr(), expr)) {
                    parts.set(i, new Part(parts.get(i).factor() + factor, expr));
                    return true;
                }
            }
            parts.add(new Part(factor, expr));
            return parts.size() <= LONGEST;
        }

        LinearSum sum() {
            return new LinearSum(
                    constant, parts.stream().filter(part -> part.factor() != 0).toList());
        }
    }
}
