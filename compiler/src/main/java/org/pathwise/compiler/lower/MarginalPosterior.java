package org.pathwise.compiler.lower;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.catalogue.Distribution;
import org.pathwise.compiler.catalogue.Value;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.estimate.Elimination;
import org.pathwise.compiler.estimate.Plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The sites that were summed out, given the data and the draws of all others: their probabilities,
 * and draws. Both go back through the elimination: the site that was summed out last is known
 * without the others (Koller and Friedman 2009, "Probabilistic Graphical Models", section 10.2;
 * {@link ForwardBackward} for chains).
 */
final class MarginalPosterior {
    private final Scope scope;
    private final Builder builder;
    private final SumOut sumOut;
    private final NoiseTable noise;
    private final Map<Symbol, Variable> numbers = new HashMap<>();
    private final Map<Symbol, Variable> beliefs = new HashMap<>();

    MarginalPosterior(Scope scope, SumOut sumOut, NoiseTable noise) {
        this.scope = scope;
        this.builder = scope.builder();
        this.sumOut = sumOut;
        this.noise = noise;
        for (SumOut.Summed summed : sumOut.summed().reversed()) {
            scope.origins().enter(summed.site().symbol().name());
            beliefs.put(summed.site().symbol(), belief(summed));
            numbers.put(summed.site().symbol(), draw(summed));
        }
    }

    /** A draw of a site, of its shape. */
    Value value(Symbol symbol) {
        MarginalSite site = sumOut.site(symbol);
        Variable number = Objects.requireNonNull(numbers.get(symbol));
        int least = site.states().least();
        Variable value = least == 1 ? number : builder.add(number, builder.constant(least - 1));
        return new Value(value, site.plates(scope));
    }

    /** The probability of each state of each element: the states are the last dimension. */
    Value probability(Symbol symbol) {
        MarginalSite site = sumOut.site(symbol);
        SumOut.Summed summed =
                sumOut.summed().stream()
                        .filter(one -> one.site().equals(site))
                        .findFirst()
                        .orElseThrow();
        Variable own =
                LogSpace.sum(
                        builder,
                        Objects.requireNonNull(beliefs.get(symbol)),
                        MarginalSite.axes(others(summed)));
        List<Axis> shape = new ArrayList<>(site.plates(scope));
        shape.add(site.states().axis());
        return new Value(builder.exp(own), shape);
    }

    /** The sites that were left when a site was summed out, and that it is tied to. */
    private List<MarginalSite> others(SumOut.Summed summed) {
        return summed.step().result().meets().keySet().stream()
                .filter(sumOut::has)
                .map(sumOut::site)
                .toList();
    }

    /**
     * Log probabilities of a site's states together with those of the others that it is tied to.
     */
    private Variable belief(SumOut.Summed summed) {
        Axis states = summed.site().states().axis();
        Variable weights =
                summed.chain()
                        .map(chain -> builder.add(chain.forwardAll(), chain.backwardAll()))
                        .or(summed::weights)
                        .orElseGet(() -> builder.constant(0));
        Variable given = LogSpace.normalized(builder, weights, states);
        List<MarginalSite> others = others(summed);
        if (others.isEmpty()) {
            return given;
        }
        // Of the others, the one that was summed out first knows all of them.
        SumOut.Summed next =
                sumOut.summed().stream()
                        .filter(one -> others.contains(one.site()))
                        .findFirst()
                        .orElseThrow();
        List<Axis> known = new ArrayList<>(MarginalSite.axes(others(next)));
        known.add(next.site().states().axis());
        known.removeAll(MarginalSite.axes(others));
        Variable belief =
                LogSpace.sum(
                        builder, Objects.requireNonNull(beliefs.get(next.site().symbol())), known);
        return builder.add(given, read(summed, next.site(), belief));
    }

    /** What lies over another site's plates, over those of this one. */
    private Variable read(SumOut.Summed summed, MarginalSite other, Variable array) {
        Elimination.Factor result = summed.step().result();
        Map<Integer, Plan.Alignment> alignments = result.of(other.symbol());
        Variable read =
                new Aligning(scope).fromPlates(array, other.plates(scope), List.of(), alignments);
        List<Axis> plates = new ArrayList<>(summed.site().plates(scope));
        summed.step().chain().ifPresent(plates::remove);
        return scope.rename(read, summed.result().over(), plates);
    }

    private Variable draw(SumOut.Summed summed) {
        MarginalSite site = summed.site();
        Variable uniform =
                noise.add(site.symbol().name(), Distribution.Noise.UNIFORM, site.plates(scope));
        Optional<Variable> plate =
                summed.weights()
                        .map(
                                weights ->
                                        ForwardBackward.draw(
                                                builder,
                                                known(summed, weights),
                                                site.states().axis(),
                                                uniform));
        return plate.or(
                        () ->
                                summed.chain()
                                        .map(
                                                chain ->
                                                        chain.with(
                                                                        known(
                                                                                summed,
                                                                                chain.single()),
                                                                        known(summed, chain.pair()))
                                                                .path(uniform)))
                .orElse(uniform);
    }

    /** Log weights at the states in which the others were drawn. */
    private Variable known(SumOut.Summed summed, Variable weights) {
        Variable known = weights;
        for (MarginalSite other : others(summed)) {
            Axis states = other.states().axis();
            if (known.has(states)) {
                Variable number = Objects.requireNonNull(numbers.get(other.symbol()));
                known =
                        builder.bind(
                                known.name(),
                                new Operation.Gather(
                                        known,
                                        List.of(states),
                                        List.of(read(summed, other, number))));
            }
        }
        return known;
    }
}
