package org.pathwise.compiler.core;

import org.pathwise.compiler.catalogue.BuiltIn;
import org.pathwise.compiler.source.Span;
import org.pathwise.compiler.type.Dimension;
import org.pathwise.compiler.type.Type;

import java.util.List;

/**
 * A typed expression. It has the dimensions of its type, and it varies besides over the loops of
 * the loop indices and local symbols in it (see {@link Loops#of(Expr)}). Its span is that of the
 * script text it came from, also after inlining.
 */
public sealed interface Expr {
    Type type();

    Span span();

    record Literal(double value, Type type, Span span) implements Expr {}

    /** A dimension used as a number: {@code N}, {@code T-1}, a {@code const}. */
    record Size(Dimension dimension, Type type, Span span) implements Expr {}

    /** A symbol as a whole; {@code type} is the symbol's. */
    record Reference(Symbol symbol, Type type, Span span) implements Expr {}

    /** The value of a loop's variable. */
    record LoopIndex(Loop loop, Type type, Span span) implements Expr {}

    /** A function or operator. Element-wise ones align their arguments by dimension. */
    record Apply(BuiltIn function, List<Expr> arguments, Type type, Span span) implements Expr {
        public Apply {
            arguments = List.copyOf(arguments);
        }
    }

    /** Chooses element by element; all three align by dimension. */
    record Conditional(Expr condition, Expr then, Expr otherwise, Type type, Span span)
            implements Expr {}

    /**
     * Elements of an array: one subscript for each of the base's leading dimensions. Each {@link
     * Subscript.At} takes its dimension away and puts the index expression's own shape in its
     * place.
     */
    record Index(Expr base, List<Subscript> subscripts, Type type, Span span) implements Expr {
        public Index {
            subscripts = List.copyOf(subscripts);
        }
    }

    /** One element for each iteration, along a new first dimension {@code loop.extent()}. */
    record Comprehension(Loop loop, Expr body, Type type, Span span) implements Expr {}

    /** Elements of equal shape along a new first dimension. */
    record ArrayLiteral(List<Expr> elements, Type type, Span span) implements Expr {
        public ArrayLiteral {
            elements = List.copyOf(elements);
        }
    }

    /**
     * {@code log_density(D(...), x)}, summed over all dimensions of x that are not D's event: a
     * scalar in each iteration.
     */
    record LogDensity(Draw distribution, Expr value, Type type, Span span) implements Expr {}
}
