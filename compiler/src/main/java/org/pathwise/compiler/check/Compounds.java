package org.pathwise.compiler.check;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.ast.Argument;
import org.pathwise.compiler.ast.Expression;
import org.pathwise.compiler.catalogue.Catalogue;
import org.pathwise.compiler.catalogue.Distribution.Role;
import org.pathwise.compiler.catalogue.PointMass;
import org.pathwise.compiler.catalogue.ZeroInflation;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.type.Dimension;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Calls of distributions that are built on others: {@code Truncated(Normal(mu, sigma), 0, inf)}. A
 * call becomes a distribution of its own, whose arguments are those of the inner calls and then its
 * own.
 */
final class Compounds {
    private static final String MIXTURE = "Mixture";
    private static final String ZERO_INFLATED = "ZeroInflated";

    /** The names of these distributions. */
    static final Set<String> NAMES =
            Set.of(Cuts.TRUNCATED, Cuts.CENSORED, MIXTURE, ZERO_INFLATED, PointMass.NAME);

    private final Context context;
    private final Expressions expressions;
    private final Draws draws;

    Compounds(Context context, Expressions expressions, Draws draws) {
        this.context = context;
        this.expressions = expressions;
        this.draws = draws;
    }

    /** The distribution of such a call, or null after an error; see {@link Draws#of}. */
    Draws.@Nullable Resolved of(Expression.Call call, List<Dimension> shape, Place place) {
        return switch (call.function().name()) {
            case Cuts.TRUNCATED, Cuts.CENSORED ->
                    new Cuts(context, expressions, draws, this).of(call, shape, place);
            case MIXTURE -> new Mixtures(context, expressions, draws, this).of(call, shape, place);
            case ZERO_INFLATED -> zeroInflated(call, shape, place);
            case PointMass.NAME -> point(call, shape, place);
            default -> throw new IllegalArgumentException(call.function().name());
        };
    }

    /** The distribution of an argument that must be one, or null after an error. */
    Draws.@Nullable Resolved inner(
            Expression.Call outer, Expression argument, List<Dimension> shape, Place place) {
        boolean unknown =
                argument instanceof Expression.Call call
                        && Catalogue.function(call.function().name()).isEmpty()
                        && !context.functions.containsKey(call.function().name());
        if (!unknown && !draws.isDistribution(argument)) {
            context.report(CompoundErrors.notADistribution(outer, argument));
            return null;
        }
        Draws.Resolved inner = draws.of((Expression.Call) argument, shape, place);
        if (inner != null
                && (inner.distribution().role() != Role.ANY
                        || inner.distribution().name().equals("Flat"))) {
            context.report(CompoundErrors.notToBuildOn(outer, argument, inner.distribution()));
            return null;
        }
        return inner;
    }

    /** Whether all arguments come by position. */
    static boolean arePositional(List<Argument> arguments) {
        return arguments.stream().allMatch(argument -> argument.name() == null);
    }

    private Draws.@Nullable Resolved zeroInflated(
            Expression.Call call, List<Dimension> shape, Place place) {
        if (call.arguments().size() != 2 || !arePositional(call.arguments())) {
            context.report(CompoundErrors.zeroInflatedForm(call));
            return null;
        }
        Expression written = call.arguments().getLast().value();
        Expr share = expressions.of(call.arguments().getFirst().value(), place);
        Draws.Resolved base = inner(call, written, shape, place);
        if (share == null || base == null) {
            return null;
        }
        if (base.distribution().rank() > 0) {
            context.report(CompoundErrors.notOfNumbers(call, written, base.distribution()));
            return null;
        }
        List<Expr> arguments = new ArrayList<>(base.draw().arguments());
        arguments.add(Lists.fitted(share, shape));
        int own = arguments.size() - 1;
        return draws.fit(
                ZeroInflation.of(base.distribution()),
                arguments,
                shape,
                call.span(),
                i -> i == own);
    }

    private Draws.@Nullable Resolved point(
            Expression.Call call, List<Dimension> shape, Place place) {
        if (call.arguments().size() != 1 || !arePositional(call.arguments())) {
            context.report(CompoundErrors.pointForm(call));
            return null;
        }
        Expr value = expressions.of(call.arguments().getFirst().value(), place);
        return value == null
                ? null
                : draws.fit(
                        PointMass.entry(),
                        List.of(Lists.fitted(value, shape)),
                        shape,
                        call.span(),
                        _ -> true);
    }
}
