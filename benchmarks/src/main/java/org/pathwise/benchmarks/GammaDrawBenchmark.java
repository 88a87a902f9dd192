package org.pathwise.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.pathwise.runtime.math.GammaImplicit;
import org.pathwise.runtime.random.Samplers;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** One draw of a gamma distribution, alone and with its derivative in the shape, in nanoseconds. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class GammaDrawBenchmark {
    private static final int COUNT = 1000;

    /** The shape. */
    @Param({"0.3", "3", "300"})
    public double alpha = 3;

    private double[] noise = {};

    /** Draws the noise. */
    @Setup
    public void fill() {
        noise = new SplittableRandom(1).doubles(COUNT).map(u -> Math.max(u, 0x1.0p-53)).toArray();
    }

    /** The logarithm of a draw. */
    @Benchmark
    @OperationsPerInvocation(COUNT)
    public double draw() {
        double sum = 0;
        for (double u : noise) {
            sum += Samplers.logGammaDraw(u, alpha);
        }
        return sum;
    }

    /** The logarithm of a draw and its implicit derivative. */
    @Benchmark
    @OperationsPerInvocation(COUNT)
    public double drawWithDerivative() {
        double sum = 0;
        for (double u : noise) {
            double logDraw = Samplers.logGammaDraw(u, alpha);
            sum += logDraw + GammaImplicit.logDerivative(logDraw, alpha);
        }
        return sum;
    }
}
