package org.pathwise.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pathwise.compiler.emit.Precision;
import org.pathwise.compiler.estimate.Plan;
import org.pathwise.compiler.minibatch.Batches;
import org.pathwise.compiler.source.Source;
import org.pathwise.runtime.inference.DrawSampler;
import org.pathwise.runtime.inference.NoiseFiller;
import org.pathwise.runtime.inference.PosteriorDraws;
import org.pathwise.runtime.io.DataFiles;
import org.pathwise.runtime.program.NoiseLayout;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/** Dropout in nets: its noise, its mean, its gradient, and that only training has it. */
final class DropoutTest {
    private static BoundModel bind(String script, String data, Batches batches) {
        return Compiler.check(new Source("dropout.pw", script))
                .bind(DataFiles.json("data.json", data), Map.of(), batches)
                .model()
                .orElseThrow();
    }

    private static BoundModel bind(String script, String data) {
        return bind(script, data, Batches.NONE);
    }

    private static double[] random(int size, int seed) {
        Random random = new Random(seed);
        return random.doubles(size, -1, 1).toArray();
    }

    private static final String SUM =
            """
            data x: real[D]
            net f(v: real[D]) -> real[D] { return dropout(0.25, v) }
            model {
              m ~ Normal(0, 1)
              factor sum(f(x))
              factor 100 * sum(f(x))
            }
            """;

    private static final double[] X = {1, 2, 4, 8};

    /** The ELBO is that of the prior, with its entropy in closed form, and the two sums. */
    @Test
    void elementsAreDroppedByTheNoiseAndTheOthersScaled() {
        int particles = 3;
        CompiledObjective objective =
                bind(SUM, "{\"x\": [1, 2, 4, 8]}").objective(particles, Precision.DOUBLE);
        List<NoiseLayout.Block> blocks =
                objective.noise().blocks().stream()
                        .filter(block -> block.site().equals("dropout"))
                        .toList();
        assertThat(blocks).hasSize(2);
        NoiseLayout.Block latent =
                objective.noise().blocks().stream()
                        .filter(block -> block.site().equals("m"))
                        .findFirst()
                        .orElseThrow();
        double[] noise = new double[objective.noise().size()];
        double[] elbo = new double[particles];
        double[] parameters = new double[objective.parameters().size()];
        double[] sums = new double[particles];
        int dropped = 0;
        int all = 0;
        int same = 0;
        for (int step = 0; step < 500; step++) {
            new NoiseFiller(objective.noise(), 3).fill(noise, step, 0);
            objective.evaluate(parameters, noise, elbo, new double[parameters.length]);
            for (int p = 0; p < particles; p++) {
                double m = noise[latent.offset() + p * latent.particleStride()];
                double expected = 0.5 * (1 - m * m);
                int[] masks = new int[2];
                for (int call = 0; call < 2; call++) {
                    NoiseLayout.Block block = blocks.get(call);
                    for (int i = 0; i < X.length; i++) {
                        double u =
                                noise[
                                        block.offset()
                                                + i * block.elementStride()
                                                + p * block.particleStride()];
                        all++;
                        if (u < 0.25) {
                            dropped++;
                        } else {
                            masks[call] |= 1 << i;
                            expected += (call == 0 ? 1 : 100) * X[i] / 0.75;
                        }
                    }
                }
                same += masks[0] == masks[1] ? 1 : 0;
                assertThat(elbo[p]).isCloseTo(expected, within(1e-9 * (1 + expected)));
                sums[p] += elbo[p];
            }
        }
        double rate = dropped / (double) all;
        assertThat(rate).isCloseTo(0.25, within(5 * Math.sqrt(0.25 * 0.75 / all)));
        // Two calls agree by chance alone: each element with probability 0.75^2 + 0.25^2.
        assertThat(same / 1500.0).isLessThan(2 * Math.pow(0.625, 4));
        double deviation = Math.sqrt(10_001 * 85 * 0.25 / 0.75 / 500);
        for (double sum : sums) {
            assertThat(sum / 500).isCloseTo(101 * 15, within(5 * deviation));
        }
    }

    private static final String RIDGE =
            """
            data X: real[N, D]
            data y: real[N]
            net f(v: real[D]) -> real[1] { return dense(1, dropout(0.4, v)) }
            model {
              m ~ Normal(0, 1)
              for n in 1..N { y[n] ~ Normal(f(X[n])[1], 1) }
            }
            """;

    private static final String ROWS =
            "{\"X\": [[1, 2], [0.5, -1], [2, 0.1], [-0.3, 1]], \"y\": [1, 2, 0.5, -1]}";

    private static final double[][] X_ROWS = {{1, 2}, {0.5, -1}, {2, 0.1}, {-0.3, 1}};
    private static final double[] Y_ROWS = {1, 2, 0.5, -1};

