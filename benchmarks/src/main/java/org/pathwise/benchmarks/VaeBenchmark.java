package org.pathwise.benchmarks;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.pathwise.compiler.CompiledObjective;
import org.pathwise.compiler.emit.Precision;
import org.pathwise.runtime.inference.NoiseFiller;
import org.pathwise.runtime.linalg.FloatMatrixProduct;
import org.pathwise.runtime.linalg.Workers;

import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * The gradient of a variational autoencoder 784-400-20-400-784 at 128 rows, and a product of
 * matrices to compare its rate of operations with.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@Warmup(iterations = 10, time = 1)
@Measurement(iterations = 10, time = 1)
public class VaeBenchmark {
    private static final int ROWS = 128;
    private static final int PIXELS = 784;
    private static final int HIDDEN = 400;
    private static final int LATENT = 20;

    /** What the program computes with. */
    @Param({"FLOAT", "DOUBLE"})
    public Precision precision = Precision.FLOAT;

    /** How many threads share a product. */
    @Param({"1", "2"})
    public int threads = 1;

    private @Nullable CompiledObjective objective;
    private double[] parameters = {};
    private double[] noise = {};
    private final double[] elbo = new double[1];
    private double[] gradient = {};
    private float[] left = {};
    private float[] right = {};
    private float[] product = {};

    /** Compiles the model. */
    @Setup
    public void compile() {
        Workers.limit(threads);
        CompiledObjective compiled = BenchmarkModels.bound("vae").objective(1, precision);
        parameters = compiled.parameters().initialValues(0);
        noise = new double[compiled.noise().size()];
        new NoiseFiller(compiled.noise(), 1).fill(noise, 0, 0);
        gradient = new double[parameters.length];
        objective = compiled;
        SplittableRandom random = new SplittableRandom(1);
        left = random(random, PIXELS * ROWS);
        right = random(random, ROWS * HIDDEN);
        product = new float[PIXELS * HIDDEN];
    }

    private static float[] random(SplittableRandom random, int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return values;
    }

    /**
     * ELBO and gradient. Each layer's product comes with two more in its gradient, those by pixels
     * into the encoder with one: 420 million multiplications and additions.
     */
    @Benchmark
    public double[] gradient() {
        Objects.requireNonNull(objective).evaluate(parameters, noise, elbo, gradient);
        return gradient;
    }

    /**
     * The gradient of the weights of the largest layer, alone, in single precision: 80 million
     * multiplications and additions.
     */
    @Benchmark
    public float[] product() {
        FloatMatrixProduct.multiply(
                PIXELS, HIDDEN, ROWS, left, 0, 1, PIXELS, right, 0, HIDDEN, 1, product, 0, HIDDEN,
                1, false);
        return product;
    }
}
