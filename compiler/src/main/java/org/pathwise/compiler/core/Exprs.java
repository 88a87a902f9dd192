package org.pathwise.compiler.core;

import org.pathwise.compiler.source.Span;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Walks through expressions. */
public final class Exprs {
    private Exprs() {}

    /** The expressions directly inside one, in the order of the text. */
    public static List<Expr> children(Expr expr) {
        return switch (expr) {
            case Expr.Literal _, Expr.Size _, Expr.Reference _, Expr.LoopIndex _ -> List.of();
            case Expr.Apply apply -> apply.arguments();
            case Expr.Conditional c -> List.of(c.condition(), c.then(), c.otherwise());
            case Expr.Index index -> {
                List<Expr> inside = new ArrayList<>();
                inside.add(index.base());
                for (Subscript subscript : index.subscripts()) {
                    if (subscript instanceof Subscript.At(Expr at)) {
                        inside.add(at);
                    }
                }
                yield inside;
            }
            case Expr.Comprehension comprehension -> List.of(comprehension.body());
            case Expr.ArrayLiteral literal -> literal.elements();
            case Expr.LogDensity density -> {
                List<Expr> inside = new ArrayList<>(density.distribution().arguments());
                inside.add(density.value());
                yield inside;
            }
        };
    }

    /** The symbols that an expression refers to, in the order of their first mention. */
    public static Set<Symbol> symbols(Expr expr) {
        Set<Symbol> symbols = new LinkedHashSet<>();
        collect(expr, symbols);
        return symbols;
    }

    private static void collect(Expr expr, Set<Symbol> symbols) {
        if (expr instanceof Expr.Reference reference) {
            symbols.add(reference.symbol());
        }
        children(expr).forEach(child -> collect(child, symbols));
    }

    /** Whether the expression or one inside it satisfies the condition. */
    public static boolean any(Expr expr, Predicate<Expr> condition) {
        return condition.test(expr)
                || children(expr).stream().anyMatch(child -> any(child, condition));
    }

    /**
     * Whether two expressions are written with the same symbols, numbers and operations, wherever
     * they stand.
     */
    public static boolean same(Expr a, Expr b) {
        boolean sameNode =
                switch (a) {
                    case Expr.Literal x -> b instanceof Expr.Literal y && x.value() == y.value();
                    case Expr.Size x ->
                            b instanceof Expr.Size y && x.dimension().equals(y.dimension());
                    case Expr.Reference x ->
                            b instanceof Expr.Reference y && x.symbol().equals(y.symbol());
                    case Expr.LoopIndex x ->
                            b instanceof Expr.LoopIndex y && x.loop().equals(y.loop());
                    case Expr.Apply x ->
                            b instanceof Expr.Apply y
                                    && x.function().name().equals(y.function().name());
                    case Expr.Conditional _ -> b instanceof Expr.Conditional;
                    case Expr.Index x ->
                            b instanceof Expr.Index y
                                    && sameSubscripts(x.subscripts(), y.subscripts());
                    case Expr.Comprehension x ->
                            b instanceof Expr.Comprehension y && x.loop().equals(y.loop());
                    case Expr.ArrayLiteral _ -> b instanceof Expr.ArrayLiteral;
                    case Expr.LogDensity x ->
                            b instanceof Expr.LogDensity y
                                    && x.distribution()
                                            .distribution()
                                            .equals(y.distribution().distribution());
                };
        List<Expr> insideA = children(a);
        List<Expr> insideB = children(b);
        if (!sameNode || insideA.size() != insideB.size()) {
            return false;
        }
        for (int i = 0; i < insideA.size(); i++) {
            if (!same(insideA.get(i), insideB.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameSubscripts(List<Subscript> a, List<Subscript> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            boolean bothAt = a.get(i) instanceof Subscript.At && b.get(i) instanceof Subscript.At;
            if (!bothAt && !a.get(i).equals(b.get(i))) {
                return false;
            }
        }
        return true;
    }

    /**
     * A leaf as it is used at another place; other expressions keep the place that they come from.
     */
    public static Expr at(Expr expr, Span span) {
        return switch (expr) {
            case Expr.Literal literal -> new Expr.Literal(literal.value(), literal.type(), span);
            case Expr.Size size -> new Expr.Size(size.dimension(), size.type(), span);
            case Expr.Reference reference ->
                    new Expr.Reference(reference.symbol(), reference.type(), span);
            case Expr.LoopIndex index -> new Expr.LoopIndex(index.loop(), index.type(), span);
            case Expr.Apply _,
                    Expr.Conditional _,
                    Expr.Index _,
                    Expr.Comprehension _,
                    Expr.ArrayLiteral _,
                    Expr.LogDensity _ ->
                    expr;
        };
    }

    /** The expression with other expressions in place of its references, numbers and indices. */
    public static Expr leaves(Expr expr, UnaryOperator<Expr> change) {
        return switch (expr) {
            case Expr.Literal _, Expr.Size _, Expr.Reference _, Expr.LoopIndex _ ->
                    change.apply(expr);
            case Expr.Apply e ->
                    new Expr.Apply(e.function(), leaves(e.arguments(), change), e.type(), e.span());
            case Expr.Conditional e ->
                    new Expr.Conditional(
                            leaves(e.condition(), change),
                            leaves(e.then(), change),
                            leaves(e.otherwise(), change),
                            e.type(),
                            e.span());
            case Expr.Index e -> {
                List<Subscript> subscripts = new ArrayList<>();
                for (Subscript subscript : e.subscripts()) {
                    subscripts.add(
                            subscript instanceof Subscript.At(Expr at)
                                    ? new Subscript.At(leaves(at, change))
                                    : subscript);
                }
                yield new Expr.Index(leaves(e.base(), change), subscripts, e.type(), e.span());
            }
            case Expr.Comprehension e ->
                    new Expr.Comprehension(e.loop(), leaves(e.body(), change), e.type(), e.span());
            case Expr.ArrayLiteral e ->
                    new Expr.ArrayLiteral(leaves(e.elements(), change), e.type(), e.span());
            case Expr.LogDensity e -> {
                Draw draw = e.distribution();
                yield new Expr.LogDensity(
                        new Draw(
                                draw.distribution(), leaves(draw.arguments(), change), draw.span()),
                        leaves(e.value(), change),
                        e.type(),
                        e.span());
            }
        };
    }

    private static List<Expr> leaves(List<Expr> exprs, UnaryOperator<Expr> change) {
        return exprs.stream().map(expr -> leaves(expr, change)).toList();
    }
}
