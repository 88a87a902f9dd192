package org.pathwise.runtime.order.optimize;

import org.pathwise.runtime.order.math.Earlier;

/** Keeps the order of packages. */
public record UsesEarlier(Earlier earlier) {}
