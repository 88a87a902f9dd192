package org.pathwise.compiler.catalogue;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.type.Bound;
import org.pathwise.compiler.type.Dimension;
import org.pathwise.compiler.type.Support;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The distribution of {@code f(x)} for a differentiable, strictly monotone {@link Chain} f and an x
 * of a known distribution. By the change of variables its log density at y is {@code log p(g(y)) -
 * log|f'(g(y))|}, where g is the inverse of f; for vectors whose Jacobian is triangular, {@code
 * log|f'|} is the sum over its diagonal.
 *
 * @param labels of each parameter's dimensions
 * @param ends of the values, as formulas
 */
record Reparameterized(
        Chain chain, ReparameterizedNoise noise, List<List<Dimension>> labels, List<End> ends)
        implements Distribution.Formula {
    Reparameterized {
        labels = List.copyOf(labels);
        ends = List.copyOf(ends);
    }

    /** The values of terms in one use of the formula. */
    private final class Setting implements Step.Terms {
        final Algebra a;
        final TermContext context;
        private final List<Axis> event;

        Setting(Builder builder, List<Value> parameters, List<Axis> event) {
            this.a = new Algebra(builder);
            this.context = new TermContext(builder, parameters, labels);
            this.event = event;
            context.place(noise.shape(), event);
        }

        @Override
        public Variable of(Term term) {
            return context.variable(term);
        }

        @Override
        public Value value(Term term) {
            return context.value(term);
        }

        @Override
        public Axis axis(Dimension label) {
            return event.get(noise.shape().indexOf(label));
        }

        List<Value> noiseArguments() {
            return noise.arguments().stream().map(context::value).toList();
        }

        Chain.Inverse inverse(Variable y) {
            return chain.inverse(this, Quantity.of(a, chain.range(), () -> y));
        }

        Variable forward(Quantity x) {
            return chain.forward(this, x).value();
        }

        Quantity noise(Variable x) {
            return Quantity.of(a, noise.range(), () -> x);
        }
    }

    @Override
    public Variable logDensityOnSupport(Builder builder, Value value, List<Value> parameters) {
        Setting setting = new Setting(builder, parameters, value.shape());
        Algebra a = setting.a;
        Chain.Inverse inverse = setting.inverse(value.variable());
        List<Axis> event = value.shape();
        int rank = noise.distribution().rank();
        List<Axis> own = event.subList(event.size() - rank, event.size());
        Variable density =
                a.sum(
                        noise.distribution()
                                .formula()
                                .logDensityOnSupport(
                                        builder,
                                        new Value(inverse.noise().value(), own),
                                        setting.noiseArguments()),
                        event.subList(0, event.size() - rank));
        Variable logSlope = inverse.logSlopes().stream().reduce(a::plus).orElse(a.number(0));
        return a.minus(density, a.sum(logSlope, event));
    }

    /** An end is a value where the density has one there. */
    @Override
    public Optional<Variable> onSupport(Builder builder, Value value, List<Value> parameters) {
        Setting setting = new Setting(builder, parameters, value.shape());
        Algebra a = setting.a;
        List<Variable> conditions = new ArrayList<>();
        Variable y = value.variable();
        if (ends.getFirst() instanceof End.Finite(Term lower)) {
            conditions.add(a.atLeast(y, setting.of(lower)));
        }
        if (ends.getLast() instanceof End.Finite(Term upper)) {
            conditions.add(a.atLeast(setting.of(upper), y));
        }
        if (!chain.isElementwise() && !conditions.isEmpty()) {
            conditions.add(isAscending(a, value));
        }
        if (conditions.isEmpty()) {
            return Optional.empty();
        }
        Variable inside =
                a.extreme(
                        Operation.Reducer.MIN,
                        conditions.stream().reduce(a::both).orElseThrow(),
                        value.shape());
        Variable density = logDensityOnSupport(builder, value, parameters);
        return Optional.of(a.both(inside, a.of(Function.EQUAL, density, density)));
    }

    private static Variable isAscending(Algebra a, Value value) {
        Axis axis = value.last();
        Variable y = a.full(value);
        Variable position = a.builder.bind("position", new Operation.Position(axis));
        Variable index = a.of(Function.MAXIMUM, a.minus(position, 1), a.number(1));
        Variable before =
                a.builder.bind("before", new Operation.Gather(y, List.of(axis), List.of(index)));
        return a.atLeast(y, before);
    }

    @Override
    public Variable draw(
            Builder builder, List<Axis> event, List<Value> raw, List<Value> parameters) {
        Setting setting = new Setting(builder, parameters, event);
        int rank = noise.distribution().rank();
        List<Axis> own = event.subList(event.size() - rank, event.size());
        List<Value> noises =
                raw.stream()
                        .map(
                                value ->
                                        value.shape().isEmpty()
                                                ? value
                                                : new Value(value.variable(), own))
                        .toList();
        Variable x =
                noise.distribution().formula().draw(builder, own, noises, setting.noiseArguments());
        return setting.forward(setting.noise(x));
    }

    /** The distribution function, from that of the noise. */
    Optional<Cumulative> cumulative() {
        if (!noise.shape().isEmpty()) {
            return Optional.empty();
        }
        return noise.cumulative()
                .map(
                        of ->
                                new Cumulative(
                                        (builder, y, p) -> logProbability(builder, y, p, of, true),
                                        (builder, y, p) -> logProbability(builder, y, p, of, false),
                                        of.quantile()
                                                .map(
                                                        quantile ->
                                                                (builder, logP, logQ, p) ->
                                                                        quantile(
                                                                                builder, logP, logQ,
                                                                                p, quantile))));
    }

    /** {@code log P(Y <= y)} or {@code log P(Y > y)}, also at the ends. */
    private Variable logProbability(
            Builder builder,
            Variable y,
            List<Value> parameters,
            ReparameterizedNoise.Probabilities of,
            boolean below) {
        Setting setting = setting(builder, parameters);
        Algebra a = setting.a;
        Quantity x = setting.inverse(y).noise();
        Variable inside =
                below == chain.isIncreasing()
                        ? of.logCdf().of(x, setting.noiseArguments())
                        : of.logCcdf().of(x, setting.noiseArguments());
        Variable none = a.number(Double.NEGATIVE_INFINITY);
        Variable result = inside;
        if (ends.getFirst() instanceof End.Finite(Term lower)) {
            Variable outside = a.atLeast(setting.of(lower), y);
            result = a.select(outside, below ? none : a.number(0), result);
        }
        if (ends.getLast() instanceof End.Finite(Term upper)) {
            Variable outside = a.atLeast(y, setting.of(upper));
            result = a.select(outside, below ? a.number(0) : none, result);
        }
        return result;
    }

    private Variable quantile(
            Builder builder,
            Variable logP,
            Variable logQ,
            List<Value> parameters,
            ReparameterizedNoise.OfProbabilities quantile) {
        Setting setting = setting(builder, parameters);
        boolean increasing = chain.isIncreasing();
        return setting.forward(
                quantile.of(
                        setting.a,
                        increasing ? logP : logQ,
                        increasing ? logQ : logP,
                        setting.noiseArguments()));
    }

    private Setting setting(Builder builder, List<Value> parameters) {
        return new Setting(builder, parameters, List.of());
    }

    /** What the values fill; empty where the language has no name for it. */
    static Optional<Support> support(Chain chain, List<End> noise, int rank, List<Bound> ends) {
        return switch (rank) {
            case 0 -> Optional.of(new Support.Interval(ends.getFirst(), ends.getLast()));
            case 1 -> vectors(chain, noise);
            default -> Optional.empty();
        };
    }

    private static Optional<Support> vectors(Chain chain, List<End> noise) {
        List<Step> steps = chain.steps();
        boolean ordered = false;
        List<Step> before = new ArrayList<>();
        for (Step step : steps) {
            Optional<Support.Structured> elements = elements(before, noise);
            switch (step) {
                case VectorStep.Triangular _ -> {
                    if (ordered || !elements.equals(Optional.of(Support.Structured.REAL_VECTOR))) {
                        return Optional.empty();
                    }
                }
                case VectorStep.Sums _ -> {
                    if (ordered || elements.isEmpty()) {
                        return Optional.empty();
                    }
                    ordered = elements.get() == Support.Structured.POSITIVE_VECTOR;
                }
                case Step.Scale scale -> {
                    if (ordered && !scale.by().shape().isEmpty()) {
                        return Optional.empty();
                    }
                }
                case Step.Power power -> {
                    if (ordered && (power.falling() || !power.exponent().shape().isEmpty())) {
                        return Optional.empty();
                    }
                }
                case Step.Shift _, Step.Negate _, NamedStep _ -> {
                    if (ordered) {
                        return Optional.empty();
                    }
                }
            }
            before.add(step);
        }
        Optional<Support.Structured> elements = elements(before, noise);
        if (!ordered) {
            return elements.map(Support.class::cast);
        }
        return elements.equals(Optional.of(Support.Structured.POSITIVE_VECTOR))
                ? Optional.of(Support.Structured.POSITIVE_ORDERED)
                : Optional.empty();
    }

    /** Whether elements are all reals or all positive numbers after some steps. */
    private static Optional<Support.Structured> elements(List<Step> steps, List<End> noise) {
        List<End> ends = Chain.ends(steps, noise);
        if (ends.equals(List.of(End.MINUS_INFINITY, End.INFINITY))) {
            return Optional.of(Support.Structured.REAL_VECTOR);
        }
        return ends.equals(List.of(End.of(0), End.INFINITY))
                ? Optional.of(Support.Structured.POSITIVE_VECTOR)
                : Optional.empty();
    }
}
