package org.pathwise.compiler.differentiate;

import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Variable;

/**
 * The derivative of each element-wise function in each operand: one rule a function, the one place
 * where a function says how it is differentiated. A rule uses the function's result where that
 * saves work. Where the derivative is itself a function of the runtime, accurate where a formula of
 * simpler functions would cancel or overflow, the rule names it.
 */
final class DerivativeRules {
    private static final double SQRT_HALF = Math.sqrt(0.5);
    private static final double SQRT_PI = Math.sqrt(Math.PI);
    private static final double SQRT_TWO_PI = Math.sqrt(2 * Math.PI);

    /** Writes the derivative in one operand, times the adjoint. */
    @FunctionalInterface
    interface Rule {
        Variable apply(Derivatives d);
    }

    /** Writes the derivative in one operand. */
    @FunctionalInterface
    private interface Partial {
        Variable of(Derivatives d);
    }

    /** Of a function that does not move with the operand, or only in jumps. */
    static final Rule ZERO =
            d -> {
                throw new IllegalArgumentException("a derivative that is 0 everywhere");
            };

    private DerivativeRules() {}

    /** The rule for the derivative in operand {@code i}; {@link #ZERO} where that is 0. */
    static Rule of(Function function, int i) {
        return switch (function) {
            case SIGN, FLOOR, CEIL, ROUND -> ZERO;
            case LESS, LESS_EQUAL, EQUAL, NOT_EQUAL, AND, OR, NOT -> ZERO;
            case HYPERGEOMETRIC_LOG_CDF, HYPERGEOMETRIC_DRAW, BETA_BINOMIAL_DRAW -> ZERO;
            case POISSON_DRAW, BINOMIAL_DRAW, NEG_BINOMIAL2_DRAW -> ZERO;
            case POISSON_QUANTILE, BINOMIAL_QUANTILE, NEG_BINOMIAL2_QUANTILE -> ZERO;

            case ADD -> Derivatives::adjoint;
            case SUBTRACT -> i == 0 ? Derivatives::adjoint : d -> d.negate(d.adjoint());
            case NEGATE -> d -> d.negate(d.adjoint());
            // masked or not: at x = 0 the product still moves with x, as (alpha - 1) * log(y) does
            // at alpha = 1
            case MULTIPLY, MASKED_MULTIPLY -> partial(d -> d.operand(1 - i));
            case DIVIDE -> d -> quotient(d, i);
            case POWER -> partial(i == 0 ? DerivativeRules::power : DerivativeRules::exponent);
            case MULTIPLY_LOG ->
                    partial(
                            i == 0
                                    ? d -> d.builder().log(d.y())
                                    : d ->
                                            d.apply(
                                                    Function.MASKED_MULTIPLY,
                                                    d.x(),
                                                    d.reciprocal(d.y())));
            case ABS -> partial(d -> d.apply(Function.SIGN, d.x()));
            case SQUARE -> partial(d -> d.scaled(2, d.x()));
            case SQRT -> partial(d -> d.builder().divide(d.builder().constant(0.5), d.result()));
            case MAXIMUM -> partial(d -> share(d, d.operand(1 - i), d.operand(i)));
            case MINIMUM -> partial(d -> share(d, d.operand(i), d.operand(1 - i)));
            case REMAINDER ->
                    i == 0
                            ? Derivatives::adjoint
                            : partial(
                                    d ->
                                            d.builder()
                                                    .divide(
                                                            d.builder().subtract(d.result(), d.x()),
                                                            d.y()));
            case SELECT -> i == 0 ? ZERO : d -> chosen(d, i);

            case EXP -> partial(Derivatives::result);
            case EXPM1 -> partial(d -> d.plusOne(d.result()));
            case LOG -> partial(d -> d.reciprocal(d.x()));
            case LOG1P -> partial(d -> d.reciprocal(d.plusOne(d.x())));
            case LOG1P_MINUS -> partial(d -> d.negate(d.builder().divide(d.x(), d.plusOne(d.x()))));
            // 2 / (x + 1/x), which neither overflows nor divides by 0
            case LOG1P_SQUARE ->
                    partial(
                            d ->
                                    d.builder()
                                            .divide(
                                                    d.builder().constant(2),
                                                    d.builder().add(d.x(), d.reciprocal(d.x()))));
            case SIN -> by(Function.COS);
            case COS -> partial(d -> d.negate(d.apply(Function.SIN, d.x())));
            case TAN -> partial(d -> d.plusOne(d.builder().square(d.result())));
            case ASIN -> partial(d -> d.reciprocal(cosineOfArcsine(d)));
            case ACOS -> partial(d -> d.negate(d.reciprocal(cosineOfArcsine(d))));
            case ATAN -> partial(d -> d.reciprocal(d.plusOne(d.builder().square(d.x()))));
            case SINH -> by(Function.COSH);
            case COSH -> by(Function.SINH);
            case TANH -> partial(d -> d.oneMinus(d.builder().square(d.result())));

            case INV_LOGIT -> partial(DerivativeRules::logisticSlope);
            case LOGIT ->
                    partial(d -> d.reciprocal(d.builder().multiply(d.x(), d.oneMinus(d.x()))));
            case LOG1P_EXP -> by(Function.INV_LOGIT);
            case LOG1M_EXP ->
                    partial(d -> d.negate(d.reciprocal(d.apply(Function.EXPM1, d.negate(d.x())))));

            case LOG_DIFF_EXP ->
                    partial(d -> d.negate(d.reciprocal(expm1(d, d.operand(1 - i), d.operand(i)))));
            case LOG_INV_LOGIT -> partial(d -> d.apply(Function.INV_LOGIT, d.negate(d.x())));

            case ERF -> partial(d -> d.gauss(2 / SQRT_PI, -1, d.x()));
            case ERFC -> partial(d -> d.gauss(-2 / SQRT_PI, -1, d.x()));
            case PHI -> partial(d -> d.gauss(1 / SQRT_TWO_PI, -0.5, d.x()));
            // by erfcx, whatever the tail: the density over the probability is 0 / 0 there
            case LOG_PHI ->
                    partial(
                            d ->
                                    d.scaled(
                                            2 / SQRT_TWO_PI,
                                            overErfcx(d, d.scaled(-SQRT_HALF, d.x()))));
            case LOG_ERFC -> partial(d -> d.scaled(-2 / SQRT_PI, overErfcx(d, d.x())));
            case ERFCX -> by(Function.ERFCX_DERIVATIVE);
            case ERFCX_DERIVATIVE -> partial(SecondDerivatives::erfcx);
            case INV_PHI -> partial(d -> d.gauss(SQRT_TWO_PI, 0.5, d.result()));
            case INV_PHI_LOG ->
                    i == 0
                            ? partial(DerivativeRules::logQuantile)
                            : partial(d -> d.negate(logQuantile(d)));

            case LGAMMA -> by(Function.DIGAMMA);
            case DIGAMMA -> by(Function.TRIGAMMA);
            case TRIGAMMA -> partial(SecondDerivatives::tetragamma);
            case LBETA ->
                    partial(
                            d ->
                                    d.builder()
                                            .subtract(
                                                    digamma(d, d.operand(i)),
                                                    digamma(d, d.builder().add(d.x(), d.y()))));
            case LCHOOSE -> partial(d -> chooseDerivative(d, i));

            case STIRLING_REMAINDER -> partial(DerivativeRules::stirlingRemainder);
            case SKEW_NORMAL_LOG_CDF ->
                    by(
                            i == 0
                                    ? Function.SKEW_NORMAL_LOG_CDF_BY_VALUE
                                    : Function.SKEW_NORMAL_LOG_CDF_BY_SHAPE);
            case EXP_MOD_NORMAL_LOG_CDF ->
                    by(
                            i == 0
                                    ? Function.EXP_MOD_NORMAL_LOG_CDF_BY_VALUE
                                    : Function.EXP_MOD_NORMAL_LOG_CDF_BY_RATE);

            case LOG_BESSEL_I0 -> by(Function.LOG_BESSEL_I0_DERIVATIVE);
            case LOG_BESSEL_I0_DERIVATIVE ->
                    partial(d -> SecondDerivatives.bessel(d, d.builder().constant(0), d.x()));
            case LOG_BESSEL_I0_SCALED -> by(Function.LOG_BESSEL_I0_SCALED_DERIVATIVE);
            case LOG_BESSEL_I0_SCALED_DERIVATIVE -> unavailable(function);
            case LOG_BESSEL_I1 -> by(Function.LOG_BESSEL_I1_DERIVATIVE);
            case LOG_BESSEL_I1_DERIVATIVE ->
                    partial(d -> SecondDerivatives.bessel(d, d.builder().constant(1), d.x()));
            case LOG_BESSEL_IV ->
                    by(
                            i == 0
                                    ? Function.LOG_BESSEL_IV_ORDER_DERIVATIVE
                                    : Function.LOG_BESSEL_IV_DERIVATIVE);
            case LOG_BESSEL_IV_DERIVATIVE ->
                    i == 0
                            ? unavailable(function)
                            : partial(d -> SecondDerivatives.bessel(d, d.x(), d.y()));
            case LOG_BESSEL_IV_ORDER_DERIVATIVE -> unavailable(function);
            case LAMBERT_W0 -> by(Function.LAMBERT_W0_DERIVATIVE);
            case LAMBERT_W0_DERIVATIVE -> partial(SecondDerivatives::lambert);

            case POISSON_PEAK -> by(Function.POISSON_PEAK_DERIVATIVE);
            case POISSON_PEAK_DERIVATIVE ->
                    partial(d -> CountDerivatives.lessTrigamma(d, d.plusOne(d.x())));
            case STIRLING_EXCESS -> by(Function.STIRLING_EXCESS_DERIVATIVE);
            case STIRLING_EXCESS_DERIVATIVE ->
                    partial(d -> CountDerivatives.lessTrigamma(d, d.x()));
            case TABLE_DEVIANCE, TABLE_LOG_RATIO ->
                    partial(d -> CountDerivatives.table(d, function, i));
            case NEG_BINOMIAL_DEVIANCE ->
                    i == 2
                            ? by(Function.NEG_BINOMIAL_DEVIANCE_IN_SHAPE)
                            : partial(d -> CountDerivatives.negBinomial(d, i));
            case NEG_BINOMIAL_DEVIANCE_IN_SHAPE -> unavailable(function);
            case BETA_BINOMIAL_LOG_CDF ->
                    switch (i) {
                        case 2 -> by(Function.BETA_BINOMIAL_LOG_CDF_IN_ALPHA);
                        case 3 -> by(Function.BETA_BINOMIAL_LOG_CDF_IN_BETA);
                        default -> ZERO;
                    };
            case BETA_BINOMIAL_LOG_CDF_IN_ALPHA, BETA_BINOMIAL_LOG_CDF_IN_BETA ->
                    unavailable(function);
            case LOG_PHI_INTERVAL ->
                    i == 0
                            ? by(Function.LOG_PHI_INTERVAL_DERIVATIVE)
                            : partial(CountDerivatives::intervalInWidth);
            case LOG_PHI_INTERVAL_DERIVATIVE -> unavailable(function);

            case LOG_GAMMA_DRAW -> i == 0 ? ZERO : byResult(Function.LOG_GAMMA_DRAW_DERIVATIVE);
            case VON_MISES_LOG_CDF -> partial(d -> TailDerivatives.vonMises(d, i, true));
            case VON_MISES_LOG_CCDF -> partial(d -> TailDerivatives.vonMises(d, i, false));
            case VON_MISES_DRAW -> i == 0 ? ZERO : byResult(Function.VON_MISES_DRAW_DERIVATIVE);
            case LOG_GAMMA_P -> partial(d -> TailDerivatives.gamma(d, i, true));
            case LOG_GAMMA_Q -> partial(d -> TailDerivatives.gamma(d, i, false));
            case LOG_INC_BETA -> partial(d -> TailDerivatives.betaAt(d, i, true));
            case LOG_INC_BETA_C -> partial(d -> TailDerivatives.betaAt(d, i, false));
            case LOG_INC_BETA_LOGIT -> partial(d -> TailDerivatives.beta(d, i, d.operand(2), true));
            case STUDENT_T_LOG_CDF -> partial(d -> TailDerivatives.studentT(d, i));

            case LOGIT_BETA_DRAW ->
                    i == 0 ? ZERO : partial(d -> ImplicitDerivatives.logitBeta(d, i));
            case STUDENT_T_DRAW -> i == 0 ? ZERO : byResult(Function.STUDENT_T_DRAW_DERIVATIVE);
            case LOG_GAMMA_QUANTILE ->
                    partial(
                            i == 2
                                    ? ImplicitDerivatives::logGamma
                                    : d ->
                                            ImplicitDerivatives.inProbability(
                                                    d, Function.LOG_GAMMA_QUANTILE_DERIVATIVE, i));
            case LOGIT_BETA_QUANTILE ->
                    partial(
                            i >= 2
                                    ? d -> ImplicitDerivatives.logitBeta(d, i)
                                    : d ->
                                            ImplicitDerivatives.inProbability(
                                                    d, Function.LOGIT_BETA_QUANTILE_DERIVATIVE, i));
            case STUDENT_T_QUANTILE ->
                    partial(
                            i == 2
                                    ? ImplicitDerivatives::studentT
                                    : d ->
                                            ImplicitDerivatives.inProbability(
                                                    d, Function.STUDENT_T_QUANTILE_DERIVATIVE, i));
            case LOG_GAMMA_DRAW_DERIVATIVE,
                    LOGIT_BETA_DRAW_DERIVATIVE,
                    STUDENT_T_DRAW_DERIVATIVE,
                    GAMMA_LOWER_RATIO,
                    GAMMA_UPPER_RATIO,
                    BETA_LOWER_RATIO,
                    STUDENT_T_LOWER_RATIO,
                    SKEW_NORMAL_LOG_CDF_BY_VALUE,
                    SKEW_NORMAL_LOG_CDF_BY_SHAPE,
                    EXP_MOD_NORMAL_LOG_CDF_BY_VALUE,
                    EXP_MOD_NORMAL_LOG_CDF_BY_RATE,
                    VON_MISES_DRAW_DERIVATIVE,
                    VON_MISES_LOWER_RATIO,
                    LOG_GAMMA_QUANTILE_DERIVATIVE,
                    LOGIT_BETA_QUANTILE_DERIVATIVE,
                    STUDENT_T_QUANTILE_DERIVATIVE ->
                    unavailable(function);

            // of the number that it gives, so that the logarithm's derivative in x is 1 even where
            // the exponential underflows
            case POSITIVE_FROM_LOG -> partial(Derivatives::result);
            case UNIT_FROM_LOGIT -> partial(DerivativeRules::logisticSlope);
            case INSIDE -> i == 0 ? Derivatives::adjoint : ZERO;
        };
    }

