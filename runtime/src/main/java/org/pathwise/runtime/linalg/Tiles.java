package org.pathwise.runtime.linalg;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** Brings rows of a computed tile to where they belong. */
final class Tiles {
    private static final VectorSpecies<Double> S = VectorLanes.SPECIES;
    private static final int L = VectorLanes.COUNT;

    private Tiles() {}

    /** Stores n numbers {@code step} apart, or adds them to what is there. */
    static void store(
            double[] tile, int from, int n, double[] to, int start, int step, boolean add) {
        if (step == 1) {
            for (int j = 0; j < n; j += L) {
                VectorMask<Double> present = S.indexInRange(j, n);
                DoubleVector sum = DoubleVector.fromArray(S, tile, from + j);
                if (add) {
                    sum.add(DoubleVector.fromArray(S, to, start + j, present))
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
}
