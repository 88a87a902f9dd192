package org.pathwise.runtime.linalg;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Lays panels of doubles out as the micro-kernel reads them: number q of row p at {@code to + p *
 * width + q}.
 */
final class Packing {
    private static final int GROUP = 8;
    private static final VectorSpecies<Double> S = VectorLanes.SPECIES;
    private static final int L = VectorLanes.COUNT;

    /** Shuffles of two vectors are one instruction with AVX-512. */
    private static final boolean SHUFFLES = VectorLanes.COUNT == GROUP;

    private static final VectorSpecies<Double> EIGHT = DoubleVector.SPECIES_512;
    private static final VectorSpecies<Long> INDICES = LongVector.SPECIES_512;
    private static final LongVector LOW_1 = low(1);
    private static final LongVector LOW_2 = low(2);
    private static final LongVector LOW_4 = low(4);
    private static final LongVector HIGH_1 = high(1);
    private static final LongVector HIGH_2 = high(2);
    private static final LongVector HIGH_4 = high(4);

    private Packing() {}

    /**
     * Packs {@code inner} rows of {@code count} numbers, each row filled up with zeros to {@code
     * width}.
     *
     * @param across the distance of the numbers of a row
     * @param along the distance of the rows
     */
    static void pack(
            double[] from,
            int start,
            int across,
            int along,
            int count,
            int inner,
            double[] to,
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

    private static void copy(double[] from, int start, double[] to, int begin, int count) {
        int q = 0;
        for (; q + L <= count; q += L) {
            DoubleVector.fromArray(S, from, start + q).intoArray(to, begin + q);
        }
        if (SHUFFLES && q + GROUP <= count) {
            DoubleVector.fromArray(EIGHT, from, start + q).intoArray(to, begin + q);
            q += GROUP;
        }
        for (; q < count; q++) {
            to[begin + q] = from[start + q];
        }
    }

    /** Eight rows of numbers that lie side by side become eight numbers of each row. */
    private static void transpose(
            double[] from, int start, int across, int inner, double[] to, int begin, int width) {
        int p = 0;
        for (; p + GROUP <= inner; p += GROUP) {
            int at = start + p;
            LongVector a0 = load(from, at);
            LongVector a1 = load(from, at + across);
            LongVector a2 = load(from, at + 2 * across);
            LongVector a3 = load(from, at + 3 * across);
            LongVector a4 = load(from, at + 4 * across);
            LongVector a5 = load(from, at + 5 * across);
            LongVector a6 = load(from, at + 6 * across);
            LongVector a7 = load(from, at + 7 * across);
            LongVector b0 = LOW_4.selectFrom(a0, a4);
            LongVector b1 = LOW_4.selectFrom(a1, a5);
            LongVector b2 = LOW_4.selectFrom(a2, a6);
            LongVector b3 = LOW_4.selectFrom(a3, a7);
            LongVector b4 = HIGH_4.selectFrom(a0, a4);
            LongVector b5 = HIGH_4.selectFrom(a1, a5);
            LongVector b6 = HIGH_4.selectFrom(a2, a6);
            LongVector b7 = HIGH_4.selectFrom(a3, a7);
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

    private static LongVector load(double[] from, int at) {
        return DoubleVector.fromArray(EIGHT, from, at).reinterpretAsLongs();
    }

    private static void store(LongVector row, double[] to, int at) {
        row.reinterpretAsDoubles().intoArray(to, at);
    }

    /** Picks, of two rows, the blocks of s lanes that stand above the diagonal; or those below. */
    private static LongVector low(int s) {
        return lanes(lane -> (lane & s) == 0 ? lane : GROUP + lane - s);
    }

    private static LongVector high(int s) {
        return lanes(lane -> (lane & s) == 0 ? lane + s : GROUP + lane);
    }

    private static LongVector lanes(IntUnaryOperator source) {
        return LongVector.fromArray(
                INDICES, IntStream.range(0, GROUP).map(source).asLongStream().toArray(), 0);
    }
}
