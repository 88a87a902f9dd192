package org.pathwise.compiler.estimate;

import org.pathwise.compiler.core.Symbol;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The latents that a value depends on.
 *
 * @param sites for each, its plates' dimensions by position and which elements along them are read
 */
record Reads(Map<Symbol, List<Access>> sites) {
    static final Reads NONE = new Reads(Map.of());

    Reads {
        Map<Symbol, List<Access>> copy = new LinkedHashMap<>();
        sites.forEach((site, accesses) -> copy.put(site, List.copyOf(accesses)));
        sites = java.util.Collections.unmodifiableMap(copy);
    }

    boolean isEmpty() {
        return sites.isEmpty();
    }

    /** What this or the other reads. */
    Reads or(Reads other) {
        if (isEmpty()) {
            return other;
        }
        Map<Symbol, List<Access>> union = new LinkedHashMap<>(sites);
        other.sites.forEach((site, accesses) -> union.merge(site, accesses, Reads::or));
        return new Reads(union);
    }

    private static List<Access> or(List<Access> a, List<Access> b) {
        List<Access> both = new ArrayList<>();
        for (int i = 0; i < a.size(); i++) {
            both.add(a.get(i).or(b.get(i)));
        }
        return both;
    }

    /** The same sites with other accesses. */
    Reads map(UnaryOperator<Access> change) {
        Map<Symbol, List<Access>> changed = new LinkedHashMap<>();
        sites.forEach(
                (site, accesses) -> changed.put(site, accesses.stream().map(change).toList()));
        return new Reads(changed);
    }
}
