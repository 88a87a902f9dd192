package org.pathwise.compiler.lower;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.catalogue.Value;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Linear;
import org.pathwise.compiler.core.Subscript;
import org.pathwise.compiler.core.Symbol;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What each symbol stands for so far. */
final class Environment {
    /** An element of a site, by the number behind a loop's variable along a dimension. */
    private record Neighbour(Symbol symbol, int dimension, int offset) {}

    private final Map<Symbol, Value> values;
    private final Map<Neighbour, Value> neighbours;

    Environment() {
        this(Map.of(), Map.of());
    }

    private Environment(Map<Symbol, Value> values, Map<Neighbour, Value> neighbours) {
        this.values = new HashMap<>(values);
        this.neighbours = new HashMap<>(neighbours);
    }

    /** A copy that grows on its own. */
    Environment copy() {
        return new Environment(values, neighbours);
    }

    void put(Symbol symbol, Value value) {
        values.put(symbol, value);
    }

    /**
     * Gives a symbol another value where it is read at a loop's variable and a number along a
     * dimension: {@code z[t-1]} for the offset -1.
     */
    void put(Symbol symbol, int dimension, int offset, Value value) {
        neighbours.put(new Neighbour(symbol, dimension, offset), value);
    }

    /** The value that elements are read from; empty where it is that of the whole expression. */
    Optional<Value> neighbour(Expr.Index index) {
        if (neighbours.isEmpty() || !(index.base() instanceof Expr.Reference reference)) {
            return Optional.empty();
        }
        for (int i = 0; i < index.subscripts().size(); i++) {
            if (index.subscripts().get(i) instanceof Subscript.At(Expr at)) {
                Optional<Linear> shifted =
                        Linear.of(at).filter(linear -> linear.shiftedLoop().isPresent());
                if (shifted.isPresent()) {
                    Neighbour key = new Neighbour(reference.symbol(), i, shifted.get().shift());
                    if (neighbours.containsKey(key)) {
                        return Optional.of(Objects.requireNonNull(neighbours.get(key)));
                    }
                }
            }
        }
        return Optional.empty();
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