    /** {@code digamma(x) - log(x) + 1 / (2 x)}. */
    private static Variable stirlingRemainder(Derivatives d) {
        Variable half = d.scaled(0.5, d.reciprocal(d.x()));
        return d.builder()
                .add(d.builder().subtract(digamma(d, d.x()), d.builder().log(d.x())), half);
    }

    private static Variable logisticSlope(Derivatives d) {
        return d.builder().multiply(d.result(), d.oneMinus(d.result()));
    }

    private static Rule partial(Partial partial) {
        return d -> d.times(partial.of(d));
    }

    /** The derivative is another function of the same operands. */
    private static Rule by(Function derivative) {
        return partial(d -> d.apply(derivative, d.operands().toArray(Variable[]::new)));
    }

    /** Of a draw keyed by noise: another function of the draw and the remaining operands. */
    private static Rule byResult(Function derivative) {
        return partial(
                d -> {
                    Variable[] operands = d.operands().toArray(Variable[]::new);
                    operands[0] = d.result();
                    return d.apply(derivative, operands);
                });
    }

    /** The second derivative of a draw in its parameter, which nothing needs. */
    private static Rule unavailable(Function function) {
        return d -> {
            throw new IllegalArgumentException(
                    "the derivative of " + function + " is not available");
        };
    }

