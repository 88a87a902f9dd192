package org.pathwise.runtime.order.math;

import org.pathwise.runtime.order.optimize.UsesEarlier;

/** Breaks the order of packages, so that a test can see it found. */
final class UsesLater {
    private final UsesEarlier later = new UsesEarlier(new Earlier());

    @Override
    public String toString() {
        return later.toString();
    }
}
