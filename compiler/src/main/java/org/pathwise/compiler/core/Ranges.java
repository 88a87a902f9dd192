package org.pathwise.compiler.core;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.catalogue.BuiltIn;
import org.pathwise.compiler.catalogue.Catalogue;
import org.pathwise.compiler.catalogue.Range;
import org.pathwise.compiler.type.Bound;
import org.pathwise.compiler.type.Element;
import org.pathwise.compiler.type.Support;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Interval analysis: bounds of every element of an expression, from the supports of what it is
 * computed from. Sound, not tight: a range may be wider than the values, never narrower.
 *
 * <p>A recursion has the range that its start lies in and its step keeps: {@code h[t] = a + b *
 * h[t-1]^2} with positive {@code a}, {@code b} and {@code h[1]} is positive.
 */
public final class Ranges {
    private static final Range NEGATIVE = Range.open(Double.NEGATIVE_INFINITY, 0);
    private static final List<Range> INVARIANTS =
            List.of(
                    Range.UNIT,
                    new Range(0, 1, true, false),
                    new Range(0, 1, false, true),
                    Range.closed(0, 1),
                    Range.POSITIVE,
                    Range.NON_NEGATIVE,
                    NEGATIVE,
                    new Range(Double.NEGATIVE_INFINITY, 0, true, false));

    private final Map<Symbol, Support> supports = new HashMap<>();
    private final Relations relations = new Relations(supports, this::of);
    private final Map<Symbol, Range> known = new HashMap<>();
    private final Map<Symbol, List<Expr>> contents = new HashMap<>();
    private final Map<Symbol, Range> computed = new HashMap<>();
    private final Map<Symbol, Range> diagonals = new HashMap<>();
    private @Nullable Pass pass;

    /** The ranges of a whole program's expressions. */
    public static Ranges of(CoreProgram program) {
        Ranges ranges = new Ranges();
        for (Constant constant : program.constants()) {
            // Data may override it, so that only its kind is known.
            ranges.declare(constant.symbol(), Range.ANY);
        }
        program.data()
                .forEach(data -> ranges.declare(data.symbol(), data.support(), data.bounds()));
        program.latents()
                .forEach(
                        latent ->
                                ranges.declare(latent.symbol(), latent.support(), latent.bounds()));
        program.weights().forEach(weight -> ranges.declare(weight.symbol(), Range.ANY));
        program.guide()
                .parameters()
                .forEach(p -> ranges.declare(p.symbol(), p.support(), p.bounds()));
        List<Statement> statements = new ArrayList<>(program.derived());
        statements.addAll(program.model());
        statements.addAll(program.guide().statements());
        statements.addAll(program.generate());
        statements.forEach(ranges::define);
        return ranges;
    }

    private void define(Statement statement) {
        switch (statement) {
            case Statement.Definition definition ->
                    definition
                            .pieces()
                            .forEach(piece -> define(definition.symbol(), piece.content()));
            case Statement.Recursion recursion -> recursion.definitions().forEach(this::define);
            case Statement.Sample sample -> {
                if (sample.symbol().kind() == Symbol.Kind.GENERATED) {
                    declare(sample.symbol(), ofDraws(sample));
                }
            }
            case Statement.Term _ -> {}
        }
    }

    private Range ofDraws(Statement.Sample sample) {
        return sample.pieces().stream()
                .map(
                        piece ->
                                of(
                                        piece.content().distribution().support(),
                                        piece.content().arguments()))
                .reduce(Range::union)
                .orElse(Range.ANY);
    }

    /** States where a symbol's elements lie. */
    public void declare(Symbol symbol, Support support, List<Expr> bounds) {
        declare(symbol, of(support, bounds));
        supports.put(symbol, support);
        switch (support) {
            case Support.Structured.COVARIANCE, Support.Structured.CHOLESKY_COVARIANCE ->
                    diagonals.put(symbol, Range.POSITIVE);
            case Support.Structured.CORRELATION -> diagonals.put(symbol, Range.point(1));
            case Support.Structured.CHOLESKY_CORRELATION ->
                    diagonals.put(symbol, new Range(0, 1, true, false));
            default -> {}
        }
    }

    /** Where a symbol was declared to lie. */
    Optional<Support> supportOf(Symbol symbol) {
        return Optional.ofNullable(supports.get(symbol));
    }

    /** States the range of a symbol's elements. */
    public void declare(Symbol symbol, Range range) {
        known.put(symbol, range);
    }

    /** Adds an expression that gives a symbol's elements, or some of them. */
    public void define(Symbol symbol, Expr content) {
        contents.computeIfAbsent(symbol, _ -> new ArrayList<>()).add(content);
        computed.clear();
    }

