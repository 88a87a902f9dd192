package org.pathwise.compiler.core;

import org.pathwise.compiler.source.Span;
import org.pathwise.compiler.type.Type;

import java.util.List;
import java.util.stream.Stream;

/** Makes symbols that the program does not have yet. */
public final class NewSymbols {
    private int next;

    public NewSymbols(CoreProgram core) {
        Stream<Symbol> defined =
                Stream.of(core.derived(), core.model(), core.guide().statements(), core.generate())
                        .flatMap(List::stream)
                        .flatMap(NewSymbols::defined);
        Stream<Symbol> declared =
                Stream.of(
                                core.constants().stream().map(constant -> constant.symbol()),
                                core.data().stream().map(input -> input.symbol()),
                                core.latents().stream().map(latent -> latent.symbol()),
                                core.guide().parameters().stream().map(p -> p.symbol()),
                                core.weights().stream().map(weight -> weight.symbol()))
                        .flatMap(symbols -> symbols);
        next = 1 + Stream.concat(defined, declared).mapToInt(Symbol::id).max().orElse(0);
    }

    /** The symbols that a statement defines or draws. */
    public static Stream<Symbol> defined(Statement statement) {
        return switch (statement) {
            case Statement.Definition definition -> Stream.of(definition.symbol());
            case Statement.Recursion recursion ->
                    recursion.definitions().stream().map(Statement.Definition::symbol);
            case Statement.Sample sample -> Stream.of(sample.symbol());
            case Statement.Term _ -> Stream.empty();
        };
    }

    /** A symbol that is no local of a loop. */
    public Symbol symbol(String name, Symbol.Kind kind, Type type, Span span) {
        return new Symbol(next++, name, kind, type, List.of(), span);
    }

    /** A symbol of another name and kind for the same array. */
    public Symbol like(Symbol symbol, String name, Symbol.Kind kind) {
        return new Symbol(next++, name, kind, symbol.type(), symbol.loops(), symbol.span());
    }
}
