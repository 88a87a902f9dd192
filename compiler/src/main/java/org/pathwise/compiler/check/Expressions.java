package org.pathwise.compiler.check;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.ast.Expression;
import org.pathwise.compiler.ast.Identifier;
import org.pathwise.compiler.catalogue.BuiltIn;
import org.pathwise.compiler.catalogue.Catalogue;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Exprs;
import org.pathwise.compiler.core.Linear;
import org.pathwise.compiler.core.Loop;
import org.pathwise.compiler.source.Span;
import org.pathwise.compiler.type.Dimension;
import org.pathwise.compiler.type.Element;
import org.pathwise.compiler.type.Shapes;
import org.pathwise.compiler.type.Type;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Expressions to typed expressions. Every method gives null after an error that has been reported.
 */
final class Expressions {
    private final Context context;
    private final Types types;
    private final Indexing indexing;
    private final Calls calls;
    private final OwnDistributions ownDistributions;

    Expressions(Context context) {
        this.context = context;
        this.types = new Types(context, this);
        this.indexing = new Indexing(context, this);
        this.calls = new Calls(context, this);
        this.ownDistributions = new OwnDistributions(context, this);
    }

    OwnDistributions ownDistributions() {
        return ownDistributions;
    }

    Types types() {
        return types;
    }

    Calls calls() {
        return calls;
    }

    @Nullable Expr of(Expression expression, Place place) {
        return switch (expression) {
            case Expression.IntLiteral literal ->
                    new Expr.Literal(literal.value(), Type.INT, literal.span());
            case Expression.RealLiteral literal ->
                    new Expr.Literal(literal.value(), Type.REAL, literal.span());
            case Expression.BoolLiteral literal ->
                    new Expr.Literal(literal.value() ? 1 : 0, Type.BOOL, literal.span());
            case Expression.Name name -> name(name, place);
            case Expression.Call call -> calls.value(call, place);
            case Expression.Unary unary -> unary(unary, place);
            case Expression.Binary binary -> {
                List<Expr> operands = all(List.of(binary.left(), binary.right()), place);
                yield operands == null
                        ? null
                        : apply(binary.operator().symbol(), operands, binary.span());
            }
            case Expression.Transpose transpose -> {
                Expr operand = of(transpose.operand(), place);
                yield operand == null ? null : apply("'", List.of(operand), transpose.span());
            }
            case Expression.Conditional conditional -> conditional(conditional, place);
            case Expression.Index index -> indexing.of(index, place);
            case Expression.ArrayLiteral literal -> arrayLiteral(literal, place);
            case Expression.Comprehension comprehension -> comprehension(comprehension, place);
            case Expression.Range range -> range(range, place);
            case Expression.Tuple tuple ->
                    throw new IllegalArgumentException(
                            "the parser lets several values stand only where results do: " + tuple);
        };
    }

    /** All of them, or null when one is in error; each error is reported. */
    @Nullable List<Expr> all(List<Expression> expressions, Place place) {
        List<Expr> result = new ArrayList<>();
        boolean complete = true;
        for (Expression expression : expressions) {
            Expr expr = of(expression, place);
            if (expr == null) {
                complete = false;
            } else {
                result.add(expr);
            }
        }
        return complete ? result : null;
    }

    private @Nullable Expr name(Expression.Name name, Place place) {
        Entry entry = place.scope().lookup(name.name());
        return switch (entry) {
            case null -> {
                context.report(unknown(name, place));
                yield null;
            }
            case Entry.Value value -> {
                context.used.add(name.name());
                if (value.expr() instanceof Expr.Size size) {
                    context.sizes.addAll(size.dimension().coefficients().keySet());
                    context.used.addAll(size.dimension().coefficients().keySet());
                }
                yield Exprs.at(value.expr(), name.span());
            }
            case Entry.Filled filled -> {
                if (filled.filling().isPoisoned()) {
                    yield null;
                }
                if (filled.filling().symbol() == null) {
                    context.report(
                            NameErrors.usedBeforeDefined(name.span(), name.name(), filled.span()));
                    yield null;
                }
                yield new Expr.Reference(
                        filled.filling().symbol(), filled.filling().symbol().type(), name.span());
            }
            case Entry.Poison _ -> null;
        };
    }

