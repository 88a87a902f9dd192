package org.pathwise.compiler.order.parse;

import org.pathwise.compiler.order.rewrite.UsesEarlier;

/** Breaks the order of packages, so that a test can see it found. */
final class UsesLater {
    private final UsesEarlier later = new UsesEarlier(new Earlier());

    @Override
    public String toString() {
        return later.toString();
    }
}
