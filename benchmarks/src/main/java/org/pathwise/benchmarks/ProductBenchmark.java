package org.pathwise.benchmarks;

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
import org.pathwise.runtime.linalg.MatrixProduct;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** The product of two square matrices, in microseconds: 2 n^3 operations. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ProductBenchmark {
    /** Rows and columns. */
    @Param({"64", "256", "512"})
    public int n = 256;

    private double[] a = {};
    private double[] b = {};
    private double[] c = {};

    /** Fills the factors. */
    @Setup
    public void fill() {
        SplittableRandom random = new SplittableRandom(1);
        a = random.doubles((long) n * n, -1, 1).toArray();
        b = random.doubles((long) n * n, -1, 1).toArray();
        c = new double[n * n];
    }

    /** C = A B. */
    @Benchmark
    public double[] multiply() {
        MatrixProduct.multiply(false, false, n, n, n, 1, a, 0, n, b, 0, n, false, c, 0, n);
        return c;
    }
}
