package org.pathwise.runtime.math;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link VectorFunctions} in single precision: errors stay below two units in the last place, and a
 * result depends on nothing but its argument. Arguments out of the ordinary go to {@link Math}.
 */
public final class FloatVectorFunctions {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Double> D = DoubleVector.SPECIES_PREFERRED;

    /** As many floats as a vector has doubles. */
    private static final VectorSpecies<Float> HALF =
            VectorSpecies.of(float.class, VectorShape.forBitSize(S.vectorBitSize() / 2));

    /** Adding it rounds to an integer, which then stands in the lowest bits. */
    private static final float ROUNDER = 0x1.8p23f;

    private static final float LOG2_E = 1.44269504f;

    /** The upper bits of log 2: its product with a small integer is exact. */
    private static final float LN2_HIGH = 0x1.63p-1f;

    /** log 2 without {@link #LN2_HIGH}. */
    private static final float LN2_LOW = (float) (0x1.62e42fefa39efp-1 - 0x1.63p-1);

    private static final float EXP_LIMIT = 87;

    private static final int ONE_BITS = 0x3f800000;
    private static final int SQRT_HALF_BITS = 0x3f3504f3;

    private FloatVectorFunctions() {}

    /** Writes {@code exp(x)} of n numbers. */
    public static void exp(float[] x, int from, float[] y, int to, int n) {
        for (int i = 0; i < n; i += S.length()) {
            VectorMask<Float> present = S.indexInRange(i, n);
            FloatVector v = FloatVector.fromArray(S, x, from + i, present);
            VectorMask<Float> usual = v.abs().compare(VectorOperators.LT, EXP_LIMIT);
            exp(v).intoArray(y, to + i, present);
            if (!usual.allTrue()) {
                for (int j = i; j < Math.min(n, i + S.length()); j++) {
                    if (!usual.laneIsSet(j - i)) {
                        y[to + j] = (float) Math.exp(x[from + j]);
                    }
                }
            }
        }
    }

    /** Writes {@code exp(x) - 1} of n numbers. */
    public static void expm1(float[] x, int from, float[] y, int to, int n) {
        for (int i = 0; i < n; i += S.length()) {
            VectorMask<Float> present = S.indexInRange(i, n);
            FloatVector v = FloatVector.fromArray(S, x, from + i, present);
            VectorMask<Float> usual = v.abs().compare(VectorOperators.LT, EXP_LIMIT);
            expm1(v).intoArray(y, to + i, present);
            if (!usual.allTrue()) {
                for (int j = i; j < Math.min(n, i + S.length()); j++) {
                    if (!usual.laneIsSet(j - i)) {
                        y[to + j] = (float) Math.expm1(x[from + j]);
                    }
                }
            }
        }
    }

    /** Writes {@code log(x)} of n numbers. */
    public static void log(float[] x, int from, float[] y, int to, int n) {
        for (int i = 0; i < n; i += S.length()) {
            VectorMask<Float> present = S.indexInRange(i, n);
            FloatVector v = FloatVector.fromArray(S, x, from + i, present);
            VectorMask<Float> usual =
                    v.compare(VectorOperators.GE, Float.MIN_NORMAL)
                            .and(v.compare(VectorOperators.LE, Float.MAX_VALUE));
            log(v).intoArray(y, to + i, present);
            if (!usual.allTrue()) {
                for (int j = i; j < Math.min(n, i + S.length()); j++) {
                    if (!usual.laneIsSet(j - i)) {
                        y[to + j] = (float) Math.log(x[from + j]);
                    }
                }
            }
        }
    }

    /** Writes {@code log(1 + x)} of n numbers. */
    public static void log1p(float[] x, int from, float[] y, int to, int n) {
        for (int i = 0; i < n; i += S.length()) {
            VectorMask<Float> present = S.indexInRange(i, n);
            FloatVector v = FloatVector.fromArray(S, x, from + i, present);
            VectorMask<Float> usual =
                    v.compare(VectorOperators.GT, -1).and(v.compare(VectorOperators.LT, 1e30f));
            FloatVector sum = v.add(1);
            // What 1 + x lost to rounding, as a change of the logarithm.
            FloatVector lost = v.sub(sum.sub(1)).div(sum);
            log(sum).add(lost).intoArray(y, to + i, present);
            if (!usual.allTrue()) {
                for (int j = i; j < Math.min(n, i + S.length()); j++) {
                    if (!usual.laneIsSet(j - i)) {
                        y[to + j] = (float) Math.log1p(x[from + j]);
                    }
                }
            }
        }
    }

    /** exp x = 2^k exp r, where k = round(x / log 2) and |r| is at most log(2) / 2. */
    private static FloatVector exp(FloatVector x) {
        FloatVector shifted = x.mul(LOG2_E).add(ROUNDER);
        FloatVector r = remainder(x, shifted);
        FloatVector e = r.mul(r).fma(curvature(r), r).add(1);
        IntVector power = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
        return e.reinterpretAsInts().add(power).reinterpretAsFloats();
    }

