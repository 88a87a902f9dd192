package org.pathwise.compiler.catalogue;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.catalogue.Distribution.Moments;
import org.pathwise.compiler.catalogue.Distribution.Noise;
import org.pathwise.compiler.catalogue.Distribution.Parameter;
import org.pathwise.compiler.catalogue.Distribution.Reparameterization;
import org.pathwise.compiler.type.Bound;

import java.util.List;
import java.util.Optional;

/**
 * A distribution given that its value lies between two ends, both included where it is discrete:
 * {@code f(y) / P(lower <= Y <= upper)}. The probability is a difference of distribution functions
 * or of their complements, whichever are smaller, in logarithms, so that it is exact however far in
 * a tail the ends lie. A draw is the quantile of a probability between those of the ends, and
 * follows every real parameter and both ends.
 */
public record Truncation(Cut cut) implements Distribution.Formula {
    /** The log of the ratio of the probabilities at both ends below which density is averaged. */
    private static final double NARROW = 1e-4;

    private static final double SQRT_THREE_FIFTHS = Math.sqrt(0.6);

    /**
     * The truncated distribution. Its parameters are the base's, then the ends that are computed.
     *
     * @param base a distribution of numbers with a distribution function
     * @param lower the least value, {@code -inf} for none; {@code Computed} where it is an argument
     * @param upper the largest, {@code inf} for none
     */
    public static Distribution of(Distribution base, Bound lower, Bound upper) {
        Cut cut = Cut.of(base, lower, upper);
        Truncation formula = new Truncation(cut);
        boolean drawn = base.cumulative().orElseThrow().quantile().isPresent();
        return cut.part()
                .built(
                        "Truncated",
                        cut.parameters(
                                Truncation::byQuantile,
                                base.isDiscrete()
                                        ? Reparameterization.NONE
                                        : Reparameterization.INVERSE_CDF),
                        cut.between(),
                        cut.part().role(),
                        drawn ? List.of(Noise.UNIFORM) : List.of(),
                        formula,
                        Optional.of(formula.cumulative()),
                        Moments.UNKNOWN);
    }

    private static Parameter byQuantile(Parameter parameter) {
        return parameter.reparameterization() == Reparameterization.NONE
                ? parameter
                : new Parameter(
                        parameter.name(),
                        parameter.support(),
                        Reparameterization.INVERSE_CDF,
                        parameter.dimensions());
    }

    @Override
    public Variable logDensityOnSupport(Builder builder, Value value, List<Value> parameters) {
        Algebra a = new Algebra(builder);
        return a.minus(
                cut.part().logDensityOnSupport(builder, value, parameters), logMass(a, parameters));
    }

    @Override
    public Optional<Variable> onSupport(Builder builder, Value value, List<Value> parameters) {
        Optional<Variable> inside = cut.part().onSupport(builder, value, parameters);
        Optional<Variable> between = between(new Algebra(builder), value.variable(), parameters);
        return inside.isPresent() && between.isPresent()
                ? Optional.of(builder.apply(Function.AND, inside.get(), between.get()))
                : inside.or(() -> between);
    }

    @Override
    public Variable logDensity(Builder builder, Value value, List<Value> parameters) {
        Algebra a = new Algebra(builder);
        Variable density =
                a.minus(cut.part().logDensity(builder, value, parameters), logMass(a, parameters));
        return between(a, value.variable(), parameters)
                .map(inside -> a.select(inside, density, a.number(Double.NEGATIVE_INFINITY)))
                .orElse(density);
    }

    private Optional<Variable> between(Algebra a, Variable y, List<Value> parameters) {
        Optional<Variable> least =
                cut.lower(a, parameters).map(end -> a.of(Function.LESS_EQUAL, end, y));
        Optional<Variable> most =
                cut.upper(a, parameters).map(end -> a.of(Function.LESS_EQUAL, y, end));
        return least.isPresent() && most.isPresent()
                ? Optional.of(a.both(least.get(), most.get()))
                : least.or(() -> most);
    }

    private Optional<Cut.Point> first(Algebra a, List<Value> parameters) {
        return cut.lower(a, parameters).map(end -> cut.below(a, end, parameters));
    }

    private Optional<Cut.Point> last(Algebra a, List<Value> parameters) {
        return cut.upper(a, parameters).map(end -> cut.point(a, end, parameters));
    }

    /** The log of the probability between the ends. */
    private Variable logMass(Algebra a, List<Value> parameters) {
        return logMass(a, first(a, parameters), last(a, parameters), parameters);
    }

