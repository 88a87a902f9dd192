package org.pathwise.compiler.check;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.ast.Argument;
import org.pathwise.compiler.ast.Expression;
import org.pathwise.compiler.catalogue.Censoring;
import org.pathwise.compiler.catalogue.Distribution;
import org.pathwise.compiler.catalogue.Truncation;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Exprs;
import org.pathwise.compiler.type.Bound;
import org.pathwise.compiler.type.Dimension;
import org.pathwise.compiler.type.Support;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code Truncated(D, lower, upper)} and {@code Censored(D, lower, upper)}. */
final class Cuts {
    static final String TRUNCATED = "Truncated";
    static final String CENSORED = "Censored";

    private static final String LOWER = "lower";
    private static final String UPPER = "upper";

    private final Context context;
    private final Expressions expressions;
    private final Draws draws;
    private final Compounds compounds;

    Cuts(Context context, Expressions expressions, Draws draws, Compounds compounds) {
        this.context = context;
        this.expressions = expressions;
        this.draws = draws;
        this.compounds = compounds;
    }

    /** The ends as they are written. */
    private record Written(Optional<Expression> lower, Optional<Expression> upper) {}

    /** The ends; one that cuts nothing off is empty. */
    private record Ends(Optional<Expr> lower, Optional<Expr> upper) {
        List<Expr> given() {
            return Stream.of(lower, upper).flatMap(Optional::stream).toList();
        }

        /** As arguments: those that are no plain numbers. */
        List<Expr> computed() {
            return given().stream().filter(end -> !(end instanceof Expr.Literal)).toList();
        }
    }

    Draws.@Nullable Resolved of(Expression.Call call, List<Dimension> shape, Place place) {
        Optional<Written> written = written(call.arguments());
        if (written.isEmpty()) {
            context.report(CompoundErrors.cutForm(call));
            return null;
        }
        Expression inside = call.arguments().getFirst().value();
        Draws.Resolved base = compounds.inner(call, inside, shape, place);
        Optional<Ends> read = read(written.get(), shape, place);
        if (base == null || read.isEmpty()) {
            return null;
        }
        Ends ends = read.get();
        Distribution distribution = base.distribution();
        if (distribution.rank() > 0) {
            context.report(CompoundErrors.notOfNumbers(call, inside, distribution));
            return null;
        }
        if (distribution.cumulative().isEmpty()) {
            context.report(CompoundErrors.noCumulative(call, inside, distribution));
            return null;
        }
        if (ends.given().isEmpty()) {
            context.report(CompoundErrors.nothingCut(call));
            return null;
        }
        if (isTwiceComputed(call, distribution, ends)) {
            return null;
        }
        boolean censored = call.function().name().equals(CENSORED);
        return censored
                ? censored(call, base, ends, shape, place)
                : truncated(call, base, ends, shape);
    }

    /** {@code D, lower, upper}, with the ends by position or by name; empty for another form. */
    private static Optional<Written> written(List<Argument> arguments) {
        if (arguments.isEmpty() || arguments.getFirst().name() != null) {
            return Optional.empty();
        }
        Optional<Expression> lower = Optional.empty();
        Optional<Expression> upper = Optional.empty();
        for (int i = 1; i < arguments.size(); i++) {
            Argument argument = arguments.get(i);
            String name = argument.name() != null ? argument.name().name() : i == 1 ? LOWER : UPPER;
            if (name.equals(LOWER) && lower.isEmpty()) {
                lower = Optional.of(argument.value());
            } else if (name.equals(UPPER) && upper.isEmpty()) {
                upper = Optional.of(argument.value());
            } else {
                return Optional.empty();
            }
        }
        return lower.isEmpty() && upper.isEmpty()
                ? Optional.empty()
                : Optional.of(new Written(lower, upper));
    }

    /** The ends as expressions, empty after an error. */
    private Optional<Ends> read(Written written, List<Dimension> shape, Place place) {
        List<Optional<Expr>> ends = new ArrayList<>();
        boolean complete = true;
        for (Optional<Expression> end : List.of(written.lower(), written.upper())) {
            Expr expr = end.isEmpty() ? null : expressions.types().bound(end.get(), place);
            complete &= end.isEmpty() == (expr == null);
            ends.add(Optional.ofNullable(expr).map(value -> Lists.fitted(value, shape)));
        }
        return complete
                ? Optional.of(
                        new Ends(
                                ends.getFirst().filter(end -> !is(end, Bound.NEGATIVE_INFINITY)),
                                ends.getLast().filter(end -> !is(end, Bound.POSITIVE_INFINITY))))
                : Optional.empty();
    }