    /**
     * Of a linear regression dropout of the predictors makes a ridge regression: the mean of the
     * squared error grows by {@code rate / (1 - rate)} times the sum of {@code (w x)^2} (Srivastava
     * et al. 2014, section 9.1). Also with minibatches, whose mean is the same.
     */
    @ParameterizedTest
    @ValueSource(ints = {4, 2, 1})
    void theGradientIsThatOfTheMean(int rows) {
        Batches batches = rows == 4 ? Batches.NONE : new Batches(Map.of("N", rows));
        BoundModel model = bind(RIDGE, ROWS, batches);
        CompiledObjective objective = model.objective(2);
        int weight = offset(objective, "f.1.weight");
        int bias = offset(objective, "f.1.bias");
        double[] parameters = new double[objective.parameters().size()];
        parameters[weight] = 0.7;
        parameters[weight + 1] = -0.4;
        parameters[bias] = 0.2;
        double[] exact = new double[3];
        for (int n = 0; n < 4; n++) {
            double[] x = X_ROWS[n];
            double residual = Y_ROWS[n] - 0.7 * x[0] + 0.4 * x[1] - 0.2;
            exact[0] += residual * x[0] - 0.7 * x[0] * x[0] * 0.4 / 0.6;
            exact[1] += residual * x[1] + 0.4 * x[1] * x[1] * 0.4 / 0.6;
            exact[2] += residual;
        }
        int count = 20_000;
        double[] noise = new double[objective.noise().size()];
        double[] gradient = new double[parameters.length];
        double[] sum = new double[3];
        double[] squares = new double[3];
        NoiseFiller filler = new NoiseFiller(objective.noise(), 5);
        for (int step = 0; step < count; step++) {
            filler.fill(noise, step, 0);
            objective.evaluate(parameters, noise, new double[2], gradient);
            double[] own = {gradient[weight], gradient[weight + 1], gradient[bias]};
            for (int i = 0; i < 3; i++) {
                sum[i] += own[i];
                squares[i] += own[i] * own[i];
            }
        }
        for (int i = 0; i < 3; i++) {
            double mean = sum[i] / count;
            double error = Math.sqrt((squares[i] / count - mean * mean) / count);
            assertThat(error).isPositive().isLessThan(0.1);
            assertThat(mean).isCloseTo(exact[i], within(5 * error));
        }
    }

    private static int offset(CompiledObjective objective, String name) {
        return objective.parameters().blocks().stream()
                .filter(block -> block.name().equals(name))
                .findFirst()
                .orElseThrow()
                .offset();
    }

    private static final String DEEP =
            """
            const H = 3
            data X: real[N, D]
            data y: real[N]
            net encode(v: real[D]) {
              h = dropout(%1$s, tanh(dense(H, v)))
              return (sum(dense(1, h)), 0.5 + softplus(sum(dense(1, h))))
            }
            net rows(X: real[N, D]) -> real[N, 2] { return dense(2, dropout(%1$s, X)) }
            net next(h: real[2]) -> real[2] { return tanh(dense(2, dropout(%1$s, h))) }
            model {
              R = rows(X)
              h[1] = [0.3, -0.4]
              for t in 2..N { h[t] = next(h[t-1]) }
              for n in 1..N {
                z[n] ~ Normal(0, 1)
                y[n] ~ Normal(z[n] + R[n, 1] + h[n, 1], 1)
              }
            }
            guide {
              for n in 1..N {
                (m, s) = encode(X[n])
                z[n] ~ Normal(m, s)
              }
            }
            generate {
              for n in 1..N { (a[n], b[n]) = encode(X[n]) }
              last = h[N]
            }
            """;

    /** Loops, rows of a matrix, a recursion and a guide, at fixed noise. */
    @Test
    void theGradientIsThatOfTheValueAtFixedNoise() {
        int particles = 2;
        CompiledObjective objective = bind(DEEP.formatted("0.4"), ROWS).objective(particles);
        double[] noise = new double[objective.noise().size()];
        new NoiseFiller(objective.noise(), 7).fill(noise, 1, 0);
        double[] parameters = random(objective.parameters().size(), 11);
        double[] gradient = new double[parameters.length];
        objective.evaluate(parameters, noise, new double[particles], gradient);
        ToDoubleFunction<double[]> value =
                at -> {
                    double[] elbo = new double[particles];
                    objective.evaluate(at, noise, elbo, new double[at.length]);
                    return (elbo[0] + elbo[1]) / 2;
                };
        int zero = 0;
        for (int i = 0; i < parameters.length; i++) {
            double[] up = parameters.clone();
            double[] down = parameters.clone();
            up[i] += 1e-5;
            down[i] -= 1e-5;
            double difference = (value.applyAsDouble(up) - value.applyAsDouble(down)) / 2e-5;
            assertThat(gradient[i])
                    .isCloseTo(difference, within(1e-6 * (1 + Math.abs(difference))));
            zero += gradient[i] == 0 ? 1 : 0;
        }
        assertThat(zero).isLessThan(parameters.length / 2);
    }

