package org.pathwise.compiler.core;

import org.pathwise.compiler.type.Dimension;

/** How one dimension is indexed. */
public sealed interface Subscript {

    /** At a computed index, from 1. */
    record At(Expr index) implements Subscript {}

    /** The elements from {@code lower} to {@code upper}, both included. */
    record Range(Dimension lower, Dimension upper) implements Subscript {}

    /** All elements. */
    record All() implements Subscript {}
}
