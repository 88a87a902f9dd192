package org.pathwise.repl.order.shell;

/** Stands in a package that comes later. */
public final class Later {}
