package org.pathwise.runtime.random;

/**
 * One of 2^256 independent streams of random numbers, chosen by seed, step, particle and site.
 *
 * <p>The bits are Philox4x64-7 (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3",
 * where seven rounds are the fewest that pass every test of BigCrush): a bijection of a 256-bit
 * counter, keyed by 128 bits, of which each block gives four values. Seed and site are the key;
 * block number, step and particle are the counter. Streams therefore need no hashing of keys and
 * can never overlap, and no key is weak: neighbouring counters under one key are just what the
 * generator was tested on. The price over a sequential generator is about 2 ns a value.
 *
 * <p>The object is reusable and allocates nothing after construction; not safe for two threads at a
 * time.
 */
public final class RandomStream {
    private static final long MULTIPLIER_0 = 0xD2E7470EE14C6C93L;
    private static final long MULTIPLIER_1 = 0xCA5A826395121157L;
    private static final long WEYL_0 = 0x9E3779B97F4A7C15L;
    private static final long WEYL_1 = 0xBB67AE8584CAA73BL;
    private static final int ROUNDS = 7;

    private long seed;
    private long site;
    private long step;
    private long particle;
    private long block;
    private long out0;
    private long out1;
    private long out2;
    private long out3;
    private int used;

    public RandomStream(long seed, long step, long particle, long site) {
        reset(seed, step, particle, site);
    }

    /** Puts this object at the start of another stream. */
    public void reset(long seed, long step, long particle, long site) {
        this.seed = seed;
        this.step = step;
        this.particle = particle;
        this.site = site;
        block = 0;
        used = 4;
    }

    /** 64 random bits. */
    public long nextLong() {
        return switch (used++) {
            case 1 -> out1;
            case 2 -> out2;
            case 3 -> out3;
            default -> {
                philox(block++, step, particle, 0, seed, site);
                used = 1;
                yield out0;
            }
        };
    }

    /** Uniform on the open interval from 0 to 1: the midpoints of 2^52 equal cells. */
    public double nextOpenDouble() {
        return openUnit(nextLong());
    }

    /**
     * Fills {@code a[offset + i * stride]} for i from 0 to count - 1 with the stream's next values,
     * uniform on the open interval from 0 to 1. The values do not depend on offset and stride.
     */
    public void fillUniform(double[] a, int offset, int stride, int count) {
        for (int i = 0, at = offset; i < count; i++, at += stride) {
            a[at] = openUnit(nextLong());
        }
    }

    /**
     * As {@link #fillUniform}, with standard normal values: each is a function of 64 bits of the
     * stream.
     */
    public void fillNormal(double[] a, int offset, int stride, int count) {
        for (int i = 0, at = offset; i < count; i++, at += stride) {
            a[at] = Ziggurat.normal(nextLong());
        }
    }

    static double openUnit(long bits) {
        return ((bits >>> 12) + 0.5) * 0x1.0p-52;
    }

    /**
     * Sets the four outputs to Philox4x64-7 of the counter (c0, c1, c2, c3) under the key (k0, k1).
     */
    private void philox(long c0, long c1, long c2, long c3, long k0, long k1) {
        for (int round = 0; round < ROUNDS; round++) {
            long high0 = Math.unsignedMultiplyHigh(MULTIPLIER_0, c0);
            long low0 = MULTIPLIER_0 * c0;
            long high1 = Math.unsignedMultiplyHigh(MULTIPLIER_1, c2);
            long low1 = MULTIPLIER_1 * c2;
            c0 = high1 ^ c1 ^ k0;
            c1 = low1;
            c2 = high0 ^ c3 ^ k1;
            c3 = low0;
            k0 += WEYL_0;
            k1 += WEYL_1;
        }
        out0 = c0;
        out1 = c1;
        out2 = c2;
        out3 = c3;
    }
}