    /** exp x - 1 = 2^k (exp r - 1) + (2^k - 1). */
    private static FloatVector expm1(FloatVector x) {
        FloatVector shifted = x.mul(LOG2_E).add(ROUNDER);
        FloatVector r = remainder(x, shifted);
        FloatVector power =
                shifted.reinterpretAsInts()
                        .lanewise(VectorOperators.LSHL, 23)
                        .add(ONE_BITS)
                        .reinterpretAsFloats();
        return r.mul(r).fma(curvature(r), r).fma(power, power.sub(1));
    }

    /** r = x - k log 2, where k stands in the lowest bits of {@code shifted}. */
    private static FloatVector remainder(FloatVector x, FloatVector shifted) {
        FloatVector k = shifted.sub(ROUNDER);
        FloatVector r = k.lanewise(VectorOperators.FMA, -LN2_HIGH, x);
        return k.lanewise(VectorOperators.FMA, FloatVector.broadcast(S, -LN2_LOW), r);
    }

    /**
     * {@code (exp r - 1 - r) / r^2} for |r| up to 0.35, by its Taylor polynomial: the next term is
     * below 2e-9.
     */
    private static FloatVector curvature(FloatVector r) {
        return term(term(term(term(term(constant(40320), r, 5040), r, 720), r, 120), r, 24), r, 6)
                .fma(r, FloatVector.broadcast(S, 0.5f));
    }

    private static FloatVector constant(int factorial) {
        return FloatVector.broadcast(S, 1f / factorial);
    }

    private static FloatVector term(FloatVector sum, FloatVector r, int factorial) {
        return sum.fma(r, constant(factorial));
    }

    /**
     * log x = k log 2 + log m with m between sqrt(1/2) and sqrt 2, and log m = 2 artanh(s) for s =
     * (m - 1) / (m + 1), written as f - s (f - R(s^2)) with f = m - 1 to round only what is small.
     */
    private static FloatVector log(FloatVector x) {
        IntVector bits = x.reinterpretAsInts();
        IntVector biased =
                bits.sub(SQRT_HALF_BITS).add(ONE_BITS).lanewise(VectorOperators.LSHR, 23);
        FloatVector k =
                biased.add(Float.floatToRawIntBits(ROUNDER))
                        .reinterpretAsFloats()
                        .sub(ROUNDER + 127);
        IntVector exponent = biased.sub(127).lanewise(VectorOperators.LSHL, 23);
        FloatVector f = bits.sub(exponent).reinterpretAsFloats().sub(1);
        FloatVector s = f.div(f.add(2));
        FloatVector z = s.mul(s);
        FloatVector series = FloatVector.broadcast(S, 2f / 9);
        series = series.fma(z, FloatVector.broadcast(S, 2f / 7));
        series = series.fma(z, FloatVector.broadcast(S, 2f / 5));
        series = series.fma(z, FloatVector.broadcast(S, 2f / 3));
        FloatVector small = f.sub(s.mul(f.sub(z.mul(series)))).add(k.mul(LN2_LOW));
        return k.mul(LN2_HIGH).add(small);
    }

    /** Rounds n numbers, as {@link SinglePrecision#round}. */
    public static void convert(double[] x, int from, float[] y, int to, int n) {
        int i = 0;
        for (; i + D.length() <= n; i += D.length()) {
            FloatVector rounded =
                    (FloatVector)
                            DoubleVector.fromArray(D, x, from + i)
                                    .convertShape(VectorOperators.D2F, HALF, 0);
            rounded.intoArray(y, to + i);
            if (rounded.abs().compare(VectorOperators.EQ, 1).anyTrue()) {
                for (int j = i; j < i + D.length(); j++) {
                    y[to + j] = SinglePrecision.round(x[from + j]);
                }
            }
        }
        for (; i < n; i++) {
            y[to + i] = SinglePrecision.round(x[from + i]);
        }
    }

    /** Widens n numbers. Left to the compiler's own vectorizer. */
    public static void convert(float[] x, int from, double[] y, int to, int n) {
        for (int i = 0; i < n; i++) {
            y[to + i] = x[from + i];
        }
    }

    /** The sum of as many numbers as a vector has lanes, in order, in double precision. */
    public static double sum(float[] x, int from) {
        double sum = x[from];
        for (int i = 1; i < S.length(); i++) {
            sum += x[from + i];
        }
        return sum;
    }

    /** The product of as many numbers as a vector has lanes, in order, in double precision. */
    public static double product(float[] x, int from) {
        double product = x[from];
        for (int i = 1; i < S.length(); i++) {
            product *= x[from + i];
        }
        return product;
    }

    /** The largest of as many numbers as a vector has lanes. */
    public static double max(float[] x, int from) {
        float max = x[from];
        for (int i = 1; i < S.length(); i++) {
            max = Math.max(max, x[from + i]);
        }
        return max;
    }

    /** The smallest of as many numbers as a vector has lanes. */
    public static double min(float[] x, int from) {
        float min = x[from];
        for (int i = 1; i < S.length(); i++) {
            min = Math.min(min, x[from + i]);
        }
        return min;
    }
}
