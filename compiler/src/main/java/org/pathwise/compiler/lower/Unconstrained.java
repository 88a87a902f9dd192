package org.pathwise.compiler.lower;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.catalogue.Catalogue;
import org.pathwise.compiler.catalogue.Transform;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Latent;
import org.pathwise.compiler.core.Loop;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.type.Bound;
import org.pathwise.compiler.type.Dimension;
import org.pathwise.compiler.type.Support;

import java.util.ArrayList;
import java.util.List;

/**
 * The unconstrained space of a latent or a guide's parameter: one element for each of its plates,
 * or, where its support is a set of vectors or matrices, a vector of free elements for each.
 */
final class Unconstrained {
    private final Scope scope;
    private final Support support;
    private final SupportBounds bounds;
    private final List<Axis> shape;
    private final List<Axis> plates;
    private final List<Axis> event;
    private final Axis free;
    private final Transform transform;

    Unconstrained(Scope scope, Latent latent) {
        this(
                scope,
                latent.symbol(),
                latent.support(),
                latent.bounds(),
                latent.loops(),
                latent.targets());
    }

    Unconstrained(
            Scope scope,
            Symbol symbol,
            Support support,
            List<Expr> bounds,
            List<Loop> loops,
            List<Expr> targets) {
        this.scope = scope;
        this.support = support;
        this.shape = scope.axes().canonical(symbol.type());
        this.plates = shape.subList(0, shape.size() - support.rank());
        this.bounds = new SupportBounds(scope, symbol, plates.size(), bounds, loops, targets);
        this.event = shape.subList(plates.size(), shape.size());
        this.transform = Catalogue.transform(support);
        this.free =
                support.rank() == 0
                        ? scope.fresh(Dimension.of(1))
                        : scope.fresh(
                                Dimension.of(
                                        transform.unconstrainedSize(
                                                event.stream().map(Axis::extent).toList())));
    }

    /** The canonical axes of the whole. */
    List<Axis> shape() {
        return shape;
    }

    /** Those of them that are not of the support's event. */
    List<Axis> plates() {
        return plates;
    }

    /** The axes of the unconstrained elements. */
    List<Axis> order() {
        if (support.rank() == 0) {
            return plates;
        }
        List<Axis> order = new ArrayList<>(plates);
        order.add(free);
        return order;
    }

    /** The sum over the free elements of each plate's element. */
    Variable sumFree(Variable variable) {
        return support.rank() == 0 ? variable : scope.builder().sum(variable, List.of(free));
    }

    /** From unconstrained elements to the support. */
    Transform.Result forward(Variable unconstrained) {
        return transform.forward(scope.builder(), unconstrained, free, event, boundVariables());
    }

    /** From the support to unconstrained elements. */
    Variable inverse(Variable value) {
        return transform.inverse(scope.builder(), value, free, event, boundVariables());
    }

    private List<Variable> boundVariables() {
        List<Variable> variables = new ArrayList<>();
        for (int i = 0; i < bounds.size(); i++) {
            variables.add(bounds.of(i).variable());
        }
        return variables;
    }

    /** Whether an end of a support is computed. */
    static boolean isComputed(Support support) {
        return switch (support) {
            case Support.Interval(Bound lower, Bound upper) ->
                    lower instanceof Bound.Computed || upper instanceof Bound.Computed;
            case Support.Integers(Bound lower, Bound upper) ->
                    lower instanceof Bound.Computed || upper instanceof Bound.Computed;
            case Support.Structured _ -> false;
        };
    }
}
