package org.pathwise.compiler.type;

/** What the elements of a value are. Each is usable where a later one is asked for. */
public enum Element {
    BOOL,
    INT,
    REAL
}
