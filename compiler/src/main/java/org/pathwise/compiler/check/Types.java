package org.pathwise.compiler.check;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.ast.Expression;
import org.pathwise.compiler.ast.TypeExpression;
import org.pathwise.compiler.ast.UnaryOperator;
import org.pathwise.compiler.check.Context.Bounded;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Linear;
import org.pathwise.compiler.source.Span;
import org.pathwise.compiler.type.Bound;
import org.pathwise.compiler.type.Dimension;
import org.pathwise.compiler.type.Element;
import org.pathwise.compiler.type.Support;
import org.pathwise.compiler.type.Type;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Types as written, and the dimensions in them and in ranges. */
final class Types {
    /** A type with the support that it states. */
    record Declared(Type type, Bounded bounded) {
        Support support() {
            return bounded.support();
        }
    }

    private static final String INFINITY = "inf";
    private static final Map<String, Support> SCALARS =
            Map.of(
                    "real", Support.REAL,
                    "int", new Support.Integers(Bound.NEGATIVE_INFINITY, Bound.POSITIVE_INFINITY),
                    "bool", Support.BINARY,
                    "positive", Support.POSITIVE,
                    "unit", Support.UNIT);
    private static final Map<String, Support.Structured> STRUCTURED =
            Map.of(
                    "simplex", Support.Structured.SIMPLEX,
                    "ordered", Support.Structured.ORDERED,
                    "positive_ordered", Support.Structured.POSITIVE_ORDERED,
                    "unit_vector", Support.Structured.UNIT_VECTOR,
                    "corr", Support.Structured.CORRELATION,
                    "cov", Support.Structured.COVARIANCE,
                    "cholesky_corr", Support.Structured.CHOLESKY_CORRELATION,
                    "cholesky_cov", Support.Structured.CHOLESKY_COVARIANCE);

    private final Context context;
    private final Expressions expressions;

    Types(Context context, Expressions expressions) {
        this.context = context;
        this.expressions = expressions;
    }

    /** A type, or null after an error. */
    @Nullable Declared of(TypeExpression type, Place place) {
        String name = type.base().name();
        Support scalar = SCALARS.get(name);
        Support.Structured structured = STRUCTURED.get(name);
        if (scalar == null && structured == null) {
            List<String> names = new ArrayList<>(SCALARS.keySet());
            names.addAll(STRUCTURED.keySet());
            context.report(
                    NameErrors.unknownType(
                            type.base().span(), name, Suggestions.nearest(name, names)));
            return null;
        }
        List<Dimension> shape = shape(type, place);
        if (shape == null) {
            return null;
        }
        if (scalar == null) {
            return type.bounds() != null || structured == null
                    ? fail(TypeErrors.boundsNotAllowed(type.span(), name))
                    : new Declared(
                            new Type(Element.REAL, shape), new Bounded(structured, List.of()));
        }
        Element element =
                switch (name) {
                    case "int" -> Element.INT;
                    case "bool" -> Element.BOOL;
                    default -> Element.REAL;
                };
        if (type.bounds() == null) {
            return new Declared(new Type(element, shape), new Bounded(scalar, List.of()));
        }
        Bounded bounded = bounded(name, type.bounds(), place);
        return bounded == null ? null : new Declared(new Type(element, shape), bounded);
    }

    private @Nullable Declared fail(org.pathwise.compiler.source.Diagnostic diagnostic) {
        context.report(diagnostic);
        return null;
    }

    private @Nullable Bounded bounded(String name, TypeExpression.Bounds bounds, Place place) {
        boolean fits =
                bounds instanceof TypeExpression.Interval
                        ? name.equals("real")
                        : name.equals("int");
        if (!fits) {
            context.report(TypeErrors.boundsNotAllowed(bounds.span(), name));
            return null;
        }
        Expr lower = bound(bounds.lower(), place);
        Expr upper = bound(bounds.upper(), place);
        if (lower == null || upper == null) {
            return null;
        }
        if (lower instanceof Expr.Literal low
                && upper instanceof Expr.Literal high
                && (low.value() > high.value()
                        || name.equals("real") && low.value() == high.value())) {
            context.report(TypeErrors.emptyBounds(bounds.span()));
            return null;
        }
        Support open =
                bounds instanceof TypeExpression.Interval
                        ? new Support.Interval(computed(0, lower), computed(1, upper))
                        : new Support.Integers(computed(0, lower), computed(1, upper));
        return Supports.fold(open, List.of(lower, upper));
    }

