package org.pathwise.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pathwise.compiler.array.Names;
import org.pathwise.compiler.array.Program;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.estimate.Plan;
import org.pathwise.compiler.interpret.Interpreter;
import org.pathwise.compiler.interpret.Tensor;
import org.pathwise.compiler.lower.LowerObjective;
import org.pathwise.compiler.lower.Slot;
import org.pathwise.runtime.inference.DrawSampler;
import org.pathwise.runtime.inference.NoiseFiller;
import org.pathwise.runtime.inference.PosteriorDraws;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Interpreter, simplified program, bytecode and finite differences agree on every good script, with
 * whole data and with missing data.
 */
final class PipelineTest {
    private static final int PARTICLES = 3;

    static List<Path> scripts() {
        return Stream.concat(Golden.good().stream(), Golden.missing().stream()).toList();
    }

    static BoundModel model(Path script) {
        CheckedScript checked = Compiler.check(Golden.source(script));
        assertThat(checked.diagnostics()).filteredOn(diagnostic -> diagnostic.isError()).isEmpty();
        CheckedScript.Bound bound =
                checked.bind(
                        Golden.data(script)
                                .orElseGet(() -> SyntheticData.of(checked.core().orElseThrow())),
                        Map.of());
        assertThat(bound.diagnostics()).filteredOn(diagnostic -> diagnostic.isError()).isEmpty();
        return bound.model().orElseThrow();
    }

