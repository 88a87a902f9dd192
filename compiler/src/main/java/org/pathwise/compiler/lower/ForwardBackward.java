package org.pathwise.compiler.lower;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.catalogue.Catalogue;
import org.pathwise.compiler.catalogue.Distribution;
import org.pathwise.compiler.catalogue.Value;
import org.pathwise.compiler.type.Dimension;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The recursions of a chain of states, in log space (Rabiner 1989, "A Tutorial on Hidden Markov
 * Models", eqs. 19 to 27; Fruehwirth-Schnatter 2006, "Finite Mixture and Markov Switching Models",
 * algorithm 11.5). All arrays may have further axes: sequences, particles, states of other sites.
 */
final class ForwardBackward {
    private final Scope scope;
    private final Builder builder;
    private final Axis elements;
    private final Axis steps;
    private final Axis state;
    private final Axis before;
    private final Variable single;
    private final Variable pair;
    private List<Variable> forward = List.of();

    /**
     * Prepares.
     *
     * @param elements the chain's axis, of at least one element
     * @param steps all elements but the first
     * @param state of an element
     * @param before the state of the element before it
     * @param single the log weights of each element's states, over elements and state
     * @param pair the log weights of neighbours, over before and state, and over steps where they
     *     differ along the chain
     */
    ForwardBackward(
            Scope scope,
            Axis elements,
            Axis steps,
            Axis state,
            Axis before,
            Variable single,
            Variable pair) {
        this.scope = scope;
        this.builder = scope.builder();
        this.elements = elements;
        this.steps = steps;
        this.state = state;
        this.before = before;
        this.single = builder.broadcast(single, List.of(elements, state));
        this.pair = builder.broadcast(pair, List.of(before, state));
    }

    /** The same chain where states of other sites are known. */
    ForwardBackward with(Variable knownSingle, Variable knownPair) {
        return knownSingle.equals(single) && knownPair.equals(pair)
                ? this
                : new ForwardBackward(
                        scope, elements, steps, state, before, knownSingle, knownPair);
    }

    Variable single() {
        return single;
    }

    Variable pair() {
        return pair;
    }

    /** The body of a scan over the steps, as it is written. */
    private final class Recursion {
        private final Builder body = new Builder(builder.names());
        private final Map<Variable, Variable> captures = new LinkedHashMap<>();
        private final Variable carry;
        private final Variable initial;

        /**
         * Begins.
         *
         * @param from the carry before the first step
         * @param reads what the steps read: the carry has their axes
         * @param without axes of {@code reads} that the carry has not
         */
        Recursion(String name, Variable from, List<Variable> reads, Collection<Axis> without) {
            TreeSet<Axis> axes = new TreeSet<>(from.axes());
            reads.forEach(read -> axes.addAll(read.axes()));
            axes.remove(steps);
            axes.removeAll(without);
            this.carry = builder.names().variable(name, List.copyOf(axes));
            this.initial = builder.broadcast(from, axes);
        }

        Variable read(Variable outer) {
            return captures.computeIfAbsent(
                    outer,
                    _ ->
                            builder.names()
                                    .variable(
                                            outer.name(),
                                            outer.axes().stream()
                                                    .filter(axis -> !axis.equals(steps))
                                                    .toList()));
        }

        /** The last carry, and each step's next one along the steps. */
        List<Variable> run(boolean reverse, Variable next) {
            Variable full = body.broadcast(next, carry.axes());
            return builder.scan(
                    carry.name(),
                    new Operation.Scan(
                            steps,
                            reverse,
                            List.of(initial),
                            List.copyOf(captures.keySet()),
                            new Operation.Body(
                                    builder.names().variable("step", List.of()),
                                    List.of(carry),
                                    List.copyOf(captures.values()),
                                    body.lets(),
                                    List.of(full),
                                    List.of(full))));
        }
    }

    /** An array without its first element, over the steps. */
    private Variable later(Variable array) {
        return array.has(elements)
                ? builder.bind(array.name(), new Operation.Slice(array, elements, steps, 1))
                : array;
    }