    private static Variable quotient(Derivatives d, int i) {
        Variable quotient =
                d.mask() ? d.times(d.reciprocal(d.y())) : d.builder().divide(d.adjoint(), d.y());
        return i == 0 ? quotient : d.negate(d.times(quotient, d.result()));
    }

    private static Variable chosen(Derivatives d, int i) {
        Variable nothing = d.builder().constant(0);
        return i == 1
                ? d.builder().select(d.x(), d.adjoint(), nothing)
                : d.builder().select(d.x(), nothing, d.adjoint());
    }

    /** In the base: 0^0 has derivative 0, not 0 * 0^-1. */
    private static Variable power(Derivatives d) {
        Variable less = d.builder().subtract(d.y(), d.builder().constant(1));
        return d.apply(Function.MASKED_MULTIPLY, d.y(), d.apply(Function.POWER, d.x(), less));
    }

    private static Variable exponent(Derivatives d) {
        return d.apply(Function.MULTIPLY_LOG, d.result(), d.x());
    }

    /** 1 where {@code less < more}, a half where they are equal: a tie is shared evenly. */
    private static Variable share(Derivatives d, Variable less, Variable more) {
        Variable tie = d.scaled(0.5, d.apply(Function.EQUAL, less, more));
        return d.builder().add(d.apply(Function.LESS, less, more), tie);
    }

