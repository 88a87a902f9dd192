package org.pathwise.compiler.parse;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.ast.Expression;
import org.pathwise.compiler.ast.Parameter;
import org.pathwise.compiler.ast.TypeExpression;
import org.pathwise.compiler.ast.UnaryOperator;
import org.pathwise.grammar.PathwiseParser;

import java.util.List;

/** Parse trees of types and parameters to the surface tree. */
final class TypeBuilder {
    private final ExpressionBuilder expressions;

    TypeBuilder(ExpressionBuilder expressions) {
        this.expressions = expressions;
    }

    @Nullable TypeExpression optional(PathwiseParser.@Nullable TypeContext context) {
        return context == null ? null : type(context);
    }

    TypeExpression type(PathwiseParser.TypeContext context) {
        return new TypeExpression(
                expressions.identifier(context.NAME()),
                context.bounds() == null ? null : bounds(context.bounds()),
                context.shape().stream().map(this::shape).toList(),
                expressions.span(context));
    }

    List<Parameter> parameters(PathwiseParser.ParametersContext context) {
        return context.parameter().stream()
                .map(
                        parameter ->
                                new Parameter(
                                        expressions.identifier(parameter.NAME()),
                                        optional(parameter.type()),
                                        expressions.span(parameter)))
                .toList();
    }

    private TypeExpression.Shape shape(PathwiseParser.ShapeContext context) {
        return new TypeExpression.Shape(
                context.expression().stream().map(expressions::value).toList(),
                expressions.span(context));
    }

    private TypeExpression.Bounds bounds(PathwiseParser.BoundsContext context) {
        if (context.interval() != null) {
            PathwiseParser.IntervalContext interval = context.interval();
            return new TypeExpression.Interval(
                    expressions.value(interval.expression(0)),
                    expressions.value(interval.expression(1)),
                    expressions.span(context));
        }
        PathwiseParser.IndexRangeContext range = context.indexRange();
        return new TypeExpression.IndexRange(
                bound(range.bound(0)), bound(range.bound(1)), expressions.span(context));
    }

    private Expression bound(PathwiseParser.BoundContext context) {
        return expressions.chain(context, context.boundTerm(), context.operators, this::boundTerm);
    }

    private Expression boundTerm(PathwiseParser.BoundTermContext context) {
        return expressions.chain(
                context, context.boundFactor(), context.operators, this::boundFactor);
    }

    private Expression boundFactor(PathwiseParser.BoundFactorContext context) {
        if (context.boundFactor() != null) {
            return new Expression.Unary(
                    UnaryOperator.NEGATE,
                    boundFactor(context.boundFactor()),
                    expressions.span(context));
        }
        return context.number() != null
                ? expressions.number(context.number())
                : expressions.nameOrCall(
                        context.NAME(), context.arguments(), expressions.span(context));
    }
}
