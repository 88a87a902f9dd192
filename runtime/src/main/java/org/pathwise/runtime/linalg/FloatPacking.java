package org.pathwise.runtime.linalg;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Lays panels of floats out as the micro-kernel reads them: number q of row p at {@code to + p *
 * width + q}.
 */
final class FloatPacking {
    private static final int GROUP = 8;
    private static final VectorSpecies<Float> S = FloatLanes.SPECIES;
    private static final int L = FloatLanes.COUNT;

    /** Shuffles of two vectors are one instruction with AVX-512. */
    private static final boolean SHUFFLES = VectorLanes.COUNT == GROUP;

    private static final VectorSpecies<Float> EIGHT = FloatVector.SPECIES_256;
    private static final VectorSpecies<Double> EIGHT_DOUBLES = DoubleVector.SPECIES_512;
    private static final VectorSpecies<Integer> INDICES = IntVector.SPECIES_256;
    private static final IntVector LOW_1 = low(1);
    private static final IntVector LOW_2 = low(2);
    private static final IntVector LOW_4 = low(4);
    private static final IntVector HIGH_1 = high(1);
    private static final IntVector HIGH_2 = high(2);
    private static final IntVector HIGH_4 = high(4);

    private FloatPacking() {}

    /**
     * Packs {@code inner} rows of {@code count} numbers, each row filled up with zeros to {@code
     * width}.
     *
     * @param across the distance of the numbers of a row
     * @param along the distance of the rows
     */
    static void pack(
            float[] from,
            int start,
            int across,
            int along,
            int count,
            int inner,
            float[] to,
            int begin,
            int width) {
        if (count < width) {
            Arrays.fill(to, begin, begin + inner * width, 0);
        }
        if (across == 1) {
            for (int p = 0; p < inner; p++) {
                copy(from, start + p * along, to, begin + p * width, count);
            }
            return;
        }
        int q = 0;
        if (along == 1 && SHUFFLES) {
            for (; q + GROUP <= count; q += GROUP) {
                transpose(from, start + q * across, across, inner, to, begin + q, width);
            }
        }
        for (; q < count; q++) {
            for (int p = 0; p < inner; p++) {
                to[begin + p * width + q] = from[start + q * across + p * along];
            }
        }
    }

    private static void copy(float[] from, int start, float[] to, int begin, int count) {
        int q = 0;
        for (; q + L <= count; q += L) {
            FloatVector.fromArray(S, from, start + q).intoArray(to, begin + q);
        }
        if (SHUFFLES && q + GROUP <= count) {
            FloatVector.fromArray(EIGHT, from, start + q).intoArray(to, begin + q);
            q += GROUP;
        }
        for (; q < count; q++) {
            to[begin + q] = from[start + q];
        }
    }

    /**
     * Rounds and packs {@code inner} rows of {@code count} numbers, each row filled up with zeros
     * to {@code width}.
     *
     * @param across the distance of the numbers of a row
     * @param along the distance of the rows
     * @param rows room for eight rows of {@code inner} numbers
     */
    static void pack(
            double[] from,
            int start,
            int across,
            int along,
            int count,
            int inner,
            float[] to,
            int begin,
            int width,
            float[] rows) {
        if (count < width) {
            Arrays.fill(to, begin, begin + inner * width, 0);
        }
        if (across == 1) {
            for (int p = 0; p < inner; p++) {
                copy(from, start + p * along, to, begin + p * width, count);
            }
            return;
        }
        int q = 0;
        if (along == 1 && SHUFFLES) {
            for (; q + GROUP <= count; q += GROUP) {
                for (int i = 0; i < GROUP; i++) {
                    copy(from, start + (q + i) * across, rows, i * inner, inner);
                }
                transpose(rows, 0, inner, inner, to, begin + q, width);
            }
        }
        for (; q < count; q++) {
            for (int p = 0; p < inner; p++) {
                to[begin + p * width + q] = (float) from[start + q * across + p * along];
            }
        }
    }

