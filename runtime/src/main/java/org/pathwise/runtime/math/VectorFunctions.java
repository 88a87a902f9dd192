package org.pathwise.runtime.math;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Elementary functions of whole rows of numbers, with the Vector API; to be used only where its
 * module is. They are made of exact and correctly rounded operations alone, so a result depends on
 * nothing but its argument: not on its neighbours, nor on whether the JIT compiler has got to the
 * code. (The Vector API's own functions differ in the last bit between interpreted and compiled
 * code.) Errors stay below four units in the last place; arguments out of the ordinary go to {@link
 * Math}.
 */
public final class VectorFunctions {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;

    /** Adding it rounds to an integer, which then stands in the lowest bits. */
    private static final double ROUNDER = 0x1.8p52;

    private static final double LOG2_E = 1.4426950408889634;

    /** The upper bits of log 2: its product with a small integer is exact. */
    private static final double LN2_HIGH = 0x1.62e42fee00000p-1;

    /** log 2 without {@link #LN2_HIGH}. */
    private static final double LN2_LOW = 0x1.a39ef35793c76p-33;

    private static final double EXP_LIMIT = 708;

    private static final long ONE_BITS = 0x3ff0000000000000L;
    private static final long SQRT_HALF_BITS = 0x3fe6a09e667f3bcdL;

    /** 1/n! for n = 13 down to 2. */
    private static final double[] FACTORIALS = factorials();

    private VectorFunctions() {}

    private static double[] factorials() {
        double[] reciprocals = new double[12];
        double factorial = 1;
        for (int n = 2; n <= 13; n++) {
            factorial *= n;
            reciprocals[13 - n] = 1 / factorial;
        }
        return reciprocals;
    }

    /** Writes {@code exp(x)} of n numbers. */
    public static void exp(double[] x, int from, double[] y, int to, int n) {
        for (int i = 0; i < n; i += S.length()) {
            VectorMask<Double> present = S.indexInRange(i, n);
            DoubleVector v = DoubleVector.fromArray(S, x, from + i, present);
            VectorMask<Double> usual = v.abs().compare(VectorOperators.LT, EXP_LIMIT);
            exp(v).intoArray(y, to + i, present);
            if (!usual.allTrue()) {
                for (int j = i; j < Math.min(n, i + S.length()); j++) {
                    if (!usual.laneIsSet(j - i)) {
                        y[to + j] = Math.exp(x[from + j]);
                    }
                }
            }
        }
    }

    /** Writes {@code exp(x) - 1} of n numbers. */
    public static void expm1(double[] x, int from, double[] y, int to, int n) {
        for (int i = 0; i < n; i += S.length()) {
            VectorMask<Double> present = S.indexInRange(i, n);
            DoubleVector v = DoubleVector.fromArray(S, x, from + i, present);
            VectorMask<Double> usual = v.abs().compare(VectorOperators.LT, EXP_LIMIT);
            VectorMask<Double> small = v.abs().compare(VectorOperators.LT, 0.34);
            exp(v).sub(1).blend(v.mul(v).fma(curvature(v), v), small).intoArray(y, to + i, present);
            if (!usual.allTrue()) {
                for (int j = i; j < Math.min(n, i + S.length()); j++) {
                    if (!usual.laneIsSet(j - i)) {
                        y[to + j] = Math.expm1(x[from + j]);
                    }
                }
            }
        }
    }

    /** Writes {@code log(x)} of n numbers. */
    public static void log(double[] x, int from, double[] y, int to, int n) {
        for (int i = 0; i < n; i += S.length()) {
            VectorMask<Double> present = S.indexInRange(i, n);
            DoubleVector v = DoubleVector.fromArray(S, x, from + i, present);
            VectorMask<Double> usual =
                    v.compare(VectorOperators.GE, Double.MIN_NORMAL)
                            .and(v.compare(VectorOperators.LE, Double.MAX_VALUE));
            log(v).intoArray(y, to + i, present);
            if (!usual.allTrue()) {
                for (int j = i; j < Math.min(n, i + S.length()); j++) {
                    if (!usual.laneIsSet(j - i)) {
                        y[to + j] = Math.log(x[from + j]);
                    }
                }
            }
        }
    }

