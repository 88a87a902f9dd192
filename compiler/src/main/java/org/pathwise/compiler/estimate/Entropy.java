package org.pathwise.compiler.estimate;

import java.util.Locale;

/** How the entropy of a differentiable guide site enters the objective. All are unbiased. */
public enum Entropy {
    /** By its formula, where the guide's distribution has one; else as {@link #SAMPLE}. */
    CLOSED,
    /** As minus the log density of the draw. */
    SAMPLE,
    /**
     * As minus the log density of the draw, whose gradient in the guide's parameters themselves,
     * not through the draw, is left out: its expectation is 0, and without it the gradient has no
     * variance where the guide is the posterior (Roeder, Wu and Duvenaud 2017, "Sticking the
     * Landing", section 3).
     */
    STL;

    /** As the command line writes it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
