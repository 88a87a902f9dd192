package org.pathwise.compiler.ast;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.source.Span;

import java.util.List;

/**
 * A type as written: {@code real}, {@code real in (a, b)}, {@code int in 1..J}, {@code
 * simplex[K][D]}.
 *
 * @param base the type's name, known or not
 * @param bounds behind {@code in}, or null
 * @param shapes the bracket groups from left to right: {@code real[N, D]} has one, {@code
 *     simplex[K][D]} has two
 */
public record TypeExpression(
        Identifier base, @Nullable Bounds bounds, List<Shape> shapes, Span span) implements Node {
    public TypeExpression {
        shapes = List.copyOf(shapes);
    }

    /** One bracket group: named dimensions, constants, or arithmetic on them. At least one. */
    public record Shape(List<Expression> dimensions, Span span) implements Node {
        public Shape {
            dimensions = List.copyOf(dimensions);
        }
    }

    /** What stands behind {@code in}. */
    public sealed interface Bounds extends Node {
        Expression lower();

        Expression upper();
    }

    /** {@code (a, b)}, the open interval. */
    public record Interval(Expression lower, Expression upper, Span span) implements Bounds {}

    /** {@code 1..J}, the integers from one end to the other, both included. */
    public record IndexRange(Expression lower, Expression upper, Span span) implements Bounds {}
}
