package org.pathwise.compiler.catalogue;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Operation.Reducer;
import org.pathwise.compiler.array.Variable;

import java.util.Collection;
import java.util.List;

/** A builder with the short names in which formulas read like formulas. */
final class Algebra {

    final Builder builder;

    Algebra(Builder builder) {
        this.builder = builder;
    }

    Variable number(double value) {
        return builder.constant(value);
    }

    Variable of(Function function, Variable... operands) {
        return builder.apply(function, operands);
    }

    Variable plus(Variable a, Variable b) {
        return builder.add(a, b);
    }

    Variable plus(Variable a, double b) {
        return b == 0 ? a : plus(a, number(b));
    }

    Variable minus(Variable a, Variable b) {
        return builder.subtract(a, b);
    }

    Variable minus(Variable a, double b) {
        return minus(a, number(b));
    }

    Variable minus(double a, Variable b) {
        return minus(number(a), b);
    }

    Variable times(Variable a, Variable b) {
        return builder.multiply(a, b);
    }

    Variable times(double a, Variable b) {
        return a == 1 ? b : times(number(a), b);
    }

    /** {@code a * b}, but 0 where a is 0 even when b is infinite: {@code 0 * log(0) = 0}. */
    Variable timesOrZero(Variable a, Variable b) {
        return of(Function.MASKED_MULTIPLY, a, b);
    }

    Variable over(Variable a, Variable b) {
        return builder.divide(a, b);
    }

    /**
     * {@code a / scale}; where the scale varies over fewer axes, one reciprocal serves many
     * elements.
     */
    Variable scaledBy(Variable a, Variable scale) {
        return scale.hasAll(a.axes()) ? over(a, scale) : times(a, over(number(1), scale));
    }

    Variable negate(Variable a) {
        return builder.negate(a);
    }

    Variable square(Variable a) {
        return builder.square(a);
    }

    Variable abs(Variable a) {
        return of(Function.ABS, a);
    }

    Variable exp(Variable a) {
        return builder.exp(a);
    }

    Variable expm1(Variable a) {
        return of(Function.EXPM1, a);
    }

    Variable log(Variable a) {
        return builder.log(a);
    }

    Variable log1p(Variable a) {
        return of(Function.LOG1P, a);
    }

    /** {@code log(1 - a)}. */
    Variable log1m(Variable a) {
        return log1p(negate(a));
    }

    /** {@code log(1 + exp(a))}. */
    Variable log1pExp(Variable a) {
        return of(Function.LOG1P_EXP, a);
    }

    /** {@code log(1 - exp(a))} for a below 0. */
    Variable log1mExp(Variable a) {
        return of(Function.LOG1M_EXP, a);
    }

    /** {@code log(1 + a^2)}, also where the square overflows. */
    Variable log1pSquare(Variable a) {
        return of(Function.LOG1P_SQUARE, a);
    }

    Variable logPhi(Variable a) {
        return of(Function.LOG_PHI, a);
    }

    Variable sqrt(Variable a) {
        return of(Function.SQRT, a);
    }

    /**
     * The square root of a sum of squares, with derivative 0 where it is 0: a norm has a kink
     * there, which the chain rule would answer with 0 times infinity.
     */
    Variable length(Variable squared) {
        Variable vanishes = of(Function.EQUAL, squared, number(0));
        return select(vanishes, number(0), sqrt(select(vanishes, number(1), squared)));
    }

    /** {@code exp(log)} as a draw, see {@link Function#POSITIVE_FROM_LOG}. */
    Variable positiveFromLog(Variable log) {
        return of(Function.POSITIVE_FROM_LOG, log);
    }

    /** {@code inv_logit(logit)} as a draw, see {@link Function#UNIT_FROM_LOGIT}. */
    Variable unitFromLogit(Variable logit) {
        return of(Function.UNIT_FROM_LOGIT, logit);
    }

    /** A draw, kept between two ends, see {@link Function#INSIDE}. */
    Variable inside(Variable a, Variable lower, Variable upper) {
        return of(Function.INSIDE, a, lower, upper);
    }

    /** A draw, kept above 0 and finite. */
    Variable positive(Variable a) {
        return inside(a, number(0), number(Double.POSITIVE_INFINITY));
    }

    /** A draw with heavy tails, kept where it can still be divided by a scale: below 1e301. */
    Variable finite(Variable a) {
        return inside(a, number(-0x1p1000), number(0x1p1000));
    }

