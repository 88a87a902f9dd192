package org.pathwise.compiler.differentiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Program;
import org.pathwise.compiler.array.Sketch;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.interpret.Interpreter;
import org.pathwise.compiler.interpret.Scalars;
import org.pathwise.compiler.interpret.Tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/** The derivative of each element-wise function in each operand against central differences. */
class FunctionGradientTest {
    private record Range(double low, double high) {}

    /** Where to look: away from kinks and jumps, within the function's domain. */
    private static List<Range> domain(Function function) {
        Range real = new Range(-1.7, 1.9);
        Range positive = new Range(0.3, 4);
        Range inside = new Range(-0.9, 0.9);
        Range unit = new Range(0.05, 0.95);
        return switch (function) {
            case ADD, SUBTRACT, MULTIPLY, MASKED_MULTIPLY -> List.of(real, real);
            case DIVIDE -> List.of(real, positive);
            case POWER -> List.of(positive, real);
            case MULTIPLY_LOG -> List.of(real, positive);
            case MAXIMUM, MINIMUM -> List.of(new Range(-1, 1), new Range(1.1, 2));
            case REMAINDER -> List.of(new Range(5.1, 5.9), new Range(2.1, 2.4));
            case NEGATE,
                    SQUARE,
                    EXP,
                    EXPM1,
                    SIN,
                    COS,
                    ATAN,
                    SINH,
                    COSH,
                    TANH,
                    INV_LOGIT,
                    LOG1P_EXP,
                    LOG1P_SQUARE,
                    POSITIVE_FROM_LOG,
                    UNIT_FROM_LOGIT,
                    ERF,
                    ERFC,
                    ERFCX,
                    ERFCX_DERIVATIVE,
                    LOG_ERFC,
                    LOG_INV_LOGIT,
                    LOG_BESSEL_I0,
                    PHI,
                    LOG_PHI ->
                    List.of(real);
            case ABS,
                    SQRT,
                    LOG,
                    LGAMMA,
                    STIRLING_REMAINDER,
                    DIGAMMA,
                    TRIGAMMA,
                    LOG_BESSEL_I0_DERIVATIVE,
                    LOG_BESSEL_I0_SCALED,
                    LOG_BESSEL_I0_SCALED_DERIVATIVE,
                    LOG_BESSEL_I1,
                    LOG_BESSEL_I1_DERIVATIVE,
                    LAMBERT_W0,
                    LAMBERT_W0_DERIVATIVE ->
                    List.of(positive);
            case LOG_BESSEL_IV, LOG_BESSEL_IV_DERIVATIVE, LOG_BESSEL_IV_ORDER_DERIVATIVE ->
                    List.of(positive, positive);
            case LOG_DIFF_EXP -> List.of(new Range(1.3, 2), new Range(-1, 1));
            case INV_PHI_LOG -> List.of(new Range(-9, -0.1), new Range(-2, -0.1));
            case SIGN, FLOOR, CEIL, ROUND, NOT -> List.of(new Range(1.1, 1.4));
            case LESS, LESS_EQUAL, EQUAL, NOT_EQUAL, AND, OR ->
                    List.of(new Range(0.1, 0.4), new Range(0.6, 0.9));
            case SELECT -> List.of(new Range(0.5, 1), real, real);
            case INSIDE -> List.of(real, new Range(-3, -2), new Range(2, 3));
            case LOG1P, LOG1P_MINUS, TAN, ASIN, ACOS -> List.of(inside);
            case LOGIT, INV_PHI -> List.of(unit);
            case LOG1M_EXP -> List.of(new Range(-3, -0.2));
            case LBETA -> List.of(positive, positive);
            case LCHOOSE -> List.of(new Range(6, 9), new Range(1, 5));
            case LOG_GAMMA_P, LOG_GAMMA_Q -> List.of(positive, positive);
            case LOG_INC_BETA, LOG_INC_BETA_C -> List.of(positive, positive, unit);
            case LOG_INC_BETA_LOGIT -> List.of(positive, positive, real);
            case LOG_GAMMA_QUANTILE, STUDENT_T_QUANTILE -> List.of(real, real, positive);
            case LOGIT_BETA_QUANTILE -> List.of(real, real, positive, positive);
            case POISSON_QUANTILE -> List.of(real, real, positive);
            case BINOMIAL_QUANTILE -> List.of(real, real, new Range(10, 10), unit);
            case NEG_BINOMIAL2_QUANTILE -> List.of(real, real, positive, positive);
            case STUDENT_T_LOG_CDF,
                    EXP_MOD_NORMAL_LOG_CDF,
                    EXP_MOD_NORMAL_LOG_CDF_BY_VALUE,
                    EXP_MOD_NORMAL_LOG_CDF_BY_RATE ->
                    List.of(real, positive);
            case SKEW_NORMAL_LOG_CDF, SKEW_NORMAL_LOG_CDF_BY_VALUE, SKEW_NORMAL_LOG_CDF_BY_SHAPE ->
                    List.of(real, real);
            case GAMMA_LOWER_RATIO,
                    LOG_GAMMA_QUANTILE_DERIVATIVE,
                    STUDENT_T_QUANTILE_DERIVATIVE,
                    GAMMA_UPPER_RATIO,
                    STUDENT_T_LOWER_RATIO,
                    STUDENT_T_DRAW_DERIVATIVE ->
                    List.of(real, positive);
            case BETA_LOWER_RATIO, LOGIT_BETA_DRAW_DERIVATIVE, LOGIT_BETA_QUANTILE_DERIVATIVE ->
                    List.of(real, positive, positive);
            // Only the shape is moved: the noise is data, and the draws are steps.
            case VON_MISES_LOG_CDF,
                    VON_MISES_LOG_CCDF,
                    VON_MISES_LOWER_RATIO,
                    VON_MISES_DRAW_DERIVATIVE ->
                    List.of(new Range(-3, 3), positive);
            case LOG_GAMMA_DRAW, STUDENT_T_DRAW, VON_MISES_DRAW -> List.of(unit, positive);
            case LOGIT_BETA_DRAW -> List.of(unit, positive, positive);
            case LOG_GAMMA_DRAW_DERIVATIVE -> List.of(real, positive);
            case POISSON_DRAW -> List.of(unit, positive);
            case POISSON_PEAK,
                    POISSON_PEAK_DERIVATIVE,
                    STIRLING_EXCESS,
                    STIRLING_EXCESS_DERIVATIVE ->
                    List.of(new Range(0.3, 40));
            case NEG_BINOMIAL_DEVIANCE -> List.of(new Range(1, 3), new Range(1.5, 9), positive);
            case NEG_BINOMIAL_DEVIANCE_IN_SHAPE -> List.of(positive, positive, positive);
            case TABLE_DEVIANCE, TABLE_LOG_RATIO ->
                    List.of(positive, positive, positive, new Range(3, 20));
            case BETA_BINOMIAL_LOG_CDF ->
                    List.of(new Range(4, 4), new Range(9, 9), positive, positive);
            case HYPERGEOMETRIC_LOG_CDF ->
                    List.of(new Range(2, 2), new Range(5, 5), new Range(6, 6), new Range(7, 7));
            case LOG_PHI_INTERVAL -> List.of(real, positive);
            case BETA_BINOMIAL_LOG_CDF_IN_ALPHA,
                    BETA_BINOMIAL_LOG_CDF_IN_BETA,
                    LOG_PHI_INTERVAL_DERIVATIVE ->
                    List.of(real, real, positive, positive).subList(0, function.arity());
            case BETA_BINOMIAL_DRAW, HYPERGEOMETRIC_DRAW ->
                    List.of(unit, new Range(10, 10), positive, positive);
            case BINOMIAL_DRAW -> List.of(unit, new Range(10, 10), unit);
            case NEG_BINOMIAL2_DRAW -> List.of(unit, positive, positive);
        };
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {
                // Draws that jump have derivative 0 by definition, a draw of a derivative has none.
                "POISSON_DRAW",
                "BINOMIAL_DRAW",
                "NEG_BINOMIAL2_DRAW",
                "BETA_BINOMIAL_DRAW",
                "HYPERGEOMETRIC_DRAW",
                "HYPERGEOMETRIC_LOG_CDF",
                "BETA_BINOMIAL_LOG_CDF",
                "BETA_BINOMIAL_LOG_CDF_IN_ALPHA",
                "BETA_BINOMIAL_LOG_CDF_IN_BETA",
                "LOG_PHI_INTERVAL_DERIVATIVE",
                "NEG_BINOMIAL_DEVIANCE_IN_SHAPE",
                "LOG_GAMMA_DRAW_DERIVATIVE",
                "LOG_GAMMA_DRAW",
                "VON_MISES_DRAW_DERIVATIVE",
                "SKEW_NORMAL_LOG_CDF_BY_VALUE",
                "SKEW_NORMAL_LOG_CDF_BY_SHAPE",
                "EXP_MOD_NORMAL_LOG_CDF_BY_VALUE",
                "EXP_MOD_NORMAL_LOG_CDF_BY_RATE",
                "VON_MISES_DRAW",
                // Derivatives that have none themselves.
                "LOG_BESSEL_I0_SCALED_DERIVATIVE",
                "VON_MISES_LOWER_RATIO",
                "LOG_BESSEL_IV_DERIVATIVE",
                "LOG_BESSEL_IV_ORDER_DERIVATIVE",
                "LOGIT_BETA_DRAW_DERIVATIVE",
                "STUDENT_T_DRAW_DERIVATIVE",
                "GAMMA_LOWER_RATIO",
                "GAMMA_UPPER_RATIO",
                "BETA_LOWER_RATIO",
                "STUDENT_T_LOWER_RATIO",
                "LOG_GAMMA_QUANTILE_DERIVATIVE",
                "LOGIT_BETA_QUANTILE_DERIVATIVE",
                "STUDENT_T_QUANTILE_DERIVATIVE",
                "LOGIT_BETA_DRAW",
                "STUDENT_T_DRAW",
                "POISSON_QUANTILE",
                "BINOMIAL_QUANTILE",
                "NEG_BINOMIAL2_QUANTILE"
            })
    void agrees(Function function) {
        Sketch sketch = new Sketch(17);
        Axis n = sketch.axis("N", 4);
        Axis k = sketch.axis("K", 3);
        List<Variable> operands = new ArrayList<>();
        for (Range range : domain(function)) {
            // The operands vary over different axes, the last one over both.
            Axis[] axes =
                    operands.size() + 1 == function.arity() ? new Axis[] {n, k} : new Axis[] {n};
            operands.add(sketch.input("x", range.low(), range.high(), axes));
        }
        Variable result = sketch.bind(new Operation.Elementwise(function, operands));
        CentralDifferences.check(
                sketch.program(sketch.weigh(List.of(result))), sketch.names, sketch.inputs);
    }