    private static void copy(double[] from, int start, float[] to, int begin, int count) {
        int q = 0;
        if (SHUFFLES) {
            for (; q + GROUP <= count; q += GROUP) {
                round(from, start + q).intoArray(to, begin + q);
            }
        }
        for (; q < count; q++) {
            to[begin + q] = (float) from[start + q];
        }
    }

    private static FloatVector round(double[] from, int at) {
        return (FloatVector)
                DoubleVector.fromArray(EIGHT_DOUBLES, from, at)
                        .convertShape(VectorOperators.D2F, EIGHT, 0);
    }

    /** Eight rows of numbers that lie side by side become eight numbers of each row. */
    private static void transpose(
            float[] from, int start, int across, int inner, float[] to, int begin, int width) {
        int p = 0;
        for (; p + GROUP <= inner; p += GROUP) {
            int at = start + p;
            IntVector a0 = load(from, at);
            IntVector a1 = load(from, at + across);
            IntVector a2 = load(from, at + 2 * across);
            IntVector a3 = load(from, at + 3 * across);
            IntVector a4 = load(from, at + 4 * across);
            IntVector a5 = load(from, at + 5 * across);
            IntVector a6 = load(from, at + 6 * across);
            IntVector a7 = load(from, at + 7 * across);
            IntVector b0 = LOW_4.selectFrom(a0, a4);
            IntVector b1 = LOW_4.selectFrom(a1, a5);
            IntVector b2 = LOW_4.selectFrom(a2, a6);
            IntVector b3 = LOW_4.selectFrom(a3, a7);
            IntVector b4 = HIGH_4.selectFrom(a0, a4);
            IntVector b5 = HIGH_4.selectFrom(a1, a5);
            IntVector b6 = HIGH_4.selectFrom(a2, a6);
            IntVector b7 = HIGH_4.selectFrom(a3, a7);
            a0 = LOW_2.selectFrom(b0, b2);
            a1 = LOW_2.selectFrom(b1, b3);
            a2 = HIGH_2.selectFrom(b0, b2);
            a3 = HIGH_2.selectFrom(b1, b3);
            a4 = LOW_2.selectFrom(b4, b6);
            a5 = LOW_2.selectFrom(b5, b7);
            a6 = HIGH_2.selectFrom(b4, b6);
            a7 = HIGH_2.selectFrom(b5, b7);
            int row = begin + p * width;
            store(LOW_1.selectFrom(a0, a1), to, row);
            store(HIGH_1.selectFrom(a0, a1), to, row + width);
            store(LOW_1.selectFrom(a2, a3), to, row + 2 * width);
            store(HIGH_1.selectFrom(a2, a3), to, row + 3 * width);
            store(LOW_1.selectFrom(a4, a5), to, row + 4 * width);
            store(HIGH_1.selectFrom(a4, a5), to, row + 5 * width);
            store(LOW_1.selectFrom(a6, a7), to, row + 6 * width);
            store(HIGH_1.selectFrom(a6, a7), to, row + 7 * width);
        }
        for (; p < inner; p++) {
            for (int q = 0; q < GROUP; q++) {
                to[begin + p * width + q] = from[start + q * across + p];
            }
        }
    }

    private static IntVector load(float[] from, int at) {
        return FloatVector.fromArray(EIGHT, from, at).reinterpretAsInts();
    }

    private static void store(IntVector row, float[] to, int at) {
        row.reinterpretAsFloats().intoArray(to, at);
    }

    /** Picks, of two rows, the blocks of s lanes that stand above the diagonal; or those below. */
    private static IntVector low(int s) {
        return lanes(lane -> (lane & s) == 0 ? lane : GROUP + lane - s);
    }

    private static IntVector high(int s) {
        return lanes(lane -> (lane & s) == 0 ? lane + s : GROUP + lane);
    }

    private static IntVector lanes(IntUnaryOperator source) {
        return IntVector.fromArray(INDICES, IntStream.range(0, GROUP).map(source).toArray(), 0);
    }
}
