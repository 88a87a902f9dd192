package org.pathwise.runtime.random;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pathwise.runtime.math.ErrorFunctions;

class RandomStreamTest {
    private static final int COUNT = 200_000;

    /** The published known answer of Philox4x64-7 for a counter and key of zeros. */
    @Test
    void isPhilox() {
        RandomStream stream = new RandomStream(0, 0, 0, 0);
        assertThat(
                        new long[] {
                            stream.nextLong(),
                            stream.nextLong(),
                            stream.nextLong(),
                            stream.nextLong()
                        })
                .containsExactly(
                        0x5dc8ee6268ec62cdL,
                        0x139bc570b6c125a0L,
                        0x84d6deb4fb65f49eL,
                        0xaff7583376d378c2L);
    }

    @Test
    void valuesDoNotDependOnTheLayout() {
        double[] dense = new double[1000];
        double[] strided = new double[5 + 3 * 1000];
        RandomStream stream = new RandomStream(1, 2, 3, 4);
        stream.fillNormal(dense, 0, 1, 1000);
        stream.reset(1, 2, 3, 4);
        stream.fillNormal(strided, 5, 3, 1000);
        for (int i = 0; i < 1000; i++) {
            assertThat(strided[5 + 3 * i]).isEqualTo(dense[i]);
        }
        stream.reset(1, 2, 3, 4);
        double[] pieces = new double[1000];
        stream.fillNormal(pieces, 0, 1, 333);
        stream.fillNormal(pieces, 333, 1, 667);
        assertThat(pieces).isEqualTo(dense);
    }

    @Test
    void uniformFits() {
        double[] u = new double[COUNT];
        new RandomStream(7, 0, 0, 1).fillUniform(u, 0, 1, COUNT);
        GoodnessOfFit.assertContinuous(u, x -> x);
        assertThat(Math.abs(lagOneCorrelation(u))).isLessThan(5 / Math.sqrt(COUNT));
        assertThat(RandomStream.openUnit(0)).isPositive();
        assertThat(RandomStream.openUnit(-1)).isLessThan(1);
    }

    @Test
    void normalFits() {
        double[] x = new double[COUNT];
        new RandomStream(7, 0, 0, 2).fillNormal(x, 0, 1, COUNT);
        GoodnessOfFit.assertContinuous(x, ErrorFunctions::Phi);
    }

    /**
     * The first values of neighbouring streams, along each part of the key, look like one good
     * stream.
     */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void neighbouringKeysAreIndependent(int part) {
        RandomStream stream = new RandomStream(0, 0, 0, 0);
        double[] first = new double[COUNT];
        double[] tenth = new double[COUNT];
        for (int i = 0; i < COUNT; i++) {
            stream.reset(
                    part == 0 ? i : 5, part == 1 ? i : 5, part == 2 ? i : 5, part == 3 ? i : 5);
            first[i] = stream.nextOpenDouble();
            for (int skip = 0; skip < 8; skip++) {
                stream.nextLong();
            }
            tenth[i] = stream.nextOpenDouble();
        }
        double bound = 5 / Math.sqrt(COUNT);
        for (double[] sample : new double[][] {first, tenth}) {
            GoodnessOfFit.assertContinuous(sample, x -> x);
            assertThat(Math.abs(lagOneCorrelation(sample))).isLessThan(bound);
        }
        assertThat(Math.abs(correlation(first, tenth))).isLessThan(bound);
    }

    /** Each part of the key alone changes about half of the output bits. */
    @Test
    void everyKeyBitMatters() {
        RandomStream stream = new RandomStream(1, 2, 3, 4);
        long reference = stream.nextLong();
        for (int part = 0; part < 4; part++) {
            for (int bit = 0; bit < 64; bit++) {
                long[] key = {1, 2, 3, 4};
                key[part] ^= 1L << bit;
                stream.reset(key[0], key[1], key[2], key[3]);
                assertThat(Long.bitCount(stream.nextLong() ^ reference)).isBetween(10, 54);
            }
        }
    }

    static double lagOneCorrelation(double[] u) {
        double sum = 0;
        for (int i = 1; i < u.length; i++) {
            sum += 12 * (u[i] - 0.5) * (u[i - 1] - 0.5);
        }
        return sum / u.length;
    }

    private static double correlation(double[] u, double[] v) {
        double sum = 0;
        for (int i = 0; i < u.length; i++) {
            sum += 12 * (u[i] - 0.5) * (v[i] - 0.5);
        }
        return sum / u.length;
    }
}
