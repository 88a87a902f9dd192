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

    /** The same, where a root's fault of a kind does not count. */
    Flow without(Symbol root, Fault.Kind kind) {
        if (!roots.containsKey(root)) {
            return this;
        }
        Map<Symbol, Optional<Fault>> rest = new LinkedHashMap<>(roots);
        rest.replaceAll((other, fault) -> other.equals(root) ? without(fault, kind) : fault);
        return new Flow(rest);
    }

    /** The same, where faults of a kind count only as far as another flow has them. */
    Flow replacing(Fault.Kind kind, Flow other) {
        Map<Symbol, Optional<Fault>> rest = new LinkedHashMap<>(roots);
        rest.replaceAll((_, fault) -> without(fault, kind));
        return new Flow(rest).or(other);
    }

    private static Optional<Fault> without(Optional<Fault> fault, Fault.Kind kind) {
        return fault.filter(found -> found.kind() != kind);
    }
}
