package org.pathwise.compiler.catalogue;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Variable;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A number in all the forms in which a formula may need it, each written down when it is asked for:
 * next to a number x near 1 stands {@code 1 - x}, which x alone no longer tells, and next to a tiny
 * one its logarithm. So {@code -log(1 - u)} of a small u, or {@code log(u / (1 - u))} in a far
 * tail, lose no digits, whatever steps they are written in.
 *
 * <p>A quantity is given by its value or by the logarithm of its absolute value; a step that knows
 * more about another form overrides it.
 */
final class Quantity {
    /** What may be asked of a number x. */
    enum Form {
        VALUE,
        /** {@code log|x|}. */
        LOG,
        /** {@code x - 1}. */
        LESS_ONE,
        /** {@code x + 1}. */
        PLUS_ONE,
        /** {@code log|1 - x|}. */
        LOG_ONE_MINUS,
        /** {@code log|1 + x|}. */
        LOG_ONE_PLUS
    }

    final Algebra a;
    final Range range;
    private final boolean inLogs;
    private final Map<Form, Supplier<Variable>> given = new EnumMap<>(Form.class);
    private final Map<Form, Variable> known = new EnumMap<>(Form.class);

    private Quantity(Algebra a, Range range, boolean inLogs) {
        this.a = a;
        this.range = range;
        this.inLogs = inLogs;
    }

    /** A number that is known by its value. */
    static Quantity of(Algebra a, Range range, Supplier<Variable> value) {
        return new Quantity(a, range, false).with(Form.VALUE, value);
    }

    /** A number of the sign that its range has, known by the logarithm of its absolute value. */
    static Quantity ofLog(Algebra a, Range range, Supplier<Variable> log) {
        return new Quantity(a, range, true).with(Form.LOG, log);
    }

    /** Another number that is known in the same way: by its value, or by its logarithm. */
    Quantity like(Range other, Supplier<Variable> value, Supplier<Variable> log) {
        return inLogs
                ? ofLog(a, other, log).with(Form.VALUE, value)
                : of(a, other, value).with(Form.LOG, log);
    }

    /** The same, with a better formula for one of its forms. */
    Quantity with(Form form, Supplier<Variable> formula) {
        given.put(form, formula);
        return this;
    }

    /** Whether its logarithm is what it is known by. */
    boolean isInLogs() {
        return inLogs;
    }

    Variable value() {
        return form(Form.VALUE);
    }

    Variable log() {
        return form(Form.LOG);
    }

    Variable lessOne() {
        return form(Form.LESS_ONE);
    }

    Variable plusOne() {
        return form(Form.PLUS_ONE);
    }

    Variable logOneMinus() {
        return form(Form.LOG_ONE_MINUS);
    }

    Variable logOnePlus() {
        return form(Form.LOG_ONE_PLUS);
    }

    Variable form(Form form) {
        Variable before = known.get(form);
        if (before != null) {
            return before;
        }
        @Nullable Supplier<Variable> formula = given.get(form);
        Variable result =
                formula != null ? formula.get() : inLogs ? fromLog(form) : fromValue(form);
        known.put(form, result);
        return result;
    }

    private Variable fromValue(Form form) {
        Variable x = value();
        return switch (form) {
            case VALUE -> x;
            case LOG -> a.log(range.lower() >= 0 ? x : absolute(x));
            case LESS_ONE -> a.minus(x, 1);
            case PLUS_ONE -> a.plus(x, 1);
            case LOG_ONE_MINUS -> range.lower() >= 1 ? a.log(a.minus(x, 1)) : a.log1m(x);
            case LOG_ONE_PLUS -> range.upper() <= -1 ? a.log(a.minus(-1, x)) : a.log1p(x);
        };
    }

    private Variable absolute(Variable x) {
        return range.upper() <= 0 ? a.negate(x) : a.abs(x);
    }

    private Variable fromLog(Form form) {
        Variable log = log();
        if (range.upper() <= 0) {
            return switch (form) {
                case LOG -> log;
                case VALUE -> a.negate(a.exp(log));
                case LESS_ONE -> a.minus(-1, a.exp(log));
                case PLUS_ONE -> a.negate(a.of(Function.EXPM1, log));
                case LOG_ONE_MINUS -> a.log1pExp(log);
                case LOG_ONE_PLUS -> logDistance(log, range.lower() >= -1);
            };
        }
        return switch (form) {
            case LOG -> log;
            case VALUE -> a.exp(log);
            case LESS_ONE -> a.of(Function.EXPM1, log);
            case PLUS_ONE -> a.plus(a.exp(log), 1);
            case LOG_ONE_MINUS -> logDistance(log, range.upper() <= 1);
            case LOG_ONE_PLUS -> a.log1pExp(log);
        };
    }

    /** {@code log|1 - exp(log)|}. */
    private Variable logDistance(Variable log, boolean below) {
        return below
                ? a.of(Function.LOG1M_EXP, log)
                : a.plus(log, a.of(Function.LOG1M_EXP, a.negate(log)));
    }
}
