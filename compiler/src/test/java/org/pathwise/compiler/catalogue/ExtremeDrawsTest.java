package org.pathwise.compiler.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Program;
import org.pathwise.compiler.array.Sketch;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.catalogue.SamplerTest.Case;
import org.pathwise.compiler.differentiate.Differentiate;
import org.pathwise.compiler.interpret.Interpreter;
import org.pathwise.compiler.interpret.Tensor;
import org.pathwise.compiler.rewrite.Rewrite;
import org.pathwise.compiler.type.Bound;
import org.pathwise.compiler.type.Support;
import org.pathwise.runtime.math.GammaFunctions;
import org.pathwise.runtime.random.RandomStream;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Draws with parameters at which most of the mass is out of the reach of doubles or rounds onto an
 * end of the support: as a guide has them, with the log density of its own draws.
 */
class ExtremeDrawsTest {
    private static final int DRAWS = 4000;

    /** What a guide's program gives: draws, their log densities, and the gradients of those. */
    private record Result(double[] draws, double[] logDensities, double[][] gradients) {}

    static Stream<Case> cases() {
        return Stream.of(
                new Case("StudentT", 0, 1e-3, 0, 1),
                new Case("HalfStudentT", 0, 1e-3, 1),
                new Case("Cauchy", 0, 0, 1e280),
                new Case("HalfCauchy", 0, 1e280),
                new Case("HalfCauchy", 0, 1e-305),
                new Case("HalfNormal", 0, 1e-307),
                new Case("LogNormal", 0, 0, 1000),
                new Case("LogitNormal", 0, 30, 100),
                new Case("Exponential", 0, 1e307),
                new Case("Weibull", 0, 1e-3, 1),
                new Case("Frechet", 0, 1e-3, 1),
                new Case("LogLogistic", 0, 1, 1e-3),
                new Case("Gamma", 0, 1e-3, 1),
                new Case("InvGamma", 0, 1e-3, 1),
                new Case("ChiSquare", 0, 1e-3),
                new Case("InvChiSquare", 0, 1e-3),
                new Case("ScaledInvChiSquare", 0, 1e-3, 1),
                new Case("GammaPower", 0, 1e-3, 1),
                new Case("GammaPower", 0, 1e3, 1),
                new Case("InverseGaussian", 0, 1, 1e-10),
                new Case("InverseGaussian", 0, 1, 1e10),
                new Case("SkewNormal", 0, 0, 1, 1e5),
                new Case("ExpModNormal", 0, 0, 1, 1e-6),
                new Case("BetaProportion", 0, 0.5, 1e-3),
                new Case("Beta", 0, 1e-3, 1e-3),
                new Case("Beta", 0, 1e3, 1e-3),
                new Case("Kumaraswamy", 0, 1e-3, 1e-3),
                new Case("Kumaraswamy", 0, 1e3, 1e-3),
                new Case("Uniform", 0, 1, 1 + 0x1p-49),
                new Case("Triangular", 0, 1, 1 + 0x1p-50, 1 + 0x1p-49),
                new Case("Pareto", 0, 1, 1e15),
                new Case("Pareto", 0, 1, 1e-2),
                new Case("ParetoType2", 0, 1, 1e-14, 3),
                new Case("ParetoType2", 0, 0, 1, 1e-2));
    }

