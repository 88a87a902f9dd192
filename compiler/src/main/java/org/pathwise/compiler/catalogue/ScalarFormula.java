package org.pathwise.compiler.catalogue;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Variable;

import java.util.List;
import java.util.Optional;

/** A formula of a distribution whose values and parameters are all scalars. */
record ScalarFormula(
        Density density,
        Mask mask,
        Sampler sampler,
        Distribution.Ends hiddenEnds,
        Optional<OfParameters> entropy)
        implements Distribution.Formula {
    /** Every number is a value. */
    static final Mask EVERYWHERE = (a, y, p) -> Optional.empty();

    /** Values of at least 0, where the density at 0 is the formula's limit. */
    static final Mask FROM_ZERO = (a, y, p) -> Optional.of(a.atLeast(y, 0));

    /** Values above 0, where the density at 0 is 0 but the formula there has no value. */
    static final Mask ABOVE_ZERO = (a, y, p) -> Optional.of(a.above(y, 0));

    static final Mask COUNTS = (a, y, p) -> Optional.of(a.isInteger(y, 0));

    /** The log density of y on the support, under parameters p. */
    @FunctionalInterface
    interface Density {
        Variable of(Algebra a, Variable y, Variable... p);
    }

    @FunctionalInterface
    interface Mask {
        Optional<Variable> of(Algebra a, Variable y, Variable... p);
    }

    /** A draw from noise u. */
    @FunctionalInterface
    interface Sampler {
        Variable of(Algebra a, List<Variable> u, Variable... p);
    }

    /** The value at a probability, see {@link Cumulative.Quantile}. */
    @FunctionalInterface
    interface Quantile {
        Variable of(Algebra a, Variable logP, Variable logQ, Variable... p);
    }

    /** A mean, a variance, an entropy. */
    @FunctionalInterface
    interface OfParameters {
        Variable of(Algebra a, Variable... p);
    }

    @Override
    public Variable logDensityOnSupport(Builder builder, Value value, List<Value> parameters) {
        return density.of(new Algebra(builder), value.variable(), variables(parameters));
    }

    @Override
    public Optional<Variable> onSupport(Builder builder, Value value, List<Value> parameters) {
        return mask.of(new Algebra(builder), value.variable(), variables(parameters));
    }

    @Override
    public Variable draw(
            Builder builder, List<Axis> event, List<Value> noise, List<Value> parameters) {
        List<Variable> noises = noise.stream().map(Value::variable).toList();
        return sampler.of(new Algebra(builder), noises, variables(parameters));
    }

    @Override
    public Optional<Variable> entropy(Builder builder, List<Axis> event, List<Value> parameters) {
        return entropy.map(formula -> formula.of(new Algebra(builder), variables(parameters)));
    }

    private static Variable[] variables(List<Value> values) {
        return values.stream().map(Value::variable).toArray(Variable[]::new);
    }
}
