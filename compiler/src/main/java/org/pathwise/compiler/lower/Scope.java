package org.pathwise.compiler.lower;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.catalogue.BuiltIn;
import org.pathwise.compiler.catalogue.Distribution;
import org.pathwise.compiler.catalogue.Value;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Loop;
import org.pathwise.compiler.type.Dimension;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where expressions are lowered: the builder that the operations go to, the symbols' values, and
 * the loops that have been entered. A scan's body has a scope of its own.
 */
final class Scope implements BuiltIn.Context {
    private final Builder builder;
    private final AxisTable axes;
    private final Environment environment;
    private final Map<String, Integer> sizes;
    private final Origins origins;
    private final Rows rows;
    private final List<Axis> around;
    private final Optional<NoiseTable> training;

    Scope(
            Builder builder,
            AxisTable axes,
            Environment environment,
            Map<String, Integer> sizes,
            Origins origins,
            Rows rows) {
        this(builder, axes, environment, sizes, origins, rows, List.of(), Optional.empty());
    }

    private Scope(
            Builder builder,
            AxisTable axes,
            Environment environment,
            Map<String, Integer> sizes,
            Origins origins,
            Rows rows,
            List<Axis> around,
            Optional<NoiseTable> training) {
        this.builder = builder;
        this.axes = axes;
        this.environment = environment;
        this.sizes = sizes;
        this.origins = origins;
        this.rows = rows;
        this.around = List.copyOf(around);
        this.training = training;
    }

    /** The same scope for a training step, with noise from a table. */
    Scope training(NoiseTable noise) {
        return new Scope(
                builder, axes, environment, sizes, origins, rows, around, Optional.of(noise));
    }

    /** The same scope inside some loops, outermost first. */
    Scope inside(List<Loop> loops) {
        List<Axis> inner = new ArrayList<>(around);
        for (Loop loop : loops) {
            inner.add(axes.enter(loop, inner));
        }
        return new Scope(builder, axes, environment, sizes, origins, rows, inner, training);
    }

    /** The same place with other symbols and another builder. */
    Scope with(Builder otherBuilder, Environment otherEnvironment) {
        return new Scope(
                otherBuilder, axes, otherEnvironment, sizes, origins, rows, around, training);
    }

    @Override
    public Builder builder() {
        return builder;
    }

    AxisTable axes() {
        return axes;
    }

    Environment environment() {
        return environment;
    }

    Map<String, Integer> sizes() {
        return sizes;
    }

    Origins origins() {
        return origins;
    }

    /** The rows that a step draws. */
    Rows rows() {
        return rows;
    }

    Optional<Affine> affine(Expr index) {
        return Affine.of(index, sizes);
    }

    /** The first value of a loop. */
    int lower(Loop loop) {
        return loop.lower().evaluate(sizes);
    }

    @Override
    public Axis fresh(Dimension dimension) {
        return axes.fresh(dimension);
    }

    @Override
    public Axis freshLike(Axis axis) {
        return axes.freshLike(axis);
    }

    @Override
    public Optional<Variable> trainingNoise(String name, List<Axis> over) {
        List<Axis> order = new ArrayList<>(around);
        order.addAll(over);
        return training.map(noise -> noise.add(name, Distribution.Noise.UNIFORM, order));
    }

    /**
     * The same value under other axes, where {@code to.get(i)} takes the place of {@code
     * from.get(i)}.
     */
    Variable rename(Variable variable, List<Axis> from, List<Axis> to) {
        List<Axis> changed = new ArrayList<>();
        List<Axis> replacement = new ArrayList<>();
        for (int i = 0; i < from.size(); i++) {
            if (variable.has(from.get(i)) && !from.get(i).equals(to.get(i))) {
                changed.add(from.get(i));
                replacement.add(to.get(i));
            }
        }
        return changed.isEmpty()
                ? variable
                : builder.bind(
                        variable.name(),
                        new org.pathwise.compiler.array.Operation.Rename(
                                variable, changed, replacement));
    }

    /** The same value with its dimensions on the canonical axes of a shape. */
    Value canonical(Value value, List<Dimension> shape) {
        List<Axis> canonical = axes.canonical(shape);
        return new Value(rename(value.variable(), value.shape(), canonical), canonical);
    }
}