    private static Variable cosineOfArcsine(Derivatives d) {
        return d.apply(Function.SQRT, d.oneMinus(d.builder().square(d.x())));
    }

    private static Variable expm1(Derivatives d, Variable x, Variable y) {
        return d.apply(Function.EXPM1, d.builder().subtract(x, y));
    }

    private static Variable overErfcx(Derivatives d, Variable x) {
        return d.reciprocal(d.apply(Function.ERFCX, x));
    }

    /** Phi(z) Phi(-z) over the density at z, which is even in z; the smaller tail by erfcx. */
    private static Variable logQuantile(Derivatives d) {
        Variable z = d.apply(Function.ABS, d.result());
        Variable tail = d.apply(Function.ERFCX, d.scaled(SQRT_HALF, z));
        return d.builder().multiply(d.scaled(SQRT_TWO_PI / 2, tail), d.apply(Function.PHI, z));
    }

    private static Variable chooseDerivative(Derivatives d, int i) {
        Variable rest = digamma(d, d.plusOne(d.builder().subtract(d.x(), d.y())));
        Variable own = digamma(d, d.plusOne(d.operand(i)));
        return i == 0 ? d.builder().subtract(own, rest) : d.builder().subtract(rest, own);
    }

    private static Variable digamma(Derivatives d, Variable x) {
        return d.apply(Function.DIGAMMA, x);
    }
}