    /**
     * The draw is made by rejection: its derivative is the implicit one, not that of the sampler's
     * code.
     */
    @ParameterizedTest
    @CsvSource({
        "LOG_GAMMA_DRAW, LOG_GAMMA_DRAW_DERIVATIVE",
        "VON_MISES_DRAW, VON_MISES_DRAW_DERIVATIVE"
    })
    void takesTheImplicitDerivativeOfADraw(Function function, Function derivative) {
        Sketch sketch = new Sketch(17);
        Variable u = sketch.data("u", 0.01, 0.99);
        Variable alpha = sketch.input("alpha", 0.3, 4);
        Variable draw = sketch.builder.apply(function, u, alpha);
        Program gradient =
                Differentiate.gradient(sketch.program(draw), draw, List.of(alpha), sketch.names);
        Map<Variable, Tensor> values = Interpreter.runAll(gradient, sketch.inputs);
        assertThat(values.get(gradient.outputs().getLast()).scalar())
                .isEqualTo(
                        Scalars.apply(
                                derivative, values.get(draw).scalar(), values.get(alpha).scalar()));
    }

    /**
     * The draws are made by rejection: their derivatives are those of the quantile function at the
     * draw's own probability, not those of the sampler's code.
     */
    @ParameterizedTest
    @CsvSource({
        "LOG_GAMMA_DRAW, LOG_GAMMA_P, LOG_GAMMA_Q, LOG_GAMMA_QUANTILE, 1",
        "LOGIT_BETA_DRAW, LOG_INC_BETA, LOG_INC_BETA_C, LOGIT_BETA_QUANTILE, 2",
        "STUDENT_T_DRAW, STUDENT_T_LOG_CDF, STUDENT_T_LOG_CDF, STUDENT_T_QUANTILE, 1"
    })
    void differentiatesDrawsAtAFixedProbability(
            Function draws, Function lower, Function upper, Function quantile, int count) {
        Sketch sketch = new Sketch(17);
        Variable u = sketch.data("u", 0.01, 0.99);
        List<Variable> parameters = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            parameters.add(sketch.input("parameter", 0.3, 4));
        }
        List<Variable> operands = new ArrayList<>(List.of(u));
        operands.addAll(parameters);
        Variable draw = sketch.bind(new Operation.Elementwise(draws, operands));
        Program gradient =
                Differentiate.gradient(sketch.program(draw), draw, parameters, sketch.names);
        Map<Variable, Tensor> values = Interpreter.runAll(gradient, sketch.inputs);
        double[] at = parameters.stream().mapToDouble(p -> values.get(p).scalar()).toArray();
        double logP = tail(lower, values.get(draw).scalar(), at);
        double logQ = tail(upper, (upper == lower ? -1 : 1) * values.get(draw).scalar(), at);
        for (int i = 0; i < count; i++) {
            double found =
                    values.get(gradient.outputs().get(gradient.outputs().size() - count + i))
                            .scalar();
            double[] sides = new double[2];
            for (int side = 0; side < 2; side++) {
                double[] moved = at.clone();
                moved[i] += side == 0 ? -1e-4 : 1e-4;
                sides[side] =
                        Scalars.apply(
                                quantile,
                                DoubleStream.concat(
                                                DoubleStream.of(logP, logQ), Arrays.stream(moved))
                                        .toArray());
            }
            // the difference's error is of the order of the step squared
            assertThat(found).isCloseTo((sides[1] - sides[0]) / 2e-4, withinPercentage(1e-4));
        }
    }

    /** A distribution function's log at a draw of log z, logit z or t. */
    private static double tail(Function function, double draw, double[] parameters) {
        return switch (function) {
            case LOG_GAMMA_P, LOG_GAMMA_Q -> Scalars.apply(function, parameters[0], Math.exp(draw));
            case LOG_INC_BETA, LOG_INC_BETA_C ->
                    Scalars.apply(
                            function, parameters[0], parameters[1], 1 / (1 + Math.exp(-draw)));
            default -> Scalars.apply(function, draw, parameters[0]);
        };
    }

    /** The count and the number of trials are whole, so that only the shapes are moved. */
    @Test
    void movesTheShapesOfABetaBinomial() {
        for (double y = 0; y < 7; y++) {
            Sketch sketch = new Sketch(17);
            Variable alpha = sketch.input("alpha", 0.3, 4);
            Variable beta = sketch.input("beta", 0.3, 4);
            Variable result =
                    sketch.builder.apply(
                            Function.BETA_BINOMIAL_LOG_CDF,
                            sketch.builder.constant(y),
                            sketch.builder.constant(7),
                            alpha,
                            beta);
            CentralDifferences.check(sketch.program(result), sketch.names, sketch.inputs);
        }
    }

    /** The masked product is 0 at 0, and moves with its first operand there all the same. */
    @Test
    void movesWithAZeroFactor() {
        Sketch sketch = new Sketch(17);
        Variable zero = sketch.input("zero", Tensor.scalar(0));
        Variable factor = sketch.input("factor", Tensor.scalar(-2.5));
        Variable product = sketch.builder.apply(Function.MASKED_MULTIPLY, zero, factor);
        CentralDifferences.check(sketch.program(product), sketch.names, sketch.inputs);
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "POISSON_DRAW",
                "BINOMIAL_DRAW",
                "NEG_BINOMIAL2_DRAW",
                "POISSON_QUANTILE",
                "BINOMIAL_QUANTILE",
                "NEG_BINOMIAL2_QUANTILE",
                "BETA_BINOMIAL_DRAW",
                "HYPERGEOMETRIC_DRAW",
                "HYPERGEOMETRIC_LOG_CDF"
            })
    void isZeroForSteps(Function function) {
        for (int i = 0; i < function.arity(); i++) {
            assertThat(Derivatives.isZero(function, i)).isTrue();
        }
    }
}
