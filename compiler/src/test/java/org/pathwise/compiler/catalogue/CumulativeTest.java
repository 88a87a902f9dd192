package org.pathwise.compiler.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Sketch;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.catalogue.SamplerTest.Case;
import org.pathwise.compiler.differentiate.Differentiate;
import org.pathwise.compiler.interpret.Interpreter;
import org.pathwise.compiler.interpret.Tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Moments and distribution functions of the continuous distributions against quadrature of their
 * densities, and quantiles against the distribution functions.
 */
class CumulativeTest {
    /** Logits of probabilities, out to 1e-260 on either side. */
    private static final double[] LOGITS = {-600, -80, -9, -2.5, -0.3, 0, 0.4, 3, 12, 70, 600};

    static Stream<Case> continuous() {
        return SamplerTest.continuous();
    }

    static Stream<Case> withCumulative() {
        return continuous().filter(row -> row.distribution().cumulative().isPresent());
    }

    static Stream<Case> withQuantile() {
        return withCumulative()
                .filter(row -> row.distribution().cumulative().get().quantile().isPresent());
    }

    @ParameterizedTest
    @MethodSource("continuous")
    void momentsAreThoseOfTheDensity(Case row) {
        Quadrature exact = Quadrature.of(row.distribution(), row.parameters());
        double mean = exact.expectation(y -> y);
        double variance = exact.expectation(y -> (y - mean) * (y - mean));
        Distribution.Moments moments = row.distribution().moments();
        close(moment(row, moments.mean()), mean);
        close(moment(row, moments.variance()), variance);
    }

    private static double moment(Case row, Optional<Distribution.Moment> moment) {
        Sketch sketch = new Sketch(1);
        return moment.map(
                        formula ->
                                run(
                                        sketch,
                                        formula.of(
                                                sketch.builder,
                                                List.of(),
                                                parameters(sketch, row)))[0])
                .orElse(Double.NaN);
    }

    /**
     * Where the formula says that there is none, the quadrature need not converge. Its steps of
     * about 0.01 leave errors of the order of their square where a density has a kink.
     */
    private static void close(double found, double expected) {
        if (Double.isFinite(found)) {
            assertThat(found).isCloseTo(expected, within(1e-5 * Math.max(1, Math.abs(expected))));
        }
    }

