package org.pathwise.compiler.estimate;

import org.pathwise.compiler.catalogue.BuiltIn;
import org.pathwise.compiler.catalogue.Range;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Exprs;
import org.pathwise.compiler.core.Ranges;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.core.Subscript;
import org.pathwise.compiler.core.Symbol;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether values are locally Lipschitz in the draws and guide parameters that flow into them: what
 * a pathwise gradient needs, and what it is silently wrong without.
 */
final class Smoothness {
    private static final Set<String> COMPARISONS = Set.of("<", "<=", ">", ">=", "==", "!=");
    private static final Set<String> CONNECTIVES = Set.of("and", "or", "not");
    private static final Set<String> DIVISIONS = Set.of("/", "./");

    private final MovingRanges ranges;
    private final Boundary boundary;
    private final Map<Symbol, Flow> symbols = new HashMap<>();
    private boolean changed;

    Smoothness(Ranges ranges, Map<Symbol, Expr> definitions) {
        this.ranges = new MovingRanges(ranges, this::moves);
        this.boundary = new Boundary(definitions);
    }

    /** Makes a symbol a root: its flow is itself. */
    void root(Symbol symbol) {
        symbols.put(symbol, Flow.of(symbol));
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
        return ranges.of(expr);
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
            case Expr.Reference reference -> symbols.getOrDefault(reference.symbol(), Flow.NONE);
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

    /** What flows into a choice between something and nothing. */
    Flow ofGuard(Expr guard) {
        return condition(guard);
    }

    /** What flows into a {@code factor} that counts where a guard holds. */
    Flow ofFactor(Expr value, Optional<Expr> guard) {
        Flow flow = of(value);
        if (guard.isEmpty()) {
            return flow;
        }
        return flow.or(
                boundary.vanishes(guard.get(), value)
                        ? operands(guard.get())
                        : condition(guard.get()));
    }

    private Flow union(List<Expr> exprs) {
        return exprs.stream().map(this::of).reduce(Flow.NONE, Flow::or);
    }

    private Flow ofConditional(Expr.Conditional conditional) {
        Flow branches = of(conditional.then()).or(of(conditional.otherwise()));
        boolean meet =
                boundary.meet(conditional.condition(), conditional.then(), conditional.otherwise());
        return branches.or(
                meet ? operands(conditional.condition()) : condition(conditional.condition()));
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
        if (apply.function().isLipschitzOn(bounds)) {
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

    private static Fault jump(Expr.Apply apply, String prefix) {
        String name = apply.function().name();
        boolean rounds =
                !COMPARISONS.contains(name)
                        && !CONNECTIVES.contains(name)
                        && !name.equals("sign")
                        && !name.equals("step");
        return new Fault(
                rounds ? Fault.Kind.ROUNDING : Fault.Kind.JUMP,
                name,
                apply.span(),
                prefix + apply.span().text());
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
