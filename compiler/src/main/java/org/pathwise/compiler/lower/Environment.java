package org.pathwise.compiler.lower;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.catalogue.Value;
import org.pathwise.compiler.core.Symbol;

import java.util.HashMap;
import java.util.Map;

/** What each symbol stands for so far. */
final class Environment {
    private final Map<Symbol, Value> values;

    Environment() {
        this(Map.of());
    }

    private Environment(Map<Symbol, Value> values) {
        this.values = new HashMap<>(values);
    }

    /** A copy that grows on its own. */
    Environment copy() {
        return new Environment(values);
    }

    void put(Symbol symbol, Value value) {
        values.put(symbol, value);
    }

    boolean has(Symbol symbol) {
        return values.containsKey(symbol);
    }

    Value get(Symbol symbol) {
        @Nullable Value value = values.get(symbol);
        if (value == null) {
            throw new IllegalStateException("`" + symbol.name() + "` has no value here");
        }
        return value;
    }
}