    /** However small the noise is. */
    @Test
    void aRateOf0DropsNothing() {
        assertThat(withSmallNoise("0", 1e-9)).isEqualTo(withSmallNoise("0", 0.5));
        assertThat(withSmallNoise("0.1", 1e-9)).isNotEqualTo(withSmallNoise("0.1", 0.5));
        assertThat(withSmallNoise("0.1", 0.5)).isNotEqualTo(withSmallNoise("0", 0.5));
    }

    /** The ELBO where all noise of dropout is the same. */
    private static double withSmallNoise(String rate, double small) {
        CompiledObjective objective = bind(DEEP.formatted(rate), ROWS).objective(1);
        double[] noise = new double[objective.noise().size()];
        new NoiseFiller(objective.noise(), 7).fill(noise, 1, 0);
        for (NoiseLayout.Block block : objective.noise().blocks()) {
            if (block.site().equals("dropout")) {
                Arrays.fill(noise, block.offset(), block.offset() + block.size(), small);
            }
        }
        double[] elbo = new double[1];
        double[] parameters = random(objective.parameters().size(), 11);
        objective.evaluate(parameters, noise, elbo, new double[parameters.length]);
        return elbo[0];
    }

    /** Draws are those of the same nets without dropout, bit by bit. */
    @Test
    void drawsAndWeightsDropNothing() {
        BoundModel with = bind(DEEP.formatted("0.4"), ROWS);
        String plain = DEEP.replace("dropout(%1$s, ", "(");
        assertThat(plain).doesNotContain("dropout");
        BoundModel without = bind(plain, ROWS);
        double[] parameters = random(with.objective(1).parameters().size(), 11);
        PosteriorDraws some = DrawSampler.sample(with.draws(8), parameters, 1, 8, 1);
        PosteriorDraws same = DrawSampler.sample(without.draws(8), parameters, 1, 8, 1);
        assertThat(some.quantities()).isEqualTo(same.quantities());
        for (int column = 0; column < some.width(); column++) {
            assertThat(some.column(column)).isEqualTo(same.column(column));
        }
        assertThat(some.logRatios()).isEqualTo(same.logRatios());
        assertThat(with.draws(8).noise()).isEqualTo(without.draws(8).noise());
        assertThat(with.weights(4).noise()).isEqualTo(without.weights(4).noise());
    }

    private static final String DISCRETE =
            """
            data x: real[2]
            net f(v: real[2]) -> real[1] { return dense(1, dropout(0.4, v)) }
            model {
              z ~ Bernoulli(0.3) @score
              factor 2 * z
            }
            guide {
              z ~ Bernoulli(logit = f(x)[1])
            }
            """;

    /**
     * The guide's probabilities differ between particles, so that these cannot be coupled; the
     * estimate is right all the same. The exact ELBO sums over the four masks and two states.
     */
    @Test
    void aDiscreteGuideIsRightOnAverage() {
        BoundModel model = bind(DISCRETE, "{\"x\": [1.5, -2]}");
        assertThat(model.plan().sites().getFirst().form()).isEqualTo(Plan.Form.LEAVE_ONE_OUT);
        CompiledObjective objective = model.objective(GradientEstimates.PARTICLES);
        double[] parameters = new double[objective.parameters().size()];
        int weight = offset(objective, "f.1.weight");
        int bias = offset(objective, "f.1.bias");
        parameters[weight] = 0.5;
        parameters[weight + 1] = 0.3;
        parameters[bias] = -0.2;
        GradientEstimates found = GradientEstimates.of(model, parameters, 20_000);
        found.assertElbo(exact(parameters[weight], parameters[weight + 1], parameters[bias]));
        double h = 1e-5;
        found.assertMean(weight, (exact(0.5 + h, 0.3, -0.2) - exact(0.5 - h, 0.3, -0.2)) / (2 * h));
        found.assertMean(
                weight + 1, (exact(0.5, 0.3 + h, -0.2) - exact(0.5, 0.3 - h, -0.2)) / (2 * h));
        found.assertMean(bias, (exact(0.5, 0.3, -0.2 + h) - exact(0.5, 0.3, -0.2 - h)) / (2 * h));
    }

    private static double exact(double w1, double w2, double b) {
        double mean = 0;
        for (int mask = 0; mask < 4; mask++) {
            double k1 = (mask & 1) / 0.6;
            double k2 = (mask >> 1) / 0.6;
            double weight = ((mask & 1) == 1 ? 0.6 : 0.4) * ((mask >> 1) == 1 ? 0.6 : 0.4);
            double q = 1 / (1 + Math.exp(-(w1 * 1.5 * k1 - w2 * 2 * k2 + b)));
            mean += weight * (q * (Math.log(0.3 / q) + 2) + (1 - q) * Math.log(0.7 / (1 - q)));
        }
        return mean;
    }
}