    @ParameterizedTest
    @MethodSource("withCumulative")
    void isTheIntegralOfTheDensity(Case row) {
        Quadrature exact = Quadrature.of(row.distribution(), row.parameters());
        double[] values = exact.values();
        double[] below = new double[values.length];
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            below[i] = sum + exact.masses()[i] / 2;
            sum += exact.masses()[i];
        }
        Cumulative cumulative = row.distribution().cumulative().orElseThrow();
        double[] logCdf = at(row, cumulative.logCdf(), values);
        double[] logCcdf = at(row, cumulative.logCcdf(), values);
        for (int i = 0; i < values.length; i++) {
            // half a step of the rule is half of its largest mass
            assertThat(Math.exp(logCdf[i])).isCloseTo(below[i], within(1e-4));
            assertThat(Math.exp(logCcdf[i])).isCloseTo(1 - below[i], within(1e-4));
        }
    }

    @ParameterizedTest
    @MethodSource("withQuantile")
    void quantilesInvertIt(Case row) {
        Cumulative cumulative = row.distribution().cumulative().orElseThrow();
        double[] logP = Arrays.stream(LOGITS).map(x -> -softplus(-x)).toArray();
        double[] logQ = Arrays.stream(LOGITS).map(x -> -softplus(x)).toArray();
        double[] values = quantiles(row, cumulative, logP, logQ);
        double[] logCdf = at(row, cumulative.logCdf(), values);
        double[] logCcdf = at(row, cumulative.logCcdf(), values);
        double[] slope = at(row, cumulative.logCdf(), nextUp(values));
        for (int i = 0; i < values.length; i++) {
            assertThat(values[i]).isNotNaN();
            // as close as the neighbouring number tells apart
            double apart = 4 * Math.abs(slope[i] - logCdf[i]);
            if (values[i] > lower(row) && values[i] < upper(row)) {
                boolean below = LOGITS[i] < 0;
                double found = below ? logCdf[i] : logCcdf[i];
                double expected = below ? logP[i] : logQ[i];
                double other = at(row, cumulative.logCcdf(), nextUp(values))[i] - logCcdf[i];
                double gap = below ? apart : 4 * Math.abs(other);
                if (Double.isFinite(gap)) {
                    assertThat(found)
                            .isCloseTo(expected, within(1e-11 * Math.abs(expected) + 1e-14 + gap));
                }
            }
        }
    }

    /** Along a path of probabilities, and in each parameter. */
    @ParameterizedTest
    @MethodSource("withQuantile")
    void quantilesAreDifferentiable(Case row) {
        for (double logit : new double[] {-9, -2.5, -0.3, 0.4, 3, 9}) {
            double[] gradient = quantileGradient(row, logit);
            for (int i = 0; i < gradient.length; i++) {
                double h = 1e-5;
                double above = moved(row, logit, i, h);
                double below = moved(row, logit, i, -h);
                double expected = (above - below) / (2 * h);
                assertThat(gradient[i])
                        .isCloseTo(expected, within(1e-6 * Math.max(1, Math.abs(expected))));
            }
        }
    }

    private static double moved(Case row, double logit, int i, double h) {
        double[] parameters = row.parameters().clone();
        double at = logit;
        if (i == 0) {
            at += h;
        } else {
            parameters[i - 1] += h;
        }
        Case other = new Case(row.name(), row.entry(), parameters);
        return quantiles(
                other,
                row.distribution().cumulative().orElseThrow(),
                new double[] {-softplus(-at)},
                new double[] {-softplus(at)})[0];
    }

    /** The derivative of a quantile in the logit of its probability, and in each parameter. */
    private static double[] quantileGradient(Case row, double logit) {
        Sketch sketch = new Sketch(1);
        Variable t = sketch.input("t", Tensor.scalar(logit));
        Algebra a = new Algebra(sketch.builder);
        List<Value> parameters = parameters(sketch, row);
        Variable value =
                row.distribution()
                        .cumulative()
                        .orElseThrow()
                        .quantile()
                        .orElseThrow()
                        .of(
                                sketch.builder,
                                a.negate(a.log1pExp(a.negate(t))),
                                a.negate(a.log1pExp(t)),
                                parameters);
        List<Variable> inputs = new ArrayList<>(List.of(t));
        parameters.forEach(parameter -> inputs.add(parameter.variable()));
        var program = Differentiate.gradient(sketch.program(value), value, inputs, sketch.names);
        var found = Interpreter.run(program, sketch.inputs);
        return program.outputs().stream()
                .skip(1)
                .mapToDouble(output -> found.get(output).scalar())
                .toArray();
    }

    private static double lower(Case row) {
        return end(row, true);
    }

    private static double upper(Case row) {
        return end(row, false);
    }

    private static double end(Case row, boolean isLower) {
        var interval = (org.pathwise.compiler.type.Support.Interval) row.distribution().support();
        return switch (isLower ? interval.lower() : interval.upper()) {
            case org.pathwise.compiler.type.Bound.Constant(double value) -> value;
            case org.pathwise.compiler.type.Bound.Computed(int index, _) -> row.parameters()[index];
            case org.pathwise.compiler.type.Bound.Extent extent ->
                    throw new IllegalStateException("a dimension of real numbers: " + extent);
        };
    }

    private static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    private static double[] nextUp(double[] values) {
        return Arrays.stream(values).map(Math::nextUp).toArray();
    }

    private static double[] at(Case row, Cumulative.Log log, double[] values) {
        Sketch sketch = new Sketch(1);
        Axis n = sketch.axis("N", values.length);
        Variable y = sketch.input("y", new Tensor(List.of(n), values));
        return run(sketch, log.of(sketch.builder, y, parameters(sketch, row)));
    }

    private static double[] quantiles(
            Case row, Cumulative cumulative, double[] logP, double[] logQ) {
        Sketch sketch = new Sketch(1);
        Axis n = sketch.axis("N", logP.length);
        Variable p = sketch.input("p", new Tensor(List.of(n), logP));
        Variable q = sketch.input("q", new Tensor(List.of(n), logQ));
        return run(
                sketch,
                cumulative
                        .quantile()
                        .orElseThrow()
                        .of(sketch.builder, p, q, parameters(sketch, row)));
    }

    private static List<Value> parameters(Sketch sketch, Case row) {
        return Arrays.stream(row.parameters())
                .mapToObj(value -> Value.scalar(sketch.input("parameter", Tensor.scalar(value))))
                .toList();
    }

    private static double[] run(Sketch sketch, Variable result) {
        return Interpreter.run(sketch.program(result), sketch.inputs).get(result).values();
    }
}