    /** The range of the elements of a support. */
    public Range of(Support support, List<Expr> bounds) {
        return switch (support) {
            case Support.Interval(Bound lower, Bound upper) ->
                    Range.open(bound(lower, bounds).lower(), bound(upper, bounds).upper());
            case Support.Integers(Bound lower, Bound upper) ->
                    Range.closed(bound(lower, bounds).lower(), bound(upper, bounds).upper());
            case Support.Structured structured ->
                    switch (structured) {
                        case SIMPLEX -> Range.UNIT;
                        case POSITIVE_ORDERED, POSITIVE_VECTOR -> Range.POSITIVE;
                        case COUNTS -> Range.NON_NEGATIVE;
                        case UNIT_VECTOR, CORRELATION, CHOLESKY_CORRELATION -> Range.closed(-1, 1);
                        case ORDERED, REAL_VECTOR, COVARIANCE, CHOLESKY_COVARIANCE -> Range.ANY;
                    };
        };
    }

    private Range bound(Bound bound, List<Expr> bounds) {
        return switch (bound) {
            case Bound.Constant(double value) -> Range.point(value);
            case Bound.Extent _ -> Range.closed(1, Double.POSITIVE_INFINITY);
            case Bound.Computed computedBound ->
                    computedBound.index() < bounds.size()
                            ? of(bounds.get(computedBound.index()))
                            : Range.ANY;
        };
    }

    /** The range of an expression's elements. */
    public Range of(Expr expr) {
        return switch (expr) {
            case Expr.Literal literal -> Range.point(literal.value());
            case Expr.Size size -> ofSize(size);
            case Expr.LoopIndex index ->
                    new Range(
                            index.loop().lower().known().orElse(Integer.MIN_VALUE),
                            index.loop().upper().known().orElse(Integer.MAX_VALUE),
                            false,
                            false);
            case Expr.Reference reference -> of(reference.symbol());
            case Expr.Apply apply -> ofApply(apply);
            case Expr.Conditional c -> of(c.then()).union(of(c.otherwise()));
            case Expr.Index index -> ofIndex(index);
            case Expr.Comprehension comprehension -> of(comprehension.body());
            case Expr.ArrayLiteral literal ->
                    literal.elements().stream()
                            .map(this::of)
                            .reduce(Range::union)
                            .orElse(Range.ANY);
            case Expr.LogDensity _ -> Range.ANY;
        };
    }

    private Range ofApply(Expr.Apply apply) {
        Expr first = apply.arguments().isEmpty() ? apply : apply.arguments().getFirst();
        switch (apply.function().name()) {
            case "diagonal" -> {
                return diagonal(first);
            }
            case "trace" -> {
                return Catalogue.function("sum")
                        .orElseThrow()
                        .range()
                        .range(List.of(diagonal(first)));
            }
            default -> {}
        }
        Range plain = elementwise(apply).range().range(ofAll(apply.arguments()));
        return relations.of(apply).map(plain::intersect).orElse(plain);
    }

    private List<Range> ofAll(List<Expr> exprs) {
        return exprs.stream().map(this::of).toList();
    }

    private Range ofIndex(Expr.Index index) {
        if (isOnDiagonal(index)) {
            return diagonal(index.base());
        }
        Range whole = of(index.base());
        return isCorrelation(index.base()) && isOffDiagonal(index)
                ? whole.intersect(Range.open(-1, 1))
                : whole;
    }

    private boolean isCorrelation(Expr matrix) {
        if (!(matrix instanceof Expr.Reference reference)) {
            return false;
        }
        Support support = supports.get(reference.symbol());
        return support == Support.Structured.CORRELATION
                || support == Support.Structured.CHOLESKY_CORRELATION;
    }

    /** Whether the last two subscripts of a square matrix certainly differ: {@code R[1, 2]}. */
    private static boolean isOffDiagonal(Expr.Index index) {
        int size = index.subscripts().size();
        return size >= 2
                && size == index.base().type().rank()
                && index.subscripts().get(size - 2) instanceof Subscript.At(Expr row)
                && index.subscripts().get(size - 1) instanceof Subscript.At(Expr column)
                && Linear.of(row)
                        .flatMap(i -> Linear.of(column).map(k -> i.plus(k.times(-1))))
                        .flatMap(Linear::dimension)
                        .filter(distance -> distance.known().orElse(0) != 0)
                        .isPresent();
    }

    /** Whether the last two subscripts of a square matrix are the same: {@code L[k, k]}. */
    private static boolean isOnDiagonal(Expr.Index index) {
        int size = index.subscripts().size();
        return size >= 2
                && size == index.base().type().rank()
                && index.subscripts().get(size - 2) instanceof Subscript.At(Expr row)
                && index.subscripts().get(size - 1) instanceof Subscript.At(Expr column)
                && row.type().isScalar()
                && Exprs.same(row, column);
    }

