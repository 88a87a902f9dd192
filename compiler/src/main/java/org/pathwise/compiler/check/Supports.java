package org.pathwise.compiler.check;

import org.pathwise.compiler.check.Context.Bounded;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Exprs;
import org.pathwise.compiler.core.Linear;
import org.pathwise.compiler.type.Bound;
import org.pathwise.compiler.type.Dimension;
import org.pathwise.compiler.type.Support;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares and joins supports. */
final class Supports {
    private Supports() {}

    /** How one set lies to another. */
    enum Relation {
        EQUAL,
        NARROWER,
        WIDER,
        OTHER
    }

    /** What the labels of a distribution's dimensions stand for in a call. */
    @FunctionalInterface
    interface Extents {
        Expr.Size of(Bound.Extent extent);
    }

    /** Replaces computed bounds that are numbers, and keeps the expressions of the rest only. */
    static Bounded fold(Support support, List<Expr> expressions) {
        return fold(
                support,
                expressions,
                extent -> {
                    throw new IllegalArgumentException("no dimension for " + extent);
                });
    }

    /** The same for the support of a call, whose extents become sizes. */
    static Bounded fold(Support support, List<Expr> expressions, Extents extents) {
        List<Expr> kept = new ArrayList<>();
        return switch (support) {
            case Support.Interval(Bound lower, Bound upper) -> {
                Support folded =
                        new Support.Interval(
                                fold(lower, expressions, extents, kept),
                                fold(upper, expressions, extents, kept));
                yield new Bounded(folded, kept);
            }
            case Support.Integers(Bound lower, Bound upper) -> {
                Support folded =
                        new Support.Integers(
                                fold(lower, expressions, extents, kept),
                                fold(upper, expressions, extents, kept));
                yield new Bounded(folded, kept);
            }
            case Support.Structured structured -> new Bounded(structured, List.of());
        };
    }

    private static Bound fold(
            Bound bound, List<Expr> expressions, Extents extents, List<Expr> kept) {
        return switch (bound) {
            case Bound.Constant constant -> constant;
            case Bound.Computed(int index, String _) -> {
                Expr expr = expressions.get(index);
                yield expr instanceof Expr.Literal literal
                        ? new Bound.Constant(literal.value())
                        : kept(expr, expr.span().text(), kept);
            }
            case Bound.Extent extent -> {
                Expr.Size size = extents.of(extent);
                yield size.dimension().known().isPresent()
                        ? new Bound.Constant(size.dimension().constant())
                        : kept(size, size.dimension().toString(), kept);
            }
        };
    }

    private static Bound kept(Expr expr, String text, List<Expr> kept) {
        kept.add(expr);
        return new Bound.Computed(kept.size() - 1, text);
    }

    /** Whether elements of a support are scalars that a density over reals can be restricted to. */
    private static boolean isRealLike(Support support) {
        return support.equals(Support.REAL) || support == Support.Structured.REAL_VECTOR;
    }

    /** The support without the mere shape: a vector of reals is reals. */
    static Support plain(Support support) {
        return support == Support.Structured.REAL_VECTOR ? Support.REAL : support;
    }

    /**
     * The values that a declared type and a distribution both allow.
     *
     * @return empty where there are none, or where the distribution has no density on them
     */
    static Optional<Bounded> restrict(Bounded declared, Bounded drawn) {
        Support a = plain(declared.support());
        Support b = plain(drawn.support());
        if (isRealLike(b)) {
            boolean sortable =
                    !(a instanceof Support.Structured structured)
                            || structured == Support.Structured.ORDERED
                            || structured == Support.Structured.POSITIVE_ORDERED;
            return a.isDiscrete() || !sortable
                    ? Optional.empty()
                    : Optional.of(new Bounded(a, declared.bounds()));
        }
        if (isRealLike(a) && !b.isDiscrete()) {
            return Optional.of(drawn);
        }
        if (a == Support.Structured.POSITIVE_ORDERED && b.equals(Support.POSITIVE)
                || a == Support.Structured.ORDERED && b.equals(Support.POSITIVE)) {
            return Optional.of(new Bounded(Support.Structured.POSITIVE_ORDERED, List.of()));
        }
        return switch (relation(declared, drawn)) {
            case EQUAL, NARROWER -> Optional.of(declared);
            case WIDER -> Optional.of(drawn);
            case OTHER -> Optional.empty();
        };
    }

    /** How {@code a} lies to {@code b}. Computed bounds are equal when they are written alike. */
    static Relation relation(Bounded a, Bounded b) {
        Support first = plain(a.support());
        Support second = plain(b.support());
        if (first instanceof Support.Interval x && second instanceof Support.Interval y) {
            return relation(
                    compare(x.lower(), a, y.lower(), b), compare(x.upper(), a, y.upper(), b));
        }
        if (first instanceof Support.Integers x && second instanceof Support.Integers y) {
            return relation(
                    compare(x.lower(), a, y.lower(), b), compare(x.upper(), a, y.upper(), b));
        }
        return first.equals(second) ? Relation.EQUAL : structuredRelation(first, second);
    }

    private static Relation structuredRelation(Support first, Support second) {
        if (first == Support.Structured.COUNTS || second == Support.Structured.COUNTS) {
            boolean narrower = first == Support.Structured.COUNTS;
            return !holdsCounts(narrower ? second : first)
                    ? Relation.OTHER
                    : narrower ? Relation.NARROWER : Relation.WIDER;
        }
        if (first instanceof Support.Structured && second.equals(Support.REAL)) {
            return Relation.NARROWER;
        }
        return second instanceof Support.Structured && first.equals(Support.REAL)
                ? Relation.WIDER
                : Relation.OTHER;
    }

    /** Whether every count is among these integers. */
    private static boolean holdsCounts(Support support) {
        return support
                        instanceof
                        Support.Integers(Bound.Constant(double lower), Bound.Constant(double upper))
                && lower <= 0
                && upper == Double.POSITIVE_INFINITY;
    }

    private static Relation relation(Optional<Integer> lower, Optional<Integer> upper) {
        if (lower.isEmpty() || upper.isEmpty()) {
            return Relation.OTHER;
        }
        if (lower.get() == 0 && upper.get() == 0) {
            return Relation.EQUAL;
        }
        if (lower.get() >= 0 && upper.get() <= 0) {
            return Relation.NARROWER;
        }
        return lower.get() <= 0 && upper.get() >= 0 ? Relation.WIDER : Relation.OTHER;
    }

    private static Optional<Integer> compare(Bound first, Bounded a, Bound second, Bounded b) {
        if (first instanceof Bound.Constant(double x)
                && second instanceof Bound.Constant(double y)) {
            return Optional.of(Double.compare(x, y));
        }
        if (first instanceof Bound.Constant(double x) && Double.isInfinite(x)) {
            return Optional.of(x > 0 ? 1 : -1);
        }
        if (second instanceof Bound.Constant(double y) && Double.isInfinite(y)) {
            return Optional.of(y > 0 ? -1 : 1);
        }
        return first instanceof Bound.Computed(int i, String _)
                        && second instanceof Bound.Computed(int j, String _)
                        && isSame(a.bounds().get(i), b.bounds().get(j))
                ? Optional.of(0)
                : Optional.empty();
    }

    /** Whether two bounds are written alike, or are one dimension. */
    private static boolean isSame(Expr a, Expr b) {
        Optional<Dimension> dimension = Linear.of(a).flatMap(Linear::dimension);
        return Exprs.same(a, b)
                || dimension.isPresent()
                        && dimension.equals(Linear.of(b).flatMap(Linear::dimension));
    }
}
