package org.pathwise.compiler.catalogue;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.catalogue.Quantity.Form;
import org.pathwise.compiler.type.Dimension;

/**
 * One invertible step {@code y = f(x)} of a {@link Chain}. Its inverse is a step too, so that one
 * set of formulas serves draws and densities.
 */
sealed interface Step
        permits Step.Shift, Step.Scale, Step.Negate, Step.Power, NamedStep, VectorStep {

    /**
     * The result.
     *
     * @param range what is known of it
     */
    Quantity apply(Terms terms, Quantity x, Range range);

    Step inverse();

    /**
     * {@code log|f'(x)|} of each element; for a step from vector to vector, the logarithms of the
     * elements of the triangular Jacobian's diagonal.
     */
    Variable logSlope(Terms terms, Quantity x, Quantity y);

    /** Whether y grows with x, element by element. */
    boolean isIncreasing();

    /** The end of y's values that the end of x's values is mapped to. */
    End image(End end);

    /** Bounds of y from those of x. */
    Range image(Range x, OperandRanges operands);

    /** The values of operands. */
    interface Terms {
        Variable of(Term term);

        Value value(Term term);

        /** The axis of a label. */
        Axis axis(Dimension label);
    }

    /** The bounds of operands. */
    @FunctionalInterface
    interface OperandRanges {
        Range of(Term term);
    }

    /** {@code x + by}, or {@code x - by}. */
    record Shift(Term by, boolean minus) implements Step {
        @Override
        public Quantity apply(Terms terms, Quantity x, Range range) {
            Algebra a = x.a;
            if (by.is(1) && !minus || by.is(-1) && minus) {
                return x.like(range, x::plusOne, x::logOnePlus)
                        .with(Form.LESS_ONE, x::value)
                        .with(Form.LOG_ONE_MINUS, x::log);
            }
            if (by.is(1) || by.is(-1)) {
                return x.like(range, x::lessOne, x::logOneMinus)
                        .with(Form.PLUS_ONE, x::value)
                        .with(Form.LOG_ONE_PLUS, x::log);
            }
            return Quantity.of(
                    a,
                    range,
                    () ->
                            minus
                                    ? a.minus(x.value(), terms.of(by))
                                    : a.plus(x.value(), terms.of(by)));
        }

        @Override
        public Step inverse() {
            return new Shift(by, !minus);
        }

        @Override
        public Variable logSlope(Terms terms, Quantity x, Quantity y) {
            return x.a.number(0);
        }

        @Override
        public boolean isIncreasing() {
            return true;
        }

        @Override
        public End image(End end) {
            return end.plus(minus ? by.negated() : by);
        }

        @Override
        public Range image(Range x, OperandRanges operands) {
            Range other = operands.of(by);
            return minus ? Ranges.subtract(x, other) : Ranges.add(x, other);
        }
    }

    /**
     * {@code x * by}, or {@code x / by}.
     *
     * @param negative whether {@code by} is
     */
    record Scale(Term by, boolean over, boolean negative) implements Step {
        @Override
        public Quantity apply(Terms terms, Quantity x, Range range) {
            Algebra a = x.a;
            return x.like(
                    range,
                    () -> over ? a.over(x.value(), terms.of(by)) : a.times(x.value(), terms.of(by)),
                    () -> over ? a.minus(x.log(), log(terms, a)) : a.plus(x.log(), log(terms, a)));
        }

        private Variable log(Terms terms, Algebra a) {
            Variable factor = terms.of(by);
            return a.log(negative ? a.negate(factor) : factor);
        }

        @Override
        public Step inverse() {
            return new Scale(by, !over, negative);
        }

        @Override
        public Variable logSlope(Terms terms, Quantity x, Quantity y) {
            Variable log = log(terms, x.a);
            return over ? x.a.negate(log) : log;
        }

        @Override
        public boolean isIncreasing() {
            return !negative;
        }

        @Override
        public End image(End end) {
            return end.times(over ? by.reciprocal() : by, negative);
        }

        @Override
        public Range image(Range x, OperandRanges operands) {
            Range other = operands.of(by);
            return over ? Ranges.divide(x, other) : Ranges.multiply(x, other);
        }
    }

    /** {@code -x}. */
    record Negate() implements Step {
        @Override
        public Quantity apply(Terms terms, Quantity x, Range range) {
            Algebra a = x.a;
            return x.like(range, () -> a.negate(x.value()), x::log)
                    .with(Form.LESS_ONE, () -> a.negate(x.plusOne()))
                    .with(Form.PLUS_ONE, () -> a.negate(x.lessOne()))
                    .with(Form.LOG_ONE_MINUS, x::logOnePlus)
                    .with(Form.LOG_ONE_PLUS, x::logOneMinus);
        }

        @Override
        public Step inverse() {
            return this;
        }

        @Override
        public Variable logSlope(Terms terms, Quantity x, Quantity y) {
            return x.a.number(0);
        }

        @Override
        public boolean isIncreasing() {
            return false;
        }

        @Override
        public End image(End end) {
            return end.times(new Term.Constant(-1), true);
        }

        @Override
        public Range image(Range x, OperandRanges operands) {
            return Ranges.negate(x);
        }
    }

    /**
     * {@code x ^ exponent}, or its inverse, the power of {@code 1 / exponent}: of a positive x; of
     * a negative one where the exponent is an odd whole number.
     *
     * @param falling whether the exponent is negative
     * @param ofNegative whether x is
     */
    record Power(Term exponent, boolean root, boolean falling, boolean ofNegative) implements Step {
        @Override
        public Quantity apply(Terms terms, Quantity x, Range range) {
            Algebra a = x.a;
            return Quantity.ofLog(
                            a,
                            range,
                            () ->
                                    root
                                            ? a.over(x.log(), terms.of(exponent))
                                            : a.times(terms.of(exponent), x.log()))
                    .with(Form.VALUE, () -> power(terms, x));
        }

        private Variable power(Terms terms, Quantity x) {
            Algebra a = x.a;
            if (exponent.is(-1)) {
                return a.over(a.number(1), x.value());
            }
            Variable base = ofNegative ? a.negate(x.value()) : x.value();
            Variable power;
            if (exponent.is(2) && !root || exponent.is(0.5) && root) {
                power = a.square(base);
            } else if (exponent.is(0.5) || exponent.is(2)) {
                power = a.of(Function.SQRT, base);
            } else {
                Variable p = terms.of(root ? exponent.reciprocal() : exponent);
                power = x.isInLogs() ? a.exp(a.times(p, x.log())) : a.of(Function.POWER, base, p);
            }
            return ofNegative ? a.negate(power) : power;
        }

        @Override
        public Step inverse() {
            return new Power(exponent, !root, falling, ofNegative);
        }

        @Override
        public Variable logSlope(Terms terms, Quantity x, Quantity y) {
            Algebra a = x.a;
            if (root) {
                return a.negate(inverse().logSlope(terms, y, x));
            }
            if (exponent.is(-1)) {
                return a.times(-2, x.log());
            }
            Variable p = terms.of(exponent);
            Variable logExponent = a.log(falling ? a.negate(p) : p);
            return a.plus(logExponent, a.timesOrZero(a.minus(p, 1), x.log()));
        }

        @Override
        public boolean isIncreasing() {
            return !falling;
        }

        @Override
        public End image(End end) {
            return end.power(root ? exponent.reciprocal() : exponent, falling);
        }

        @Override
        public Range image(Range x, OperandRanges operands) {
            if (ofNegative) {
                return Ranges.negate(
                        new Power(exponent, root, falling, false)
                                .image(Ranges.negate(x), operands));
            }
            if (exponent.is(-1)) {
                return Ranges.reciprocal(x);
            }
            Range p = operands.of(exponent);
            return Ranges.power(x, root ? Ranges.reciprocal(p) : p);
        }
    }
}
