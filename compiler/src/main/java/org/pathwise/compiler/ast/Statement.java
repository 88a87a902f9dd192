package org.pathwise.compiler.ast;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.source.Span;

import java.util.List;

/** What stands in a block. */
public sealed interface Statement extends Node {

    /**
     * {@code target [: type] ~ Distribution(args) [@annotation ...]}. Whether it observes or
     * introduces a latent is for the checker: the target may be any expression here.
     */
    record Sample(
            Expression target,
            @Nullable TypeExpression type,
            Expression.Call distribution,
            List<Annotation> annotations,
            Span span)
            implements Statement {
        public Sample {
            annotations = List.copyOf(annotations);
        }
    }

    /** {@code name[subscripts] [: type] = value}; no subscripts for a plain name. */
    record Definition(
            Identifier name,
            List<Subscript> subscripts,
            @Nullable TypeExpression type,
            Expression value,
            Span span)
            implements Statement {
        public Definition {
            subscripts = List.copyOf(subscripts);
        }

        /** The name with its subscripts, the left side of the {@code =}. */
        public Span targetSpan() {
            return new Target(name, subscripts).span();
        }
    }

    /**
     * One of the left sides of several results, {@code m} or {@code m[t]}; no subscripts for a
     * plain name.
     */
    record Target(Identifier name, List<Subscript> subscripts) {
        public Target {
            subscripts = List.copyOf(subscripts);
        }

        /** The name with its subscripts. */
        public Span span() {
            if (subscripts.isEmpty()) {
                return name.span();
            }
            Span last = subscripts.getLast().span();
            int closer = last.source().text().indexOf(']', last.end());
            return name.span().to(closer < 0 ? last : last.source().span(last.start(), closer + 1));
        }
    }

    /**
     * {@code (m, s) = encode(x)} or {@code (m[i], s[i]) = encode(x[i])}, several results of one
     * call.
     */
    record TupleDefinition(List<Target> targets, Expression value, Span span) implements Statement {
        public TupleDefinition {
            targets = List.copyOf(targets);
        }
    }

    /** {@code param s: positive = 1.0}, a parameter of the guide with its initial value. */
    record ParamDeclaration(
            Identifier name, @Nullable TypeExpression type, Expression initial, Span span)
            implements Statement {}

    /** {@code for i in 1..N { ... }}. */
    record For(Identifier variable, Expression range, Block body, Span span) implements Statement {}

    /**
     * {@code if c { ... } else { ... }}. An {@code else if} is an otherwise-block that holds just
     * the next {@code if}.
     */
    record If(Expression condition, Block then, @Nullable Block otherwise, Span span)
            implements Statement {}

    /** {@code factor e}, adds {@code e} to the log density. */
    record Factor(Expression value, Span span) implements Statement {}

    /** {@code return e}; the value is a {@link Expression.Tuple} for several results. */
    record Return(Expression value, Span span) implements Statement {}
}
