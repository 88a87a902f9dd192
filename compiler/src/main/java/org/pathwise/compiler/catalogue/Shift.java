package org.pathwise.compiler.catalogue;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.catalogue.Distribution.Moments;
import org.pathwise.compiler.type.Bound;
import org.pathwise.compiler.type.Support;

import java.util.List;
import java.util.Optional;

/**
 * Integers of a distribution moved by a number: what automatic guides draw the latents from whose
 * least value is not that of the family.
 */
public record Shift(Part part, double offset) implements Distribution.Formula {

    /** The distribution of {@code y + offset} for y of a distribution of integers. */
    public static Distribution of(Distribution base, double offset) {
        if (offset == 0) {
            return base;
        }
        Part part = new Part(base, 0);
        return part.built(
                "Shifted",
                base.parameters(),
                new Support.Integers(Bound.NEGATIVE_INFINITY, Bound.POSITIVE_INFINITY),
                base.role(),
                base.noise(),
                new Shift(part, offset),
                Optional.empty(),
                Moments.UNKNOWN);
    }

    private Value back(Builder builder, Value value) {
        return new Value(new Algebra(builder).plus(value.variable(), -offset), value.shape());
    }

    @Override
    public Variable logDensityOnSupport(Builder builder, Value value, List<Value> parameters) {
        return part.logDensityOnSupport(builder, back(builder, value), parameters);
    }

    @Override
    public Variable logDensity(Builder builder, Value value, List<Value> parameters) {
        return part.logDensity(builder, back(builder, value), parameters);
    }

    @Override
    public Optional<Variable> onSupport(Builder builder, Value value, List<Value> parameters) {
        return part.onSupport(builder, back(builder, value), parameters);
    }

    @Override
    public Variable draw(
            Builder builder, List<Axis> event, List<Value> noise, List<Value> parameters) {
        Variable drawn = part.base().formula().draw(builder, event, noise, parameters);
        return new Algebra(builder).plus(drawn, offset);
    }
}
