package org.pathwise.compiler.missing;

import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Exprs;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.core.Subscript;
import org.pathwise.compiler.core.Substitution;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.lower.DataEvaluator;
import org.pathwise.compiler.source.Diagnostics;
import org.pathwise.compiler.type.Dimension;
import org.pathwise.compiler.type.Element;
import org.pathwise.compiler.type.Type;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What observations become: with latent elements, or with guards that leave elements out. */
final class Terms {
    private final Masks masks;
    private final Gaps gaps;
    private final Observations observations;
    private final DataEvaluator evaluator;
    private final Map<Symbol, Imputer.Imputed> imputed;
    private final Map<Symbol, Symbol> moved;
    private final Substitution substitution;
    private final Diagnostics diagnostics;
    private final Map<Statement.Term, Statement.Term> observed = new HashMap<>();
    private final Set<Statement.Term> inside = new HashSet<>();
    private final Set<Observations.Site> leftOut = new LinkedHashSet<>();

    Terms(
            Masks masks,
            Gaps gaps,
            Observations observations,
            DataEvaluator evaluator,
            Map<Symbol, Imputer.Imputed> imputed,
            Map<Symbol, Symbol> moved,
            Substitution substitution,
            Diagnostics diagnostics) {
        this.masks = masks;
        this.gaps = gaps;
        this.observations = observations;
        this.evaluator = evaluator;
        this.imputed = imputed;
        this.moved = moved;
        this.substitution = substitution;
        this.diagnostics = diagnostics;
    }

    /** See {@link org.pathwise.compiler.bind.Imputation#observed}. */
    Map<Statement.Term, Statement.Term> observed() {
        return observed;
    }

    /** See {@link org.pathwise.compiler.bind.Imputation#inside}. */
    Set<Statement.Term> inside() {
        return inside;
    }

    /** The sites some of whose elements are left out. */
    Set<Observations.Site> leftOut() {
        return leftOut;
    }

    Statement.Term of(Statement.Term term) {
        Optional<Observations.Site> site =
                observations.sites().stream()
                        .filter(candidate -> candidate.term().equals(term))
                        .findFirst();
        if (site.isEmpty()) {
            return substitution.in(term);
        }
        Expr value = site.get().density().value();
        Optional<Imputer.Imputed> latent = site.get().plain().map(imputed::get);
        if (latent.isPresent()) {
            return filled(site.get(), latent.get());
        }
        Optional<Symbol> missing =
                Exprs.symbols(value).stream()
                        .filter(substitution.symbols()::containsKey)
                        .map(symbol -> moved.getOrDefault(symbol, symbol))
                        .findFirst();
        if (missing.isPresent()) {
            diagnostics.report(MissingErrors.dependsOnMissing(value.span(), missing.get()));
            return term;
        }
        return masks.touch(value) ? guarded(site.get()) : substitution.in(term);
    }

    private Statement.Term filled(Observations.Site site, Imputer.Imputed latent) {
        Statement.Term term = substitution.in(site.term());
        if (site.density().draw().distribution().rank() == 0) {
            Masks own = new Masks();
            gaps.all().forEach(own::put);
            Seen.of(site.density().value(), own)
                    .where()
                    .ifPresent(seen -> observed.put(term, with(site.term(), seen)));
        }
        if (latent.inside()) {
            inside.add(term);
        }
        return term;
    }

    private Statement.Term guarded(Observations.Site site) {
        Expr value = site.density().value();
        Seen.Result seen = Seen.of(value, masks);
        if (seen.spread().isPresent()) {
            diagnostics.report(
                    MissingErrors.spread(gaps.first(symbol(value)), seen.spread().get().span()));
            return site.term();
        }
        Expr where = seen.where().orElseThrow();
        List<Expr> exprs = new ArrayList<>();
        Optional<Expr> known = observations.known(where);
        if (known.isEmpty()) {
            diagnostics.report(MissingErrors.elementsUnknown(symbol(value), value.span()));
            return site.term();
        }
        exprs.add(known.get());
        site.term().guard().flatMap(observations::known).ifPresent(exprs::add);
        DataEvaluator.Table table = evaluator.table(site.term().loops(), exprs);
        boolean complete = true;
        for (int row = 0; row < table.size(); row++) {
            boolean counts = exprs.size() == 1 || table.values().get(1)[row] != 0;
            complete &= !counts || table.values().getFirst()[row] != 0;
        }
        if (complete) {
            return substitution.in(site.term());
        }
        boolean flat = site.density().draw().distribution().name().equals("Flat");
        if (!site.leavesOut() && !flat) {
            diagnostics.report(
                    MissingErrors.expression(
                            gaps.first(symbol(value)),
                            value.span(),
                            site.density().draw().distribution().name()));
            return site.term();
        }
        int rank = site.density().draw().distribution().rank();
        if (rank > 0 && isPartial(table, rank)) {
            diagnostics.report(
                    MissingErrors.partlyMissing(
                            gaps.first(symbol(value)),
                            value.span(),
                            site.density().draw().distribution()));
            return site.term();
        }
        Statement.Term term = substitution.in(with(site.term(), first(where, rank)));
        leftOut.add(site);
        return term;
    }

    private Symbol symbol(Expr value) {
        return Exprs.symbols(value).stream()
                .filter(symbol -> masks.of(symbol).isPresent())
                .findFirst()
                .orElseThrow();
    }

    /** Whether some elements of one draw are there and others are not. */
    private static boolean isPartial(DataEvaluator.Table table, int rank) {
        double[] seen = table.values().getFirst();
        List<Integer> extents = table.extents();
        int event =
                extents.subList(extents.size() - rank, extents.size()).stream()
                        .reduce(1, Math::multiplyExact);
        for (int i = 0; i < seen.length; i++) {
            if (seen[i] != seen[i - i % event]) {
                return true;
            }
        }
        return false;
    }

    /** Whether the first element of each draw is there, which says it of all. */
    private static Expr first(Expr seen, int rank) {
        if (rank == 0) {
            return seen;
        }
        List<Dimension> shape = seen.type().shape();
        List<Dimension> batch = shape.subList(0, shape.size() - rank);
        List<Subscript> subscripts = new ArrayList<>();
        batch.forEach(_ -> subscripts.add(new Subscript.All()));
        for (int i = 0; i < rank; i++) {
            subscripts.add(new Subscript.At(new Expr.Literal(1, Type.INT, seen.span())));
        }
        return new Expr.Index(seen, subscripts, seen.type().withShape(batch), seen.span());
    }

    private static Statement.Term with(Statement.Term term, Expr seen) {
        Expr truth = seen;
        if (truth.type().element() != Element.BOOL) {
            throw new IllegalStateException("a guard of type " + truth.type());
        }
        return new Statement.Term(
                term.loops(),
                Optional.of(
                        term.guard().map(guard -> Seen.both(guard, truth, truth)).orElse(truth)),
                term.content(),
                term.span());
    }
}