    private static boolean is(Expr expr, Bound bound) {
        return expr instanceof Expr.Literal literal
                && new Bound.Constant(literal.value()).equals(bound);
    }

    private static Bound bound(Optional<Expr> end, Bound otherwise) {
        return end.<Bound>map(
                        expr ->
                                expr instanceof Expr.Literal literal
                                        ? new Bound.Constant(literal.value())
                                        : new Bound.Computed(0, expr.span().text()))
                .orElse(otherwise);
    }

    /** Whether an end and the distribution's own end are both computed; reports it. */
    private boolean isTwiceComputed(Expression.Call call, Distribution base, Ends ends) {
        Bound lower = end(base.support(), true);
        Bound upper = end(base.support(), false);
        if (ends.lower().filter(Cuts::isComputed).isPresent()
                && lower instanceof Bound.Computed own) {
            context.report(CompoundErrors.twoEnds(call, ends.lower().get(), base, own));
            return true;
        }
        if (ends.upper().filter(Cuts::isComputed).isPresent()
                && upper instanceof Bound.Computed own) {
            context.report(CompoundErrors.twoEnds(call, ends.upper().get(), base, own));
            return true;
        }
        return false;
    }

    private static boolean isComputed(Expr end) {
        return !(end instanceof Expr.Literal);
    }

    private static Bound end(Support support, boolean lower) {
        return switch (support) {
            case Support.Interval(Bound low, Bound high) -> lower ? low : high;
            case Support.Integers(Bound low, Bound high) -> lower ? low : high;
            case Support.Structured structured ->
                    throw new IllegalArgumentException("an end of " + structured);
        };
    }

    private Draws.@Nullable Resolved truncated(
            Expression.Call call, Draws.Resolved base, Ends ends, List<Dimension> shape) {
        Distribution result =
                Truncation.of(
                        base.distribution(),
                        bound(ends.lower(), Bound.NEGATIVE_INFINITY),
                        bound(ends.upper(), Bound.POSITIVE_INFINITY));
        if (isEmpty(result.support())) {
            context.report(CompoundErrors.emptyCut(call, base.bounded().support()));
            return null;
        }
        checkOrder(call, base, ends);
        return fit(result, call, base, ends, shape);
    }

    private static boolean isEmpty(Support support) {
        if (!(end(support, true) instanceof Bound.Constant(double low))
                || !(end(support, false) instanceof Bound.Constant(double high))) {
            return false;
        }
        return support.isDiscrete() ? low > high : !(low < high);
    }

    /** Ends that are computed are in order for some data at least. */
    private void checkOrder(Expression.Call call, Draws.Resolved base, Ends ends) {
        if (ends.lower().isPresent() && ends.upper().isPresent() && !ends.computed().isEmpty()) {
            Expr lower = ends.lower().get();
            Expr upper = ends.upper().get();
            context.later(
                    () -> {
                        double least = context.ranges.of(lower).lower();
                        double most = context.ranges.of(upper).upper();
                        boolean never =
                                Exprs.same(lower, upper) && !base.distribution().isDiscrete()
                                        || least > most;
                        if (never) {
                            context.report(CompoundErrors.emptyCut(call, base.bounded().support()));
                        }
                    });
        }
    }

    private Draws.@Nullable Resolved censored(
            Expression.Call call,
            Draws.Resolved base,
            Ends ends,
            List<Dimension> shape,
            Place place) {
        boolean random =
                place.block() != Place.Kind.GENERATE
                        && ends.given().stream().anyMatch(end -> !context.roots(end).isEmpty());
        if (random) {
            context.report(CompoundErrors.unknownCensoring(call));
            return null;
        }
        boolean reversed =
                ends.lower().isPresent()
                        && ends.upper().isPresent()
                        && ends.lower().get() instanceof Expr.Literal low
                        && ends.upper().get() instanceof Expr.Literal high
                        && !(low.value() < high.value());
        if (reversed) {
            context.report(CompoundErrors.emptyCut(call, base.bounded().support()));
            return null;
        }
        Distribution result =
                Censoring.of(
                        base.distribution(),
                        bound(ends.lower(), Bound.NEGATIVE_INFINITY),
                        bound(ends.upper(), Bound.POSITIVE_INFINITY));
        return fit(result, call, base, ends, shape);
    }

    private Draws.@Nullable Resolved fit(
            Distribution result,
            Expression.Call call,
            Draws.Resolved base,
            Ends ends,
            List<Dimension> shape) {
        List<Expr> arguments = new ArrayList<>(base.draw().arguments());
        arguments.addAll(ends.computed());
        return draws.fit(result, arguments, shape, call.span(), _ -> true);
    }
}
