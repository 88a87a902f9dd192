package org.pathwise.runtime.linalg;

import org.pathwise.runtime.math.VectorModule;

/**
 * Whether the Vector API can be used, and its lanes. The first touch may load the module: callers
 * ask for the size of the problem first, so that small models never do.
 */
public final class VectorSupport {
    public static final boolean AVAILABLE = VectorModule.isAvailable();

    /** Doubles in a vector of the preferred size; 1 where there are no vectors. */
    public static final int LANES = AVAILABLE ? VectorLanes.COUNT : 1;

    /** Floats in a vector of the preferred size; 1 where there are no vectors. */
    public static final int FLOAT_LANES = AVAILABLE ? FloatLanes.COUNT : 1;

    private VectorSupport() {}
}
