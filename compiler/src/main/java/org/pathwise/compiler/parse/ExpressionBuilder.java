package org.pathwise.compiler.parse;

import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.ast.Argument;
import org.pathwise.compiler.ast.BinaryOperator;
import org.pathwise.compiler.ast.Expression;
import org.pathwise.compiler.ast.Identifier;
import org.pathwise.compiler.ast.Subscript;
import org.pathwise.compiler.ast.UnaryOperator;
import org.pathwise.compiler.source.Diagnostics;
import org.pathwise.compiler.source.Source;
import org.pathwise.compiler.source.Span;
import org.pathwise.grammar.PathwiseLexer;
import org.pathwise.grammar.PathwiseParser;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Parse trees of expressions to the surface tree. The trees hold no errors of the parser; what the
 * grammar lets through and the language does not is reported here.
 */
final class ExpressionBuilder {
    /** The most operands in a chain such as {@code a + b + c}, which is as deep a tree. */
    static final int MAX_CHAIN = 500;

    private final Source source;
    private final Diagnostics diagnostics;

    ExpressionBuilder(Source source, Diagnostics diagnostics) {
        this.source = source;
        this.diagnostics = diagnostics;
    }

    Span span(ParserRuleContext context) {
        return span(context.getStart(), context.getStop());
    }

    Span span(Token first, Token last) {
        return Tokens.span(source, first).to(Tokens.span(source, last));
    }

    Identifier identifier(TerminalNode name) {
        return new Identifier(name.getText(), Tokens.span(source, name.getSymbol()));
    }

    /** An expression where one value is expected. */
    Expression value(PathwiseParser.ExpressionContext context) {
        Expression built = valueOrTuple(context);
        if (built instanceof Expression.Tuple tuple) {
            diagnostics.report(SyntaxErrors.misplacedTuple(tuple.span()));
        }
        return built;
    }

    /** An expression that may be several values in parentheses. */
    Expression valueOrTuple(PathwiseParser.ExpressionContext context) {
        if (context.conditional() != null) {
            return conditional(context.conditional());
        }
        Expression from = disjunction(context.disjunction(0));
        if (context.disjunction().size() == 1) {
            return from;
        }
        return new Expression.Range(
                operand(from), operand(disjunction(context.disjunction(1))), span(context));
    }

    Expression disjunction(PathwiseParser.DisjunctionContext context) {
        return word(context, context.conjunction(), BinaryOperator.OR, this::conjunction);
    }

    private Expression conditional(PathwiseParser.ConditionalContext context) {
        return new Expression.Conditional(
                value(context.expression(0)),
                value(context.expression(1)),
                value(context.expression(2)),
                span(context));
    }

    private Expression conjunction(PathwiseParser.ConjunctionContext context) {
        return word(context, context.negation(), BinaryOperator.AND, this::negation);
    }

    private Expression negation(PathwiseParser.NegationContext context) {
        return context.negation() != null
                ? new Expression.Unary(
                        UnaryOperator.NOT, operand(negation(context.negation())), span(context))
                : comparison(context.comparison());
    }

    private Expression comparison(PathwiseParser.ComparisonContext context) {
        return chain(
                context,
                context.sum(),
                context.operator == null ? List.of() : List.of(context.operator),
                this::sum);
    }

    private Expression sum(PathwiseParser.SumContext context) {
        return chain(context, context.term(), context.operators, this::term);
    }

    private Expression term(PathwiseParser.TermContext context) {
        return chain(context, context.unary(), context.operators, this::unary);
    }

    private Expression unary(PathwiseParser.UnaryContext context) {
        return context.unary() != null
                ? new Expression.Unary(
                        UnaryOperator.NEGATE, operand(unary(context.unary())), span(context))
                : power(context.power());
    }

    private Expression power(PathwiseParser.PowerContext context) {
        Expression base = postfix(context.postfix());
        return context.unary() == null
                ? base
                : new Expression.Binary(
                        BinaryOperator.POWER,
                        operand(base),
                        operand(unary(context.unary())),
                        span(context));
    }

    private Expression postfix(PathwiseParser.PostfixContext context) {
        Expression built = primary(context.primary());
        checkLength(context, context.postfixOperator().size());
        for (PathwiseParser.PostfixOperatorContext operator : context.postfixOperator()) {
            Span span = span(context.getStart(), operator.getStop());
            built =
                    operator.subscript().isEmpty()
                            ? new Expression.Transpose(operand(built), span)
                            : new Expression.Index(operand(built), subscripts(operator), span);
        }
        return built;
    }

    private List<Subscript> subscripts(PathwiseParser.PostfixOperatorContext context) {
        return each(context.subscript(), this::subscript);
    }

    private Subscript subscript(PathwiseParser.SubscriptContext context) {
        if (context.conditional() != null) {
            return new Subscript.At(conditional(context.conditional()));
        }
        List<Expression> ends = each(context.disjunction(), end -> operand(disjunction(end)));
        if (ends.isEmpty()) {
            return new Subscript.All(span(context));
        }
        if (ends.size() == 2) {
            return new Subscript.Slice(ends.get(0), ends.get(1), span(context));
        }
        if (context.getStart().getType() == PathwiseLexer.RANGE) {
            return new Subscript.Slice(null, ends.getFirst(), span(context));
        }
        return context.getStop().getType() == PathwiseLexer.RANGE
                ? new Subscript.Slice(ends.getFirst(), null, span(context))
                : new Subscript.At(ends.getFirst());
    }

