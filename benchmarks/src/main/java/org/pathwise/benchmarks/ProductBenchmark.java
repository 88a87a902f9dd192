package org.pathwise.benchmarks;

import org.openjdk.jmh.annotations.AuxCounters;
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
import org.pathwise.runtime.linalg.FloatMatrixProduct;
import org.pathwise.runtime.linalg.MatrixProduct;
import org.pathwise.runtime.linalg.Workers;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * Products of matrices stored by rows, C = A B, A B' and A' B, in microseconds; and the operations,
 * 2 m n k a product, in a second.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ProductBenchmark {
    /** Rows of C, columns of C, inner extent. */
    @Param({
        "64x64x64",
        "256x256x256",
        "512x512x512",
        "2048x2048x2048",
        "128x784x400",
        "128x400x784",
        "128x400x20",
        "784x400x128"
    })
    public String shape = "512x512x512";

    /** Which of the factors are stored transposed. */
    @Param({"AB", "AB'", "A'B"})
    public String form = "AB";

    /** How many threads share a product. */
    @Param({"1"})
    public int threads = 1;

    private int m;
    private int n;
    private int k;
    private boolean transposeA;
    private boolean transposeB;
    private double[] a = {};
    private double[] b = {};
    private double[] c = {};
    private float[] floatA = {};
    private float[] floatB = {};
    private float[] floatC = {};

    /** The multiplications and additions of what was run. */
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    @State(Scope.Thread)
    public static class Rate {
        /** Operations so far. */
        public long operations;
    }

    /** Fills the factors. */
    @Setup
    public void fill() {
        Workers.limit(threads);
        String[] extents = shape.split("x", -1);
        m = Integer.parseInt(extents[0]);
        n = Integer.parseInt(extents[1]);
        k = Integer.parseInt(extents[2]);
        transposeA = form.startsWith("A'");
        transposeB = form.endsWith("B'");
        SplittableRandom random = new SplittableRandom(1);
        a = random.doubles((long) m * k, -1, 1).toArray();
        b = random.doubles((long) k * n, -1, 1).toArray();
        c = new double[m * n];
        floatA = floats(a);
        floatB = floats(b);
        floatC = new float[m * n];
    }

    private static float[] floats(double[] values) {
        float[] rounded = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            rounded[i] = (float) values[i];
        }
        return rounded;
    }

    /** In double precision. */
    @Benchmark
    public double[] doubles(Rate rate) {
        MatrixProduct.multiply(
                m,
                n,
                k,
                a,
                0,
                transposeA ? 1 : k,
                transposeA ? m : 1,
                b,
                0,
                transposeB ? 1 : n,
                transposeB ? k : 1,
                c,
                0,
                n,
                1,
                false);
        rate.operations += 2L * m * n * k;
        return c;
    }

    /** In single precision. */
    @Benchmark
    public float[] floats(Rate rate) {
        FloatMatrixProduct.multiply(
                m,
                n,
                k,
                floatA,
                0,
                transposeA ? 1 : k,
                transposeA ? m : 1,
                floatB,
                0,
                transposeB ? 1 : n,
                transposeB ? k : 1,
                floatC,
                0,
                n,
                1,
                false);
        rate.operations += 2L * m * n * k;
        return floatC;
    }
}