    /**
     * The range of the diagonals of square matrices: that of a covariance matrix or its factor is
     * positive.
     */
    private Range diagonal(Expr matrix) {
        return switch (matrix) {
            case Expr.Reference(Symbol symbol, _, _) ->
                    diagonals.containsKey(symbol) ? diagonals.get(symbol) : diagonalOf(symbol);
            // one of several matrices
            case Expr.Index index
                    when index.subscripts().size() == index.base().type().rank() - 2 ->
                    diagonal(index.base());
            case Expr.Apply(BuiltIn function, List<Expr> arguments, _, _) ->
                    switch (function.name()) {
                        case "cholesky" -> Range.POSITIVE;
                        case "diag_matrix" -> of(arguments.getFirst());
                        default -> of(matrix);
                    };
            default -> of(matrix);
        };
    }

    /** Of a matrix that has a single definition. */
    private Range diagonalOf(Symbol symbol) {
        List<Expr> parts = contents.getOrDefault(symbol, List.of());
        return parts.size() == 1 && parts.getFirst() instanceof Expr.Apply apply
                ? diagonal(apply)
                : of(symbol);
    }

    /** The function, or `.*` for a `*` with a scalar, which adds nothing up. */
    public static BuiltIn elementwise(Expr.Apply apply) {
        boolean scalar =
                apply.arguments().stream().anyMatch(argument -> argument.type().isScalar());
        return scalar && apply.function().name().equals("*")
                ? Catalogue.function(".*").orElseThrow()
                : apply.function();
    }

    private static Range ofSize(Expr.Size size) {
        boolean grows =
                size.dimension().coefficients().values().stream().allMatch(factor -> factor > 0);
        if (size.dimension().known().isPresent()) {
            return Range.point(size.dimension().constant());
        }
        return grows
                ? new Range(size.dimension().constant() + 1, Double.POSITIVE_INFINITY, false, true)
                : Range.ANY;
    }

    /** The range of a symbol's elements. */
    public Range of(Symbol symbol) {
        Range declared = known.get(symbol);
        if (declared != null) {
            return declared;
        }
        Range before = computed.get(symbol);
        if (before != null) {
            return before;
        }
        List<Expr> parts = contents.get(symbol);
        if (parts == null) {
            return symbol.type().element() == Element.BOOL ? Range.closed(0, 1) : Range.ANY;
        }
        Pass running = pass;
        return running != null ? running.visit(symbol, parts) : compute(symbol, parts);
    }

    /**
     * The range of a symbol and of all that it is computed from, by induction: passes repeat with
     * wider assumptions about the symbols of a cycle until what follows from the assumptions lies
     * within them.
     */
    private Range compute(Symbol symbol, List<Expr> parts) {
        Map<Symbol, Range> assumed = new HashMap<>();
        settle(symbol, parts, assumed);
        // What is not positive may be negative: a sum of logarithms.
        Map<Symbol, Range> second = new HashMap<>(assumed);
        second.replaceAll((_, range) -> range.equals(Range.ANY) ? NEGATIVE : range);
        Pass best = settle(symbol, parts, assumed.containsValue(Range.ANY) ? second : assumed);
        computed.putAll(best.found);
        return Objects.requireNonNull(best.found.get(symbol));
    }

    /** Widens assumptions until they hold. */
    private Pass settle(Symbol symbol, List<Expr> parts, Map<Symbol, Range> assumed) {
        while (true) {
            Pass attempt = new Pass(assumed);
            pass = attempt;
            attempt.visit(symbol, parts);
            pass = null;
            if (attempt.holds()) {
                return attempt;
            }
            attempt.widen();
        }
    }

    /** One evaluation of every symbol that another one is computed from. */
    private final class Pass {
        private final Map<Symbol, Range> assumed;
        private final Map<Symbol, Range> found = new HashMap<>();
        private final Set<Symbol> open = new HashSet<>();

        Pass(Map<Symbol, Range> assumed) {
            this.assumed = assumed;
        }

        Range visit(Symbol symbol, List<Expr> parts) {
            Range before = found.get(symbol);
            if (before != null) {
                return before;
            }
            if (!open.add(symbol)) {
                return assumed.computeIfAbsent(symbol, _ -> INVARIANTS.getFirst());
            }
            Range result =
                    parts.stream().map(Ranges.this::of).reduce(Range::union).orElse(Range.ANY);
            open.remove(symbol);
            found.put(symbol, result);
            return result;
        }

        boolean holds() {
            return assumed.entrySet().stream()
                    .allMatch(entry -> isWithin(entry.getKey(), entry.getValue()));
        }

        private boolean isWithin(Symbol symbol, Range range) {
            return found.getOrDefault(symbol, Range.ANY).isWithin(range);
        }

        void widen() {
            assumed.replaceAll(
                    (symbol, range) ->
                            isWithin(symbol, range)
                                    ? range
                                    : INVARIANTS.stream()
                                            .filter(
                                                    wider ->
                                                            range.isWithin(wider)
                                                                    && isWithin(symbol, wider))
                                            .findFirst()
                                            .orElse(Range.ANY));
        }
    }
}
