package org.pathwise.compiler.emit;

/** The numbers that a compiled program works with; its buffers hold doubles in any case. */
public enum Precision {
    DOUBLE,
    /**
     * Arrays and vectors of single precision. Single numbers, and what the runtime computes of them
     * or of small matrices, are doubles that are rounded where they are stored.
     */
    FLOAT
}
