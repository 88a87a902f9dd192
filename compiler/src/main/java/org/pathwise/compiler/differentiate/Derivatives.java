package org.pathwise.compiler.differentiate;

import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Variable;

/**
 * The derivatives of the element-wise functions, times the adjoint. They use the function's result
 * where that saves work.
 */
final class Derivatives {
    private static final double SQRT_TWO_PI = Math.sqrt(2 * Math.PI);

    private final Reverse reverse;
    private final Builder builder;
    private final Operation.Elementwise elementwise;
    private final Variable result;
    private final Variable adjoint;

    Derivatives(
            Reverse reverse, Operation.Elementwise elementwise, Variable result, Variable adjoint) {
        this.reverse = reverse;
        this.builder = reverse.builder();
        this.elementwise = elementwise;
        this.result = result;
        this.adjoint = adjoint;
    }

    /**
     * Whether the derivative in an operand is 0 everywhere (or counts as such, where there are
     * jumps).
     */
    static boolean isZero(Function function, int operand) {
        return switch (function) {
            case SIGN, FLOOR, CEIL, ROUND -> true;
            case LESS, LESS_EQUAL, EQUAL, NOT_EQUAL, AND, OR, NOT -> true;
            case POISSON_DRAW, BINOMIAL_DRAW, NEG_BINOMIAL2_DRAW -> true;
            case SELECT, LOG_GAMMA_DRAW -> operand == 0;
            case ADD,
                    SUBTRACT,
                    MULTIPLY,
                    DIVIDE,
                    MASKED_MULTIPLY,
                    POWER,
                    MULTIPLY_LOG,
                    NEGATE,
                    ABS,
                    SQUARE,
                    SQRT,
                    MAXIMUM,
                    MINIMUM,
                    REMAINDER,
                    EXP,
                    EXPM1,
                    LOG,
                    LOG1P,
                    SIN,
                    COS,
                    TAN,
                    ASIN,
                    ACOS,
                    ATAN,
                    SINH,
                    COSH,
                    TANH,
                    INV_LOGIT,
                    LOGIT,
                    LOG1P_EXP,
                    LOG1M_EXP,
                    ERF,
                    ERFC,
                    PHI,
                    LOG_PHI,
                    INV_PHI,
                    LGAMMA,
                    DIGAMMA,
                    TRIGAMMA,
                    LBETA,
                    LCHOOSE,
                    LOG_GAMMA_DRAW_DERIVATIVE ->
                    false;
        };
    }

    /**
     * The adjoint of the result times the derivative in operand {@code i}, for derivatives that are
     * not 0.
     */
    Variable contribution(int i) {
        Variable x = operand(0);
        return switch (elementwise.function()) {
            case ADD -> adjoint;
            case SUBTRACT -> i == 0 ? adjoint : builder.negate(adjoint);
            case NEGATE -> builder.negate(adjoint);
            // masked or not: at x = 0 the product still moves with x, as (alpha - 1) * log(y) does
            // at alpha = 1
            case MULTIPLY, MASKED_MULTIPLY -> times(operand(1 - i));
            case DIVIDE -> divide(i);
            case POWER -> power(i);
            case MULTIPLY_LOG ->
                    i == 0
                            ? times(builder.log(operand(1)))
                            : times(
                                    builder.apply(
                                            Function.MASKED_MULTIPLY, x, reciprocal(operand(1))));
            case ABS -> times(builder.apply(Function.SIGN, x));
            case SQUARE -> times(scaled(2, x));
            case SQRT -> times(builder.divide(builder.constant(0.5), result));
            case MAXIMUM -> times(share(operand(1 - i), operand(i)));
            case MINIMUM -> times(share(operand(i), operand(1 - i)));
            case REMAINDER ->
                    i == 0
                            ? adjoint
                            : times(builder.divide(builder.subtract(result, x), operand(1)));
            case SELECT ->
                    i == 1
                            ? builder.select(x, adjoint, builder.constant(0))
                            : builder.select(x, builder.constant(0), adjoint);
            case EXP -> times(result);
            case EXPM1 -> times(plusOne(result));
            case LOG -> times(reciprocal(x));
            case LOG1P -> times(reciprocal(plusOne(x)));
            case SIN -> times(builder.apply(Function.COS, x));
            case COS -> times(builder.negate(builder.apply(Function.SIN, x)));
            case TAN -> times(plusOne(builder.square(result)));
            case ASIN ->
                    times(reciprocal(builder.apply(Function.SQRT, oneMinus(builder.square(x)))));
            case ACOS ->
                    times(
                            builder.negate(
                                    reciprocal(
                                            builder.apply(
                                                    Function.SQRT, oneMinus(builder.square(x))))));
            case ATAN -> times(reciprocal(plusOne(builder.square(x))));
            case SINH -> times(builder.apply(Function.COSH, x));
            case COSH -> times(builder.apply(Function.SINH, x));
            case TANH -> times(oneMinus(builder.square(result)));
            case INV_LOGIT -> times(builder.multiply(result, oneMinus(result)));
            case LOGIT -> times(reciprocal(builder.multiply(x, oneMinus(x))));
            case LOG1P_EXP -> times(builder.apply(Function.INV_LOGIT, x));
            case LOG1M_EXP ->
                    times(
                            builder.negate(
                                    reciprocal(builder.apply(Function.EXPM1, builder.negate(x)))));
            case ERF -> times(gauss(2 / Math.sqrt(Math.PI), -1, x));
            case ERFC -> times(gauss(-2 / Math.sqrt(Math.PI), -1, x));
            case PHI -> times(gauss(1 / SQRT_TWO_PI, -0.5, x));
            case LOG_PHI ->
                    times(
                            scaled(
                                    1 / SQRT_TWO_PI,
                                    builder.exp(
                                            builder.subtract(
                                                    scaled(-0.5, builder.square(x)), result))));
            case INV_PHI -> times(gauss(SQRT_TWO_PI, 0.5, result));
            case LGAMMA -> times(digamma(x));
            case DIGAMMA -> times(builder.apply(Function.TRIGAMMA, x));
            case TRIGAMMA -> times(tetragamma(x));
            case LBETA ->
                    times(
                            builder.subtract(
                                    digamma(operand(i)), digamma(builder.add(x, operand(1)))));
            case LCHOOSE -> {
                Variable rest = digamma(plusOne(builder.subtract(x, operand(1))));
                Variable own = digamma(plusOne(operand(i)));
                yield times(i == 0 ? builder.subtract(own, rest) : builder.subtract(rest, own));
            }
            case LOG_GAMMA_DRAW ->
                    times(builder.apply(Function.LOG_GAMMA_DRAW_DERIVATIVE, result, operand(1)));
            case LOG_GAMMA_DRAW_DERIVATIVE ->
                    throw new IllegalArgumentException(
                            "the second derivative of a gamma draw in its shape is not available");
            case SIGN,
                    FLOOR,
                    CEIL,
                    ROUND,
                    LESS,
                    LESS_EQUAL,
                    EQUAL,
                    NOT_EQUAL,
                    AND,
                    OR,
                    NOT,
                    POISSON_DRAW,
                    BINOMIAL_DRAW,
                    NEG_BINOMIAL2_DRAW ->
                    throw new IllegalArgumentException(
                            elementwise.function() + " has no derivative");
        };
    }

