package org.pathwise.compiler.estimate;

import org.pathwise.compiler.catalogue.BuiltIn;
import org.pathwise.compiler.catalogue.Catalogue;
import org.pathwise.compiler.catalogue.Range;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Exprs;
import org.pathwise.compiler.core.Ranges;
import org.pathwise.compiler.core.Regular;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.core.Subscript;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.source.Span;
import org.pathwise.compiler.type.Element;
import org.pathwise.compiler.type.Type;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Whether values are locally Lipschitz in the draws and guide parameters that flow into them: what
 * a pathwise gradient needs, and what it is silently wrong without.
 */
final class Smoothness {
    private static final Set<String> COMPARISONS = Set.of("<", "<=", ">", ">=", "==", "!=");
    private static final Set<String> CONNECTIVES = Set.of("and", "or", "not");
    private static final Set<String> PRODUCTS = Set.of("*", ".*");
    private static final Set<String> DIVISIONS = Set.of("/", "./");

    private static final Set<String> MATRIX_INVERSES =
            Set.of("solve", "inverse", "log_determinant");
    private static final Set<String> PERIODIC = Set.of("sin", "cos");

    private final MovingRanges ranges;
    private final Regular regular;
    private final Boundary boundary;
    private final Angles angles;
    private final Set<Symbol> circular = new HashSet<>();
    private final Set<Span> smoothed;
    private final Map<Symbol, Flow> symbols = new HashMap<>();
    private boolean changed;

    /**
     * Prepares.
     *
     * @param definitions the definitions that merely give an expression a name
     * @param smoothed steps that count as if a smooth function stood in their place
     */
    Smoothness(Ranges ranges, Map<Symbol, Expr> definitions, Set<Span> smoothed) {
        this.smoothed = smoothed;
        this.ranges = new MovingRanges(ranges, this::moves);
        this.regular = new Regular(ranges);
        this.boundary = new Boundary(definitions);
        this.angles = new Angles(this.ranges.definitions(), this::of);
    }

    /** Makes a symbol a root: its flow is itself. */
    void root(Symbol symbol) {
        symbols.put(symbol, Flow.of(symbol));
    }

    /** Says that a root is an angle, whose draws may be moved by whole turns. */
    void circular(Symbol symbol) {
        circular.add(symbol);
    }

    /**
     * Follows the roots through definitions until nothing changes: a recursion's steps feed
     * themselves.
     */
    void follow(List<Statement> statements) {
        do {
            changed = false;
            statements.forEach(this::define);
        } while (changed);
    }

    private boolean moves(Expr expr) {
        return Exprs.symbols(expr).stream()
                .anyMatch(symbol -> !symbols.getOrDefault(symbol, Flow.NONE).roots().isEmpty());
    }

    /** The bounds of those elements of an expression that anything flows into. */
    Range range(Expr expr) {
        if (isSmoothed(expr) && expr instanceof Expr.Apply step && isRounding(step)) {
            return range(step.arguments().getFirst());
        }
        // What is not rounded any more may lie between the rounded bounds, and a little beyond.
        return !smoothed.isEmpty() && Exprs.any(expr, this::isSmoothed)
                ? Range.ANY
                : ranges.of(expr);
    }

    private boolean isSmoothed(Expr expr) {
        return smoothed.contains(expr.span())
                && expr instanceof Expr.Apply apply
                && !CONNECTIVES.contains(apply.function().name());
    }

    private void define(Statement statement) {
        switch (statement) {
            case Statement.Definition definition -> {
                ranges.define(definition);
                Flow before = symbols.getOrDefault(definition.symbol(), Flow.NONE);
                Flow after =
                        definition.pieces().stream()
                                .map(piece -> of(piece.content()))
                                .reduce(before, Flow::or);
                if (!after.equals(before)) {
                    symbols.put(definition.symbol(), after);
                    changed = true;
                }
            }
            case Statement.Recursion recursion -> recursion.definitions().forEach(this::define);
            case Statement.Sample _, Statement.Term _ -> {}
        }
    }

    /** What flows into an expression. */
    Flow of(Expr expr) {
        return switch (expr) {
            case Expr.Literal _, Expr.Size _, Expr.LoopIndex _ -> Flow.NONE;
            case Expr.Reference reference -> ofReference(reference);
            case Expr.Apply apply -> ofApply(apply, "");
            case Expr.Conditional conditional -> ofConditional(conditional);
            case Expr.Index index -> ofIndex(index);
            case Expr.Comprehension comprehension -> of(comprehension.body());
            case Expr.ArrayLiteral literal -> union(literal.elements());
            case Expr.LogDensity density ->
                    new DensityFlow(this)
                            .of(density.distribution(), density.value(), _ -> false, true);
        };
    }

    private Flow ofReference(Expr.Reference reference) {
        Flow flow = symbols.getOrDefault(reference.symbol(), Flow.NONE);
        return circular.contains(reference.symbol())
                ? flow.with(new Fault(Fault.Kind.CIRCULAR, "", reference.span()))
                : flow;
    }

    /** What flows into an expression that is used with the period 2 pi. */
    Flow ofAngle(Expr expr) {
        return angles.of(expr);
    }

    /** What flows into a choice between something and nothing. */
    Flow ofGuard(Expr guard) {
        return condition(guard);
    }

    /** What flows into a {@code factor} that counts where a guard holds. */
    Flow ofFactor(Expr value, Optional<Expr> guard) {
        Flow flow = of(value);
        return guard.map(
                        condition ->
                                flow.or(
                                        switching(
                                                condition, part -> boundary.vanishes(part, value))))
                .orElse(flow);
    }

