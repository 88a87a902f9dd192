package org.pathwise.compiler.core;

import org.pathwise.compiler.source.Span;

/**
 * A {@code const}: a named number that a data file or the command line may override.
 *
 * @param integer whether it is an integer, and so may be a dimension: then {@code value} is the
 *     default of the size called {@code name}
 */
public record Constant(String name, double value, boolean integer, Symbol symbol, Span span) {}
