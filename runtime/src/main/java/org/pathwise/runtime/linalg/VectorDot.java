package org.pathwise.runtime.linalg;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** The dot product on vectors, with four sums in flight to hide the latency of the addition. */
final class VectorDot {
    private static final VectorSpecies<Double> S = VectorLanes.SPECIES;
    private static final int L = VectorLanes.COUNT;

    private VectorDot() {}

    static double dot(double[] a, int aOffset, double[] b, int bOffset, int n) {
        DoubleVector s0 = DoubleVector.zero(S);
        DoubleVector s1 = s0;
        DoubleVector s2 = s0;
        DoubleVector s3 = s0;
        int i = 0;
        for (; i + 4 * L <= n; i += 4 * L) {
            int at = aOffset + i;
            int bt = bOffset + i;
            s0 = DoubleVector.fromArray(S, a, at).fma(DoubleVector.fromArray(S, b, bt), s0);
            s1 = DoubleVector.fromArray(S, a, at + L).fma(DoubleVector.fromArray(S, b, bt + L), s1);
            s2 =
                    DoubleVector.fromArray(S, a, at + 2 * L)
                            .fma(DoubleVector.fromArray(S, b, bt + 2 * L), s2);
            s3 =
                    DoubleVector.fromArray(S, a, at + 3 * L)
                            .fma(DoubleVector.fromArray(S, b, bt + 3 * L), s3);
        }
        double sum = VectorLanes.sum(s0.add(s1).add(s2.add(s3)));
        for (; i < n; i++) {
            sum += a[aOffset + i] * b[bOffset + i];
        }
        return sum;
    }
}
