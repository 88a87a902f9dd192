package org.pathwise.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pathwise.compiler.source.Source;
import org.pathwise.runtime.inference.NoiseFiller;
import org.pathwise.runtime.io.DataFiles;

import java.util.Map;

/** The advice to take more particles: what they do to the variance of a gradient that is drawn. */
final class MoreParticlesTest {
    private static final int ESTIMATES = 4000;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "z ~ Normal(0, 1)\n  y ~ Normal(round(z), 1)",
                "z ~ Poisson(2)\n  y ~ Normal(z, 1)",
                "z: int in 0..1[40] ~ Bernoulli(0.5)\n  y ~ Normal(sum(z), 1)",
                "z: int in 0..1[4] ~ Bernoulli(0.5)\n  y ~ Normal(sum(z), 1)"
            })
    void theVarianceFallsAboutAsOneOverTheirNumber(String model) {
        BoundModel bound =
                Compiler.check(new Source("test.pw", "data y: real\nmodel {\n  " + model + "\n}\n"))
                        .bind(DataFiles.json("y.json", "{\"y\": 1.5}"), Map.of())
                        .model()
                        .orElseThrow();
        double ratio = variance(bound, 4) / variance(bound, 32);
        // Eight times the particles. A variance of 4,000 estimates has a relative error of
        // sqrt((kurtosis - 1) / 4000), 0.04 for a kurtosis of 7; and of few particles each is
        // compared with a mean that is noisy itself, which adds up to a third to their variance.
        assertThat(ratio).isBetween(8 * (1 - 5 * 0.06), 8 * 4.0 / 3 * (1 + 5 * 0.06));
    }

    /** Of the first parameter's gradient, at the initial values. */
    private static double variance(BoundModel model, int particles) {
        CompiledObjective objective = model.objective(particles);
        NoiseFiller filler = new NoiseFiller(objective.noise(), 17);
        double[] noise = new double[objective.noise().size()];
        double[] elbo = new double[particles];
        double[] parameters = new double[objective.parameters().size()];
        double[] gradient = new double[parameters.length];
        double sum = 0;
        double squares = 0;
        for (int step = 0; step < ESTIMATES; step++) {
            filler.fill(noise, step, 0);
            objective.evaluate(parameters, noise, elbo, gradient);
            sum += gradient[0];
            squares += gradient[0] * gradient[0];
        }
        double mean = sum / ESTIMATES;
        return squares / ESTIMATES - mean * mean;
    }
}
