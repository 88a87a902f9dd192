package org.pathwise.compiler.core;

import org.pathwise.compiler.type.Support;

import java.util.List;

/**
 * Data that is bound by name.
 *
 * @param support what the declared type says of its elements
 * @param bounds the expressions of the support's computed bounds; of data and sizes only, loop-free
 */
public record DataInput(Symbol symbol, Support support, List<Expr> bounds) {
    public DataInput {
        bounds = List.copyOf(bounds);
    }
}