    private static Result run(Case row) {
        Sketch sketch = new Sketch(1);
        Axis n = sketch.axis("N", DRAWS);
        Distribution distribution = row.distribution();
        List<Value> noise = new ArrayList<>();
        for (Distribution.Noise kind : distribution.noise()) {
            double[] values = new double[DRAWS];
            RandomStream stream = new RandomStream(7, 1, 0, noise.size());
            if (kind == Distribution.Noise.NORMAL) {
                stream.fillNormal(values, 0, 1, DRAWS);
            } else {
                stream.fillUniform(values, 0, 1, DRAWS);
            }
            noise.add(Value.scalar(sketch.data("noise", new Tensor(List.of(n), values))));
        }
        List<Value> parameters = new ArrayList<>();
        for (double value : row.parameters()) {
            double[] copies = new double[DRAWS];
            Arrays.fill(copies, value);
            parameters.add(Value.scalar(sketch.input("p", new Tensor(List.of(n), copies))));
        }
        Distribution.Formula formula = distribution.formula();
        Variable draw = formula.draw(sketch.builder, List.of(), noise, parameters);
        Variable log = formula.logDensityOnSupport(sketch.builder, Value.scalar(draw), parameters);
        Variable total = sketch.builder.sum(log, List.of(n));
        List<Variable> inputs = parameters.stream().map(Value::variable).toList();
        Program gradient =
                Differentiate.gradient(
                        sketch.program(draw, log, total), total, inputs, sketch.names);
        Program program = Rewrite.simplifyToRun(gradient, sketch.names);
        var found = Interpreter.run(program, sketch.inputs);
        double[][] outputs =
                program.outputs().stream()
                        .map(output -> found.get(output).values())
                        .toArray(double[][]::new);
        return new Result(outputs[0], outputs[1], Arrays.copyOfRange(outputs, 3, outputs.length));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void stayInsideTheSupport(Case row) {
        Result result = run(row);
        Support.Interval support = (Support.Interval) row.distribution().support();
        double lower = end(support.lower(), row);
        double upper = end(support.upper(), row);
        assertThat(Arrays.stream(result.draws()).filter(y -> !(y > lower && y < upper)).count())
                .isZero();
        assertThat(Arrays.stream(result.logDensities()).filter(x -> !Double.isFinite(x)).count())
                .isZero();
        for (double[] gradient : result.gradients()) {
            assertThat(Arrays.stream(gradient).filter(x -> !Double.isFinite(x)).count()).isZero();
        }
    }

    private static double end(Bound bound, Case row) {
        return switch (bound) {
            case Bound.Constant(double value) -> value;
            case Bound.Computed(int index, _) -> row.parameters()[index];
            case Bound.Extent extent ->
                    throw new IllegalStateException("a dimension of numbers: " + extent);
        };
    }

    /**
     * Half of the draws of Gamma(1e-3, 1) are below the smallest double. Its entropy is {@code
     * alpha + lgamma(alpha) + (1 - alpha) digamma(alpha)}, with the derivative {@code 1 + (1 -
     * alpha) trigamma(alpha)}.
     */
    @Test
    void keepTheEntropyOfAGammaOfATinyShape() {
        double alpha = 1e-3;
        Result result = run(new Case("Gamma", 0, alpha, 1));
        double entropy =
                alpha + GammaFunctions.lgamma(alpha) + (1 - alpha) * GammaFunctions.digamma(alpha);
        within5StandardErrors(result.logDensities(), -entropy);
        within5StandardErrors(
                result.gradients()[0], -1 - (1 - alpha) * GammaFunctions.trigamma(alpha));
    }

    /**
     * The mean of log(y[k]) of a Dirichlet is {@code digamma(alpha[k]) - digamma(sum(alpha))}, also
     * where most of the y[k] are below the smallest double.
     */
    @Test
    void keepTheLogarithmsOfTinyShares() {
        double[] alpha = {1e-3, 2e-3};
        VectorDraws draws =
                new VectorDraws(
                        Catalogue.distributions("Dirichlet").getFirst(),
                        List.of(new ReferenceRow.Numbers(List.of(2), alpha)),
                        List.of(2),
                        20_000,
                        11);
        Algebra a = draws.algebra();
        Value draw = draws.draw();
        double[] logs = draws.simplifiedValues(a.sum(a.log(draw.variable()), draw.shape()));
        double expected =
                GammaFunctions.digamma(alpha[0])
                        + GammaFunctions.digamma(alpha[1])
                        - 2 * GammaFunctions.digamma(alpha[0] + alpha[1]);
        within5StandardErrors(logs, expected);
    }

    private static void within5StandardErrors(double[] sample, double expected) {
        double mean = Arrays.stream(sample).average().orElseThrow();
        double squares = Arrays.stream(sample).map(x -> (x - mean) * (x - mean)).sum();
        double error = Math.sqrt(squares / (sample.length - 1.0) / sample.length);
        assertThat(mean).isCloseTo(expected, within(5 * error));
    }
}
