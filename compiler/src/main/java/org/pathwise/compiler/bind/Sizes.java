package org.pathwise.compiler.bind;

import org.pathwise.compiler.source.Diagnostics;
import org.pathwise.compiler.type.Dimension;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/** The sizes of names, as they become known, and what fixed each. */
final class Sizes {
    private record Known(int size, BindErrors.Fixed fixed) {}

    private final Map<String, Known> known = new LinkedHashMap<>();
    private final Diagnostics diagnostics;

    Sizes(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /** Fixes a size; a different one from before is an error. */
    void fix(String name, int size, BindErrors.Fixed fixed) {
        Known before = known.putIfAbsent(name, new Known(size, fixed));
        if (before != null && before.size() != size) {
            diagnostics.report(BindErrors.sizes(name, size, fixed, before.size(), before.fixed()));
        }
    }

    boolean has(String name) {
        return known.containsKey(name);
    }

    /** The extent of a dimension whose names are all known. */
    OptionalInt extent(Dimension dimension) {
        return known.keySet().containsAll(dimension.coefficients().keySet())
                ? OptionalInt.of(dimension.evaluate(values()))
                : OptionalInt.empty();
    }

    /**
     * Fixes the only unknown name of a dimension from the dimension's extent, where that is
     * possible.
     */
    void solve(Dimension dimension, int extent, BindErrors.Fixed fixed) {
        var unknown =
                dimension.coefficients().entrySet().stream()
                        .filter(term -> !has(term.getKey()))
                        .toList();
        if (unknown.size() != 1) {
            return;
        }
        Dimension rest =
                dimension.minus(
                        Dimension.of(unknown.getFirst().getKey())
                                .times(unknown.getFirst().getValue()));
        int remainder = extent - rest.evaluate(values());
        if (remainder % unknown.getFirst().getValue() == 0) {
            fix(unknown.getFirst().getKey(), remainder / unknown.getFirst().getValue(), fixed);
        }
    }

    Map<String, Integer> values() {
        Map<String, Integer> values = new LinkedHashMap<>();
        known.forEach((name, entry) -> values.put(name, entry.size()));
        return values;
    }
}