    /** Writes {@code log(1 + x)} of n numbers. */
    public static void log1p(double[] x, int from, double[] y, int to, int n) {
        for (int i = 0; i < n; i += S.length()) {
            VectorMask<Double> present = S.indexInRange(i, n);
            DoubleVector v = DoubleVector.fromArray(S, x, from + i, present);
            VectorMask<Double> usual =
                    v.compare(VectorOperators.GT, -1).and(v.compare(VectorOperators.LT, 1e300));
            DoubleVector sum = v.add(1);
            // What 1 + x lost to rounding, as a change of the logarithm.
            DoubleVector lost = v.sub(sum.sub(1)).div(sum);
            log(sum).add(lost).intoArray(y, to + i, present);
            if (!usual.allTrue()) {
                for (int j = i; j < Math.min(n, i + S.length()); j++) {
                    if (!usual.laneIsSet(j - i)) {
                        y[to + j] = Math.log1p(x[from + j]);
                    }
                }
            }
        }
    }

    /** exp x = 2^k exp r, where k = round(x / log 2) and |r| is at most log(2) / 2. */
    private static DoubleVector exp(DoubleVector x) {
        DoubleVector shifted = x.mul(LOG2_E).add(ROUNDER);
        DoubleVector k = shifted.sub(ROUNDER);
        DoubleVector r = k.lanewise(VectorOperators.FMA, -LN2_HIGH, x);
        r = k.lanewise(VectorOperators.FMA, DoubleVector.broadcast(S, -LN2_LOW), r);
        DoubleVector e = r.mul(r).fma(curvature(r), r).add(1);
        LongVector power = shifted.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52);
        return e.reinterpretAsLongs().add(power).reinterpretAsDoubles();
    }

    /**
     * {@code (exp r - 1 - r) / r^2} for |r| up to 0.35, by its Taylor polynomial: the next term is
     * below 1e-17.
     */
    private static DoubleVector curvature(DoubleVector r) {
        DoubleVector sum = DoubleVector.broadcast(S, FACTORIALS[0]);
        for (int i = 1; i < 12; i++) {
            sum = sum.fma(r, DoubleVector.broadcast(S, FACTORIALS[i]));
        }
        return sum;
    }

    /**
     * log x = k log 2 + log m with m between sqrt(1/2) and sqrt 2, and log m = 2 artanh(s) for s =
     * (m - 1) / (m + 1), written as f - s (f - R(s^2)) with f = m - 1 to round only what is small.
     */
    private static DoubleVector log(DoubleVector x) {
        LongVector bits = x.reinterpretAsLongs();
        LongVector biased =
                bits.sub(SQRT_HALF_BITS).add(ONE_BITS).lanewise(VectorOperators.LSHR, 52);
        DoubleVector k =
                biased.add(Double.doubleToRawLongBits(ROUNDER))
                        .reinterpretAsDoubles()
                        .sub(ROUNDER + 1023);
        LongVector exponent = biased.sub(1023).lanewise(VectorOperators.LSHL, 52);
        DoubleVector f = bits.sub(exponent).reinterpretAsDoubles().sub(1);
        DoubleVector s = f.div(f.add(2));
        DoubleVector z = s.mul(s);
        DoubleVector series = DoubleVector.broadcast(S, 2.0 / 21);
        for (int n = 19; n >= 3; n -= 2) {
            series = series.fma(z, DoubleVector.broadcast(S, 2.0 / n));
        }
        DoubleVector small = f.sub(s.mul(f.sub(z.mul(series)))).add(k.mul(LN2_LOW));
        return k.mul(LN2_HIGH).add(small);
    }

    /** The sum of as many numbers as a vector has lanes, in order. */
    public static double sum(double[] x, int from) {
        double sum = x[from];
        for (int i = 1; i < S.length(); i++) {
            sum += x[from + i];
        }
        return sum;
    }

    /** The product of as many numbers as a vector has lanes, in order. */
    public static double product(double[] x, int from) {
        double product = x[from];
        for (int i = 1; i < S.length(); i++) {
            product *= x[from + i];
        }
        return product;
    }

    /** The largest of as many numbers as a vector has lanes. */
    public static double max(double[] x, int from) {
        double max = x[from];
        for (int i = 1; i < S.length(); i++) {
            max = Math.max(max, x[from + i]);
        }
        return max;
    }

    /** The smallest of as many numbers as a vector has lanes. */
    public static double min(double[] x, int from) {
        double min = x[from];
        for (int i = 1; i < S.length(); i++) {
            min = Math.min(min, x[from + i]);
        }
        return min;
    }
}
