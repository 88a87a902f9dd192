package org.pathwise.compiler.ast;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes a surface tree for people: a line for each item and statement, indented by its depth and
 * with its place, {@code sample mu ~ Normal(0, 5) @ 5:3-5:20}.
 */
public final class AstPrinter {
    private static final String INDENT = "  ";

    private final StringBuilder out = new StringBuilder();

    private AstPrinter() {}

    /** The whole tree; every line ended. */
    public static String print(Script script) {
        AstPrinter printer = new AstPrinter();
        script.items().forEach(printer::item);
        return printer.out.toString();
    }

    private void item(Item item) {
        switch (item) {
            case Item.DataDeclaration data ->
                    line(0, "data " + data.name() + type(data.type()), data);
            case Item.DerivedData derived ->
                    line(
                            0,
                            "derived "
                                    + derived.name()
                                    + type(derived.type())
                                    + value(derived.value()),
                            derived);
            case Item.ConstDeclaration constant ->
                    line(
                            0,
                            "const "
                                    + constant.name()
                                    + type(constant.type())
                                    + value(constant.value()),
                            constant);
            case Item.FunctionDeclaration function -> function(function);
            case Item.NetDeclaration net -> {
                line(0, "net " + signature(net.name(), net.parameters(), net.result()), net);
                block(1, net.body());
            }
            case Item.DistributionDeclaration distribution -> {
                line(
                        0,
                        "distribution "
                                + signature(distribution.name(), distribution.parameters(), null),
                        distribution);
                block(1, distribution.body());
            }
            case Item.ModelBlock model -> {
                line(0, "model", model);
                block(1, model.body());
            }
            case Item.GuideBlock guide -> {
                line(0, "guide", guide);
                block(1, guide.body());
            }
            case Item.GenerateBlock generate -> {
                line(0, "generate", generate);
                block(1, generate.body());
            }
        }
    }

    private void function(Item.FunctionDeclaration function) {
        String head =
                "function " + signature(function.name(), function.parameters(), function.result());
        switch (function.body()) {
            case FunctionBody.Single single -> line(0, head + value(single.value()), function);
            case FunctionBody.Statements statements -> {
                line(0, head, function);
                block(1, statements.block());
            }
        }
    }

    private void block(int depth, Block block) {
        block.statements().forEach(statement -> statement(depth, statement));
    }

    private void statement(int depth, Statement statement) {
        switch (statement) {
            case Statement.Sample sample -> line(depth, "sample " + sample(sample), sample);
            case Statement.Definition definition ->
                    line(depth, "define " + definition(definition), definition);
            case Statement.TupleDefinition tuple -> {
                String targets =
                        tuple.targets().stream()
                                .map(target -> target(target.name(), target.subscripts()))
                                .collect(Collectors.joining(", "));
                line(depth, "define (" + targets + ")" + value(tuple.value()), tuple);
            }
            case Statement.ParamDeclaration param ->
                    line(
                            depth,
                            "param " + param.name() + type(param.type()) + value(param.initial()),
                            param);
            case Statement.For loop -> {
                line(
                        depth,
                        "for " + loop.variable() + " in " + ExpressionPrinter.print(loop.range()),
                        loop);
                block(depth + 1, loop.body());
            }
            case Statement.If choice -> choice(depth, choice);
            case Statement.Factor factor ->
                    line(depth, "factor " + ExpressionPrinter.print(factor.value()), factor);
            case Statement.Return result ->
                    line(depth, "return " + ExpressionPrinter.print(result.value()), result);
        }
    }

    private void choice(int depth, Statement.If choice) {
        line(depth, "if " + ExpressionPrinter.print(choice.condition()), choice);
        block(depth + 1, choice.then());
        Block otherwise = choice.otherwise();
        if (otherwise != null) {
            line(depth, "else", otherwise);
            block(depth + 1, otherwise);
        }
    }

    private static String sample(Statement.Sample sample) {
        String annotations =
                sample.annotations().stream()
                        .map(
                                annotation ->
                                        " @"
                                                + annotation.name()
                                                + (annotation.arguments().isEmpty()
                                                        ? ""
                                                        : ExpressionPrinter.arguments(
                                                                annotation.arguments())))
                        .collect(Collectors.joining());
        return ExpressionPrinter.print(sample.target())
                + type(sample.type())
                + " ~ "
                + ExpressionPrinter.print(sample.distribution())
                + annotations;
    }

    private static String definition(Statement.Definition definition) {
        return target(definition.name(), definition.subscripts())
                + type(definition.type())
                + value(definition.value());
    }

    private static String target(Identifier name, List<Subscript> subscripts) {
        return name + (subscripts.isEmpty() ? "" : ExpressionPrinter.subscripts(subscripts));
    }

    private static String signature(
            Identifier name, List<Parameter> parameters, @Nullable TypeExpression result) {
        String list =
                parameters.stream()
                        .map(parameter -> parameter.name() + type(parameter.type()))
                        .collect(Collectors.joining(", ", "(", ")"));
        return name + list + (result == null ? "" : " -> " + ExpressionPrinter.print(result));
    }

    private static String type(@Nullable TypeExpression type) {
        return type == null ? "" : ": " + ExpressionPrinter.print(type);
    }

    private static String value(Expression value) {
        return " = " + ExpressionPrinter.print(value);
    }

    private void line(int depth, String text, Node node) {
        out.append(INDENT.repeat(depth))
                .append(text)
                .append("  @ ")
                .append(node.span().position())
                .append('-')
                .append(node.span().endLine())
                .append(':')
                .append(node.span().endColumn())
                .append('\n');
    }
}
