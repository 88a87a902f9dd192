package org.pathwise.compiler.catalogue;

import static org.pathwise.compiler.catalogue.Distribution.Noise.UNIFORM;
import static org.pathwise.compiler.catalogue.Distribution.Reparameterization.NONE;

import org.pathwise.compiler.array.Axes;
import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Operation.Reducer;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.type.Support;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The counts of K categories among n, by probabilities or by the parameters of a Dirichlet
 * distribution of them. The plain form takes n from the value; the one that names n can be drawn
 * from, category by category: each count is binomial (beta-binomial) among those that are left.
 *
 * @param dirichlet whether the probabilities are Dirichlet distributed
 * @param total whether n is a parameter
 */
record Multinomial(boolean dirichlet, boolean total) implements Distribution.Formula {
    static List<Distribution> all() {
        List<Distribution> all = new ArrayList<>();
        for (boolean total : List.of(false, true)) {
            all.add(multinomial(total));
        }
        for (boolean total : List.of(false, true)) {
            all.add(dirichletMultinomial(total));
        }
        return all;
    }

    private static Distribution multinomial(boolean total) {
        DistributionBuilder entry =
                Distribution.named("Multinomial")
                        .text(
                                "How many of "
                                        + trials(total)
                                        + " trials fall into each of K categories of probabilities"
                                        + " theta.",
                                "n! prod(theta[k]^y[k] / y[k]!) for n = sum(y)",
                                total
                                        ? "generate { y: int[3] ~ Multinomial([0.2, 0.3, 0.5], n ="
                                                + " 100) }"
                                        : "generate { y: int[3] ~ Multinomial([0.2, 0.3, 0.5], n ="
                                                + " 100) }")
                        .parameter("theta", Support.Structured.SIMPLEX, NONE)
                        .on(Support.Structured.COUNTS);
        return complete(entry, new Multinomial(false, total));
    }

    private static Distribution dirichletMultinomial(boolean total) {
        DistributionBuilder entry =
                Distribution.named("DirichletMultinomial")
                        .text(
                                "How many of "
                                        + trials(total)
                                        + " trials fall into each of K categories whose"
                                        + " probabilities are Dirichlet(alpha).",
                                "n! Gamma(A) / Gamma(n + A) prod(Gamma(y[k] + alpha[k]) /"
                                        + " (Gamma(alpha[k]) y[k]!)) for n = sum(y), A ="
                                        + " sum(alpha)",
                                total
                                        ? "generate { y: int[3] ~ DirichletMultinomial([1, 1, 1], n"
                                                + " = 100) }"
                                        : "generate { y: int[3] ~ DirichletMultinomial([1, 1, 1], n"
                                                + " = 100) }")
                        .parameter("alpha", Support.Structured.POSITIVE_VECTOR, NONE)
                        .on(Support.Structured.COUNTS);
        return complete(entry, new Multinomial(true, total));
    }

    private static String trials(boolean total) {
        return total ? "n" : "as many as there are";
    }

    private static Distribution complete(DistributionBuilder entry, Multinomial formula) {
        return formula.total()
                ? entry.parameter("n", Support.COUNT, NONE)
                        .byName()
                        .formula(formula, UNIFORM)
                        .mean(
                                (builder, event, p) ->
                                        formula.mean(new Algebra(builder), event.getFirst(), p))
                        .variance(
                                (builder, event, p) ->
                                        formula.variance(new Algebra(builder), event.getFirst(), p))
                        .build()
                : entry.formula(formula).build();
    }

    @Override
    public Variable logDensityOnSupport(Builder builder, Value value, List<Value> parameters) {
        Algebra a = new Algebra(builder);
        Axis event = value.last();
        Variable y = a.full(value);
        Variable n = a.sum(y, event);
        Variable parameter = a.full(parameters.getFirst());
        return dirichlet
                ? dirichletLogMass(a, y, n, parameter, event)
                : logMass(a, y, n, parameter, event);
    }

    /** Data alone stand in one sum, which is no difference of large log-gammas. */
    private static Variable logMass(Algebra a, Variable y, Variable n, Variable theta, Axis event) {
        Variable kernel = a.sum(a.timesOrZero(y, a.log(theta)), event);
        Variable coefficient =
                a.sum(
                        a.plus(CountFormulas.timesLogRatio(a, y, n), CountFormulas.peak(a, y)),
                        event);
        return a.plus(kernel, a.minus(coefficient, CountFormulas.peak(a, n)));
    }

