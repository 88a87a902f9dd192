package org.pathwise.compiler.catalogue;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.type.Bound;
import org.pathwise.compiler.type.Support;

import java.util.List;

/**
 * Transforms onto intervals of reals: the identity, {@code lower + exp(x)}, {@code upper - exp(x)},
 * and {@code lower + (upper - lower) inv_logit(x)}.
 */
sealed interface ScalarTransform extends Transform {

    static ScalarTransform of(Support.Interval interval) {
        boolean below = !interval.lower().equals(Bound.NEGATIVE_INFINITY);
        boolean above = !interval.upper().equals(Bound.POSITIVE_INFINITY);
        if (below && above) {
            return new Between(interval.lower(), interval.upper());
        }
        return below
                ? new Above(interval.lower())
                : above ? new Below(interval.upper()) : new Identity();
    }

    Result forward(Algebra a, Variable x, List<Variable> bounds);

    Variable inverse(Algebra a, Variable y, List<Variable> bounds);

    @Override
    default int unconstrainedSize(List<Integer> event) {
        return 1;
    }

    @Override
    default Result forward(
            Builder builder,
            Variable unconstrained,
            Axis free,
            List<Axis> event,
            List<Variable> bounds) {
        return forward(new Algebra(builder), unconstrained, bounds);
    }

    @Override
    default Variable inverse(
            Builder builder, Variable value, Axis free, List<Axis> event, List<Variable> bounds) {
        return inverse(new Algebra(builder), value, bounds);
    }

    /** Of the whole line. */
    record Identity() implements ScalarTransform {
        @Override
        public String name() {
            return "identity";
        }

        @Override
        public Result forward(Algebra a, Variable x, List<Variable> bounds) {
            return new Result(x, a.number(0));
        }

        @Override
        public Variable inverse(Algebra a, Variable y, List<Variable> bounds) {
            return y;
        }
    }

    /** Of the numbers above a bound. */
    record Above(Bound lower) implements ScalarTransform {
        @Override
        public String name() {
            return "exp";
        }

        @Override
        public Result forward(Algebra a, Variable x, List<Variable> bounds) {
            Variable distance = a.exp(x);
            return new Result(
                    lower.equals(Bound.ZERO) ? distance : a.plus(bound(a, lower, bounds), distance),
                    x);
        }

        @Override
        public Variable inverse(Algebra a, Variable y, List<Variable> bounds) {
            return a.log(lower.equals(Bound.ZERO) ? y : a.minus(y, bound(a, lower, bounds)));
        }
    }

    /** Of the numbers below a bound. */
    record Below(Bound upper) implements ScalarTransform {
        @Override
        public String name() {
            return "upper - exp";
        }

        @Override
        public Result forward(Algebra a, Variable x, List<Variable> bounds) {
            return new Result(a.minus(bound(a, upper, bounds), a.exp(x)), x);
        }

        @Override
        public Variable inverse(Algebra a, Variable y, List<Variable> bounds) {
            return a.log(a.minus(bound(a, upper, bounds), y));
        }
    }

    /** Of the numbers between two bounds. */
    record Between(Bound lower, Bound upper) implements ScalarTransform {
        @Override
        public String name() {
            return isUnit() ? "inv_logit" : "scaled inv_logit";
        }

        @Override
        public Result forward(Algebra a, Variable x, List<Variable> bounds) {
            Variable share = a.invLogit(x);
            Variable logSlope = a.minus(x, a.times(2, a.log1pExp(x)));
            if (isUnit()) {
                return new Result(share, logSlope);
            }
            Variable low = bound(a, lower, bounds);
            Variable width = a.minus(bound(a, upper, bounds), low);
            return new Result(a.plus(low, a.times(width, share)), a.plus(logSlope, a.log(width)));
        }

        @Override
        public Variable inverse(Algebra a, Variable y, List<Variable> bounds) {
            if (isUnit()) {
                return a.of(Function.LOGIT, y);
            }
            return a.minus(
                    a.log(a.minus(y, bound(a, lower, bounds))),
                    a.log(a.minus(bound(a, upper, bounds), y)));
        }

        private boolean isUnit() {
            return lower.equals(Bound.ZERO) && upper.equals(Bound.ONE);
        }
    }

    private static Variable bound(Algebra a, Bound bound, List<Variable> bounds) {
        return switch (bound) {
            case Bound.Constant(double value) -> a.number(value);
            case Bound.Computed(int index, _) -> bounds.get(index);
            case Bound.Extent extent ->
                    throw new IllegalArgumentException("no dimension for " + extent);
        };
    }
}
