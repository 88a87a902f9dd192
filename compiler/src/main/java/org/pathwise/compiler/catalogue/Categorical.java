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

    /**
     * The support's upper end K is the last dimension of its parameter, no number among its
     * parameters.
     */
    private static Distribution entry(boolean logit) {
        DistributionBuilder entry =
                Distribution.named("Categorical")
                        .on(new Support.Integers(Bound.ONE, Bound.POSITIVE_INFINITY))
                        .formula(new Categorical(logit), UNIFORM);
        return logit
                ? entry.text(
                                "A category 1 to K, by logarithms of weights.",
                                "exp(logit[y]) / sum(exp(logit))",
                                "z[n] ~ Categorical(logit = eta[n])")
                        .parameter("logit", Support.Structured.REAL_VECTOR, NONE)
                        .byName()
                        .build()
                : entry.text(
                                "A category 1 to K, by probabilities.",
                                "p[y]",
                                "z[n] ~ Categorical(p)")
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
        Variable weights = a.full(parameters.getFirst());
        if (logit) {
            weights =
                    a.exp(
                            a.minus(
                                    weights,
                                    a.shift(a.extreme(Reducer.MAX, weights, List.of(categories)))));
        }
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
}
