package org.pathwise.compiler.core;

import org.pathwise.compiler.catalogue.Catalogue;
import org.pathwise.compiler.catalogue.Range;
import org.pathwise.compiler.type.Dimension;
import org.pathwise.compiler.type.Support;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Bounds that intervals of the parts alone do not give, because the parts hang together: {@code 1 -
 * t[1] - t[2]} of a simplex is positive, so is {@code k[2] - k[1]} of an ordered vector, and {@code
 * F(k[2] - z) - F(k[1] - z)} of an increasing F; {@code z * z} is not negative.
 */
final class Relations {
    /** Strictly increasing functions of one argument. */
    private static final Set<String> INCREASING =
            Set.of(
                    "exp",
                    "expm1",
                    "log",
                    "log2",
                    "log10",
                    "log1p",
                    "sqrt",
                    "inv_logit",
                    "sigmoid",
                    "logit",
                    "log_inv_logit",
                    "softplus",
                    "log1p_exp",
                    "tanh",
                    "sinh",
                    "atan",
                    "erf",
                    "Phi",
                    "log_Phi",
                    "inv_Phi");

    private final Map<Symbol, Support> supports;
    private final Function<Expr, Range> ranges;

    /**
     * Prepares.
     *
     * @param supports where data, latents and parameters lie
     * @param ranges the bounds of an expression
     */
    Relations(Map<Symbol, Support> supports, Function<Expr, Range> ranges) {
        this.supports = supports;
        this.ranges = ranges;
    }

