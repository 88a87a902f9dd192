package org.pathwise.compiler.catalogue;

import static org.pathwise.compiler.catalogue.Distribution.Noise.UNIFORM;
import static org.pathwise.compiler.catalogue.Distribution.Reparameterization.NONE;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Operation.Reducer;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.type.Bound;
import org.pathwise.compiler.type.Support;

import java.util.List;
import java.util.Optional;

/**
 * The categorical distribution of a scalar 1 to K, by probabilities or (up to a constant) their
 * logarithms over an axis of K.
 */
record Categorical(boolean logit) implements Distribution.Formula {
    static List<Distribution> all() {
        return List.of(entry(false), entry(true));
    }

    private static Distribution entry(boolean logit) {
        DistributionBuilder entry =
                Distribution.named("Categorical")
                        .on(new Support.Integers(Bound.ONE, new Bound.Extent("K", 0)))
                        .formula(new Categorical(logit), UNIFORM)
                        .cumulative(
                                new Cumulative(
                                        (builder, y, p) ->
                                                logCumulative(
                                                        builder, y, p.getFirst(), logit, false),
                                        (builder, y, p) ->
                                                logCumulative(
                                                        builder, y, p.getFirst(), logit, true),
                                        Optional.of(
                                                (builder, logP, logQ, p) ->
                                                        quantile(
                                                                builder,
                                                                logP,
                                                                logQ,
                                                                p.getFirst(),
                                                                logit))))
                        .mean(
                                (builder, event, p) ->
                                        mean(new Algebra(builder), p.getFirst(), logit))
                        .variance(
                                (builder, event, p) ->
                                        variance(new Algebra(builder), p.getFirst(), logit));
        return logit
                ? entry.text(
                                "A category 1 to K, by logarithms of weights.",
                                "exp(logit[y]) / sum(exp(logit))",
                                "z ~ Categorical(logit = [0, 1, 2])")
                        .parameter("logit", Support.Structured.REAL_VECTOR, NONE)
                        .byName()
                        .build()
                : entry.text(
                                "A category 1 to K, by probabilities.",
                                "p[y]",
                                "z ~ Categorical([0.2, 0.3, 0.5])")
                        .parameter("p", Support.Structured.SIMPLEX, NONE)
                        .build();
    }

    @Override
    public Variable logDensityOnSupport(Builder builder, Value value, List<Value> parameters) {
        Algebra a = new Algebra(builder);
        Axis categories = parameters.getFirst().last();
        Variable parameter = a.full(parameters.getFirst());
        Variable scores = logit ? parameter : a.log(parameter);
        Variable score =
                builder.bind(
                        "score",
                        new Operation.Gather(
                                scores, List.of(categories), List.of(value.variable())));
        return logit ? a.minus(score, a.logSumExp(parameter, List.of(categories))) : score;
    }

    @Override
    public Optional<Variable> onSupport(Builder builder, Value value, List<Value> parameters) {
        Algebra a = new Algebra(builder);
        int count = parameters.getFirst().last().extent();
        return Optional.of(
                a.both(
                        a.isInteger(value.variable(), 1),
                        a.atLeast(a.number(count), value.variable())));
    }

    /** A value outside has no element of its own: the first one is read in its place. */
    @Override
    public Variable logDensity(Builder builder, Value value, List<Value> parameters) {
        Algebra a = new Algebra(builder);
        Variable inside = onSupport(builder, value, parameters).orElseThrow();
        Variable safe = a.select(inside, value.variable(), a.number(1));
        Variable density = logDensityOnSupport(builder, new Value(safe, value.shape()), parameters);
        return a.select(inside, density, a.number(Double.NEGATIVE_INFINITY));
    }

    @Override
    public Variable draw(
            Builder builder, List<Axis> event, List<Value> noise, List<Value> parameters) {
        Algebra a = new Algebra(builder);
        Axis categories = parameters.getFirst().last();
        Variable weights = weights(a, parameters.getFirst(), logit);
        return choose(a, weights, categories, noise.getFirst().variable());
    }

    /**
     * A category by weights along an axis and a uniform: one more than the number of cumulative
     * sums that the uniform has passed.
     */
    static Variable choose(Algebra a, Variable weights, Axis categories, Variable uniform) {
        Variable sums =
                a.builder.bind(
                        "sums", new Operation.CumulativeSum(weights, categories, false, false));
        Variable total = a.extreme(Reducer.MAX, sums, List.of(categories));
        Variable threshold = a.times(uniform, total);
        Variable passed = a.of(Function.LESS_EQUAL, sums, threshold);
        return a.plus(a.sum(passed, categories), 1);
    }

    /** Numbers in proportion to the probabilities, over the axis of categories. */
    private static Variable weights(Algebra a, Value parameter, boolean logit) {
        Variable weights = a.full(parameter);
        if (!logit) {
            return weights;
        }
        Variable largest = a.extreme(Reducer.MAX, weights, List.of(parameter.last()));
        return a.exp(a.minus(weights, a.shift(largest)));
    }

    /** The probabilities as they are given, or those of the logarithms. */
    private static Variable probabilities(Algebra a, Value parameter, boolean logit) {
        Variable weights = weights(a, parameter, logit);
        return logit ? a.over(weights, a.sum(weights, parameter.last())) : weights;
    }

    private static Variable logSums(Algebra a, Value parameter, boolean logit, boolean upper) {
        Variable probabilities = probabilities(a, parameter, logit);
        return a.log(
                a.builder.bind(
                        "sums",
                        new Operation.CumulativeSum(
                                probabilities, parameter.last(), upper, upper)));
    }

    private static Variable logCumulative(
            Builder builder, Variable y, Value parameter, boolean logit, boolean upper) {
        Algebra a = new Algebra(builder);
        Axis categories = parameter.last();
        Variable count = a.number(categories.extent());
        Variable category = a.of(Function.FLOOR, y);
        Variable index =
                a.of(Function.MINIMUM, count, a.of(Function.MAXIMUM, category, a.number(1)));
        Variable inside =
                builder.bind(
                        "cumulative",
                        new Operation.Gather(
                                logSums(a, parameter, logit, upper),
                                List.of(categories),
                                List.of(index)));
        Variable none = a.number(Double.NEGATIVE_INFINITY);
        Variable all = a.number(0);
        return a.select(
                a.of(Function.LESS, category, a.number(1)),
                upper ? all : none,
                a.select(a.atLeast(category, count), upper ? none : all, inside));
    }

    /** The last category has no sum to pass, whatever the rounding of the probabilities. */
    private static Variable quantile(
            Builder builder, Variable logP, Variable logQ, Value parameter, boolean logit) {
        Algebra a = new Algebra(builder);
        Axis categories = parameter.last();
        Variable below =
                CountFormulas.isBelow(
                        a,
                        logSums(a, parameter, logit, false),
                        logSums(a, parameter, logit, true),
                        logP,
                        logQ);
        return a.of(
                Function.MINIMUM,
                a.number(categories.extent()),
                a.plus(a.sum(below, categories), 1));
    }

    private static Variable mean(Algebra a, Value parameter, boolean logit) {
        Axis categories = parameter.last();
        Variable position = a.builder.bind("position", new Operation.Position(categories));
        return a.contract(position, probabilities(a, parameter, logit), categories);
    }

    private static Variable variance(Algebra a, Value parameter, boolean logit) {
        Axis categories = parameter.last();
        Variable position = a.builder.bind("position", new Operation.Position(categories));
        Variable distance = a.minus(position, mean(a, parameter, logit));
        return a.contract(a.square(distance), probabilities(a, parameter, logit), categories);
    }
}
