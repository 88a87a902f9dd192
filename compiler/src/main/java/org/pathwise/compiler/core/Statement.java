package org.pathwise.compiler.core;

import org.pathwise.compiler.source.Span;

import java.util.List;
import java.util.Optional;

/**
 * A statement of a flattened block, in an order in which every symbol is complete before it is
 * used.
 */
public sealed interface Statement {

    /**
     * Defines a symbol. A symbol that is local to loops, or not indexed, has one piece without
     * targets; an array that is filled element by element may have several, which do not overlap
     * and leave no gap.
     */
    record Definition(Symbol symbol, List<Piece<Expr>> pieces, Span span) implements Statement {
        public Definition {
            pieces = List.copyOf(pieces);
        }
    }

    /**
     * A part of a definition or draw: {@code for t in 2..T { h[t] = ... }}.
     *
     * @param loops those it stands in, outermost first
     * @param targets the indices of the symbol's leading dimensions: loop indices, shifted loop
     *     indices ({@code t+1}), or loop-free integers; the content's shape gives the remaining
     *     dimensions
     */
    record Piece<T>(List<Loop> loops, List<Expr> targets, T content, Span span) {
        public Piece {
            loops = List.copyOf(loops);
            targets = List.copyOf(targets);
        }
    }

    /**
     * A sequential loop: definitions whose elements at one iteration read elements of earlier
     * iterations. Pieces that stand in {@code loop} are the steps; the others are where it starts.
     * Locals of the loop body on which the steps depend are among the definitions, in order.
     *
     * @param lag how many iterations back the steps read at most
     */
    record Recursion(Loop loop, int lag, List<Definition> definitions, Span span)
            implements Statement {
        public Recursion {
            definitions = List.copyOf(definitions);
        }
    }

    /** A random draw: of a latent in the guide, of a generated quantity in {@code generate}. */
    record Sample(Symbol symbol, List<Piece<Draw>> pieces, Span span) implements Statement {
        public Sample {
            pieces = List.copyOf(pieces);
        }
    }

    /**
     * A term of the model's log density: the sum over its loops, and over all dimensions of its
     * value, of the log density of a value or of a {@code factor}.
     *
     * @param guard where it counts: a bool, from the {@code if} statements around it
     */
    record Term(List<Loop> loops, Optional<Expr> guard, Content content, Span span)
            implements Statement {
        public Term {
            loops = List.copyOf(loops);
        }
    }

    /** What a term adds. */
    sealed interface Content {}

    /**
     * {@code value ~ draw} in the model.
     *
     * @param latent the latent whose prior this is; empty for an observation
     */
    record Density(Optional<Symbol> latent, Expr value, Draw draw) implements Content {}

    /** {@code factor value}. */
    record Factor(Expr value) implements Content {}
}
