package org.pathwise.repl.order.text;

import org.pathwise.repl.order.shell.Later;

/** Breaks the order of packages, for the test of the rule. */
public final class UsesLater {
    private final Later later = new Later();

    @Override
    public String toString() {
        return later.toString();
    }
}