    /** The log of the probability above one point up to another; a missing one is infinite. */
    private Variable logMass(
            Algebra a, Optional<Cut.Point> from, Optional<Cut.Point> to, List<Value> parameters) {
        if (from.isEmpty() || to.isEmpty()) {
            return from.map(Cut.Point::logCcdf)
                    .or(() -> to.map(Cut.Point::logCdf))
                    .orElseGet(() -> a.number(0));
        }
        Variable left = a.of(Function.LESS, to.get().logCdf(), from.get().logCcdf());
        Variable large = a.select(left, to.get().logCdf(), from.get().logCcdf());
        Variable small = a.select(left, from.get().logCdf(), to.get().logCcdf());
        Variable difference = a.of(Function.LOG_DIFF_EXP, large, small);
        return cut.part().base().isDiscrete()
                ? difference
                : orByDensity(
                        a,
                        difference,
                        a.minus(large, small),
                        from.get().at(),
                        to.get().at(),
                        parameters);
    }

    /**
     * A difference of nearly equal probabilities loses digits: a relative error of about 1e-16 over
     * the log of their ratio. Between points so near, the probability is their distance times the
     * mean density, by Gauss and Legendre's rule of three points (Abramowitz and Stegun, 25.4.29).
     * How far that mean is from the density in the middle bounds the rule's own error from above: a
     * density with a kink or a spike there keeps the difference.
     */
    private Variable orByDensity(
            Algebra a,
            Variable difference,
            Variable logRatio,
            Variable from,
            Variable to,
            List<Value> parameters) {
        Variable width = a.minus(to, from);
        Variable middle = a.plus(from, a.times(0.5, width));
        Variable offset = a.times(0.5 * SQRT_THREE_FIFTHS, width);
        Variable center = density(a, middle, parameters);
        Variable sides =
                a.plus(
                        a.exp(a.minus(density(a, a.minus(middle, offset), parameters), center)),
                        a.exp(a.minus(density(a, a.plus(middle, offset), parameters), center)));
        Variable mean = a.times(1.0 / 18, a.plus(a.times(5, sides), 8));
        Variable error = a.times(a.abs(a.minus(mean, 1)), logRatio);
        Variable narrow =
                a.both(
                        a.of(Function.LESS, logRatio, a.number(NARROW)),
                        a.of(Function.LESS, error, a.number(Math.ulp(1.0) / 2)));
        return a.select(narrow, a.plus(a.log(width), a.plus(center, a.log(mean))), difference);
    }

    private Variable density(Algebra a, Variable at, List<Value> parameters) {
        return cut.part().logDensityOnSupport(a.builder, Value.scalar(at), parameters);
    }

    @Override
    public Variable draw(
            Builder builder, List<Axis> event, List<Value> noise, List<Value> parameters) {
        Algebra a = new Algebra(builder);
        Variable u = noise.getFirst().variable();
        return quantile(a, a.log(u), a.log1m(u), parameters);
    }

    /** The base's quantile at the probability that lies so between those of the ends. */
    private Variable quantile(Algebra a, Variable logP, Variable logQ, List<Value> parameters) {
        Optional<Cut.Point> from = first(a, parameters);
        Optional<Cut.Point> to = last(a, parameters);
        Variable below = to.map(point -> a.plus(logP, point.logCdf())).orElse(logP);
        Variable above = from.map(point -> a.plus(logQ, point.logCcdf())).orElse(logQ);
        Variable baseP =
                from.map(point -> Reductions.logSumExp(a, a.plus(logQ, point.logCdf()), below))
                        .orElse(below);
        Variable baseQ =
                to.map(point -> Reductions.logSumExp(a, above, a.plus(logP, point.logCcdf())))
                        .orElse(above);
        Variable value =
                cut.part()
                        .base()
                        .cumulative()
                        .orElseThrow()
                        .quantile()
                        .orElseThrow()
                        .of(a.builder, baseP, baseQ, cut.part().of(parameters));
        return cut.clamped(a, value, parameters);
    }

    /** The distribution function at a value, or at the end that it lies beyond. */
    private Optional<Cut.Point> reached(Algebra a, Variable y, List<Value> parameters) {
        return Optional.of(cut.point(a, cut.clamped(a, y, parameters), parameters));
    }

    private Cumulative cumulative() {
        Cumulative base = cut.part().base().cumulative().orElseThrow();
        return new Cumulative(
                (builder, y, p) -> {
                    Algebra a = new Algebra(builder);
                    Optional<Cut.Point> at = reached(a, y, p);
                    return a.minus(logMass(a, first(a, p), at, p), logMass(a, p));
                },
                (builder, y, p) -> {
                    Algebra a = new Algebra(builder);
                    Optional<Cut.Point> at = reached(a, y, p);
                    return a.minus(logMass(a, at, last(a, p), p), logMass(a, p));
                },
                base.quantile()
                        .map(
                                _ ->
                                        (builder, logP, logQ, p) ->
                                                quantile(new Algebra(builder), logP, logQ, p)));
    }
}