    /**
     * Each category's count and parameter against all others' as a table: the terms of its first
     * column make the deviance of the whole.
     */
    private static Variable dirichletLogMass(
            Algebra a, Variable y, Variable n, Variable alpha, Axis event) {
        Variable sum = a.sum(alpha, event);
        Variable others = a.minus(n, y);
        Variable otherAlpha = a.of(Function.MAXIMUM, a.minus(sum, alpha), a.number(0));
        Variable ofCount = a.of(Function.TABLE_LOG_RATIO, y, others, alpha, otherAlpha);
        Variable ofAlpha = a.of(Function.TABLE_LOG_RATIO, alpha, otherAlpha, y, others);
        Variable deviance = a.plus(a.timesOrZero(y, ofCount), a.times(alpha, ofAlpha));
        Variable excess =
                a.minus(CountFormulas.excess(a, alpha), CountFormulas.excess(a, a.plus(alpha, y)));
        Variable ofCategories =
                a.sum(a.plus(a.plus(deviance, excess), CountFormulas.peak(a, y)), event);
        Variable ofTotal =
                a.minus(
                        a.minus(
                                CountFormulas.excess(a, a.plus(n, sum)),
                                CountFormulas.excess(a, sum)),
                        CountFormulas.peak(a, n));
        return a.plus(ofCategories, ofTotal);
    }

    @Override
    public Optional<Variable> onSupport(Builder builder, Value value, List<Value> parameters) {
        Algebra a = new Algebra(builder);
        Axis event = value.last();
        Variable y = a.full(value);
        Variable counts = a.extreme(Reducer.MIN, a.isInteger(y, 0), List.of(event));
        return Optional.of(
                total
                        ? a.both(
                                counts,
                                a.of(Function.EQUAL, a.sum(y, event), parameters.get(1).variable()))
                        : counts);
    }

    @Override
    public Variable draw(
            Builder builder, List<Axis> event, List<Value> noise, List<Value> parameters) {
        Algebra a = new Algebra(builder);
        Axis categories = event.getFirst();
        Variable own = a.spread(parameters.getFirst().variable(), event);
        // what the categories after this one have, and this one too for probabilities
        Variable rest =
                builder.bind("rest", new Operation.CumulativeSum(own, categories, dirichlet, true));
        Variable n = parameters.get(1).variable();
        Variable u = a.spread(noise.getFirst().variable(), event);
        return drawEach(builder, categories, n, List.of(u, own, rest));
    }

    /** Category by category, carrying how many are left. */
    private Variable drawEach(Builder outer, Axis categories, Variable n, List<Variable> captured) {
        List<Variable> all = new ArrayList<>(captured);
        all.add(n);
        List<Axis> axes = Axes.minus(Axes.union(all), List.of(categories));
        Builder builder = new Builder(outer.names());
        Algebra a = new Algebra(builder);
        Variable left = outer.names().variable("left", axes);
        List<Variable> captures =
                captured.stream()
                        .map(
                                variable ->
                                        outer.names()
                                                .variable(
                                                        variable.name(),
                                                        Axes.minus(
                                                                variable.axes(),
                                                                List.of(categories))))
                        .toList();
        Variable count = drawOne(a, left, captures.get(0), captures.get(1), captures.get(2));
        Variable next = a.minus(left, count);
        Operation.Body body =
                new Operation.Body(
                        outer.names().variable("k", List.of()),
                        List.of(left),
                        captures,
                        builder.lets(),
                        List.of(next),
                        List.of(count));
        return outer.scan(
                        "counts",
                        new Operation.Scan(
                                categories,
                                false,
                                List.of(outer.broadcast(n, axes)),
                                captured,
                                body))
                .getLast();
    }

    /** A probability of 0 draws nothing, even where nothing else is left. */
    private Variable drawOne(Algebra a, Variable left, Variable u, Variable own, Variable rest) {
        if (dirichlet) {
            return a.of(Function.BETA_BINOMIAL_DRAW, u, left, own, rest);
        }
        Variable share = a.of(Function.MINIMUM, a.over(own, rest), a.number(1));
        Variable p = a.select(a.above(own, 0), share, a.number(0));
        return a.of(Function.BINOMIAL_DRAW, u, left, p);
    }

    private Variable mean(Algebra a, Axis event, List<Value> parameters) {
        return a.times(parameters.get(1).variable(), share(a, event, parameters));
    }

    private Variable variance(Algebra a, Axis event, List<Value> parameters) {
        Variable share = share(a, event, parameters);
        Variable n = parameters.get(1).variable();
        Variable ofMultinomial = a.times(a.times(n, share), a.minus(1, share));
        if (!dirichlet) {
            return ofMultinomial;
        }
        Variable sum = a.sum(parameters.getFirst().variable(), event);
        return a.times(ofMultinomial, a.over(a.plus(sum, n), a.plus(sum, 1)));
    }

    private Variable share(Algebra a, Axis event, List<Value> parameters) {
        Variable parameter = parameters.getFirst().variable();
        return dirichlet ? a.over(parameter, a.sum(parameter, event)) : parameter;
    }
}