    private Variable divide(int i) {
        Variable quotient =
                reverse.mask()
                        ? times(reciprocal(operand(1)))
                        : builder.divide(adjoint, operand(1));
        return i == 0 ? quotient : builder.negate(reverse.times(quotient, result));
    }

    private Variable power(int i) {
        Variable base = operand(0);
        Variable exponent = operand(1);
        if (i == 1) {
            return times(builder.apply(Function.MULTIPLY_LOG, result, base));
        }
        // 0^0 has derivative 0 in its base, not 0 * 0^-1.
        Variable lower =
                builder.apply(
                        Function.POWER, base, builder.subtract(exponent, builder.constant(1)));
        return times(builder.apply(Function.MASKED_MULTIPLY, exponent, lower));
    }

    /** 1 where {@code less < more}, a half where they are equal: a tie is shared evenly. */
    private Variable share(Variable less, Variable more) {
        Variable tie = scaled(0.5, builder.apply(Function.EQUAL, less, more));
        return builder.add(builder.apply(Function.LESS, less, more), tie);
    }

    /**
     * The second derivative of digamma for positive x: {@code psi2(x) = psi2(x + 1) - 2 / x^3}
     * eight times, then the asymptotic series (Abramowitz and Stegun, 6.4.6 and 6.4.13).
     */
    private Variable tetragamma(Variable x) {
        Variable sum = builder.constant(0);
        Variable shifted = x;
        for (int k = 0; k < 8; k++) {
            Variable cube = builder.multiply(shifted, builder.square(shifted));
            sum = builder.subtract(sum, builder.divide(builder.constant(2), cube));
            shifted = plusOne(shifted);
        }
        // -w - w / x - w^2 (1/2 - w (1/6 - w (1/6 - w (3/10 - 5/6 w)))) with w = 1 / x^2.
        Variable w = reciprocal(builder.square(shifted));
        Variable series = builder.constant(5.0 / 6);
        for (double coefficient : new double[] {0.3, 1.0 / 6, 1.0 / 6, 0.5}) {
            series = builder.subtract(builder.constant(coefficient), builder.multiply(w, series));
        }
        Variable factor = plusOne(builder.add(reciprocal(shifted), builder.multiply(w, series)));
        return builder.subtract(sum, builder.multiply(w, factor));
    }

    private Variable operand(int i) {
        return elementwise.operands().get(i);
    }

    private Variable times(Variable partial) {
        return reverse.times(adjoint, partial);
    }

    private Variable reciprocal(Variable x) {
        return builder.divide(builder.constant(1), x);
    }

    private Variable scaled(double factor, Variable x) {
        return builder.multiply(builder.constant(factor), x);
    }

    private Variable plusOne(Variable x) {
        return builder.add(x, builder.constant(1));
    }

    private Variable oneMinus(Variable x) {
        return builder.subtract(builder.constant(1), x);
    }

    private Variable digamma(Variable x) {
        return builder.apply(Function.DIGAMMA, x);
    }

    /** {@code factor * exp(rate * x^2)}. */
    private Variable gauss(double factor, double rate, Variable x) {
        return scaled(factor, builder.exp(scaled(rate, builder.square(x))));
    }
}
