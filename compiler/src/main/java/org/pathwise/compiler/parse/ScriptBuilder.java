package org.pathwise.compiler.parse;

import org.pathwise.compiler.ast.FunctionBody;
import org.pathwise.compiler.ast.Item;
import org.pathwise.compiler.ast.Script;
import org.pathwise.compiler.source.Diagnostics;
import org.pathwise.compiler.source.Source;
import org.pathwise.compiler.source.Span;
import org.pathwise.grammar.PathwiseParser;

/** Parse trees of the top level to the surface tree. */
final class ScriptBuilder {
    private final Source source;
    private final ExpressionBuilder expressions;
    private final TypeBuilder types;
    private final StatementBuilder statements;

    ScriptBuilder(Source source, Diagnostics diagnostics) {
        this.source = source;
        this.expressions = new ExpressionBuilder(source, diagnostics);
        this.types = new TypeBuilder(expressions);
        this.statements = new StatementBuilder(expressions, types, diagnostics);
    }

    Script script(PathwiseParser.ScriptContext context) {
        Span whole = source.span(0, source.text().length());
        return new Script(context.item().stream().map(this::item).toList(), whole);
    }

    private Item item(PathwiseParser.ItemContext context) {
        Span span = expressions.span(context);
        if (context.dataDeclaration() != null) {
            PathwiseParser.DataDeclarationContext data = context.dataDeclaration();
            return new Item.DataDeclaration(
                    expressions.identifier(data.NAME()), types.type(data.type()), span);
        }
        if (context.derivedData() != null) {
            PathwiseParser.DerivedDataContext derived = context.derivedData();
            return new Item.DerivedData(
                    expressions.identifier(derived.NAME()),
                    types.optional(derived.type()),
                    expressions.value(derived.expression()),
                    span);
        }
        if (context.constDeclaration() != null) {
            PathwiseParser.ConstDeclarationContext constant = context.constDeclaration();
            return new Item.ConstDeclaration(
                    expressions.identifier(constant.NAME()),
                    types.optional(constant.type()),
                    expressions.value(constant.expression()),
                    span);
        }
        if (context.modelBlock() != null) {
            return new Item.ModelBlock(statements.block(context.modelBlock().block()), span);
        }
        if (context.guideBlock() != null) {
            return new Item.GuideBlock(statements.block(context.guideBlock().block()), span);
        }
        if (context.generateBlock() != null) {
            return new Item.GenerateBlock(statements.block(context.generateBlock().block()), span);
        }
        return function(context, span);
    }

    /** What has parameters and a body. */
    private Item function(PathwiseParser.ItemContext context, Span span) {
        if (context.distributionDeclaration() != null) {
            PathwiseParser.DistributionDeclarationContext distribution =
                    context.distributionDeclaration();
            return new Item.DistributionDeclaration(
                    expressions.identifier(distribution.NAME()),
                    types.parameters(distribution.parameters()),
                    statements.block(distribution.block()),
                    span);
        }
        PathwiseParser.SignatureContext signature =
                context.netDeclaration() != null
                        ? context.netDeclaration().signature()
                        : context.functionDeclaration().signature();
        if (context.netDeclaration() != null) {
            return new Item.NetDeclaration(
                    expressions.identifier(signature.NAME()),
                    types.parameters(signature.parameters()),
                    types.optional(signature.type()),
                    statements.block(context.netDeclaration().block()),
                    span);
        }
        return new Item.FunctionDeclaration(
                expressions.identifier(signature.NAME()),
                types.parameters(signature.parameters()),
                types.optional(signature.type()),
                body(context.functionDeclaration().functionBody()),
                span);
    }

    private FunctionBody body(PathwiseParser.FunctionBodyContext context) {
        return context.block() != null
                ? new FunctionBody.Statements(statements.block(context.block()))
                : new FunctionBody.Single(expressions.valueOrTuple(context.expression()));
    }
}