    private org.pathwise.compiler.source.Diagnostic unknown(Expression.Name name, Place place) {
        Scope.Hidden hidden = place.scope().lookupHidden(name.name());
        if (hidden != null) {
            return switch (hidden.reason()) {
                case DEFINED_LATER ->
                        NameErrors.usedBeforeDefined(name.span(), name.name(), hidden.span());
                case LOCAL_TO_LOOP ->
                        NameErrors.localToLoop(name.span(), name.name(), hidden.span());
                case LOCAL_TO_BRANCH ->
                        NameErrors.localToBranch(name.span(), name.name(), hidden.span());
                case DEFINED_IN_MODEL ->
                        NameErrors.definedInModel(name.span(), name.name(), hidden.span());
                case NOT_YET_DRAWN_BY_GUIDE ->
                        NameErrors.notYetDrawn(name.span(), name.name(), hidden.span());
            };
        }
        if (context.functions.containsKey(name.name())
                || Catalogue.function(name.name()).isPresent()) {
            return NameErrors.functionAsValue(name.span(), name.name());
        }
        if (!Catalogue.distributions(name.name()).isEmpty() || ownDistributions.has(name.name())) {
            return NameErrors.distributionAsValue(name.span(), name.name());
        }
        return NameErrors.unknown(
                name.span(), name.name(), Suggestions.nearest(name.name(), place.scope().names()));
    }

    private @Nullable Expr unary(Expression.Unary unary, Place place) {
        Expr operand = of(unary.operand(), place);
        if (operand == null) {
            return null;
        }
        return switch (unary.operator()) {
            case NEGATE ->
                    operand instanceof Expr.Literal literal
                                    && literal.type().element() != Element.BOOL
                            ? new Expr.Literal(-literal.value(), literal.type(), unary.span())
                            : apply("neg", List.of(operand), unary.span());
            case NOT -> apply("not", List.of(operand), unary.span());
        };
    }

