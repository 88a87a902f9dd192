package org.pathwise.compiler.lower;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.catalogue.Distribution;
import org.pathwise.compiler.catalogue.Value;
import org.pathwise.compiler.core.Draw;
import org.pathwise.compiler.core.Expr;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
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
        Set<Axis> batch = new LinkedHashSet<>(event.batch(value, distribution.support().rank()));
        batch.addAll(event.batch());
        Builder builder = expressions.scope().builder();
        Value aligned = event.align(value, distribution.support().rank());
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
                        event.align(lowered, draw.distribution().support().rank()),
                        event.arguments());
    }

    /** The log density of a value, summed over all its elements. */
    Variable total(Draw draw, Expr value) {
        Density density = density(draw, value, false);
        return expressions.scope().builder().sum(density.variable(), density.batch());
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
        int rank = distribution.support().rank();
        List<Axis> own = shape.subList(shape.size() - rank, shape.size());
        List<Axis> all = new ArrayList<>(independent);
        all.addAll(shape.subList(0, shape.size() - rank));
        all.addAll(event.axes(rank));
        List<Value> noise =
                distribution.noise().stream()
                        .map(kind -> new Value(source.noise(kind, all), event.axes(rank)))
                        .toList();
        Variable drawn =
                distribution
                        .formula()
                        .draw(expressions.scope().builder(), noise, event.arguments());
        return new Value(expressions.scope().rename(drawn, event.axes(rank), own), shape);
    }

    /**
     * Puts the event dimensions of values and parameters on axes of their own, shared among them.
     */
    private final class Event {
        private final List<Axis> axes = new ArrayList<>();
        private final List<Value> arguments = new ArrayList<>();
        private final Set<Axis> batch = new LinkedHashSet<>();

        Event(Distribution distribution, List<Value> lowered, List<Axis> shape) {
            Scope scope = expressions.scope();
            // The event's axes are copies of the longest event among value and parameters: a
            // matrix's row and column.
            List<Axis> model =
                    shape.subList(shape.size() - distribution.support().rank(), shape.size());
            for (int i = 0; i < lowered.size(); i++) {
                int rank = distribution.parameters().get(i).support().rank();
                if (rank > model.size()) {
                    List<Axis> own = lowered.get(i).shape();
                    model = own.subList(own.size() - rank, own.size());
                }
            }
            model.forEach(axis -> axes.add(scope.freshLike(axis)));
            for (int i = 0; i < lowered.size(); i++) {
                int rank = distribution.parameters().get(i).support().rank();
                arguments.add(align(lowered.get(i), rank));
                batch.addAll(batch(lowered.get(i), rank));
            }
        }

        List<Value> arguments() {
            return arguments;
        }

        /** The arguments' dimensions that are not of their event. */
        Set<Axis> batch() {
            return batch;
        }

        List<Axis> axes(int rank) {
            return axes.subList(0, rank);
        }

        List<Axis> batch(Value value, int rank) {
            return value.shape().subList(0, value.shape().size() - rank);
        }

        Value align(Value value, int rank) {
            List<Axis> own =
                    value.shape().subList(value.shape().size() - rank, value.shape().size());
            return new Value(
                    expressions.scope().rename(value.variable(), own, axes(rank)), axes(rank));
        }
    }
}
