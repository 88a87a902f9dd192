package org.pathwise.compiler.parse;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.ast.Annotation;
import org.pathwise.compiler.ast.Block;
import org.pathwise.compiler.ast.Expression;
import org.pathwise.compiler.ast.Identifier;
import org.pathwise.compiler.ast.Statement;
import org.pathwise.compiler.ast.Subscript;
import org.pathwise.compiler.ast.TypeExpression;
import org.pathwise.compiler.source.Diagnostics;
import org.pathwise.compiler.source.Span;
import org.pathwise.grammar.PathwiseParser;

import java.util.ArrayList;
import java.util.List;

/** Parse trees of statements to the surface tree; reports left sides that define nothing. */
final class StatementBuilder {
    private final ExpressionBuilder expressions;
    private final TypeBuilder types;
    private final Diagnostics diagnostics;

    StatementBuilder(ExpressionBuilder expressions, TypeBuilder types, Diagnostics diagnostics) {
        this.expressions = expressions;
        this.types = types;
        this.diagnostics = diagnostics;
    }

    Block block(PathwiseParser.BlockContext context) {
        List<Statement> statements = new ArrayList<>();
        for (PathwiseParser.StatementContext statement : context.statement()) {
            Statement built = statement(statement);
            if (built != null) {
                statements.add(built);
            }
        }
        return new Block(statements, expressions.span(context));
    }

    /** The statement, or null after an error. */
    private @Nullable Statement statement(PathwiseParser.StatementContext context) {
        if (context.sampleOrDefinition() != null) {
            PathwiseParser.SampleOrDefinitionContext statement = context.sampleOrDefinition();
            return statement.sampleTail() != null
                    ? sample(statement, statement.sampleTail())
                    : definition(statement, statement.definitionTail());
        }
        if (context.paramDeclaration() != null) {
            PathwiseParser.ParamDeclarationContext param = context.paramDeclaration();
            return new Statement.ParamDeclaration(
                    expressions.identifier(param.NAME()),
                    types.optional(param.type()),
                    expressions.value(param.expression()),
                    expressions.span(param));
        }
        if (context.forStatement() != null) {
            PathwiseParser.ForHeaderContext header = context.forStatement().forHeader();
            return new Statement.For(
                    expressions.identifier(header.NAME()),
                    expressions.value(header.expression()),
                    block(context.forStatement().block()),
                    expressions.span(context));
        }
        if (context.ifStatement() != null) {
            return ifStatement(context.ifStatement());
        }
        if (context.factorStatement() != null) {
            PathwiseParser.ExpressionContext value = context.factorStatement().expression();
            return new Statement.Factor(expressions.value(value), expressions.span(context));
        }
        PathwiseParser.ExpressionContext value = context.returnStatement().expression();
        return new Statement.Return(expressions.valueOrTuple(value), expressions.span(context));
    }

    private Statement.If ifStatement(PathwiseParser.IfStatementContext context) {
        Block otherwise = null;
        if (context.ifStatement() != null) {
            Statement.If next = ifStatement(context.ifStatement());
            otherwise = new Block(List.of(next), next.span());
        } else if (context.block().size() == 2) {
            otherwise = block(context.block(1));
        }
        return new Statement.If(
                expressions.value(context.ifHeader().expression()),
                block(context.block(0)),
                otherwise,
                expressions.span(context));
    }

    private Statement sample(
            PathwiseParser.SampleOrDefinitionContext context,
            PathwiseParser.SampleTailContext tail) {
        Expression target = expressions.disjunction(context.disjunction());
        if (target instanceof Expression.Tuple) {
            diagnostics.report(SyntaxErrors.misplacedTuple(target.span()));
        }
        PathwiseParser.DistributionContext distribution = tail.distribution();
        Expression.Call call =
                new Expression.Call(
                        expressions.identifier(distribution.NAME()),
                        expressions.arguments(distribution.arguments()),
                        expressions.span(distribution));
        List<Annotation> annotations =
                tail.annotation().stream()
                        .map(
                                annotation ->
                                        new Annotation(
                                                expressions.identifier(annotation.NAME()),
                                                expressions.arguments(annotation.arguments()),
                                                expressions.span(annotation)))
                        .toList();
        return new Statement.Sample(
                target,
                types.optional(context.type()),
                call,
                annotations,
                expressions.span(context));
    }

    private @Nullable Statement definition(
            PathwiseParser.SampleOrDefinitionContext context,
            PathwiseParser.DefinitionTailContext tail) {
        Expression target = expressions.disjunction(context.disjunction());
        TypeExpression type = types.optional(context.type());
        Expression value = expressions.value(tail.expression());
        Span span = expressions.span(context);
        return switch (target) {
            case Expression.Name name ->
                    new Statement.Definition(
                            new Identifier(name.name(), name.span()), List.of(), type, value, span);
            case Expression.Index(Expression.Name name, List<Subscript> subscripts, Span _) ->
                    new Statement.Definition(
                            new Identifier(name.name(), name.span()),
                            subscripts,
                            type,
                            value,
                            span);
            case Expression.Tuple tuple -> tupleDefinition(tuple, type, value, span);
            default -> {
                diagnostics.report(
                        SyntaxErrors.notDefinable(expressions.span(context.disjunction())));
                yield null;
            }
        };
    }

    private Statement tupleDefinition(
            Expression.Tuple tuple, @Nullable TypeExpression type, Expression value, Span span) {
        List<Statement.Target> targets = new ArrayList<>();
        for (Expression element : tuple.elements()) {
            switch (element) {
                case Expression.Name name ->
                        targets.add(
                                new Statement.Target(
                                        new Identifier(name.name(), name.span()), List.of()));
                case Expression.Index(Expression.Name name, List<Subscript> subscripts, Span _) ->
                        targets.add(
                                new Statement.Target(
                                        new Identifier(name.name(), name.span()), subscripts));
                default -> diagnostics.report(SyntaxErrors.notDefinable(element.span()));
            }
        }
        if (type != null) {
            diagnostics.report(SyntaxErrors.typedTuple(type.span()));
        }
        return new Statement.TupleDefinition(targets, value, span);
    }
}
