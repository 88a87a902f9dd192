package org.pathwise.compiler.core;

import org.pathwise.compiler.source.Span;
import org.pathwise.compiler.type.Dimension;

/**
 * A loop over a range of integers, from a {@code for} statement or a comprehension.
 *
 * @param id tells loops apart
 * @param name of its variable
 * @param lower the first value
 * @param upper the last value, included
 */
public record Loop(int id, String name, Dimension lower, Dimension upper, Span span) {

    /** The number of iterations. */
    public Dimension extent() {
        return upper.minus(lower).plus(1);
    }
}
