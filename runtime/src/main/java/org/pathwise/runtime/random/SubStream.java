package org.pathwise.runtime.random;

/**
 * Random bits for a sampler that is a pure function of one uniform noise value: value i of the
 * sub-stream whose key is made from the noise's bits. SplitMix64's output function (Steele, Lea and
 * Flood 2014) at key + i * gamma; static methods on a long, so that a draw allocates nothing.
 */
final class SubStream {
    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private SubStream() {}

    /** The key of a noise value. Neighbouring values give unrelated keys. */
    static long key(double u) {
        return key(Double.doubleToRawLongBits(u));
    }

    /** The key that 64 bits stand for. */
    static long key(long bits) {
        // two rounds: the sub-stream itself walks keys in steps of GAMMA through one more
        return mix(mix(bits ^ 0x6A09E667F3BCC909L) + 0x3C6EF372FE94F82BL);
    }

    /** A key unrelated to {@code key}, for a second sampler on the same noise. */
    static long fork(long key) {
        return mix(key ^ 0xA54FF53A5F1D36F1L);
    }

    /** The i-th value of the sub-stream, uniform on the open interval from 0 to 1. */
    static double uniform(long key, long i) {
        return RandomStream.openUnit(bits(key, i));
    }

    /** The i-th value of the sub-stream, 64 bits. */
    static long bits(long key, long i) {
        return mix(key + (i + 1) * GAMMA);
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
