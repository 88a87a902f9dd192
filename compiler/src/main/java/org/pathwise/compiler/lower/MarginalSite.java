package org.pathwise.compiler.lower;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.core.Latent;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.estimate.Elimination;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A site that is summed out, as the model is lowered with it: its states along an axis. Where two
 * neighbours of a chain meet, the states of {@code z[t]} and {@code z[t-1]} lie on axes of their
 * own, told apart by the number behind the loop's variable.
 *
 * @param states where one element is met
 * @param before the axis of the states of the element before, where two are met
 * @param byOffset the states of neighbours, as they are read
 */
record MarginalSite(
        Latent latent, States states, Axis before, SortedMap<Integer, States> byOffset) {

    /** The site of a step, with its states in the scope. */
    static MarginalSite of(Scope scope, Elimination.Step step) {
        Latent latent = step.latent();
        States states = States.of(scope, latent);
        SortedMap<Integer, States> byOffset = new TreeMap<>();
        for (Elimination.Factor factor : step.factors()) {
            factor.pair(latent.symbol(), step.chain())
                    .ifPresent(
                            pair ->
                                    pair.offsets()
                                            .forEach(
                                                    offset ->
                                                            byOffset.computeIfAbsent(
                                                                    offset,
                                                                    _ -> states.again(scope))));
        }
        MarginalSite site = new MarginalSite(latent, states, states.again(scope).axis(), byOffset);
        scope.environment().put(latent.symbol(), states.whole(scope, latent));
        if (step.chain().isPresent()) {
            byOffset.forEach(
                    (offset, own) ->
                            scope.environment()
                                    .put(
                                            latent.symbol(),
                                            step.chain().getAsInt(),
                                            offset,
                                            own.whole(scope, latent)));
        }
        return site;
    }

    Symbol symbol() {
        return latent.symbol();
    }

    /** The axes of the site's dimensions. */
    List<Axis> plates(Scope scope) {
        return scope.axes().canonical(symbol().type());
    }

    /**
     * A term's log density with the states on {@link #states}, and those of the earlier of two
     * neighbours on {@link #before}.
     *
     * @param pair the offsets of two neighbours, where the term meets two
     */
    Variable placed(Scope scope, Variable density, Optional<List<Integer>> pair) {
        if (pair.isPresent()) {
            List<Axis> from = pair.get().stream().map(this::axis).toList();
            return scope.rename(density, from, List.of(before, states.axis()));
        }
        // One element, though it may have been read by several numbers.
        Variable placed = density;
        for (States own : byOffset.values()) {
            if (placed.has(own.axis())) {
                placed =
                        placed.has(states.axis())
                                ? scope.builder()
                                        .bind(
                                                placed.name(),
                                                new Operation.Gather(
                                                        placed,
                                                        List.of(own.axis()),
                                                        List.of(position(scope))))
                                : scope.rename(placed, List.of(own.axis()), List.of(states.axis()));
            }
        }
        return placed;
    }

    private Axis axis(int offset) {
        return Objects.requireNonNull(byOffset.get(offset)).axis();
    }

    private Variable position(Scope scope) {
        return scope.builder().bind("state", new Operation.Position(states.axis()));
    }

    /** The axes of some sites' states. */
    static List<Axis> axes(Collection<MarginalSite> sites) {
        List<Axis> axes = new ArrayList<>();
        sites.forEach(site -> axes.add(site.states().axis()));
        return axes;
    }
}
