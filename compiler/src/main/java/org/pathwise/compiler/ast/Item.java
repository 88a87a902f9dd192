package org.pathwise.compiler.ast;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.source.Span;

import java.util.List;

/** What stands at the top level of a script. */
public sealed interface Item extends Node {

    /** {@code data y: real[N]}. */
    record DataDeclaration(Identifier name, TypeExpression type, Span span) implements Item {}

    /** {@code log_earn = log(earn)}, computed once from data and constants. */
    record DerivedData(Identifier name, @Nullable TypeExpression type, Expression value, Span span)
            implements Item {}

    /** {@code const K = 3}. */
    record ConstDeclaration(
            Identifier name, @Nullable TypeExpression type, Expression value, Span span)
            implements Item {}

    /**
     * {@code fn f(a: real, v: real[K]) -> real = EXPR} or with a block that ends in {@code return}.
     */
    record FunctionDeclaration(
            Identifier name,
            List<Parameter> parameters,
            @Nullable TypeExpression result,
            FunctionBody body,
            Span span)
            implements Item {
        public FunctionDeclaration {
            parameters = List.copyOf(parameters);
        }
    }

    /** {@code net g(x: real[D]) -> real[K] { ... }}, a function that owns weights. */
    record NetDeclaration(
            Identifier name,
            List<Parameter> parameters,
            @Nullable TypeExpression result,
            Block body,
            Span span)
            implements Item {
        public NetDeclaration {
            parameters = List.copyOf(parameters);
        }
    }

    /**
     * {@code distribution F(a: positive) { ... }}, a distribution given by its reparameterization.
     */
    record DistributionDeclaration(
            Identifier name, List<Parameter> parameters, Block body, Span span) implements Item {
        public DistributionDeclaration {
            parameters = List.copyOf(parameters);
        }
    }

    /** {@code model { ... }}, the joint density. */
    record ModelBlock(Block body, Span span) implements Item {}

    /** {@code guide { ... }}, the variational family. */
    record GuideBlock(Block body, Span span) implements Item {}

    /** {@code generate { ... }}, quantities computed for every posterior draw. */
    record GenerateBlock(Block body, Span span) implements Item {}
}
