package org.pathwise.runtime.linalg;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** The vector shape in use and a sum over lanes of fixed order. Loaded only where the Vector API is. */
final class VectorLanes {
    static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    static final int COUNT = SPECIES.length();

    private static final VectorShuffle<Double> BY_4 = rotation(4);
    private static final VectorShuffle<Double> BY_2 = rotation(2);
    private static final VectorShuffle<Double> BY_1 = rotation(1);

    private VectorLanes() {}

    /** The sum of the lanes, by halves, for up to 8 lanes. */
    static double sum(DoubleVector v) {
        DoubleVector w = v;
        if (COUNT >= 8) {
            w = w.add(w.rearrange(BY_4));
        }
        if (COUNT >= 4) {
            w = w.add(w.rearrange(BY_2));
        }
        if (COUNT >= 2) {
            w = w.add(w.rearrange(BY_1));
        }
        return w.lane(0);
    }

    private static VectorShuffle<Double> rotation(int by) {
        return VectorShuffle.fromOp(SPECIES, lane -> (lane + by) % COUNT);
    }
}
