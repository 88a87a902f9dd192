package org.pathwise.compiler.check;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.ast.Argument;
import org.pathwise.compiler.ast.Expression;
import org.pathwise.compiler.catalogue.Catalogue;
import org.pathwise.compiler.catalogue.Distribution;
import org.pathwise.compiler.catalogue.Distribution.Role;
import org.pathwise.compiler.catalogue.Mixture;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Exprs;
import org.pathwise.compiler.type.Bound;
import org.pathwise.compiler.type.Dimension;
import org.pathwise.compiler.type.Element;
import org.pathwise.compiler.type.Support;
import org.pathwise.compiler.type.Type;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * {@code Mixture(weights, D1, D2, ...)} and {@code Mixture(weights, D(arguments with the weights'
 * dimension))}.
 */
final class Mixtures {
    private final Context context;
    private final Expressions expressions;
    private final Draws draws;
    private final Compounds compounds;

    Mixtures(Context context, Expressions expressions, Draws draws, Compounds compounds) {
        this.context = context;
        this.expressions = expressions;
        this.draws = draws;
        this.compounds = compounds;
    }

    Draws.@Nullable Resolved of(Expression.Call call, List<Dimension> shape, Place place) {
        List<Expression> written = call.arguments().stream().map(Argument::value).toList();
        if (written.size() < 2
                || !Compounds.arePositional(call.arguments())
                || draws.isDistribution(written.getFirst())) {
            context.report(CompoundErrors.mixtureForm(call));
            return null;
        }
        Expr weights = expressions.of(written.getFirst(), place);
        if (weights != null && weights.type().isScalar()) {
            context.report(CompoundErrors.scalarWeights(weights));
            weights = null;
        }
        List<Expression> inside = written.subList(1, written.size());
        return inside.size() == 1
                ? overDimension(call, weights, inside.getFirst(), shape, place)
                : ofList(call, weights, inside, shape, place);
    }

    // ---- Components along the dimension of the weights ----

    private Draws.@Nullable Resolved overDimension(
            Expression.Call call,
            @Nullable Expr weights,
            Expression inside,
            List<Dimension> shape,
            Place place) {
        if (weights == null) {
            compounds.inner(call, inside, shape, place);
            return null;
        }
        Dimension components = weights.type().shape().getLast();
        Draws.Resolved base =
                compounds.inner(call, inside, withComponents(shape, components, inside), place);
        if (base == null) {
            return null;
        }
        Distribution component = base.distribution();
        List<Boolean> varying = new ArrayList<>();
        for (int i = 0; i < base.draw().arguments().size(); i++) {
            List<Dimension> own = base.draw().arguments().get(i).type().shape();
            int plates = own.size() - component.parameters().get(i).rank();
            varying.add(plates > 0 && own.get(plates - 1).equals(components));
        }
        if (!varying.contains(true)) {
            context.report(CompoundErrors.noComponents(call, weights, inside));
            return null;
        }
        for (Bound end : ends(component.support())) {
            if (end instanceof Bound.Computed(int index, String _) && varying.get(index)) {
                context.report(
                        CompoundErrors.movingSupport(
                                call,
                                base.draw().arguments().get(index),
                                component.parameters().get(index),
                                component));
                return null;
            }
        }
        return fit(call, Mixture.over(component, varying), base.draw().arguments(), weights, shape);
    }

    /** Lists among a component's arguments may have the dimension of the weights. */
    private static List<Dimension> withComponents(
            List<Dimension> shape, Dimension components, Expression inside) {
        int rank =
                inside instanceof Expression.Call call
                        ? Catalogue.distributions(call.function().name()).stream()
                                .mapToInt(Distribution::rank)
                                .findFirst()
                                .orElse(0)
                        : 0;
        List<Dimension> result = new ArrayList<>(shape);
        result.add(Math.max(0, shape.size() - rank), components);
        return result;
    }

    private static List<Bound> ends(Support support) {
        return switch (support) {
            case Support.Interval(Bound lower, Bound upper) -> List.of(lower, upper);
            case Support.Integers(Bound lower, Bound upper) -> List.of(lower, upper);
            case Support.Structured _ -> List.of();
        };
    }

    // ---- Components one by one ----

    private Draws.@Nullable Resolved ofList(
            Expression.Call call,
            @Nullable Expr weights,
            List<Expression> inside,
            List<Dimension> shape,
            Place place) {
        List<Draws.Resolved> components = new ArrayList<>();
        for (Expression one : inside) {
            Draws.Resolved component = compounds.inner(call, one, shape, place);
            if (component != null) {
                components.add(component);
            }
        }
        if (weights == null || components.size() < inside.size() || !fitTogether(components)) {
            return null;
        }
        Dimension dimension = weights.type().shape().getLast();
        OptionalInt count = dimension.known();
        if (count.isPresent() && count.getAsInt() != components.size()) {
            context.report(
                    CompoundErrors.weightsCount(weights, count.getAsInt(), components.size()));
            return null;
        }
        Draws.Resolved stacked = stacked(call, weights, components, shape);
        if (stacked != null) {
            return stacked;
        }
        Support support = components.getFirst().distribution().support();
        Role role = Role.ANY;
        if (support.isDiscrete() && !equalSupports(components)) {
            List<Support> all = components.stream().map(one -> one.bounded().support()).toList();
            support = hull(all);
            role = isExact(all) ? Role.ANY : Role.OBSERVATION;
        }
        Distribution result =
                Mixture.of(
                        components.stream().map(Draws.Resolved::distribution).toList(),
                        support,
                        role);
        List<Expr> arguments =
                components.stream().flatMap(one -> one.draw().arguments().stream()).toList();
        return fit(call, result, arguments, weights, shape);
    }

