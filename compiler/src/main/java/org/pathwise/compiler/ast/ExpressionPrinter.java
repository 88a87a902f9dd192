package org.pathwise.compiler.ast;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes expressions and types on one line in the language's own notation, every operation in
 * parentheses, so that the text shows how it was read: {@code (a + (b * c))}.
 */
public final class ExpressionPrinter {
    private ExpressionPrinter() {}

    /** The expression on one line. */
    public static String print(Expression expression) {
        return switch (expression) {
            case Expression.IntLiteral literal -> Long.toString(literal.value());
            case Expression.RealLiteral literal -> Double.toString(literal.value());
            case Expression.BoolLiteral literal -> Boolean.toString(literal.value());
            case Expression.Name name -> name.name();
            case Expression.Call call -> call.function().name() + arguments(call.arguments());
            case Expression.Unary unary ->
                    switch (unary.operator()) {
                        case NEGATE -> "(-" + print(unary.operand()) + ")";
                        case NOT -> "(not " + print(unary.operand()) + ")";
                    };
            case Expression.Binary binary ->
                    "("
                            + print(binary.left())
                            + " "
                            + binary.operator().symbol()
                            + " "
                            + print(binary.right())
                            + ")";
            case Expression.Transpose transpose -> print(transpose.operand()) + "'";
            case Expression.Conditional conditional ->
                    "(if "
                            + print(conditional.condition())
                            + " then "
                            + print(conditional.then())
                            + " else "
                            + print(conditional.otherwise())
                            + ")";
            case Expression.Index index -> print(index.base()) + subscripts(index.subscripts());
            case Expression.ArrayLiteral array -> "[" + list(array.elements()) + "]";
            case Expression.Comprehension comprehension ->
                    "[for "
                            + comprehension.variable().name()
                            + " in "
                            + print(comprehension.range())
                            + ": "
                            + print(comprehension.body())
                            + "]";
            case Expression.Range range -> print(range.from()) + ".." + print(range.to());
            case Expression.Tuple tuple -> "(" + list(tuple.elements()) + ")";
        };
    }

    /** The type on one line. */
    public static String print(TypeExpression type) {
        String bounds =
                switch (type.bounds()) {
                    case null -> "";
                    case TypeExpression.Interval interval ->
                            " in ("
                                    + print(interval.lower())
                                    + ", "
                                    + print(interval.upper())
                                    + ")";
                    case TypeExpression.IndexRange range ->
                            " in " + print(range.lower()) + ".." + print(range.upper());
                };
        String shapes =
                type.shapes().stream()
                        .map(shape -> "[" + list(shape.dimensions()) + "]")
                        .collect(Collectors.joining());
        return type.base().name() + bounds + shapes;
    }

    static String subscripts(List<Subscript> subscripts) {
        return subscripts.stream()
                .map(ExpressionPrinter::print)
                .collect(Collectors.joining(", ", "[", "]"));
    }

    static String arguments(List<Argument> arguments) {
        return arguments.stream()
                .map(ExpressionPrinter::print)
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private static String print(Subscript subscript) {
        return switch (subscript) {
            case Subscript.All _ -> ":";
            case Subscript.At at -> print(at.index());
            case Subscript.Slice slice -> end(slice.from()) + ".." + end(slice.to());
        };
    }

    private static String print(Argument argument) {
        Identifier name = argument.name();
        return (name == null ? "" : name.name() + " = ") + print(argument.value());
    }

    private static String end(@Nullable Expression end) {
        return end == null ? "" : print(end);
    }

    private static String list(List<Expression> expressions) {
        return expressions.stream().map(ExpressionPrinter::print).collect(Collectors.joining(", "));
    }
}