    private Flow union(List<Expr> exprs) {
        return exprs.stream().map(this::of).reduce(Flow.NONE, Flow::or);
    }

    private Flow ofConditional(Expr.Conditional conditional) {
        Flow branches = of(conditional.then()).or(of(conditional.otherwise()));
        return branches.or(
                switching(
                        conditional.condition(),
                        part -> boundary.meet(part, conditional.then(), conditional.otherwise())));
    }

    /**
     * What flows into a condition that switches branches. Of several comparisons in it each has a
     * boundary of its own: {@code z > 0 and x > 0}.
     *
     * @param meets whether the branches meet where a comparison's sides are equal
     */
    private Flow switching(Expr condition, Predicate<Expr> meets) {
        Expr meaning = boundary.meaning(condition);
        if (meaning instanceof Expr.Apply apply) {
            if (CONNECTIVES.contains(apply.function().name())) {
                return apply.arguments().stream()
                        .map(part -> switching(part, meets))
                        .reduce(Flow.NONE, Flow::or);
            }
            if (Boundary.isComparison(apply) && meets.test(apply)) {
                return operands(apply);
            }
        }
        return condition(meaning instanceof Expr.Apply ? meaning : condition);
    }

    /** What flows into the two sides of a comparison. */
    private Flow operands(Expr condition) {
        return union(Exprs.children(condition));
    }

    /** What flows into a condition that switches branches. */
    private Flow condition(Expr expr) {
        return expr instanceof Expr.Apply apply ? ofApply(apply, "if ") : of(expr);
    }

    private Flow ofApply(Expr.Apply apply, String prefix) {
        String name = apply.function().name();
        List<Range> bounds = apply.arguments().stream().map(this::range).toList();
        if (PERIODIC.contains(name)) {
            return ofAngle(apply.arguments().getFirst());
        }
        Optional<Expr.Conditional> choice = choice(apply);
        if (choice.isPresent()) {
            return ofConditional(choice.get());
        }
        if (isSmoothed(apply) || apply.function().isLipschitzOn(bounds) || isInside(apply)) {
            return union(apply.arguments());
        }
        if (DIVISIONS.contains(name)) {
            Flow divisor =
                    of(apply.arguments().getLast())
                            .with(new Fault(Fault.Kind.DIVISION, name, apply.span()));
            return of(apply.arguments().getFirst()).or(divisor);
        }
        if (CONNECTIVES.contains(name)) {
            Flow parts =
                    apply.arguments().stream()
                            .map(argument -> prefix.isEmpty() ? of(argument) : condition(argument))
                            .reduce(Flow.NONE, Flow::or);
            return parts.with(jump(apply, prefix));
        }
        Flow arguments = union(apply.arguments());
        return arguments.with(
                apply.function().smoothness() == BuiltIn.Smoothness.DISCONTINUOUS
                        ? jump(apply, prefix)
                        : new Fault(
                                Fault.Kind.SINGULARITY,
                                "the argument of `" + name + "`",
                                apply.span()));
    }

    /** Whether the arguments are inside the domain for reasons that no bounds show. */
    private boolean isInside(Expr.Apply apply) {
        Expr first = apply.arguments().getFirst();
        if (MATRIX_INVERSES.contains(apply.function().name())) {
            return regular.is(first);
        }
        if (!apply.function().name().equals("log_diff_exp")) {
            return false;
        }
        Expr difference =
                new Expr.Apply(
                        Catalogue.function("-").orElseThrow(),
                        apply.arguments(),
                        apply.type(),
                        apply.span());
        return range(difference).isPositive();
    }

    /** {@code (z > 0) * f(z)} is {@code if z > 0 then f(z) else 0}. */
    private Optional<Expr.Conditional> choice(Expr.Apply apply) {
        if (!PRODUCTS.contains(apply.function().name())) {
            return Optional.empty();
        }
        Expr first = apply.arguments().getFirst();
        Expr last = apply.arguments().getLast();
        boolean isFirst = isBool(first);
        if (!isFirst && !isBool(last)) {
            return Optional.empty();
        }
        Expr zero = new Expr.Literal(0, Type.REAL, apply.span());
        return Optional.of(
                new Expr.Conditional(
                        isFirst ? first : last,
                        isFirst ? last : first,
                        zero,
                        apply.type(),
                        apply.span()));
    }

    /** A truth value by itself: contractions have none among their arguments. */
    private static boolean isBool(Expr expr) {
        return expr.type().isScalar() && expr.type().element() == Element.BOOL;
    }

    private static Fault jump(Expr.Apply apply, String prefix) {
        return new Fault(
                isRounding(apply) ? Fault.Kind.ROUNDING : Fault.Kind.JUMP,
                apply.function().name(),
                apply.span(),
                prefix + apply.span().text());
    }

    /** Whether a function that jumps stays close to its argument. */
    private static boolean isRounding(Expr.Apply apply) {
        String name = apply.function().name();
        return !COMPARISONS.contains(name)
                && !CONNECTIVES.contains(name)
                && !name.equals("sign")
                && !name.equals("step");
    }

    private Flow ofIndex(Expr.Index index) {
        Flow flow = of(index.base());
        for (Subscript subscript : index.subscripts()) {
            if (subscript instanceof Subscript.At(Expr at)) {
                flow = flow.or(of(at).with(new Fault(Fault.Kind.INDEX, "", index.span())));
            }
        }
        return flow;
    }
}
