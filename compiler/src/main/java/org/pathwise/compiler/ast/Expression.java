package org.pathwise.compiler.ast;

import org.pathwise.compiler.source.Span;

import java.util.List;

/** An expression; untyped, its operators as written. */
public sealed interface Expression extends Node {

    /** {@code 3}. */
    record IntLiteral(long value, Span span) implements Expression {}

    /** {@code 1.5}, {@code 1e-3}: a literal with a point or an exponent is real. */
    record RealLiteral(double value, Span span) implements Expression {}

    /** {@code true}, {@code false}. */
    record BoolLiteral(boolean value, Span span) implements Expression {}

    /** A use of a name. */
    record Name(String name, Span span) implements Expression {}

    /** {@code f(a, b = c)}: a function, a net, or a distribution. */
    record Call(Identifier function, List<Argument> arguments, Span span) implements Expression {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /** {@code -x}, {@code not c}. */
    record Unary(UnaryOperator operator, Expression operand, Span span) implements Expression {}

    /** {@code a + b} and the like. */
    record Binary(BinaryOperator operator, Expression left, Expression right, Span span)
            implements Expression {}

    /** {@code X'}. */
    record Transpose(Expression operand, Span span) implements Expression {}

    /** {@code if c then a else b}. */
    record Conditional(Expression condition, Expression then, Expression otherwise, Span span)
            implements Expression {}

    /** {@code base[subscripts]}, at least one subscript. */
    record Index(Expression base, List<Subscript> subscripts, Span span) implements Expression {
        public Index {
            subscripts = List.copyOf(subscripts);
        }
    }

    /** {@code [1, 2, 3]}, at least one element. */
    record ArrayLiteral(List<Expression> elements, Span span) implements Expression {
        public ArrayLiteral {
            elements = List.copyOf(elements);
        }
    }

    /** {@code [for k in 1..K: body]}. */
    record Comprehension(Identifier variable, Expression range, Expression body, Span span)
            implements Expression {}

    /** {@code from..to}, both ends included. */
    record Range(Expression from, Expression to, Span span) implements Expression {}

    /** {@code (m, s)}, only as what a function returns. */
    record Tuple(List<Expression> elements, Span span) implements Expression {
        public Tuple {
            elements = List.copyOf(elements);
        }
    }
}