    /** A function or operator of the catalogue on checked arguments. */
    @Nullable Expr apply(String name, List<Expr> arguments, Span span) {
        BuiltIn function =
                Catalogue.function(name)
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "no function " + name + " in the catalogue"));
        List<Type> argumentTypes = arguments.stream().map(Expr::type).toList();
        return switch (function.typing().type(argumentTypes)) {
            case BuiltIn.Typing.Fits(Type type) ->
                    folded(new Expr.Apply(function, arguments, type, span));
            case BuiltIn.Typing.Mismatch mismatch -> {
                if (isElementwise(name)
                        && Shapes.alignTypes(argumentTypes) instanceof Shapes.Clash clash) {
                    context.report(
                            TypeErrors.shapesClash(
                                    span,
                                    arguments.get(clash.first()),
                                    arguments.get(clash.second()),
                                    clash.reason()));
                } else {
                    Span place =
                            mismatch.argument() >= 0 && mismatch.argument() < arguments.size()
                                    ? arguments.get(mismatch.argument()).span()
                                    : span;
                    context.report(
                            TypeErrors.doesNotFit(
                                    place, mismatch.message(), function, argumentTypes));
                }
                yield null;
            }
        };
    }

    private static boolean isElementwise(String name) {
        return switch (name) {
            case "+",
                    "-",
                    ".*",
                    "./",
                    "^",
                    "==",
                    "!=",
                    "<",
                    "<=",
                    ">",
                    ">=",
                    "and",
                    "or",
                    "min",
                    "max" ->
                    true;
            default -> false;
        };
    }

    /** Arithmetic on sizes is a size again: {@code N - 1}. */
    private static Expr folded(Expr.Apply apply) {
        boolean ofSizes =
                apply.arguments().stream()
                        .allMatch(
                                argument ->
                                        argument instanceof Expr.Size
                                                || argument instanceof Expr.Literal);
        if (!ofSizes) {
            return apply;
        }
        Optional<Dimension> dimension = Linear.of(apply).flatMap(Linear::dimension);
        return dimension
                .<Expr>map(
                        d ->
                                d.known().isPresent()
                                        ? new Expr.Literal(d.constant(), Type.INT, apply.span())
                                        : new Expr.Size(d, Type.INT, apply.span()))
                .orElse(apply);
    }

    private @Nullable Expr conditional(Expression.Conditional conditional, Place place) {
        List<Expr> parts =
                all(
                        List.of(
                                conditional.condition(),
                                conditional.then(),
                                conditional.otherwise()),
                        place);
        return parts == null
                ? null
                : choose(parts.get(0), parts.get(1), parts.get(2), conditional.span());
    }

    /** {@code if condition then then else otherwise}, element by element. */
    @Nullable Expr choose(Expr condition, Expr then, Expr otherwise, Span span) {
        if (condition.type().element() != Element.BOOL) {
            context.report(TypeErrors.conditionNotBool(condition));
            return null;
        }
        List<Expr> parts = List.of(condition, then, otherwise);
        Type type = aligned(parts, span);
        if (type == null) {
            return null;
        }
        Element element = larger(then.type().element(), otherwise.type().element());
        return new Expr.Conditional(condition, then, otherwise, type.withElement(element), span);
    }

    /** The common shape of element-wise operands, or null after an error. */
    @Nullable Type aligned(List<Expr> parts, Span span) {
        return switch (Shapes.alignTypes(parts.stream().map(Expr::type).toList())) {
            case Shapes.Aligned(List<Dimension> shape) -> Type.REAL.withShape(shape);
            case Shapes.Clash clash -> {
                context.report(
                        TypeErrors.shapesClash(
                                span,
                                parts.get(clash.first()),
                                parts.get(clash.second()),
                                clash.reason()));
                yield null;
            }
        };
    }

    static Element larger(Element a, Element b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private @Nullable Expr arrayLiteral(Expression.ArrayLiteral literal, Place place) {
        List<Expr> elements = all(literal.elements(), place);
        if (elements == null) {
            return null;
        }
        Expr first = elements.getFirst();
        Element element = first.type().element();
        for (Expr other : elements) {
            if (!other.type().shape().equals(first.type().shape())) {
                context.report(TypeErrors.unequalElements(other, first));
                return null;
            }
            element = larger(element, other.type().element());
        }
        List<Dimension> shape = new ArrayList<>(List.of(context.lengthOf(elements.size())));
        shape.addAll(first.type().shape());
        return new Expr.ArrayLiteral(elements, new Type(element, shape), literal.span());
    }

    private @Nullable Expr comprehension(Expression.Comprehension comprehension, Place place) {
        Loop loop =
                loop(comprehension.variable(), comprehension.range(), place, comprehension.span());
        if (loop == null) {
            return null;
        }
        Scope scope = place.scope().inner();
        declareVariable(scope, loop, comprehension.variable());
        Expr body = of(comprehension.body(), place.in(loop, scope));
        if (body == null) {
            return null;
        }
        List<Dimension> shape = new ArrayList<>(List.of(loop.extent()));
        shape.addAll(body.type().shape());
        return new Expr.Comprehension(
                loop, body, body.type().withShape(shape), comprehension.span());
    }

    private @Nullable Expr range(Expression.Range range, Place place) {
        Loop loop = loop(new Identifier("i", range.span()), range, place, range.span());
        return loop == null
                ? null
                : new Expr.Comprehension(
                        loop,
                        new Expr.LoopIndex(loop, Type.INT, range.span()),
                        Type.INT.withShape(List.of(loop.extent())),
                        range.span());
    }

    /** A loop over a range, or null after an error. */
    @Nullable Loop loop(Identifier variable, Expression range, Place place, Span span) {
        if (!(range instanceof Expression.Range(Expression from, Expression to, Span _))) {
            context.report(TypeErrors.notARange(range.span()));
            return null;
        }
        Dimension lower = types.dimension(from, place);
        Dimension upper = types.dimension(to, place);
        return lower == null || upper == null
                ? null
                : context.supply.loop(variable.name(), lower, upper, span);
    }

    /** Gives a loop's variable its meaning. */
    void declareVariable(Scope scope, Loop loop, Identifier variable) {
        context.declare(
                scope,
                variable.name(),
                variable.span(),
                new Entry.Value(
                        new Expr.LoopIndex(loop, Type.INT, variable.span()),
                        "a loop variable",
                        variable.span()));
    }
}
