package org.pathwise.compiler.missing;

import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Exprs;
import org.pathwise.compiler.core.Symbol;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The symbols with missing elements. */
final class Masks {
    private final Map<Symbol, Mask> masks = new LinkedHashMap<>();

    void put(Symbol symbol, Mask mask) {
        masks.put(symbol, mask);
    }

    void remove(Symbol symbol) {
        masks.remove(symbol);
    }

    Optional<Mask> of(Symbol symbol) {
        return Optional.ofNullable(masks.get(symbol));
    }

    /** Whether an expression refers to something with missing elements. */
    boolean touch(Expr expr) {
        return Exprs.symbols(expr).stream().anyMatch(masks::containsKey);
    }
}
