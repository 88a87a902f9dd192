package org.pathwise.compiler.check;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.catalogue.Term;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Exprs;
import org.pathwise.compiler.core.Ranges;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.core.Subscript;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.source.Span;
import org.pathwise.compiler.type.Dimension;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The body of a {@code distribution} as one formula of its parameters and its noise: definitions
 * are put in the place of their names, and whatever depends on neither becomes a parameter of its
 * own.
 */
final class BodyTerms {
    private final Context context;
    private final Set<String> labels;
    private final Map<Symbol, Term> leaves = new HashMap<>();
    private final Map<Symbol, Expr> definitions = new HashMap<>();
    private final List<Expr> captured = new ArrayList<>();
    private final int declared;
    private final Map<Expr, Term> known = new IdentityHashMap<>();
    private final Map<Term, Span> places = new IdentityHashMap<>();

    /**
     * For a body.
     *
     * @param labels the dimensions that the distribution's own types name
     * @param parameters the declared ones, in their order
     */
    BodyTerms(Context context, Set<String> labels, List<Symbol> parameters) {
        this(context, labels, parameters.size());
        for (int i = 0; i < parameters.size(); i++) {
            leaves.put(parameters.get(i), new Term.Parameter(i, parameters.get(i).type().shape()));
        }
    }

    /** For a body that reads none of the parameters before it. */
    BodyTerms(Context context, Set<String> labels, int parameters) {
        this.context = context;
        this.labels = labels;
        this.declared = parameters;
    }

    /** Says which symbol the noise is. */
    void noise(Symbol symbol) {
        leaves.put(symbol, new Term.Noise(symbol.type().shape()));
    }

    /** Takes over the definitions of a flow; false after an error. */
    boolean define(Flow flow) {
        boolean plain = true;
        for (Flow.Unit unit : flow.units()) {
            switch (unit) {
                case Flow.Defines(Symbol symbol, Statement.Piece<Expr> piece) -> {
                    boolean whole = piece.loops().isEmpty() && symbol.loops().isEmpty();
                    if (!whole || definitions.put(symbol, piece.content()) != null) {
                        context.report(OwnDistributionErrors.pieces(piece.span(), symbol));
                        plain = false;
                    }
                }
                case Flow.Draws draws ->
                        throw new IllegalStateException("a draw in a body: " + draws);
                case Flow.Adds adds -> throw new IllegalStateException("a term in a body: " + adds);
            }
        }
        return plain;
    }

    /** What the body reads from outside. */
    List<Expr> captured() {
        return captured;
    }

    /** Where a term is written, or the place of something around it. */
    Span place(Term term, Span around) {
        Span span = places.get(term);
        return span == null ? around : span;
    }

    /** The formula of an expression, or null after an error. */
    @Nullable Term of(Expr expr) {
        Term before = known.get(expr);
        if (before != null) {
            return before;
        }
        Term term = isOutside(expr) ? capture(expr) : inside(expr);
        if (term != null) {
            known.put(expr, term);
            places.putIfAbsent(term, expr.span());
        }
        return term;
    }

    /** Whether an expression reads data, and nothing of the distribution. */
    private boolean isOutside(Expr expr) {
        boolean own =
                Exprs.any(
                        expr,
                        inner ->
                                inner instanceof Expr.Reference(Symbol symbol, _, _)
                                                && (leaves.containsKey(symbol)
                                                        || definitions.containsKey(symbol))
                                        || isLabel(inner));
        return !own
                && Exprs.any(
                        expr,
                        inner -> inner instanceof Expr.Reference || inner instanceof Expr.Size);
    }

    private boolean isLabel(Expr expr) {
        return expr instanceof Expr.Size(Dimension dimension, _, _)
                && dimension.coefficients().keySet().stream().anyMatch(labels::contains);
    }

    private Term capture(Expr expr) {
        int index = -1;
        for (int i = 0; i < captured.size() && index < 0; i++) {
            index = Exprs.same(captured.get(i), expr) ? i : -1;
        }
        if (index < 0) {
            index = captured.size();
            captured.add(expr);
        }
        return new Term.Parameter(declared + index, expr.type().shape());
    }

    private @Nullable Term inside(Expr expr) {
        return switch (expr) {
            case Expr.Literal literal -> new Term.Constant(literal.value());
            case Expr.Size size -> new Term.Extent(size.dimension());
            case Expr.Reference(Symbol symbol, _, _) -> {
                Expr definition = definitions.get(symbol);
                Term leaf = leaves.get(symbol);
                // A use of the noise has a place of its own.
                if (leaf instanceof Term.Noise(List<Dimension> shape)) {
                    yield new Term.Noise(shape);
                }
                if (leaf instanceof Term.Parameter(int index, List<Dimension> shape)) {
                    yield new Term.Parameter(index, shape);
                }
                yield definition == null ? capture(expr) : of(definition);
            }
            case Expr.Apply apply -> {
                List<Term> arguments = all(apply.arguments());
                yield arguments == null
                        ? null
                        : Term.call(Ranges.elementwise(apply), arguments, apply.type().shape());
            }
            case Expr.Conditional conditional -> {
                List<Term> parts =
                        all(
                                List.of(
                                        conditional.condition(),
                                        conditional.then(),
                                        conditional.otherwise()));
                yield parts == null
                        ? null
                        : new Term.Choice(
                                parts.get(0),
                                parts.get(1),
                                parts.get(2),
                                conditional.type().shape());
            }
            case Expr.Index index -> element(index);
            case Expr.LoopIndex _, Expr.Comprehension _, Expr.ArrayLiteral _, Expr.LogDensity _ ->
                    unsupported(expr);
        };
    }

    private @Nullable Term element(Expr.Index index) {
        boolean single = index.type().isScalar();
        List<Expr> at = new ArrayList<>();
        for (Subscript subscript : index.subscripts()) {
            if (subscript instanceof Subscript.At(Expr position)) {
                at.add(position);
            } else {
                single = false;
            }
        }
        if (!single) {
            return unsupported(index);
        }
        Term array = of(index.base());
        List<Term> indices = all(at);
        return array == null || indices == null ? null : new Term.Element(array, indices);
    }

    private @Nullable Term unsupported(Expr expr) {
        context.report(OwnDistributionErrors.form(expr.span()));
        return null;
    }

    private @Nullable List<Term> all(List<Expr> exprs) {
        List<Term> terms = new ArrayList<>();
        for (Expr expr : exprs) {
            Term term = of(expr);
            if (term == null) {
                return null;
            }
            terms.add(term);
        }
        return terms;
    }
}
