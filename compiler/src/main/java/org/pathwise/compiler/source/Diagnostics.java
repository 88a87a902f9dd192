package org.pathwise.compiler.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what the phases of one compilation have to say. Not safe for use by several threads. */
public final class Diagnostics {
    private static final Comparator<Diagnostic> BY_PLACE =
            Comparator.comparingInt(d -> d.span() == null ? -1 : d.span().start());

    private final List<Diagnostic> reported = new ArrayList<>();

    /** Adds {@code diagnostic} unless the same one is there already. */
    public void report(Diagnostic diagnostic) {
        if (!reported.contains(diagnostic)) {
            reported.add(diagnostic);
        }
    }

    public boolean hasErrors() {
        return reported.stream().anyMatch(Diagnostic::isError);
    }

    public long errorCount() {
        return reported.stream().filter(Diagnostic::isError).count();
    }

    public boolean isEmpty() {
        return reported.isEmpty();
    }

    /** All of them in the order of their places; at one place, in the order of their report. */
    public List<Diagnostic> all() {
        return reported.stream().sorted(BY_PLACE).toList();
    }
}
