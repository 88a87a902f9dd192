package org.pathwise.compiler.missing;

import org.pathwise.compiler.core.Draw;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Exprs;
import org.pathwise.compiler.type.Bound;
import org.pathwise.compiler.type.Support;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The interval in which a missing element lies.
 *
 * @param bounds the expressions of its computed bounds
 */
record ElementSupport(Support.Interval interval, List<Expr> bounds) {
    ElementSupport {
        bounds = List.copyOf(bounds);
    }

    /** The support of single elements, or empty where elements are not free of each other. */
    static Optional<ElementSupport> of(Support support, List<Expr> expressions) {
        return switch (support) {
            case Support.Interval(Bound lower, Bound upper) -> {
                List<Expr> kept = new ArrayList<>();
                var interval =
                        new Support.Interval(
                                fold(lower, expressions, kept), fold(upper, expressions, kept));
                yield Optional.of(new ElementSupport(interval, kept));
            }
            case Support.Structured structured ->
                    switch (structured) {
                        case REAL_VECTOR -> of(Support.REAL, List.of());
                        case POSITIVE_VECTOR -> of(Support.POSITIVE, List.of());
                        case SIMPLEX,
                                ORDERED,
                                POSITIVE_ORDERED,
                                UNIT_VECTOR,
                                CORRELATION,
                                COVARIANCE,
                                CHOLESKY_CORRELATION,
                                CHOLESKY_COVARIANCE,
                                COUNTS ->
                                Optional.empty();
                    };
            case Support.Integers _ -> Optional.empty();
        };
    }

    static Optional<ElementSupport> of(Draw draw) {
        return of(draw.distribution().support(), draw.arguments());
    }

    private static Bound fold(Bound bound, List<Expr> expressions, List<Expr> kept) {
        if (!(bound instanceof Bound.Computed(int index, String _))) {
            return bound;
        }
        Expr expr = expressions.get(index);
        if (expr instanceof Expr.Literal literal) {
            return new Bound.Constant(literal.value());
        }
        kept.add(expr);
        return new Bound.Computed(kept.size() - 1, expr.span().text());
    }

    /** Where both hold; empty where that is nowhere, or not known to be an interval. */
    Optional<ElementSupport> and(ElementSupport other) {
        if (equals(interval, Support.REAL) || same(other)) {
            return Optional.of(other);
        }
        if (equals(other.interval, Support.REAL)) {
            return Optional.of(this);
        }
        if (interval.lower() instanceof Bound.Constant(double a)
                && interval.upper() instanceof Bound.Constant(double b)
                && other.interval.lower() instanceof Bound.Constant(double c)
                && other.interval.upper() instanceof Bound.Constant(double d)
                && Math.max(a, c) < Math.min(b, d)) {
            return Optional.of(
                    new ElementSupport(
                            new Support.Interval(
                                    new Bound.Constant(Math.max(a, c)),
                                    new Bound.Constant(Math.min(b, d))),
                            List.of()));
        }
        return Optional.empty();
    }

    private static boolean equals(Support a, Support b) {
        return a.equals(b);
    }

    /** Whether both are the same set, written alike. */
    boolean same(ElementSupport other) {
        if (!same(interval.lower(), other.interval.lower())
                || !same(interval.upper(), other.interval.upper())
                || bounds.size() != other.bounds.size()) {
            return false;
        }
        for (int i = 0; i < bounds.size(); i++) {
            if (!Exprs.same(bounds.get(i), other.bounds.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(Bound a, Bound b) {
        return a instanceof Bound.Computed(int i, String _)
                        && b instanceof Bound.Computed(int j, String _)
                ? i == j
                : a.equals(b);
    }

    /** A number inside, where nothing better is known. */
    double inside() {
        double low = interval.lower() instanceof Bound.Constant(double a) ? a : 0;
        double high = interval.upper() instanceof Bound.Constant(double b) ? b : low + 1;
        if (Double.isInfinite(low)) {
            return Double.isInfinite(high) ? 0 : high - 1;
        }
        return Double.isInfinite(high) ? low + 1 : (low + high) / 2;
    }
}
