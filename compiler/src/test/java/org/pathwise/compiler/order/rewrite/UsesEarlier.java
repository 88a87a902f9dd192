package org.pathwise.compiler.order.rewrite;

import org.pathwise.compiler.order.parse.Earlier;

/** Keeps the order of packages. */
public record UsesEarlier(Earlier earlier) {}
