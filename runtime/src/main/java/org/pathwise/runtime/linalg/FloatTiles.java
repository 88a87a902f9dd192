package org.pathwise.runtime.linalg;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Brings rows of a computed tile to where they belong. */
final class FloatTiles {
    private static final VectorSpecies<Float> S = FloatLanes.SPECIES;
    private static final VectorSpecies<Double> D = VectorLanes.SPECIES;
    private static final int L = FloatLanes.COUNT;

    private FloatTiles() {}

    /** Stores n numbers {@code step} apart, or adds them to what is there. */
    static void store(float[] tile, int from, int n, float[] to, int start, int step, boolean add) {
        if (step == 1) {
            for (int j = 0; j < n; j += L) {
                VectorMask<Float> present = S.indexInRange(j, n);
                FloatVector sum = FloatVector.fromArray(S, tile, from + j);
                if (add) {
                    sum.add(FloatVector.fromArray(S, to, start + j, present))
                            .intoArray(to, start + j, present);
                } else {
                    sum.intoArray(to, start + j, present);
                }
            }
            return;
        }
        for (int j = 0; j < n; j++) {
            int at = start + j * step;
            to[at] = add ? tile[from + j] + to[at] : tile[from + j];
        }
    }

    /** Stores n numbers in double precision, {@code step} apart, or adds them to what is there. */
    static void store(
            float[] tile, int from, int n, double[] to, int start, int step, boolean add) {
        if (step == 1) {
            for (int j = 0; j < n; j += L) {
                FloatVector sum = FloatVector.fromArray(S, tile, from + j);
                half(sum, 0, n - j, to, start + j, add);
                half(sum, 1, n - j - L / 2, to, start + j + L / 2, add);
            }
            return;
        }
        for (int j = 0; j < n; j++) {
            int at = start + j * step;
            to[at] = add ? tile[from + j] + to[at] : tile[from + j];
        }
    }

    private static void half(FloatVector sums, int part, int n, double[] to, int at, boolean add) {
        if (n <= 0) {
            return;
        }
        VectorMask<Double> present = D.indexInRange(0, n);
        DoubleVector sum = (DoubleVector) sums.convertShape(VectorOperators.F2D, D, part);
        if (add) {
            sum.add(DoubleVector.fromArray(D, to, at, present)).intoArray(to, at, present);
        } else {
            sum.intoArray(to, at, present);
        }
    }
}
