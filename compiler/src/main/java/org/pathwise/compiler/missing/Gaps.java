package org.pathwise.compiler.missing;

import org.pathwise.compiler.bind.ElementName;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.runtime.io.DataValue;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Names missing elements and their places for messages. */
final class Gaps {
    private final Map<String, DataValue> given;
    private final Map<Symbol, Symbol> sources = new HashMap<>();
    private final Map<Symbol, Mask> masks = new LinkedHashMap<>();

    Gaps(Map<String, DataValue> given) {
        this.given = given;
    }

    /**
     * Remembers an array with missing elements.
     *
     * @param source the data whose missing values make them missing: itself for data
     */
    void add(Symbol symbol, Mask mask, Symbol source) {
        sources.put(symbol, source);
        masks.put(symbol, mask);
    }

    /** The data whose missing values make elements of an array missing. */
    Symbol source(Symbol symbol) {
        return Objects.requireNonNull(sources.get(symbol));
    }

    Mask mask(Symbol symbol) {
        return Objects.requireNonNull(masks.get(symbol));
    }

    /** All arrays with missing elements, as they were before any became latent. */
    Map<Symbol, Mask> all() {
        return masks;
    }

    /** An element of an array with missing elements. */
    MissingErrors.Element element(Symbol symbol, int position) {
        Mask mask = mask(symbol);
        String name = ElementName.of(symbol.name(), mask.extents(), position);
        Symbol source = Objects.requireNonNull(sources.get(symbol));
        DataValue value = given.get(source.name());
        if (value == null) {
            return new MissingErrors.Element(name, "it is computed from missing data");
        }
        String place =
                source.equals(symbol)
                        ? "missing at " + value.elementPlace(position)
                        : "it is computed from `"
                                + source.name()
                                + "`, first missing at "
                                + value.elementPlace(value.missing().getFirst());
        return new MissingErrors.Element(name, place);
    }

    /** The first missing element. */
    MissingErrors.Element first(Symbol symbol) {
        return element(symbol, mask(symbol).missing().first());
    }
}