    private Expression primary(PathwiseParser.PrimaryContext context) {
        Span span = span(context);
        return switch (context.getStart().getType()) {
            case PathwiseLexer.INT, PathwiseLexer.REAL -> number(context.number());
            case PathwiseLexer.TRUE -> new Expression.BoolLiteral(true, span);
            case PathwiseLexer.FALSE -> new Expression.BoolLiteral(false, span);
            case PathwiseLexer.NAME -> nameOrCall(context.NAME(), context.arguments(), span);
            case PathwiseLexer.LPAREN ->
                    context.expression().size() == 1
                            ? value(context.expression(0))
                            : new Expression.Tuple(values(context.expression()), span);
            default ->
                    context.comprehension() != null
                            ? comprehension(context.comprehension(), span)
                            : new Expression.ArrayLiteral(values(context.expression()), span);
        };
    }

    private List<Expression> values(List<PathwiseParser.ExpressionContext> contexts) {
        return each(contexts, this::value);
    }

    private Expression comprehension(PathwiseParser.ComprehensionContext context, Span span) {
        return new Expression.Comprehension(
                identifier(context.NAME()),
                value(context.expression(0)),
                value(context.expression(1)),
                span);
    }

    Expression nameOrCall(
            TerminalNode name, PathwiseParser.@Nullable ArgumentsContext arguments, Span span) {
        return arguments == null
                ? new Expression.Name(name.getText(), span)
                : new Expression.Call(identifier(name), arguments(arguments), span);
    }

    List<Argument> arguments(PathwiseParser.@Nullable ArgumentsContext context) {
        return context == null ? List.of() : each(context.argument(), this::argument);
    }

    private Argument argument(PathwiseParser.ArgumentContext context) {
        Expression first = value(context.expression(0));
        if (context.expression().size() == 1) {
            return new Argument(null, first, span(context));
        }
        Expression second = value(context.expression(1));
        if (first instanceof Expression.Name name) {
            return new Argument(new Identifier(name.name(), name.span()), second, span(context));
        }
        diagnostics.report(SyntaxErrors.badArgumentName(first.span()));
        return new Argument(null, second, span(context));
    }

    Expression number(PathwiseParser.NumberContext context) {
        Span span = span(context);
        String text = context.getText();
        if (context.REAL() != null) {
            double value = Double.parseDouble(text);
            if (Double.isInfinite(value)) {
                diagnostics.report(SyntaxErrors.numberTooLarge(span));
            }
            return new Expression.RealLiteral(value, span);
        }
        long value = text.length() > 18 ? Long.MAX_VALUE : Long.parseLong(text);
        if (value > Integer.MAX_VALUE) {
            diagnostics.report(SyntaxErrors.numberTooLarge(span));
        }
        return new Expression.IntLiteral(value, span);
    }

    /** Maps a list; on nested expressions a stream would take five times the stack. */
    private static <A, B> List<B> each(List<A> list, Function<A, B> build) {
        List<B> built = new ArrayList<>(list.size());
        for (A element : list) {
            built.add(build.apply(element));
        }
        return built;
    }

    /** Operands joined by one word from left to right. */
    private <C extends ParserRuleContext> Expression word(
            ParserRuleContext context,
            List<C> parts,
            BinaryOperator operator,
            Function<C, Expression> build) {
        checkLength(context, parts.size());
        Expression built = build.apply(parts.getFirst());
        for (C part : parts.subList(1, parts.size())) {
            Span span = span(context.getStart(), part.getStop());
            built =
                    new Expression.Binary(
                            operator, operand(built), operand(build.apply(part)), span);
        }
        return built;
    }

    /** Operands joined by signs from left to right. */
    <C extends ParserRuleContext> Expression chain(
            ParserRuleContext context,
            List<C> parts,
            List<Token> operators,
            Function<C, Expression> build) {
        checkLength(context, parts.size());
        Expression built = build.apply(parts.getFirst());
        for (int i = 0; i < operators.size(); i++) {
            C part = parts.get(i + 1);
            Span span = span(context.getStart(), part.getStop());
            built =
                    new Expression.Binary(
                            operator(operators.get(i)),
                            operand(built),
                            operand(build.apply(part)),
                            span);
        }
        return built;
    }

    private void checkLength(ParserRuleContext context, int operands) {
        if (operands > MAX_CHAIN) {
            diagnostics.report(SyntaxErrors.tooLong(span(context), operands));
        }
    }

    private Expression operand(Expression built) {
        if (built instanceof Expression.Range range) {
            diagnostics.report(SyntaxErrors.misplacedRange(range.span()));
        } else if (built instanceof Expression.Tuple tuple) {
            diagnostics.report(SyntaxErrors.misplacedTuple(tuple.span()));
        }
        return built;
    }

    private static BinaryOperator operator(Token token) {
        return switch (token.getType()) {
            case PathwiseLexer.PLUS -> BinaryOperator.ADD;
            case PathwiseLexer.MINUS -> BinaryOperator.SUBTRACT;
            case PathwiseLexer.TIMES -> BinaryOperator.MULTIPLY;
            case PathwiseLexer.DIVIDE -> BinaryOperator.DIVIDE;
            case PathwiseLexer.ELEMENT_TIMES -> BinaryOperator.ELEMENT_MULTIPLY;
            case PathwiseLexer.ELEMENT_DIVIDE -> BinaryOperator.ELEMENT_DIVIDE;
            case PathwiseLexer.EQUAL -> BinaryOperator.EQUAL;
            case PathwiseLexer.NOT_EQUAL -> BinaryOperator.NOT_EQUAL;
            case PathwiseLexer.LESS -> BinaryOperator.LESS;
            case PathwiseLexer.LESS_EQUAL -> BinaryOperator.LESS_OR_EQUAL;
            case PathwiseLexer.GREATER -> BinaryOperator.GREATER;
            case PathwiseLexer.GREATER_EQUAL -> BinaryOperator.GREATER_OR_EQUAL;
            default -> throw new IllegalStateException("no operator: " + token);
        };
    }
}
