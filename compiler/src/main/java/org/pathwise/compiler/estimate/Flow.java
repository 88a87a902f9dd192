package org.pathwise.compiler.estimate;

import org.pathwise.compiler.core.Symbol;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The draws and guide parameters that flow into a value, each with the first fault on its way; no
 * fault means that the value is locally Lipschitz in it.
 */
record Flow(Map<Symbol, Optional<Fault>> roots) {
    static final Flow NONE = new Flow(Map.of());

    Flow {
        roots = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(roots));
    }

    static Flow of(Symbol root) {
        return new Flow(Map.of(root, Optional.empty()));
    }

    Flow or(Flow other) {
        if (roots.isEmpty()) {
            return other;
        }
        Map<Symbol, Optional<Fault>> union = new LinkedHashMap<>(roots);
        other.roots.forEach(
                (root, fault) -> union.merge(root, fault, (a, b) -> a.isPresent() ? a : b));
        return new Flow(union);
    }

    /** The same, where everything that had no fault so far has this one. */
    Flow with(Fault fault) {
        return with(fault, _ -> true);
    }

    Flow with(Fault fault, Predicate<Symbol> which) {
        Map<Symbol, Optional<Fault>> marked = new LinkedHashMap<>(roots);
        marked.replaceAll(
                (root, before) ->
                        before.isEmpty() && which.test(root) ? Optional.of(fault) : before);
        return new Flow(marked);
    }
}
