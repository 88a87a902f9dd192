package org.pathwise.compiler.lower;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.catalogue.Distribution;
import org.pathwise.compiler.catalogue.Value;
import org.pathwise.compiler.core.Draw;
import org.pathwise.compiler.core.Expr;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Turns {@code value ~ D(arguments)} into its log density, and {@code D(arguments)} into a draw.
 */
final class LowerDensity {
    private final LowerExpression expressions;

    LowerDensity(LowerExpression expressions) {
        this.expressions = expressions;
    }

    /**
     * A log density before it is summed.
     *
     * @param variable varies over loops and particles as its operands do, and over some of {@code
     *     batch}
     * @param batch the axes of the value's dimensions that are not the distribution's event: what
     *     {@code ~} sums over
     */
    record Density(Variable variable, List<Axis> batch) {
        Density {
            batch = List.copyOf(batch);
        }
    }

    /** The log density of a value, element by element. */
    Density density(Draw draw, Expr value, boolean onSupport) {
        return density(
                draw.distribution(),
                expressions.lower(value),
                expressions.lower(draw.arguments()),
                onSupport);
    }

    /**
     * The log density of a value whose dimensions lie on canonical axes, as those of the arguments
     * do.
     *
     * @param onSupport whether the value is known to lie on the distribution's support
     */
    Density density(
            Distribution distribution, Value value, List<Value> arguments, boolean onSupport) {
        Event event = new Event(distribution, arguments, value.shape());
        Set<Axis> batch = new LinkedHashSet<>(Event.batch(value, distribution.rank()));
        batch.addAll(event.batch());
        Builder builder = expressions.scope().builder();
        Value aligned = event.align(value, distribution.dimensions());
        Distribution.Formula formula = distribution.formula();
        Variable density =
                onSupport
                        ? formula.logDensityOnSupport(builder, aligned, event.arguments())
                        : formula.logDensity(builder, aligned, event.arguments());
        return new Density(density, List.copyOf(batch));
    }

    /**
     * Whether a value lies on the distribution's support, element by element; empty where every
     * value does.
     */
    Optional<Variable> onSupport(Draw draw, Expr value) {
        Value lowered = expressions.lower(value);
        Event event =
                new Event(
                        draw.distribution(), expressions.lower(draw.arguments()), lowered.shape());
        return draw.distribution()
                .formula()
                .onSupport(
                        expressions.scope().builder(),
                        event.align(lowered, draw.distribution().dimensions()),
                        event.arguments());
    }

    /** The log density of a value, summed over all its elements. */
    Variable total(Draw draw, Expr value) {
        Density density = density(draw, value, false);
        return expressions.scope().builder().sum(density.variable(), density.batch());
    }

    /**
     * The entropy of a draw, where its distribution has a formula for it; may lack axes along which
     * it is constant.
     *
     * @param shape the canonical axes of the draw's dimensions, event last
     */
    Optional<Variable> entropy(Distribution distribution, List<Value> arguments, List<Axis> shape) {
        Event event = new Event(distribution, arguments, shape);
        return distribution
                .formula()
                .entropy(
                        expressions.scope().builder(),
                        event.axes(distribution.dimensions()),
                        event.arguments());
    }

    /**
     * Raw noise for a draw: for each of the distribution's noises a variable over the given axes.
     */
    @FunctionalInterface
    interface NoiseSource {
        Variable noise(Distribution.Noise kind, List<Axis> axes);
    }

    /**
     * A draw.
     *
     * @param shape the canonical axes of the draw's dimensions, event last
     * @param independent the other axes along which draws are independent: loops, particles
     * @return a value of that shape
     */
    Value draw(
            Distribution distribution,
            List<Value> arguments,
            List<Axis> shape,
            List<Axis> independent,
            NoiseSource source) {
        Event event = new Event(distribution, arguments, shape);
        List<Axis> own = shape.subList(shape.size() - distribution.rank(), shape.size());
        List<Axis> axes = event.axes(distribution.dimensions());
        List<Axis> draws = new ArrayList<>(independent);
        draws.addAll(shape.subList(0, shape.size() - distribution.rank()));
        List<Value> noise = new ArrayList<>();
        for (Distribution.Noise kind : distribution.noise()) {
            List<Axis> each = kind.isSingle() ? List.of() : axes;
            List<Axis> all = new ArrayList<>(draws);
            all.addAll(each);
            noise.add(new Value(source.noise(kind, all), each));
        }
        Variable drawn =
                distribution
                        .formula()
                        .draw(expressions.scope().builder(), axes, noise, event.arguments());
        Variable placed = expressions.scope().rename(drawn, axes, own);
        if (noise.isEmpty()) {
            // a point: the same along all axes that no argument has
            draws.addAll(own);
            placed = expressions.scope().builder().broadcast(placed, draws);
        }
        return new Value(placed, shape);
    }

    /**
     * Puts the event dimensions of values and parameters on axes of their own: one for each label
     * and each repetition of it, so that a vector and the rows of a matrix share one, and the
     * matrix's columns have another.
     */
    private final class Event {
        private record Place(String label, int repetition) {}

        private final Map<Place, Axis> byPlace = new HashMap<>();
        private final List<Value> arguments = new ArrayList<>();
        private final Set<Axis> batch = new LinkedHashSet<>();

        Event(Distribution distribution, List<Value> lowered, List<Axis> shape) {
            add(distribution.dimensions(), shape);
            for (int i = 0; i < lowered.size(); i++) {
                List<String> labels = distribution.parameters().get(i).dimensions();
                add(labels, lowered.get(i).shape());
                arguments.add(align(lowered.get(i), labels));
                batch.addAll(batch(lowered.get(i), labels.size()));
            }
        }

        private void add(List<String> labels, List<Axis> shape) {
            List<Axis> own = shape.subList(shape.size() - labels.size(), shape.size());
            List<Place> places = places(labels);
            for (int i = 0; i < places.size(); i++) {
                Axis like = own.get(i);
                byPlace.computeIfAbsent(places.get(i), _ -> expressions.scope().freshLike(like));
            }
        }

        private static List<Place> places(List<String> labels) {
            List<Place> places = new ArrayList<>();
            for (String label : labels) {
                int repetition =
                        (int) places.stream().filter(place -> place.label().equals(label)).count();
                places.add(new Place(label, repetition));
            }
            return places;
        }

        List<Value> arguments() {
            return arguments;
        }

        /** The arguments' dimensions that are not of their event. */
        Set<Axis> batch() {
            return batch;
        }

        List<Axis> axes(List<String> labels) {
            return places(labels).stream()
                    .map(place -> Objects.requireNonNull(byPlace.get(place)))
                    .toList();
        }

        static List<Axis> batch(Value value, int rank) {
            return value.shape().subList(0, value.shape().size() - rank);
        }

        Value align(Value value, List<String> labels) {
            int size = value.shape().size();
            List<Axis> own = value.shape().subList(size - labels.size(), size);
            List<Axis> axes = axes(labels);
            return new Value(expressions.scope().rename(value.variable(), own, axes), axes);
        }
    }
}