    /**
     * A draw with the derivative that is given for a parameter, in place of that of the formula
     * which made it: for implicit reparameterization (Figurnov, Mohamed and Mnih 2018).
     */
    Variable following(Variable draw, Variable parameter, Variable derivative) {
        Variable held = builder.stopGradient(parameter);
        return plus(
                builder.stopGradient(draw),
                times(minus(parameter, held), builder.stopGradient(derivative)));
    }

    Variable invLogit(Variable a) {
        return of(Function.INV_LOGIT, a);
    }

    Variable lgamma(Variable a) {
        return of(Function.LGAMMA, a);
    }

    Variable atLeast(Variable a, Variable b) {
        return of(Function.LESS_EQUAL, b, a);
    }

    Variable atLeast(Variable a, double b) {
        return atLeast(a, number(b));
    }

    Variable less(Variable a, Variable b) {
        return of(Function.LESS, a, b);
    }

    Variable less(Variable a, double b) {
        return less(a, number(b));
    }

    Variable above(Variable a, double b) {
        return of(Function.LESS, number(b), a);
    }

    Variable both(Variable a, Variable b) {
        return of(Function.AND, a, b);
    }

    /** Whether an element is an integer of at least {@code least}. */
    Variable isInteger(Variable a, double least) {
        return both(atLeast(a, least), of(Function.EQUAL, of(Function.FLOOR, a), a));
    }

    Variable select(Variable condition, Variable then, Variable otherwise) {
        return builder.select(condition, then, otherwise);
    }

    Variable max(Variable a, Variable b) {
        return of(Function.MAXIMUM, a, b);
    }

    Variable max(Variable a, double b) {
        return max(a, number(b));
    }

    Variable min(Variable a, Variable b) {
        return of(Function.MINIMUM, a, b);
    }

    Variable min(Variable a, double b) {
        return min(a, number(b));
    }

    Variable sum(Variable a, Axis axis) {
        return builder.sum(a, List.of(axis));
    }

    Variable sum(Variable a, Collection<Axis> axes) {
        return builder.sum(a, axes);
    }

    /** The largest or smallest element along those of the axes that the operand has. */
    Variable extreme(Reducer reducer, Variable a, Collection<Axis> axes) {
        List<Axis> present = axes.stream().filter(a::has).sorted().toList();
        return present.isEmpty()
                ? a
                : builder.bind(
                        reducer == Reducer.MAX ? "max" : "min",
                        new Operation.Reduce(reducer, a, present));
    }

    /**
     * {@code log(sum(exp(a)))} over some axes, from the differences to the largest element. The
     * result does not depend on what is taken away, so that its gradient is stopped.
     */
    Variable logSumExp(Variable a, Collection<Axis> axes) {
        Variable shift = shift(extreme(Reducer.MAX, a, axes));
        return plus(shift, log(sum(exp(minus(a, shift)), axes)));
    }

    /**
     * {@code log(exp(a) / sum(exp(a)))} over some axes: the largest is exact however large a is.
     */
    Variable logShares(Variable a, Collection<Axis> axes) {
        Variable difference = minus(a, shift(extreme(Reducer.MAX, a, axes)));
        return minus(difference, log(sum(exp(difference), axes)));
    }

    /** A largest element as something to subtract: 0 where it is infinite. */
    Variable shift(Variable largest) {
        Variable constant = builder.stopGradient(largest);
        Variable finite = of(Function.LESS, abs(constant), number(Double.POSITIVE_INFINITY));
        return select(finite, constant, number(0));
    }

    /** Sum of products over an axis. */
    Variable contract(Variable a, Variable b, Axis axis) {
        return a.has(axis) || b.has(axis)
                ? builder.bind("product", new Operation.Contract(a, b, List.of(axis)))
                : times(axis.extent(), times(a, b));
    }

    /** The diagonal of a matrix, along its rows' axis. */
    Variable diagonal(Variable matrix, Axis row, Axis column) {
        Variable position = builder.bind("position", new Operation.Position(row));
        return builder.bind(
                "diagonal", new Operation.Gather(matrix, List.of(column), List.of(position)));
    }

    /** The variable, made to vary over all axes of the value's shape. */
    Variable full(Value value) {
        return spread(value.variable(), value.shape());
    }

    Variable spread(Variable variable, Collection<Axis> axes) {
        return builder.broadcast(
                variable, axes.stream().filter(axis -> !variable.has(axis)).toList());
    }
}