    /** An array without its last element, over the steps: at each step, the element before it. */
    private Variable earlier(Variable array) {
        return array.has(elements)
                ? builder.bind(array.name(), new Operation.Slice(array, elements, steps, 0))
                : array;
    }

    private Variable at(Variable array, int offset) {
        Axis one = scope.fresh(Dimension.of(1));
        return builder.sum(
                builder.bind(array.name(), new Operation.Slice(array, elements, one, offset)),
                List.of(one));
    }

    /** The scan's results, written once. */
    private List<Variable> forward() {
        if (forward.isEmpty()) {
            forward = forwardScan();
        }
        return forward;
    }

    private List<Variable> forwardScan() {
        Recursion recursion =
                new Recursion(
                        "forward", at(single, 0), List.of(later(single), pair), List.of(before));
        Builder body = recursion.body;
        Variable arriving =
                LogSpace.sum(
                        body,
                        body.add(body.rename(recursion.carry, state, before), recursion.read(pair)),
                        List.of(before));
        return recursion.run(false, body.add(recursion.read(later(single)), arriving));
    }

    /** The log weight of all paths, summed. */
    Variable logTotal() {
        return LogSpace.sum(builder, forward().getFirst(), List.of(state));
    }

    /** For each element and state, the log weight of all paths up to there. */
    Variable forwardAll() {
        return whole(at(single, 0), forward().getLast(), true);
    }

    /** For each element and state, the log weight of all paths on from there. */
    Variable backwardAll() {
        Recursion recursion =
                new Recursion(
                        "backward",
                        builder.broadcast(builder.constant(0), List.of(state)),
                        List.of(later(single), pair),
                        List.of(before));
        Builder body = recursion.body;
        Variable leaving =
                body.add(
                        body.add(recursion.carry, recursion.read(later(single))),
                        recursion.read(pair));
        Variable next = body.rename(LogSpace.sum(body, leaving, List.of(state)), before, state);
        Variable last = builder.broadcast(builder.constant(0), List.of(state));
        return whole(last, recursion.run(true, next).getLast(), false);
    }

    /** The first element and then the steps, or the steps and then the last. */
    private Variable whole(Variable end, Variable stepped, boolean endFirst) {
        Axis one = scope.fresh(Dimension.of(1));
        List<Variable> parts = endFirst ? List.of(end, stepped) : List.of(stepped, end);
        List<Axis> axes = endFirst ? List.of(one, steps) : List.of(steps, one);
        return builder.bind("chain", new Operation.Concatenate(parts, axes, elements));
    }

    /**
     * A path of states, numbered from 1: the last element from what arrives there, and each one
     * before it from what arrives there and its weight with the next.
     *
     * @param uniform over the elements
     */
    Variable path(Variable uniform) {
        Variable arriving = forwardAll();
        int last = elements.extent() - 1;
        Variable end = draw(builder, at(arriving, last), state, at(uniform, last));
        Variable sources = builder.rename(earlier(arriving), state, before);
        Variable noise = earlier(uniform);
        Recursion recursion =
                new Recursion("state", end, List.of(sources, pair, noise), List.of(before, state));
        Builder body = recursion.body;
        Variable leaving =
                body.bind(
                        "weight",
                        new Operation.Gather(
                                recursion.read(pair), List.of(state), List.of(recursion.carry)));
        Variable next =
                draw(
                        body,
                        body.add(recursion.read(sources), leaving),
                        before,
                        recursion.read(noise));
        Variable stepped = recursion.run(true, next).getLast();
        return whole(end, stepped, false);
    }

    /** A state by its log weights and a uniform number, from 1. */
    static Variable draw(Builder builder, Variable logWeights, Axis states, Variable uniform) {
        List<Axis> order = new ArrayList<>(List.of(states));
        return categorical()
                .formula()
                .draw(
                        builder,
                        List.of(),
                        List.of(Value.scalar(uniform)),
                        List.of(new Value(logWeights, order)));
    }

    /** The distribution by logarithms of weights. */
    static Distribution categorical() {
        return Catalogue.distributions("Categorical").stream()
                .filter(entry -> entry.parameters().getFirst().name().equals("logit"))
                .findFirst()
                .orElseThrow();
    }
}
