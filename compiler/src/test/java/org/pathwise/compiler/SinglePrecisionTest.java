package org.pathwise.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pathwise.compiler.emit.Precision;
import org.pathwise.compiler.interpret.Interpreter;
import org.pathwise.runtime.math.SinglePrecision;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** The objective in single precision against that in double precision. */
final class SinglePrecisionTest {
    private static final int PARTICLES = 3;
    private static final double UNIT_ROUNDOFF = 0x1p-24;

    /** Perturbed evaluations that show how an output depends on its inputs. */
    private static final int DIRECTIONS = 4;

    static List<Path> scripts() {
        return PipelineTest.scripts();
    }

    private record Evaluation(double[] elbo, double[] gradient) {
        static Evaluation of(CompiledObjective objective, double[] parameters, double[] noise) {
            Evaluation evaluation =
                    new Evaluation(new double[PARTICLES], new double[parameters.length]);
            objective.evaluate(parameters, noise, evaluation.elbo(), evaluation.gradient());
            return evaluation;
        }
    }

    /**
     * Within what two things allow: a rounding, for each operation of the program, of the largest
     * number that it meets (the terms of a sum are among them); and what changes if the parameters
     * do, by 16 roundings in a random direction. The noise is such as single precision holds, since
     * a draw by rejection depends on each bit of it.
     */
    @ParameterizedTest
    @MethodSource("scripts")
    void agreesWithDoublePrecision(Path script) {
        BoundModel model = PipelineTest.model(script);
        CompiledObjective wide = model.objective(PARTICLES);
        CompiledObjective narrow = model.objective(PARTICLES, Precision.FLOAT);
        double[] parameters = PipelineTest.parameters(wide);
        double[] noise =
                Arrays.stream(PipelineTest.noise(wide)).map(SinglePrecision::round).toArray();
        Evaluation expected = Evaluation.of(wide, parameters, noise);
        Evaluation actual = Evaluation.of(narrow, parameters, noise);

        double largest =
                Interpreter.runAll(
                                wide.program(),
                                PipelineTest.inputs(wide.lowered(), parameters, noise))
                        .values()
                        .stream()
                        .flatMapToDouble(tensor -> Arrays.stream(tensor.values()))
                        .map(Math::abs)
                        .filter(Double::isFinite)
                        .max()
                        .orElse(1);
        double rounding = UNIT_ROUNDOFF * largest * wide.program().lets().size();
        double[] elboBound = new double[PARTICLES];
        double[] gradientBound = new double[parameters.length];
        Arrays.fill(elboBound, rounding);
        Arrays.fill(gradientBound, rounding);
        Random random = new Random(3);
        for (int direction = 0; direction < DIRECTIONS; direction++) {
            double[] moved =
                    Arrays.stream(parameters)
                            .map(x -> x * (1 + 16 * UNIT_ROUNDOFF * random.nextGaussian()))
                            .toArray();
            Evaluation near = Evaluation.of(wide, moved, noise);
            addDifferences(elboBound, near.elbo(), expected.elbo());
            addDifferences(gradientBound, near.gradient(), expected.gradient());
        }
        check("elbo", actual.elbo(), expected.elbo(), elboBound);
        check("gradient", actual.gradient(), expected.gradient(), gradientBound);
    }

    private static void addDifferences(double[] bounds, double[] a, double[] b) {
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] += Math.abs(a[i] - b[i]);
        }
    }

    private static void check(String what, double[] actual, double[] expected, double[] bounds) {
        for (int i = 0; i < actual.length; i++) {
            assertThat(Math.abs(actual[i] - expected[i]))
                    .as("%s %d: %s and %s", what, i, actual[i], expected[i])
                    .isLessThanOrEqualTo(bounds[i]);
        }
    }
}
