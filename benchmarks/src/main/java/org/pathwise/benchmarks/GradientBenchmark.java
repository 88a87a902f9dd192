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
import org.pathwise.runtime.inference.NoiseFiller;

import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * One step's work on three models, compiled from scripts as a fit compiles them, for all particles
 * together, in microseconds: the surrogate with its gradient, and the noise that it is a function
 * of. The logistic regression's floor is {@link ReadOnceBenchmark}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@Warmup(iterations = 8, time = 1)
@Measurement(iterations = 5, time = 1)
public class GradientBenchmark {
    /** A script among the resources. */
    @Param({"eight-schools", "logistic", "poisson"})
    public String model = "eight-schools";

    /** How many points the gradient is evaluated at in one run. */
    @Param({"1", "8"})
    public int particles = 1;

    private @Nullable CompiledObjective objective;
    private @Nullable NoiseFiller filler;
    private double[] parameters = {};
    private double[] noise = {};
    private double[] elbo = {};
    private double[] gradient = {};
    private long step;

    /** Compiles the model. */
    @Setup
    public void compile() {
        CompiledObjective compiled = BenchmarkModels.bound(model).objective(particles);
        parameters = compiled.parameters().initialValues(0);
        gradient = new double[parameters.length];
        elbo = new double[particles];
        noise = new double[compiled.noise().size()];
        filler = new NoiseFiller(compiled.noise(), 1);
        filler.fill(noise, 0, 0);
        objective = compiled;
    }

    /** Value and gradient. */
    @Benchmark
    public double[] evaluate() {
        Objects.requireNonNull(objective).evaluate(parameters, noise, elbo, gradient);
        return gradient;
    }

    /** The noise of one step. */
    @Benchmark
    public double[] fillNoise() {
        Objects.requireNonNull(filler).fill(noise, step++, 0);
        return noise;
    }
}
