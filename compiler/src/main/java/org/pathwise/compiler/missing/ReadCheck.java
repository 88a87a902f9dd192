package org.pathwise.compiler.missing;

import org.pathwise.compiler.core.Draw;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Loop;
import org.pathwise.compiler.core.Loops;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.core.Subscript;
import org.pathwise.compiler.core.Substitution;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.estimate.Elementwise;
import org.pathwise.compiler.lower.DataEvaluator;
import org.pathwise.compiler.source.Diagnostics;
import org.pathwise.compiler.type.Element;
import org.pathwise.compiler.type.Type;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds expressions that read missing elements, where neither a guard nor an `if` keeps them. */
final class ReadCheck {
    private final Masks masks;
    private final Map<Symbol, Symbol> originals;
    private final Observations observations;
    private final DataEvaluator evaluator;
    private final Gaps gaps;
    private final Diagnostics diagnostics;
    private final Set<Symbol> reported = new HashSet<>();

    /**
     * Prepares.
     *
     * @param masks the elements that nothing may read
     * @param originals for each symbol that took another's place, that other
     */
    ReadCheck(
            Masks masks,
            Map<Symbol, Symbol> originals,
            Observations observations,
            DataEvaluator evaluator,
            Gaps gaps,
            Diagnostics diagnostics) {
        this.masks = masks;
        this.originals = originals;
        this.observations = observations;
        this.evaluator = evaluator;
        this.gaps = gaps;
        this.diagnostics = diagnostics;
    }

    void check(Statement statement) {
        switch (statement) {
            case Statement.Definition definition ->
                    definition.pieces().forEach(piece -> walk(piece.content(), piece.loops()));
            case Statement.Recursion recursion -> recursion.definitions().forEach(this::check);
            case Statement.Sample sample ->
                    sample.pieces()
                            .forEach(piece -> arguments(piece.content(), piece.loops(), List.of()));
            case Statement.Term term -> {
                term.guard().ifPresent(guard -> walk(guard, term.loops()));
                List<Expr> counts = term.guard().map(this::conjuncts).orElse(List.of());
                switch (term.content()) {
                    case Statement.Density(_, Expr value, Draw draw) -> {
                        walk(value, term.loops(), counts);
                        arguments(draw, term.loops(), counts);
                    }
                    case Statement.Factor(Expr value) -> walk(value, term.loops(), counts);
                }
            }
        }
    }

    private void arguments(Draw draw, List<Loop> loops, List<Expr> counts) {
        for (int i = 0; i < draw.arguments().size(); i++) {
            boolean vector = draw.distribution().parameters().get(i).rank() > 0;
            walk(draw.arguments().get(i), loops, vector ? scalars(counts) : counts);
        }
    }

    /** The parts of a condition that depend on data alone, and all hold where it holds. */
    private List<Expr> conjuncts(Expr guard) {
        if (guard instanceof Expr.Conditional(Expr a, Expr b, Expr.Literal no, _, _)
                && no.value() == 0) {
            return join(conjuncts(a), conjuncts(b));
        }
        if (guard instanceof Expr.Apply apply && apply.function().name().equals("and")) {
            return apply.arguments().stream()
                    .map(this::conjuncts)
                    .reduce(List.of(), ReadCheck::join);
        }
        return observations.known(guard).map(List::of).orElse(List.of());
    }

    private static List<Expr> join(List<Expr> a, List<Expr> b) {
        List<Expr> both = new ArrayList<>(a);
        both.addAll(b);
        return both;
    }

    /** Conditions that have no dimension of their own: they hold for all that is read. */
    private static List<Expr> scalars(List<Expr> counts) {
        return counts.stream().filter(condition -> condition.type().isScalar()).toList();
    }

    private void walk(Expr expr, List<Loop> loops) {
        walk(expr, loops, List.of());
    }

    private void walk(Expr expr, List<Loop> loops, List<Expr> counts) {
        if (!masks.touch(expr)) {
            return;
        }
        switch (expr) {
            case Expr.Literal _, Expr.Size _, Expr.LoopIndex _ -> {}
            case Expr.Reference reference -> read(reference.symbol(), reference, loops, counts);
            case Expr.Index index -> {
                for (Subscript subscript : index.subscripts()) {
                    if (subscript instanceof Subscript.At(Expr at)) {
                        walk(at, loops, scalars(counts));
                    }
                }
                if (index.base() instanceof Expr.Reference reference) {
                    read(reference.symbol(), index, loops, counts);
                } else {
                    walk(index.base(), loops, scalars(counts));
                }
            }
            case Expr.Conditional c -> {
                walk(c.condition(), loops, counts);
                Optional<Expr> known = observations.known(c.condition());
                List<Expr> then = new ArrayList<>(counts);
                known.ifPresent(then::add);
                walk(c.then(), loops, then);
                List<Expr> otherwise = new ArrayList<>(counts);
                known.ifPresent(condition -> otherwise.add(not(condition)));
                walk(c.otherwise(), loops, otherwise);
            }
            case Expr.Apply apply -> {
                List<Expr> kept = Elementwise.is(apply) ? counts : scalars(counts);
                apply.arguments().forEach(argument -> walk(argument, loops, kept));
            }
            case Expr.Comprehension c -> {
                List<Loop> inner = new ArrayList<>(loops);
                inner.add(c.loop());
                walk(c.body(), inner, scalars(counts));
            }
            case Expr.ArrayLiteral literal ->
                    literal.elements().forEach(e -> walk(e, loops, scalars(counts)));
            case Expr.LogDensity density -> {
                walk(density.value(), loops, scalars(counts));
                arguments(density.distribution(), loops, scalars(counts));
            }
        }
    }

    private static Expr not(Expr condition) {
        Type truth = condition.type().withElement(Element.BOOL);
        return new Expr.Conditional(
                condition,
                new Expr.Literal(0, truth, condition.span()),
                new Expr.Literal(1, truth, condition.span()),
                truth,
                condition.span());
    }

    private void read(Symbol symbol, Expr whole, List<Loop> loops, List<Expr> counts) {
        Optional<Mask> mask = masks.of(symbol);
        if (mask.isEmpty() || reported.contains(symbol)) {
            return;
        }
        Optional<Expr> positions =
                observations.known(
                        new Substitution(Map.of(symbol, mask.get().position())).in(whole));
        if (positions.isEmpty() || !loops.containsAll(Loops.of(positions.get()))) {
            report(symbol, mask.get().missing().first(), whole);
            return;
        }
        List<Expr> exprs = new ArrayList<>(List.of(positions.get()));
        counts.stream()
                .filter(condition -> loops.containsAll(Loops.of(condition)))
                .forEach(exprs::add);
        DataEvaluator.Table table = evaluator.table(loops, exprs);
        for (int row = 0; row < table.size(); row++) {
            int position = (int) table.values().getFirst()[row];
            int at = row;
            boolean counted =
                    table.values().stream().skip(1).allMatch(condition -> condition[at] != 0);
            if (counted && mask.get().missing().contains(position)) {
                report(symbol, position, whole);
                return;
            }
        }
    }

    private void report(Symbol symbol, int position, Expr read) {
        reported.add(symbol);
        Symbol original = originals.getOrDefault(symbol, symbol);
        diagnostics.report(
                MissingErrors.notModelled(
                        gaps.element(original, position),
                        original,
                        read.span(),
                        symbol.type().element() != Element.REAL));
    }
}
