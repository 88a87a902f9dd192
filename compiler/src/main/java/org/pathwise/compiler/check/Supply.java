package org.pathwise.compiler.check;

import org.pathwise.compiler.core.Loop;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.source.Span;
import org.pathwise.compiler.type.Dimension;
import org.pathwise.compiler.type.Type;

import java.util.List;

/** Fresh symbols and loops of one compilation. */
final class Supply {
    private int symbols;
    private int loops;

    Symbol symbol(String name, Symbol.Kind kind, Type type, List<Loop> around, Span span) {
        return new Symbol(symbols++, name, kind, type, around, span);
    }

    Loop loop(String name, Dimension lower, Dimension upper, Span span) {
        return new Loop(loops++, name, lower, upper, span);
    }
}
