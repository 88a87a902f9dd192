package org.pathwise.runtime.linalg;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vector shape in use and a sum over lanes of fixed order. Loaded only where the Vector API is.
 */
final class VectorLanes {
    static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    static final int COUNT = SPECIES.length();

    private static final VectorShuffle<Double> BY_4 = rotation(4);
    private static final VectorShuffle<Double> BY_2 = rotation(2);
    private static final VectorShuffle<Double> BY_1 = rotation(1);

    private VectorLanes() {}

    /**
     * The sum of the lanes, by halves, for up to 8 lanes. In pieces so small that the JIT compiler
     * inlines them even where they are called seldom: otherwise the argument would be allocated.
     */
    static double sum(DoubleVector v) {
        return halves(quarters(eighths(v))).lane(0);
    }

    private static DoubleVector eighths(DoubleVector v) {
        return COUNT >= 8 ? v.add(v.rearrange(BY_4)) : v;
    }

    private static DoubleVector quarters(DoubleVector v) {
        return COUNT >= 4 ? v.add(v.rearrange(BY_2)) : v;
    }

    private static DoubleVector halves(DoubleVector v) {
        return COUNT >= 2 ? v.add(v.rearrange(BY_1)) : v;
    }

    private static VectorShuffle<Double> rotation(int by) {
        return VectorShuffle.fromOp(SPECIES, lane -> (lane + by) % COUNT);
    }
}
