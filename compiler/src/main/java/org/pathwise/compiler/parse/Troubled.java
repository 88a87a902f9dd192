package org.pathwise.compiler.parse;

import java.util.BitSet;

/**
 * The lines on which a mistake was reported and repaired by guess: what the parser finds there is
 * its consequence.
 */
final class Troubled {
    private final BitSet lines = new BitSet();

    /** Marks the lines from {@code first} to {@code last}, both included. */
    void mark(int first, int last) {
        lines.set(first, last + 1);
    }

    boolean contains(int line) {
        return lines.get(line);
    }
}
