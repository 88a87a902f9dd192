package org.pathwise.compiler.catalogue;

import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.catalogue.Distribution.Parameter;
import org.pathwise.compiler.catalogue.Distribution.Reparameterization;
import org.pathwise.compiler.type.Bound;
import org.pathwise.compiler.type.Support;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A distribution of a number and two ends at which it is cut, for {@link Truncation} and {@link
 * Censoring}. The parameters are the distribution's, then the lower and the upper end where they
 * are computed.
 *
 * @param lower the lower end: {@code -inf} where nothing is cut off, a number, or a parameter
 * @param upper likewise
 */
record Cut(Part part, Bound lower, Bound upper) {

    /**
     * A cut; a number beyond the distribution's own end cuts nothing off.
     *
     * @param lower {@code Computed(0)} for an end that is a parameter
     */
    static Cut of(Distribution base, Bound lower, Bound upper) {
        Part part = new Part(base, 0);
        Bound low = lower;
        if (lower instanceof Bound.Constant(double value)) {
            double whole = base.isDiscrete() ? Math.ceil(value) : value;
            boolean cuts =
                    !(lower(base.support()) instanceof Bound.Constant(double own) && whole <= own);
            low = cuts ? new Bound.Constant(whole) : Bound.NEGATIVE_INFINITY;
        } else if (lower instanceof Bound.Computed(int _, String text)) {
            low = new Bound.Computed(part.end(), text);
        }
        Bound high = upper;
        if (upper instanceof Bound.Constant(double value)) {
            double whole = base.isDiscrete() ? Math.floor(value) : value;
            boolean cuts =
                    !(upper(base.support()) instanceof Bound.Constant(double own) && whole >= own);
            high = cuts ? new Bound.Constant(whole) : Bound.POSITIVE_INFINITY;
        } else if (upper instanceof Bound.Computed(int _, String text)) {
            int place = part.end() + (low instanceof Bound.Computed ? 1 : 0);
            high = new Bound.Computed(place, text);
        }
        return new Cut(part, low, high);
    }

    static Bound lower(Support support) {
        return switch (support) {
            case Support.Interval(Bound lower, Bound _) -> lower;
            case Support.Integers(Bound lower, Bound _) -> lower;
            case Support.Structured structured -> throw noNumber(structured);
        };
    }

    static Bound upper(Support support) {
        return switch (support) {
            case Support.Interval(Bound _, Bound upper) -> upper;
            case Support.Integers(Bound _, Bound upper) -> upper;
            case Support.Structured structured -> throw noNumber(structured);
        };
    }

    private static IllegalArgumentException noNumber(Support support) {
        return new IllegalArgumentException("a cut of " + support);
    }

    private Distribution base() {
        return part.base();
    }

    /** A support of the base's kind. */
    private Support support(Bound low, Bound high) {
        return base().isDiscrete()
                ? new Support.Integers(low, high)
                : new Support.Interval(low, high);
    }

    /** Where the values between the ends lie. */
    Support between() {
        return support(
                isOpen(lower) ? lower(base().support()) : lower,
                isOpen(upper) ? upper(base().support()) : upper);
    }

    /** Whether nothing is cut off at an end. */
    static boolean isOpen(Bound end) {
        return end instanceof Bound.Constant(double value) && Double.isInfinite(value);
    }

    /**
     * All parameters. An end that is one must lie within the distribution's support, and a computed
     * end of that support must lie beyond an end that is a number.
     *
     * @param change what becomes of the base's own parameters
     */
    List<Parameter> parameters(UnaryOperator<Parameter> change, Reparameterization ofEnds) {
        List<Parameter> all = new ArrayList<>();
        base().parameters().forEach(parameter -> all.add(change.apply(parameter)));
        Bound ownLower = lower(base().support());
        Bound ownUpper = upper(base().support());
        if (ownLower instanceof Bound.Computed(int i, String _) && !isOpen(lower)) {
            all.set(i, within(all.get(i), Bound.NEGATIVE_INFINITY, lower));
        }
        if (ownUpper instanceof Bound.Computed(int i, String _) && !isOpen(upper)) {
            all.set(i, within(all.get(i), upper, Bound.POSITIVE_INFINITY));
        }
        Support inside =
                support(
                        ownLower instanceof Bound.Constant ? ownLower : Bound.NEGATIVE_INFINITY,
                        ownUpper instanceof Bound.Constant ? ownUpper : Bound.POSITIVE_INFINITY);
        if (lower instanceof Bound.Computed) {
            all.add(new Parameter("lower", inside, ofEnds, List.of()));
        }
        if (upper instanceof Bound.Computed) {
            all.add(new Parameter("upper", inside, ofEnds, List.of()));
        }
        return all;
    }

    private Parameter within(Parameter parameter, Bound low, Bound high) {
        Bound least = isOpen(low) ? lower(parameter.support()) : low;
        Bound most = isOpen(high) ? upper(parameter.support()) : high;
        return new Parameter(
                parameter.name(),
                support(least, most),
                parameter.reparameterization(),
                parameter.dimensions());
    }

    /** The lower end, empty where nothing is cut off. */
    Optional<Variable> lower(Algebra a, List<Value> parameters) {
        return end(lower, a, parameters);
    }

    Optional<Variable> upper(Algebra a, List<Value> parameters) {
        return end(upper, a, parameters);
    }

    private static Optional<Variable> end(Bound bound, Algebra a, List<Value> parameters) {
        return switch (bound) {
            case Bound.Computed(int index, String _) ->
                    Optional.of(parameters.get(index).variable());
            case Bound.Constant(double value) ->
                    Double.isInfinite(value) ? Optional.empty() : Optional.of(a.number(value));
            case Bound.Extent _ -> Optional.empty();
        };
    }

    /** A value brought between the ends. */
    Variable clamped(Algebra a, Variable value, List<Value> parameters) {
        Variable result = value;
        Optional<Variable> least = lower(a, parameters);
        if (least.isPresent()) {
            result = a.of(Function.MAXIMUM, result, least.get());
        }
        Optional<Variable> most = upper(a, parameters);
        return most.isPresent() ? a.of(Function.MINIMUM, result, most.get()) : result;
    }

    /**
     * The distribution function at a point.
     *
     * @param logCdf {@code log P(Y <= at)}
     * @param logCcdf {@code log P(Y > at)}
     */
    record Point(Variable at, Variable logCdf, Variable logCcdf) {}

    /** The distribution function at a value of the hull of the support. */
    Point point(Algebra a, Variable at, List<Value> parameters) {
        Cumulative cumulative = base().cumulative().orElseThrow();
        List<Value> own = part.of(parameters);
        return new Point(
                at,
                cumulative.logCdf().of(a.builder, at, own),
                cumulative.logCcdf().of(a.builder, at, own));
    }

    /**
     * The distribution function just below a value: what is less than it. For integers that is the
     * one before, which may lie before the first of the support.
     */
    Point below(Algebra a, Variable value, List<Value> parameters) {
        if (!base().isDiscrete()) {
            return point(a, value, parameters);
        }
        Variable before = a.minus(value, 1);
        if (!(lower(base().support()) instanceof Bound.Constant(double first))
                || Double.isInfinite(first)) {
            return point(a, before, parameters);
        }
        Variable exists = a.atLeast(before, first);
        Point inside = point(a, a.of(Function.MAXIMUM, before, a.number(first)), parameters);
        return new Point(
                before,
                a.select(exists, inside.logCdf(), a.number(Double.NEGATIVE_INFINITY)),
                a.select(exists, inside.logCcdf(), a.number(0)));
    }
}
