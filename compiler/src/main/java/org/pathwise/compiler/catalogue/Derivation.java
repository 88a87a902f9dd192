package org.pathwise.compiler.catalogue;

import org.pathwise.compiler.catalogue.Distribution.Moments;
import org.pathwise.compiler.catalogue.Distribution.Parameter;
import org.pathwise.compiler.catalogue.Distribution.Reparameterization;
import org.pathwise.compiler.catalogue.Distribution.Role;
import org.pathwise.compiler.type.Bound;
import org.pathwise.compiler.type.Dimension;
import org.pathwise.compiler.type.Support;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** Derives a distribution from a map of noise, see {@link Reparameterized}. */
public final class Derivation {
    private Derivation() {}

    /** A distribution, or why there is none. */
    public sealed interface Result {}

    /**
     * A distribution.
     *
     * @param bounds the formulas of the parameters that were added behind the given ones: ends of
     *     the support that move with the parameters
     */
    public record Derived(Distribution distribution, List<Term> bounds) implements Result {
        public Derived {
            bounds = List.copyOf(bounds);
        }
    }

    public record Refused(Refusal refusal) implements Result {}

    /**
     * What a parameter is.
     *
     * @param labels of its dimensions
     * @param range where its elements lie
     */
    public record Given(String name, Support support, List<Dimension> labels, Range range) {
        public Given {
            labels = List.copyOf(labels);
        }
    }

    /**
     * The noise.
     *
     * @param arguments of its distribution
     * @param shape the labels of its dimensions
     * @param range where its elements lie
     */
    public record Noise(
            Distribution distribution, List<Term> arguments, List<Dimension> shape, Range range) {
        public Noise {
            arguments = List.copyOf(arguments);
            shape = List.copyOf(shape);
        }
    }

    /** The distribution of a formula of parameters and noise. */
    public static Result of(
            String name,
            List<Given> parameters,
            Noise noise,
            Term formula,
            Distribution.Text text) {
        return of(name, parameters, noise, formula, text, _ -> kind(noise, formula));
    }

    /**
     * The distribution of a formula of noise that has the parameters: its own come first, in their
     * order.
     */
    public static Result transformed(
            String name,
            List<Given> parameters,
            Noise noise,
            Term formula,
            Distribution.Text text) {
        List<Parameter> own = noise.distribution().parameters();
        return of(
                name,
                parameters,
                noise,
                formula,
                text,
                i ->
                        i < own.size()
                                ? composed(own.get(i).reparameterization())
                                : Reparameterization.COMPOSITION);
    }

    private static Result of(
            String name,
            List<Given> parameters,
            Noise noise,
            Term formula,
            Distribution.Text text,
            IntFunction<Reparameterization> kinds) {
        List<Support> supports = parameters.stream().map(Given::support).toList();
        List<Range> ranges = parameters.stream().map(Given::range).toList();
        return switch (ChainFinder.find(formula, noise.range(), supports, ranges)) {
            case ChainFinder.Refused(Refusal refusal) -> new Refused(refusal);
            case ChainFinder.Found(Chain chain) -> {
                List<Term> bounds = new ArrayList<>();
                List<End> ends = chain.ends(ends(noise));
                List<Bound> written =
                        ends.stream().map(end -> bound(end, parameters, bounds)).toList();
                Optional<Support> support =
                        Reparameterized.support(chain, ends(noise), noise.shape().size(), written);
                if (support.isEmpty()) {
                    yield new Refused(
                            new Refusal(Refusal.Kind.SET, formula, formula, chain.range()));
                }
                yield new Derived(
                        distribution(
                                name,
                                parameters,
                                noise,
                                chain,
                                ends,
                                support.get(),
                                bounds,
                                kinds,
                                text),
                        bounds);
            }
        };
    }

    private static Distribution distribution(
            String name,
            List<Given> given,
            Noise noise,
            Chain chain,
            List<End> ends,
            Support support,
            List<Term> bounds,
            IntFunction<Reparameterization> kinds,
            Distribution.Text text) {
        List<Parameter> parameters = new ArrayList<>();
        List<List<Dimension>> labels = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            Given parameter = given.get(i);
            labels.add(parameter.labels());
            parameters.add(
                    new Parameter(
                            parameter.name(),
                            parameter.support(),
                            kinds.apply(i),
                            names(parameter.labels())));
        }
        for (int i = 0; i < bounds.size(); i++) {
            labels.add(List.of());
            parameters.add(
                    new Parameter("bound " + (i + 1), Support.REAL, kinds.apply(given.size() + i)));
        }
        Reparameterized formula =
                new Reparameterized(
                        chain,
                        new ReparameterizedNoise(
                                noise.distribution(),
                                noise.arguments(),
                                noise.shape(),
                                noise.range()),
                        labels,
                        ends);
        return new Distribution(
                name,
                parameters,
                false,
                support,
                names(noise.shape()),
                Role.ANY,
                noise.distribution().noise(),
                formula,
                formula.cumulative(),
                Moments.UNKNOWN,
                text);
    }

    private static List<String> names(List<Dimension> labels) {
        return labels.stream().map(Dimension::toString).toList();
    }

    private static Bound bound(End end, List<Given> parameters, List<Term> bounds) {
        return switch (end) {
            case End.Infinite(boolean positive) ->
                    positive ? Bound.POSITIVE_INFINITY : Bound.NEGATIVE_INFINITY;
            case End.Finite(Term.Constant(double value)) -> new Bound.Constant(value);
            case End.Finite(Term.Parameter(int index, _)) ->
                    new Bound.Computed(index, parameters.get(index).name());
            case End.Finite(Term term) -> {
                if (!bounds.contains(term)) {
                    bounds.add(term);
                }
                int index = bounds.indexOf(term);
                yield new Bound.Computed(parameters.size() + index, "bound " + (index + 1));
            }
        };
    }

    /** How a draw follows the parameters of a map of parameter-free noise. */
    private static Reparameterization kind(Noise noise, Term formula) {
        if (noise.distribution().name().equals("Uniform")) {
            return Reparameterization.INVERSE_CDF;
        }
        Term inner = Affine.of(formula).inner();
        return inner instanceof Term.Noise
                ? Reparameterization.LOCATION_SCALE
                : Reparameterization.COMPOSITION;
    }

    /** The text of a distribution that a script declares. */
    public static Distribution.Text text(String density) {
        return new Distribution.Text("", density, "");
    }

    /** The ends of the noise's elements. */
    private static List<End> ends(Noise noise) {
        return switch (noise.distribution().support()) {
            case Support.Interval(Bound lower, Bound upper) ->
                    List.of(end(lower, noise), end(upper, noise));
            case Support.Structured _, Support.Integers _ ->
                    List.of(End.of(noise.range().lower()), End.of(noise.range().upper()));
        };
    }

    private static End end(Bound bound, Noise noise) {
        return switch (bound) {
            case Bound.Constant(double value) -> End.of(value);
            case Bound.Computed(int index, _) ->
                    noise.arguments().get(index) instanceof Term.Constant(double value)
                            ? End.of(value)
                            : new End.Finite(noise.arguments().get(index));
            case Bound.Extent extent ->
                    throw new IllegalArgumentException("no number is bounded by " + extent);
        };
    }

    private static Reparameterization composed(Reparameterization kind) {
        return switch (kind) {
            case NONE, IMPLICIT -> kind;
            case LOCATION_SCALE, INVERSE_CDF, COMPOSITION -> Reparameterization.COMPOSITION;
        };
    }
}
