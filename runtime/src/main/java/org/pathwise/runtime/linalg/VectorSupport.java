package org.pathwise.runtime.linalg;

/** Whether this JVM offers the Vector API, which it does only if its module was resolved at start-up. */
public final class VectorSupport {
    public static final boolean AVAILABLE =
            ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

    /** Doubles in a vector of the preferred size; 1 where there are no vectors. */
    public static final int LANES = AVAILABLE ? VectorLanes.COUNT : 1;

    private VectorSupport() {}
}
