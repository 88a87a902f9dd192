package org.pathwise.runtime.order.math;

/** Used by a class of a later package, as is allowed. */
public final class Earlier {}