    /** A point away from the start, and noise. */
    static double[] parameters(CompiledObjective objective) {
        Random random = new Random(11);
        double[] parameters = objective.parameters().initialValues(0);
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] += 0.2 * random.nextGaussian();
        }
        return parameters;
    }

    static double[] noise(CompiledObjective objective) {
        double[] noise = new double[objective.noise().size()];
        new NoiseFiller(objective.noise(), 5).fill(noise, 1, 0);
        return noise;
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void bytecodeAgreesWithTheInterpreter(Path script) {
        CompiledObjective objective = model(script).objective(PARTICLES);
        double[] parameters = parameters(objective);
        double[] noise = noise(objective);
        double[] elbo = new double[PARTICLES];
        double[] gradient = new double[parameters.length];
        objective.evaluate(parameters, noise, elbo, gradient);

        LowerObjective lowered = objective.lowered();
        assertClose(
                elbo,
                gradient,
                lowered,
                Compiler.gradient(lowered, new NamesAfter(lowered).names()),
                parameters,
                noise);
        assertClose(elbo, gradient, lowered, objective.program(), parameters, noise);
    }

    /** A supply of names that does not meet those of a program. */
    private record NamesAfter(LowerObjective lowered) {
        Names names() {
            Names names = new Names();
            int last =
                    lowered.program().lets().stream()
                            .flatMap(let -> let.variables().stream())
                            .mapToInt(Variable::id)
                            .max()
                            .orElse(0);
            for (int i = 0; i <= last + 100_000; i++) {
                names.variable("skip", List.of());
            }
            for (int i = 0; i < 10_000; i++) {
                names.axis("skip", 1);
            }
            return names;
        }
    }

    private static void assertClose(
            double[] elbo,
            double[] gradient,
            LowerObjective lowered,
            Program program,
            double[] parameters,
            double[] noise) {
        Map<Variable, Tensor> inputs = inputs(lowered, parameters, noise);
        Map<Variable, Tensor> outputs = Interpreter.run(program, inputs);
        double[] expected =
                outputs.get(program.outputs().getFirst())
                        .arranged(List.of(lowered.particles()))
                        .values();
        assertEach("elbo", elbo, expected);
        double[] expectedGradient = new double[gradient.length];
        for (int i = 0; i < lowered.parameterSlots().size(); i++) {
            Slot slot = lowered.parameterSlots().get(i);
            double[] values =
                    outputs.get(program.outputs().get(i + 1)).arranged(slot.order()).values();
            System.arraycopy(values, 0, expectedGradient, slot.offset(), values.length);
        }
        assertEach("gradient", gradient, expectedGradient);
    }

    private static void assertEach(String what, double[] actual, double[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.length; i++) {
            assertThat(expected[i]).as(what + " " + i).isFinite();
            assertThat(actual[i])
                    .as(what + " " + i)
                    .isCloseTo(expected[i], within(1e-9 * (1 + Math.abs(expected[i]))));
        }
    }

    static Map<Variable, Tensor> inputs(
            LowerObjective lowered, double[] parameters, double[] noise) {
        Map<Variable, Tensor> inputs = new HashMap<>();
        List<Slot> slots = new ArrayList<>(lowered.parameterSlots());
        slots.forEach(slot -> inputs.put(slot.variable(), tensor(slot, parameters)));
        lowered.noiseSlots().forEach(slot -> inputs.put(slot.variable(), tensor(slot, noise)));
        return inputs;
    }

    private static Tensor tensor(Slot slot, double[] flat) {
        double[] own = new double[(int) slot.variable().size()];
        System.arraycopy(flat, slot.offset(), own, 0, own.length);
        return new Tensor(slot.order(), own);
    }

    /**
     * With the noise held fixed, a pathwise gradient is the derivative of the estimate itself; not
     * so an implicit one, whose draws come from rejection.
     */
    @ParameterizedTest
    @MethodSource("scripts")
    void pathwiseGradientsAgreeWithFiniteDifferences(Path script) {
        BoundModel model = model(script);
        if (model.plan().sites().stream()
                .anyMatch(
                        site ->
                                site.estimator() != Plan.Estimator.PATHWISE
                                                && site.estimator() != Plan.Estimator.SUMMED_OUT
                                        || site.method().contains("implicit"))) {
            return;
        }
        CompiledObjective objective = model.objective(PARTICLES);
        double[] parameters = parameters(objective);
        double[] noise = noise(objective);
        double[] gradient = new double[parameters.length];
        double[] elbo = new double[PARTICLES];
        objective.evaluate(parameters, noise, elbo, gradient);
        double[] expected = gradient.clone();
        for (int i = 0; i < parameters.length; i++) {
            double step = 1e-4;
            double derivative =
                    (8
                                            * (mean(objective, parameters, noise, i, step)
                                                    - mean(objective, parameters, noise, i, -step))
                                    - (mean(objective, parameters, noise, i, 2 * step)
                                            - mean(objective, parameters, noise, i, -2 * step)))
                            / (12 * step);
            assertThat(expected[i])
                    .as("gradient %d of %s", i, objective.parameters())
                    .isCloseTo(
                            derivative,
                            within(
                                    1e-6 * (1 + Math.abs(derivative))
                                            + 1e-11 * Math.abs(elbo[0]) / step));
        }
    }

    private static double mean(
            CompiledObjective objective, double[] parameters, double[] noise, int i, double step) {
        double[] moved = parameters.clone();
        moved[i] += step;
        double[] elbo = new double[PARTICLES];
        objective.evaluate(moved, noise, elbo, new double[moved.length]);
        double sum = 0;
        for (double value : elbo) {
            sum += value;
        }
        return sum / PARTICLES;
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void drawsAreFiniteAndDoNotDependOnBatchesAndThreads(Path script) {
        BoundModel model = model(script);
        double[] parameters = model.objective(2).parameters().initialValues(0);
        PosteriorDraws draws = DrawSampler.sample(model.draws(8), parameters, 3, 20, 1);
        PosteriorDraws others = DrawSampler.sample(model.draws(5), parameters, 3, 20, 2);
        assertThat(draws.logGuide()).doesNotContain(Double.NaN);
        assertThat(draws.logJoint()).doesNotContain(Double.NaN);
        assertThat(draws.values()).doesNotContain(Double.NaN);
        assertThat(others.values())
                .usingComparatorWithPrecision(1e-12)
                .containsExactly(draws.values());
    }
}
