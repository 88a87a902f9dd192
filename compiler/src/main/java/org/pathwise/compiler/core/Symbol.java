package org.pathwise.compiler.core;

import org.pathwise.compiler.source.Span;
import org.pathwise.compiler.type.Type;

import java.util.List;

/**
 * Something that a script gives a name to.
 *
 * @param id tells symbols apart; names may repeat (the locals of a function that is used twice)
 * @param type of the whole: an array that a loop fills element by element has its full shape
 * @param loops the loops whose iterations each have a value of their own: for a local of a loop
 *     body. Empty for everything that is indexed explicitly
 * @param span where it is introduced
 */
public record Symbol(int id, String name, Kind kind, Type type, List<Loop> loops, Span span) {

    /** What it is. */
    public enum Kind {
        /** Declared by {@code data}. */
        DATA,
        /** Defined at top level from data. */
        DERIVED,
        /**
         * Data, or defined at top level from data, whose missing elements are latent; there is none
         * before data is bound.
         */
        IMPUTED,
        /** A random variable of the model. */
        LATENT,
        /** Defined in model or guide. */
        DEFINITION,
        /** A {@code param} of the guide. */
        PARAMETER,
        /** A learnable weight of a net. */
        WEIGHT,
        /** Drawn or defined in {@code generate}. */
        GENERATED;

        /** Whether it is what a fit moves. */
        public boolean isFitted() {
            return this == PARAMETER || this == WEIGHT;
        }
    }

    public Symbol {
        loops = List.copyOf(loops);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Symbol symbol && symbol.id == id;
    }

    @Override
    public int hashCode() {
        return Integer.hashCode(id);
    }

    @Override
    public String toString() {
        return name;
    }
}