    /** Bounds of a call, where its arguments hang together. */
    Optional<Range> of(Expr.Apply apply) {
        List<Expr> x = apply.arguments();
        return switch (apply.function().name()) {
            case "+", "-" -> LinearSum.of(apply).flatMap(this::sum);
            case ".*", "dot" ->
                    Exprs.same(x.getFirst(), x.getLast())
                            ? Optional.of(Range.NON_NEGATIVE)
                            : Optional.empty();
            case "*" ->
                    isSquare(x.getFirst(), x.getLast())
                            ? Optional.of(Range.NON_NEGATIVE)
                            : Optional.empty();
            case "sum" -> shares(apply).flatMap(share -> sum(single(apply)));
            case "cumulative_sum" ->
                    isSimplex(x.getFirst())
                            ? Optional.of(new Range(0, 1, true, false))
                            : Optional.empty();
            case "softmax" ->
                    x.getFirst().type().shape().getLast().known().orElse(2) > 1
                            ? Optional.of(Range.UNIT)
                            : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static LinearSum single(Expr expr) {
        return new LinearSum(0, List.of(new LinearSum.Part(1, expr)));
    }

    /** {@code z * z} of numbers, {@code x' * x} of a vector. */
    private static boolean isSquare(Expr a, Expr b) {
        boolean scalars = a.type().isScalar() && Exprs.same(a, b);
        return scalars
                || b.type().rank() == 1
                        && a instanceof Expr.Apply transpose
                        && transpose.function().name().equals("'")
                        && Exprs.same(transpose.arguments().getFirst(), b);
    }

    /** Where a sum has parts that hang together: the bounds of those and of the others. */
    private Optional<Range> sum(LinearSum sum) {
        List<LinearSum.Part> left = new ArrayList<>(sum.parts());
        List<Range> found = new ArrayList<>();
        for (LinearSum.Part part : sum.parts()) {
            if (left.contains(part)) {
                group(part, left).ifPresent(found::add);
            }
            if (left.contains(part)) {
                pair(part, left).ifPresent(found::add);
            }
        }
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Range total = Range.point(sum.constant());
        for (Range range : found) {
            total = apply("+", total, range);
        }
        for (LinearSum.Part part : left) {
            total = apply("+", total, scaled(part.factor(), ranges.apply(part.expr())));
        }
        return Optional.of(total);
    }

    private static Range scaled(double factor, Range range) {
        return apply(".*", Range.point(factor), range);
    }

    private static Range apply(String function, Range a, Range b) {
        return Catalogue.function(function).orElseThrow().range().range(List.of(a, b));
    }

    /**
     * Some entries of a simplex.
     *
     * @param base the simplex, without the last subscript
     * @param lower the first entry
     * @param count how many from there on
     */
    private record Share(
            Symbol symbol, List<Subscript> base, Dimension lower, Dimension count, Dimension all) {
        boolean isApartFrom(Share other) {
            return symbol.equals(other.symbol)
                    && sameAt(base, other.base)
                    && (Linear.provablyAtMost(lower.plus(count), other.lower)
                            || Linear.provablyAtMost(other.lower.plus(other.count), lower));
        }
    }

    /** An entry of a simplex, or a sum of consecutive ones. */
    private Optional<Share> shares(Expr expr) {
        boolean summed =
                expr instanceof Expr.Apply apply
                        && apply.function().name().equals("sum")
                        && apply.arguments().getFirst().type().rank() == 1;
        Expr inner = summed ? ((Expr.Apply) expr).arguments().getFirst() : expr;
        if (summed && inner instanceof Expr.Reference whole && isSimplex(whole)) {
            Dimension all = whole.type().shape().getLast();
            return Optional.of(new Share(whole.symbol(), List.of(), Dimension.of(1), all, all));
        }
        if (!(inner instanceof Expr.Index(Expr.Reference base, List<Subscript> subscripts, _, _))
                || !isSimplex(base)) {
            return Optional.empty();
        }
        Dimension all = base.type().shape().getLast();
        int rank = base.type().rank();
        List<Subscript> leading = subscripts.subList(0, Math.min(rank - 1, subscripts.size()));
        if (leading.size() < rank - 1
                || leading.stream().anyMatch(at -> !(at instanceof Subscript.At))) {
            return Optional.empty();
        }
        Subscript last = subscripts.size() == rank ? subscripts.getLast() : new Subscript.All();
        return switch (last) {
            case Subscript.At(Expr at) ->
                    summed
                            ? Optional.empty()
                            : Linear.of(at)
                                    .flatMap(Linear::dimension)
                                    .map(
                                            place ->
                                                    new Share(
                                                            base.symbol(),
                                                            leading,
                                                            place,
                                                            Dimension.of(1),
                                                            all));
            case Subscript.Range(Dimension lower, Dimension upper) ->
                    summed
                            ? Optional.of(
                                    new Share(
                                            base.symbol(),
                                            leading,
                                            lower,
                                            upper.minus(lower).plus(1),
                                            all))
                            : Optional.empty();
            case Subscript.All _ ->
                    summed
                            ? Optional.of(
                                    new Share(base.symbol(), leading, Dimension.of(1), all, all))
                            : Optional.empty();
        };
    }

    private boolean isSimplex(Expr expr) {
        return switch (expr) {
            case Expr.Reference reference ->
                    supports.get(reference.symbol()) == Support.Structured.SIMPLEX;
            case Expr.Index(Expr.Reference base, List<Subscript> subscripts, _, _) ->
                    isSimplex(base) && subscripts.size() < base.type().rank();
            default -> false;
        };
    }

    /**
     * All parts that are entries of one simplex: a mean of their factors (and of 0, for the other
     * entries) with positive weights, so that it lies strictly between the extreme ones. Takes the
     * parts away.
     */
    private Optional<Range> group(LinearSum.Part first, List<LinearSum.Part> left) {
        Optional<Share> start = shares(first.expr());
        if (start.isEmpty()) {
            return Optional.empty();
        }
        List<LinearSum.Part> members = new ArrayList<>(List.of(first));
        List<Share> places = new ArrayList<>(List.of(start.get()));
        for (LinearSum.Part part : left) {
            Optional<Share> place = part.equals(first) ? Optional.empty() : shares(part.expr());
            if (place.isPresent() && places.stream().allMatch(place.get()::isApartFrom)) {
                members.add(part);
                places.add(place.get());
            }
        }
        left.removeAll(members);
        double least = members.stream().mapToDouble(LinearSum.Part::factor).min().orElseThrow();
        double most = members.stream().mapToDouble(LinearSum.Part::factor).max().orElseThrow();
        Dimension count = places.stream().map(Share::count).reduce(Dimension::plus).orElseThrow();
        Dimension all = start.get().all();
        if (count.equals(all)) {
            return Optional.of(least == most ? Range.point(least) : Range.open(least, most));
        }
        // As everywhere, a simplex is taken to have two entries at least.
        boolean others = count.equals(Dimension.of(1)) || Linear.provablyAtMost(count.plus(1), all);
        boolean open = others || least < most;
        return Optional.of(
                new Range(
                        Math.min(least, 0),
                        Math.max(most, 0),
                        open || least > 0,
                        open || most < 0));
    }

    /** A part and one that it is certainly larger than, with the opposite factor. */
    private Optional<Range> pair(LinearSum.Part first, List<LinearSum.Part> left) {
        for (LinearSum.Part second : left) {
            if (second.factor() == -first.factor()) {
                boolean above = isAbove(first.expr(), second.expr());
                if (above || isAbove(second.expr(), first.expr())) {
                    left.remove(first);
                    left.remove(second);
                    return Optional.of(
                            above == first.factor() > 0
                                    ? Range.POSITIVE
                                    : scaled(-1, Range.POSITIVE));
                }
            }
        }
        return Optional.empty();
    }

    /** Whether {@code a > b} follows from the order of a vector's entries. */
    private boolean isAbove(Expr a, Expr b) {
        if (a instanceof Expr.Apply f
                && b instanceof Expr.Apply g
                && f.function().name().equals(g.function().name())
                && INCREASING.contains(f.function().name())) {
            return LinearSum.difference(f.arguments().getFirst(), g.arguments().getFirst())
                    .flatMap(this::sum)
                    .filter(Range::isPositive)
                    .isPresent();
        }
        return a instanceof Expr.Index(Expr.Reference x, List<Subscript> at, _, _)
                && b instanceof Expr.Index(Expr.Reference y, List<Subscript> under, _, _)
                && x.symbol().equals(y.symbol())
                && isOrdered(x.symbol())
                && at.size() == x.type().rank()
                && at.size() == under.size()
                && sameAt(at.subList(0, at.size() - 1), under.subList(0, at.size() - 1))
                && at.getLast() instanceof Subscript.At(Expr i)
                && under.getLast() instanceof Subscript.At(Expr j)
                && Linear.of(i)
                        .flatMap(high -> Linear.of(j).map(low -> high.plus(low.times(-1))))
                        .flatMap(Linear::dimension)
                        .filter(distance -> Linear.provablyAtMost(Dimension.of(1), distance))
                        .isPresent();
    }

    private boolean isOrdered(Symbol symbol) {
        Support support = supports.get(symbol);
        return support == Support.Structured.ORDERED
                || support == Support.Structured.POSITIVE_ORDERED;
    }

    private static boolean sameAt(List<Subscript> a, List<Subscript> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            if (!(a.get(i) instanceof Subscript.At(Expr x)
                    && b.get(i) instanceof Subscript.At(Expr y)
                    && Exprs.same(x, y))) {
                return false;
            }
        }
        return true;
    }
}
