package org.pathwise.compiler.catalogue;

import static org.pathwise.compiler.catalogue.Distribution.Noise.NORMAL;
import static org.pathwise.compiler.catalogue.Distribution.Noise.UNIFORM;
import static org.pathwise.compiler.catalogue.Distribution.Reparameterization.NONE;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.type.Bound;
import org.pathwise.compiler.type.Support;

import java.util.List;
import java.util.Optional;

/**
 * The ordered category 1 to C + 1 that a logistic or normal number around eta falls into, between C
 * cut points. A middle category's probability is no difference of distribution functions: for the
 * logistic distribution {@code F(b) - F(a) = F(b) (1 - F(a)) (1 - exp(a - b))}, where {@code a - b}
 * is a difference of cut points; for the normal one the runtime has a function.
 */
record Ordered(boolean logistic) implements Distribution.Formula {
    static List<Distribution> all() {
        return List.of(
                entry(
                        "OrderedLogistic",
                        "An ordered category 1 to C + 1 by cut points, with a logistic"
                                + " distribution between them.",
                        "inv_logit(c[y] - eta) - inv_logit(c[y-1] - eta), c[0] = -inf, c[C+1] ="
                                + " inf",
                        "y ~ OrderedLogistic(0.5, [-1, 1])",
                        new Ordered(true),
                        UNIFORM),
                entry(
                        "OrderedProbit",
                        "An ordered category 1 to C + 1 by cut points, with a normal distribution"
                                + " between them.",
                        "Phi(c[y] - eta) - Phi(c[y-1] - eta), c[0] = -inf, c[C+1] = inf",
                        "y ~ OrderedProbit(0.5, [-1, 1])",
                        new Ordered(false),
                        NORMAL));
    }

    private static Distribution entry(
            String name,
            String summary,
            String density,
            String example,
            Ordered formula,
            Distribution.Noise noise) {
        return Distribution.named(name)
                .text(summary, density, example)
                .parameter("eta", Support.REAL, NONE)
                .parameter("c", Support.Structured.ORDERED, NONE, List.of("C"))
                .on(new Support.Integers(Bound.ONE, new Bound.Extent("C", 1)))
                .formula(formula, noise)
                .cumulative(
                        new Cumulative(
                                (builder, y, p) -> formula.logCumulative(builder, y, p, false),
                                (builder, y, p) -> formula.logCumulative(builder, y, p, true),
                                Optional.of(formula::quantile)))
                .mean((builder, event, p) -> formula.mean(new Algebra(builder), p))
                .variance((builder, event, p) -> formula.variance(new Algebra(builder), p))
                .build();
    }

    /** Cut points and where they lie. */
    private record Cuts(Variable points, Axis axis) {
        static Cuts of(Algebra a, List<Value> parameters) {
            return new Cuts(a.full(parameters.get(1)), parameters.get(1).last());
        }

        Variable at(Algebra a, Variable of, Variable index) {
            return a.builder.bind("cut", new Operation.Gather(of, List.of(axis), List.of(index)));
        }

        /** The distance of each cut point from the one before; 1 for the first. */
        Variable widths(Algebra a) {
            Variable position = a.builder.bind("position", new Operation.Position(axis));
            Variable before =
                    at(a, points, a.of(Function.MAXIMUM, a.minus(position, 1), a.number(1)));
            Variable first = a.of(Function.EQUAL, position, a.number(1));
            return a.select(first, a.number(1), a.minus(points, before));
        }
    }

    /** The log distribution function of the noise. */
    private Variable logF(Algebra a, Variable x) {
        return logistic ? a.negate(a.log1pExp(a.negate(x))) : a.of(Function.LOG_PHI, x);
    }

    private Variable f(Algebra a, Variable x) {
        return logistic ? a.invLogit(x) : a.of(Function.PHI, x);
    }

    @Override
    public Variable logDensityOnSupport(Builder builder, Value value, List<Value> parameters) {
        Algebra a = new Algebra(builder);
        Cuts cuts = Cuts.of(a, parameters);
        Variable y = value.variable();
        Variable eta = parameters.getFirst().variable();
        Variable last = a.number(cuts.axis().extent());
        Variable isFirst = a.of(Function.LESS_EQUAL, y, a.number(1));
        Variable isLast = a.of(Function.LESS, last, y);
        Variable own = a.of(Function.MINIMUM, y, last);
        Variable upper = cuts.at(a, cuts.points(), own);
        Variable lower =
                cuts.at(a, cuts.points(), a.of(Function.MAXIMUM, a.minus(y, 1), a.number(1)));
        Variable logBelow = logF(a, a.minus(upper, eta));
        Variable logAbove = logF(a, a.minus(eta, lower));
        if (logistic) {
            Variable gaps = a.of(Function.LOG1M_EXP, a.negate(cuts.widths(a)));
            Variable gap = cuts.at(a, gaps, own);
            Variable none = a.number(0);
            Variable outer = a.of(Function.OR, isFirst, isLast);
            return a.plus(
                    a.select(outer, none, gap),
                    a.plus(a.select(isLast, none, logBelow), a.select(isFirst, none, logAbove)));
        }
        Variable width = cuts.at(a, cuts.widths(a), own);
        Variable between = a.of(Function.LOG_PHI_INTERVAL, a.minus(lower, eta), width);
        return a.select(isFirst, logBelow, a.select(isLast, logAbove, between));
    }