    /** A bound may be an expression, or {@code inf}, which is a name with no other meaning. */
    @Nullable Expr bound(Expression bound, Place place) {
        if (isInfinity(bound) && place.scope().lookup(INFINITY) == null) {
            return new Expr.Literal(Double.POSITIVE_INFINITY, Type.REAL, bound.span());
        }
        if (bound instanceof Expression.Unary(UnaryOperator operator, Expression operand, Span _)
                && operator == UnaryOperator.NEGATE
                && isInfinity(operand)
                && place.scope().lookup(INFINITY) == null) {
            return new Expr.Literal(Double.NEGATIVE_INFINITY, Type.REAL, bound.span());
        }
        return expressions.of(bound, place);
    }

    private static boolean isInfinity(Expression expression) {
        return expression instanceof Expression.Name name && name.name().equals(INFINITY);
    }

    private static Bound computed(int index, Expr expr) {
        return new Bound.Computed(index, expr.span().text());
    }

    /** The shape, outermost first: {@code simplex[K][D]} has the shape {@code [D, K]}. */
    private @Nullable List<Dimension> shape(TypeExpression type, Place place) {
        List<TypeExpression.Shape> groups = type.shapes();
        List<Dimension> shape = new ArrayList<>();
        Support.Structured structured = STRUCTURED.get(type.base().name());
        for (int i = groups.size() - 1; i >= 0; i--) {
            for (Expression expression : groups.get(i).dimensions()) {
                Dimension dimension = dimension(expression, place);
                if (dimension == null) {
                    return null;
                }
                shape.add(dimension);
            }
        }
        if (structured != null) {
            if (groups.isEmpty() || groups.getFirst().dimensions().size() != 1) {
                context.report(TypeErrors.structuredSize(type.span(), type.base().name()));
                return null;
            }
            if (structured.rank() == 2) {
                shape.add(shape.getLast());
            }
        }
        return shape;
    }

    /** A dimension: linear in sizes. Null after an error. */
    @Nullable Dimension dimension(Expression expression, Place place) {
        Optional<Linear> linear = LinearForms.of(expression, place.scope());
        if (linear.isPresent() && linear.get().dimension().isPresent()) {
            Dimension dimension = linear.get().dimension().get();
            context.sizes.addAll(dimension.coefficients().keySet());
            context.used.addAll(dimension.coefficients().keySet());
            return dimension;
        }
        List<Expression.Name> unknown = unknownNames(expression, place);
        if (!unknown.isEmpty()) {
            for (Expression.Name name : unknown) {
                context.report(
                        NameErrors.unknownDimension(
                                name.span(),
                                name.name(),
                                Suggestions.nearest(name.name(), sizes(place))));
            }
            return null;
        }
        if (mentionsPoison(expression, place)) {
            return null;
        }
        context.report(
                linear.isPresent()
                        ? TypeErrors.rangeDependsOnLoop(expression.span())
                        : TypeErrors.notADimension(expression.span()));
        return null;
    }

    private static List<String> sizes(Place place) {
        return place.scope().names().stream()
                .filter(
                        name ->
                                place.scope().lookup(name) instanceof Entry.Value value
                                        && Linear.of(value.expr())
                                                .flatMap(Linear::dimension)
                                                .isPresent())
                .toList();
    }

    /** The names in an expression that mean nothing at its place. */
    static List<Expression.Name> unknownNames(Expression expression, Place place) {
        return names(expression).stream()
                .filter(name -> place.scope().lookup(name.name()) == null)
                .toList();
    }

    private static boolean mentionsPoison(Expression expression, Place place) {
        return names(expression).stream()
                .anyMatch(name -> place.scope().lookup(name.name()) instanceof Entry.Poison);
    }

    private static List<Expression.Name> names(Expression expression) {
        return switch (expression) {
            case Expression.Name name -> List.of(name);
            case Expression.Unary unary -> names(unary.operand());
            case Expression.Binary binary -> {
                List<Expression.Name> both = new ArrayList<>(names(binary.left()));
                both.addAll(names(binary.right()));
                yield both;
            }
            default -> List.of();
        };
    }

    /**
     * The names that a data type introduces as dimensions: in its shape, and as the range of an
     * index.
     */
    static Set<Expression.Name> newDimensions(TypeExpression type, Place place) {
        Set<Expression.Name> result = new java.util.LinkedHashSet<>();
        for (TypeExpression.Shape shape : type.shapes()) {
            for (Expression expression : shape.dimensions()) {
                result.addAll(unknownNames(expression, place));
            }
        }
        if (type.bounds() instanceof TypeExpression.IndexRange range) {
            result.addAll(unknownNames(range.lower(), place));
            result.addAll(unknownNames(range.upper(), place));
            result.removeIf(Types::isInfinity);
        }
        return result;
    }
}
