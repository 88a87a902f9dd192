package org.pathwise.benchmarks;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * The time of reading a matrix of 10,000 rows and 50 columns once, in microseconds: the floor for
 * the gradient of a regression on it. The elements are summed, so that no read can be left out.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ReadOnceBenchmark {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int ROWS = 10_000;
    private static final int COLUMNS = 50;

    private final double[] matrix = new double[ROWS * COLUMNS];

    /** Fills the matrix with numbers in [0, 1). */
    @Setup
    public void fill() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] = random.nextDouble();
        }
    }

    /** Four sums side by side: a single one would wait for each addition, not for memory. */
    @Benchmark
    public double sum() {
        int lanes = SPECIES.length();
        DoubleVector a = DoubleVector.zero(SPECIES);
        DoubleVector b = a;
        DoubleVector c = a;
        DoubleVector d = a;
        int i = 0;
        for (; i <= matrix.length - 4 * lanes; i += 4 * lanes) {
            a = a.add(DoubleVector.fromArray(SPECIES, matrix, i));
            b = b.add(DoubleVector.fromArray(SPECIES, matrix, i + lanes));
            c = c.add(DoubleVector.fromArray(SPECIES, matrix, i + 2 * lanes));
            d = d.add(DoubleVector.fromArray(SPECIES, matrix, i + 3 * lanes));
        }
        double sum = a.add(b).add(c.add(d)).reduceLanes(VectorOperators.ADD);
        for (; i < matrix.length; i++) {
            sum += matrix[i];
        }
        return sum;
    }
}
