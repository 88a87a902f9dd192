package org.pathwise.compiler.catalogue;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.catalogue.Distribution.Moment;
import org.pathwise.compiler.catalogue.Distribution.Moments;
import org.pathwise.compiler.catalogue.Distribution.Noise;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A mixture of several distributions, written out component by component. The weights are the last
 * parameter, a vector over the components.
 */
record MixtureOfList(List<Part> parts) implements Distribution.Formula {
    MixtureOfList {
        parts = List.copyOf(parts);
    }

    /** The uniform that chooses a component, and the noises of all components. */
    List<Noise> noise() {
        List<Noise> noise = new ArrayList<>();
        if (parts.stream().allMatch(part -> part.base().hasSampler())) {
            noise.add(Noise.SINGLE_UNIFORM);
            parts.forEach(part -> noise.addAll(part.base().noise()));
        }
        return noise;
    }

    private boolean isDiscrete() {
        return parts.getFirst().base().isDiscrete();
    }

    /** Values of the components, weighted: the log of the sum of their exponentials. */
    private Variable mixed(
            Algebra a, List<Value> parameters, java.util.function.Function<Part, Variable> of) {
        Variable[] terms = new Variable[parts.size()];
        for (int k = 0; k < terms.length; k++) {
            terms[k] = a.plus(a.log(weight(a, parameters, k)), of.apply(parts.get(k)));
        }
        return Reductions.logSumExp(a, terms);
    }

    private static Variable weight(Algebra a, List<Value> parameters, int component) {
        Value weights = parameters.getLast();
        return weights.variable().has(weights.last())
                ? a.builder.bind(
                        "weight",
                        new Operation.Gather(
                                weights.variable(),
                                List.of(weights.last()),
                                List.of(a.number(component + 1))))
                : weights.variable();
    }

    /** Components of integers may lie on different supports: each counts where it can. */
    @Override
    public Variable logDensityOnSupport(Builder builder, Value value, List<Value> parameters) {
        return mixed(
                new Algebra(builder),
                parameters,
                part ->
                        isDiscrete()
                                ? part.logDensity(builder, value, parameters)
                                : part.logDensityOnSupport(builder, value, parameters));
    }

    @Override
    public Variable logDensity(Builder builder, Value value, List<Value> parameters) {
        return mixed(
                new Algebra(builder),
                parameters,
                part -> part.logDensity(builder, value, parameters));
    }

    @Override
    public Optional<Variable> onSupport(Builder builder, Value value, List<Value> parameters) {
        if (!isDiscrete()) {
            return parts.getFirst().onSupport(builder, value, parameters);
        }
        Optional<Variable> some = Optional.of(builder.constant(0));
        for (Part part : parts) {
            Optional<Variable> own = part.onSupport(builder, value, parameters);
            if (own.isEmpty()) {
                return own;
            }
            some = some.map(before -> builder.apply(Function.OR, before, own.get()));
        }
        return some;
    }

    @Override
    public Variable draw(
            Builder builder, List<Axis> event, List<Value> noise, List<Value> parameters) {
        Algebra a = new Algebra(builder);
        Value weights = parameters.getLast();
        Variable choice =
                Categorical.choose(a, a.full(weights), weights.last(), noise.getFirst().variable());
        Variable result = null;
        int next = 1;
        for (int k = 0; k < parts.size(); k++) {
            Part part = parts.get(k);
            int end = next + part.base().noise().size();
            Variable own =
                    part.base()
                            .formula()
                            .draw(builder, event, noise.subList(next, end), part.of(parameters));
            next = end;
            Variable chosen = a.of(Function.EQUAL, choice, a.number(k + 1));
            result = result == null ? own : a.select(chosen, own, result);
        }
        return Objects.requireNonNull(result);
    }

    Optional<Cumulative> cumulative() {
        if (parts.stream().anyMatch(part -> part.base().cumulative().isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(
                new Cumulative(
                        cumulative(Cumulative::logCdf),
                        cumulative(Cumulative::logCcdf),
                        Optional.empty()));
    }

    private Cumulative.Log cumulative(java.util.function.Function<Cumulative, Cumulative.Log> log) {
        return (builder, y, parameters) ->
                mixed(
                        new Algebra(builder),
                        parameters,
                        part ->
                                log.apply(part.base().cumulative().orElseThrow())
                                        .of(builder, y, part.of(parameters)));
    }

    Moments moments() {
        boolean means = parts.stream().allMatch(part -> part.base().moments().mean().isPresent());
        boolean variances =
                means
                        && parts.stream()
                                .allMatch(part -> part.base().moments().variance().isPresent());
        return new Moments(
                means ? Optional.of(this::mean) : Optional.empty(),
                variances ? Optional.of(this::variance) : Optional.empty());
    }

    private Variable mean(Builder builder, List<Axis> event, List<Value> parameters) {
        Algebra a = new Algebra(builder);
        return weighted(a, parameters, part -> mean(a, event, parameters, part));
    }

    /** The mean of the variances, and of the squared distances from the common mean. */
    private Variable variance(Builder builder, List<Axis> event, List<Value> parameters) {
        Algebra a = new Algebra(builder);
        Variable center = mean(builder, event, parameters);
        return weighted(
                a,
                parameters,
                part -> {
                    Moment spread = part.base().moments().variance().orElseThrow();
                    Variable own = spread.of(builder, event, part.of(parameters));
                    Variable shift = a.minus(mean(a, event, parameters, part), center);
                    return a.plus(own, a.square(shift));
                });
    }

    private static Variable mean(Algebra a, List<Axis> event, List<Value> parameters, Part part) {
        Moment mean = part.base().moments().mean().orElseThrow();
        return mean.of(a.builder, event, part.of(parameters));
    }

    private Variable weighted(
            Algebra a, List<Value> parameters, java.util.function.Function<Part, Variable> of) {
        Variable sum = a.number(0);
        for (int k = 0; k < parts.size(); k++) {
            sum = a.plus(sum, a.times(weight(a, parameters, k), of.apply(parts.get(k))));
        }
        return sum;
    }
}