    /** Whether values of all components have one shape and, if continuous, one support. */
    private boolean fitTogether(List<Draws.Resolved> components) {
        Draws.Resolved first = components.getFirst();
        for (Draws.Resolved other : components) {
            boolean sameKind =
                    other.distribution().isDiscrete() == first.distribution().isDiscrete();
            if (!sameKind || !other.event().equals(first.event())) {
                context.report(CompoundErrors.componentsDiffer(first, other, sameKind));
                return false;
            }
        }
        for (Draws.Resolved other : components) {
            if (!first.distribution().isDiscrete() && !isSameSupport(first, other)) {
                context.report(CompoundErrors.supportsDiffer(first, other));
                return false;
            }
        }
        return true;
    }

    private static boolean isSameSupport(Draws.Resolved a, Draws.Resolved b) {
        return Supports.relation(a.bounded(), b.bounded()) == Supports.Relation.EQUAL;
    }

    private static boolean equalSupports(List<Draws.Resolved> components) {
        return components.stream().allMatch(one -> isSameSupport(components.getFirst(), one));
    }

    /** The integers between the least and the largest that are numbers. */
    private static Support hull(List<Support> supports) {
        Bound lower = Bound.POSITIVE_INFINITY;
        Bound upper = Bound.NEGATIVE_INFINITY;
        for (Support support : supports) {
            lower = further(lower, ends(support).getFirst(), -1);
            upper = further(upper, ends(support).getLast(), 1);
        }
        return new Support.Integers(lower, upper);
    }

    private static Bound further(Bound a, Bound b, int sign) {
        if (!(a instanceof Bound.Constant(double x)) || !(b instanceof Bound.Constant(double y))) {
            return sign > 0 ? Bound.POSITIVE_INFINITY : Bound.NEGATIVE_INFINITY;
        }
        return sign * x >= sign * y ? a : b;
    }

    /** Whether all ends are numbers, so that their hull is what values lie in. */
    private static boolean isExact(List<Support> supports) {
        return supports.stream()
                .flatMap(support -> ends(support).stream())
                .allMatch(end -> end instanceof Bound.Constant);
    }

    /**
     * Components that differ in scalar arguments alone, as one distribution along the dimension of
     * the weights: its densities are computed side by side. Null where they are not like that.
     */
    private Draws.@Nullable Resolved stacked(
            Expression.Call call,
            Expr weights,
            List<Draws.Resolved> components,
            List<Dimension> shape) {
        Distribution first = components.getFirst().distribution();
        boolean alike =
                equalSupports(components)
                        && components.stream()
                                .allMatch(
                                        one ->
                                                isAlike(first, one.distribution())
                                                        && one.draw().arguments().stream()
                                                                .allMatch(
                                                                        argument ->
                                                                                argument.type()
                                                                                        .isScalar()));
        if (!alike) {
            return null;
        }
        List<Boolean> varying = new ArrayList<>();
        List<Expr> arguments = new ArrayList<>();
        for (int i = 0; i < first.parameters().size(); i++) {
            List<Expr> values = new ArrayList<>();
            for (Draws.Resolved one : components) {
                values.add(one.draw().arguments().get(i));
            }
            boolean same = values.stream().allMatch(value -> Exprs.same(values.getFirst(), value));
            varying.add(!same);
            arguments.add(same ? values.getFirst() : list(call, values, weights));
        }
        return varying.contains(true)
                ? fit(call, Mixture.over(first, varying), arguments, weights, shape)
                : null;
    }

    private static boolean isAlike(Distribution a, Distribution b) {
        return a.formula().equals(b.formula())
                && a.parameters().equals(b.parameters())
                && Objects.equals(a.support(), b.support());
    }

    /** As many elements as the weights have, which the check of sizes sees to. */
    private static Expr list(Expression.Call call, List<Expr> values, Expr weights) {
        Element element =
                values.stream()
                        .map(value -> value.type().element())
                        .reduce(Element.BOOL, Expressions::larger);
        return new Expr.ArrayLiteral(
                values, new Type(element, List.of(weights.type().shape().getLast())), call.span());
    }

    private Draws.@Nullable Resolved fit(
            Expression.Call call,
            Distribution result,
            List<Expr> inner,
            Expr weights,
            List<Dimension> shape) {
        List<Expr> arguments = new ArrayList<>(inner);
        arguments.add(weights);
        return draws.fit(result, arguments, shape, call.span(), i -> i == inner.size());
    }
}
