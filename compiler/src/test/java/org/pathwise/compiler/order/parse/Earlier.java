package org.pathwise.compiler.order.parse;

/** Used by a class of a later package, as is allowed. */
public final class Earlier {}
