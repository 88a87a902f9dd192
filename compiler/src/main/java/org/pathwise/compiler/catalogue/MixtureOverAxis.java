package org.pathwise.compiler.catalogue;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.catalogue.Distribution.Moment;
import org.pathwise.compiler.catalogue.Distribution.Moments;
import org.pathwise.compiler.catalogue.Distribution.Noise;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A mixture of distributions of one kind, along an axis of components that some of the parameters
 * have. The weights are the last parameter, a vector along that axis.
 */
record MixtureOverAxis(Distribution component, List<Boolean> varying)
        implements Distribution.Formula {
    MixtureOverAxis {
        varying = List.copyOf(varying);
    }

    /** The uniform that chooses a component, and the noises of one draw. */
    List<Noise> noise() {
        List<Noise> noise = new ArrayList<>();
        if (component.hasSampler()) {
            noise.add(Noise.SINGLE_UNIFORM);
            noise.addAll(component.noise());
        }
        return noise;
    }

    private static Axis axis(List<Value> parameters) {
        return parameters.getLast().last();
    }

    /** The components' parameters, whose shapes are those of one component. */
    private List<Value> own(List<Value> parameters) {
        List<Value> own = new ArrayList<>();
        for (int i = 0; i < varying.size(); i++) {
            Value value = parameters.get(i);
            own.add(
                    varying.get(i)
                            ? new Value(
                                    value.variable(),
                                    value.shape().subList(1, value.shape().size()))
                            : value);
        }
        return own;
    }

    /** Values of the components, weighted: the log of the sum of their exponentials. */
    private static Variable mixed(Algebra a, List<Value> parameters, Variable of) {
        Variable terms = a.plus(a.log(a.full(parameters.getLast())), of);
        return a.logSumExp(terms, List.of(axis(parameters)));
    }

    @Override
    public Variable logDensityOnSupport(Builder builder, Value value, List<Value> parameters) {
        return mixed(
                new Algebra(builder),
                parameters,
                component.formula().logDensityOnSupport(builder, value, own(parameters)));
    }

    @Override
    public Variable logDensity(Builder builder, Value value, List<Value> parameters) {
        return mixed(
                new Algebra(builder),
                parameters,
                component.formula().logDensity(builder, value, own(parameters)));
    }

    /** Whether a value lies on the support of some component. */
    @Override
    public Optional<Variable> onSupport(Builder builder, Value value, List<Value> parameters) {
        Algebra a = new Algebra(builder);
        return component
                .formula()
                .onSupport(builder, value, own(parameters))
                .map(inside -> a.extreme(Operation.Reducer.MAX, inside, List.of(axis(parameters))));
    }

    @Override
    public Variable draw(
            Builder builder, List<Axis> event, List<Value> noise, List<Value> parameters) {
        Algebra a = new Algebra(builder);
        Axis axis = axis(parameters);
        Variable choice =
                Categorical.choose(
                        a, a.full(parameters.getLast()), axis, noise.getFirst().variable());
        List<Value> chosen =
                own(parameters).stream()
                        .map(value -> new Value(at(a, value, axis, choice), value.shape()))
                        .toList();
        return component.formula().draw(builder, event, noise.subList(1, noise.size()), chosen);
    }

    private static Variable at(Algebra a, Value value, Axis axis, Variable choice) {
        return value.variable().has(axis)
                ? a.builder.bind(
                        value.variable().name(),
                        new Operation.Gather(value.variable(), List.of(axis), List.of(choice)))
                : value.variable();
    }

    Optional<Cumulative> cumulative() {
        return component
                .cumulative()
                .map(
                        own ->
                                new Cumulative(
                                        cumulative(own.logCdf()),
                                        cumulative(own.logCcdf()),
                                        Optional.empty()));
    }

    private Cumulative.Log cumulative(Cumulative.Log log) {
        return (builder, y, parameters) ->
                mixed(new Algebra(builder), parameters, log.of(builder, y, own(parameters)));
    }

    Moments moments() {
        Optional<Moment> mean = component.moments().mean();
        Optional<Moment> variance = component.moments().variance();
        return new Moments(
                mean.map(
                        own ->
                                (builder, event, parameters) ->
                                        weighted(
                                                new Algebra(builder),
                                                parameters,
                                                own.of(builder, event, own(parameters)))),
                mean.flatMap(center -> variance.map(spread -> variance(center, spread))));
    }

    /** The mean of the variances, and of the squared distances from the common mean. */
    private Moment variance(Moment mean, Moment variance) {
        return (builder, event, parameters) -> {
            Algebra a = new Algebra(builder);
            Variable centers = mean.of(builder, event, own(parameters));
            Variable shift = a.minus(centers, weighted(a, parameters, centers));
            Variable spread = variance.of(builder, event, own(parameters));
            return weighted(a, parameters, a.plus(spread, a.square(shift)));
        };
    }

    private static Variable weighted(Algebra a, List<Value> parameters, Variable of) {
        Axis axis = axis(parameters);
        return a.sum(a.times(a.full(parameters.getLast()), of), axis);
    }
}