    @Override
    public Optional<Variable> onSupport(Builder builder, Value value, List<Value> parameters) {
        Algebra a = new Algebra(builder);
        int cuts = parameters.get(1).last().extent();
        return Optional.of(
                a.both(
                        a.isInteger(value.variable(), 1),
                        a.atLeast(a.number(cuts + 1), value.variable())));
    }

    /** A value outside has no cut points of its own: those of 1 are read in its place. */
    @Override
    public Variable logDensity(Builder builder, Value value, List<Value> parameters) {
        Algebra a = new Algebra(builder);
        Variable inside = onSupport(builder, value, parameters).orElseThrow();
        Variable safe = a.select(inside, value.variable(), a.number(1));
        Variable density = logDensityOnSupport(builder, new Value(safe, value.shape()), parameters);
        return a.select(inside, density, a.number(Double.NEGATIVE_INFINITY));
    }

    /** One more than the number of cut points that the noise around eta has passed. */
    @Override
    public Variable draw(
            Builder builder, List<Axis> event, List<Value> noise, List<Value> parameters) {
        Algebra a = new Algebra(builder);
        Cuts cuts = Cuts.of(a, parameters);
        Variable u = noise.getFirst().variable();
        Variable latent =
                a.plus(parameters.getFirst().variable(), logistic ? a.of(Function.LOGIT, u) : u);
        return a.plus(a.sum(a.of(Function.LESS, cuts.points(), latent), cuts.axis()), 1);
    }

    private Variable logCumulative(
            Builder builder, Variable y, List<Value> parameters, boolean upper) {
        Algebra a = new Algebra(builder);
        Cuts cuts = Cuts.of(a, parameters);
        Variable last = a.number(cuts.axis().extent());
        Variable category = a.of(Function.FLOOR, y);
        Variable index =
                a.of(Function.MINIMUM, last, a.of(Function.MAXIMUM, category, a.number(1)));
        Variable distance =
                a.minus(cuts.at(a, cuts.points(), index), parameters.getFirst().variable());
        Variable inside = logF(a, upper ? a.negate(distance) : distance);
        Variable none = a.number(Double.NEGATIVE_INFINITY);
        Variable all = a.number(0);
        return a.select(
                a.of(Function.LESS, category, a.number(1)),
                upper ? all : none,
                a.select(a.of(Function.LESS, last, category), upper ? none : all, inside));
    }

    private Variable quantile(
            Builder builder, Variable logP, Variable logQ, List<Value> parameters) {
        Algebra a = new Algebra(builder);
        Cuts cuts = Cuts.of(a, parameters);
        Variable distance = a.minus(cuts.points(), parameters.getFirst().variable());
        Variable below =
                CountFormulas.isBelow(
                        a, logF(a, distance), logF(a, a.negate(distance)), logP, logQ);
        return a.plus(a.sum(below, cuts.axis()), 1);
    }

    /** {@code 1 + sum of P(Y > j)} over the cut points j. */
    private Variable mean(Algebra a, List<Value> parameters) {
        Cuts cuts = Cuts.of(a, parameters);
        Variable above = f(a, a.minus(parameters.getFirst().variable(), cuts.points()));
        return a.plus(a.sum(above, cuts.axis()), 1);
    }

    /**
     * The sum of the covariances {@code P(Y <= i) P(Y > j)} of passing the cut points i and j, i at
     * most j.
     */
    private Variable variance(Algebra a, List<Value> parameters) {
        Cuts cuts = Cuts.of(a, parameters);
        Variable distance = a.minus(cuts.points(), parameters.getFirst().variable());
        Variable below = f(a, distance);
        Variable sums =
                a.builder.bind(
                        "sums", new Operation.CumulativeSum(below, cuts.axis(), false, false));
        Variable above = f(a, a.negate(distance));
        return a.sum(a.times(above, a.minus(a.times(2, sums), below)), cuts.axis());
    }
}
