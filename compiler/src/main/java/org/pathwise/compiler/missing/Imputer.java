package org.pathwise.compiler.missing;

import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.NewSymbols;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.source.Diagnostics;
import org.pathwise.compiler.type.Element;
import org.pathwise.compiler.type.Support;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes the missing elements of an array latent, where continuous sites observe them. */
final class Imputer {
    private final Observations observations;
    private final Gaps gaps;
    private final Map<Symbol, Expr> definitions;
    private final NewSymbols names;
    private final Diagnostics diagnostics;

    Imputer(
            Observations observations,
            Gaps gaps,
            Map<Symbol, Expr> definitions,
            NewSymbols names,
            Diagnostics diagnostics) {
        this.observations = observations;
        this.gaps = gaps;
        this.definitions = definitions;
        this.names = names;
        this.diagnostics = diagnostics;
    }

    /**
     * What came of it.
     *
     * @param fill the array with latent elements
     * @param sites those that observe missing elements of it
     * @param inside whether the latent elements' support is that of the distributions
     */
    record Imputed(Fill fill, Set<Observations.Site> sites, boolean inside) {}

    /**
     * Imputes one array.
     *
     * @param declared the support that its type states
     * @return empty where no continuous site observes a missing element, or after an error
     */
    Optional<Imputed> impute(Symbol symbol, Mask mask, Support declared, List<Expr> bounds) {
        SortedMap<Integer, Observations.Observed> found = new TreeMap<>();
        for (Observations.Site site : observations.sites()) {
            if (site.leavesOut()
                    || site.plain().filter(symbol::equals).isEmpty()
                    || site.density().draw().distribution().name().equals("Flat")) {
                continue;
            }
            if (!observations.isFixed(site, mask)) {
                diagnostics.report(
                        MissingErrors.elementsUnknown(symbol, site.density().value().span()));
                return Optional.empty();
            }
            for (Observations.Observed observed : observations.missing(site, mask)) {
                Observations.Observed before = found.putIfAbsent(observed.position(), observed);
                if (before != null) {
                    diagnostics.report(
                            MissingErrors.observedTwice(
                                    gaps.element(symbol, observed.position()),
                                    before.site().term(),
                                    observed.site().term()));
                    return Optional.empty();
                }
            }
        }
        return found.isEmpty()
                ? Optional.empty()
                : impute(symbol, mask, declared, bounds, List.copyOf(found.values()));
    }

    private Optional<Imputed> impute(
            Symbol symbol,
            Mask mask,
            Support declared,
            List<Expr> bounds,
            List<Observations.Observed> found) {
        Observations.Observed first = found.getFirst();
        MissingErrors.Element element = gaps.element(symbol, first.position());
        Set<Observations.Site> sites = new LinkedHashSet<>();
        found.forEach(observed -> sites.add(observed.site()));
        for (Observations.Observed observed : found) {
            if (!observations.isGuardKnown(observed.site())) {
                Statement.Term term = observed.site().term();
                diagnostics.report(
                        MissingErrors.guardUnknown(
                                gaps.element(symbol, observed.position()),
                                term,
                                term.guard().orElseThrow().span()));
                return Optional.empty();
            }
        }
        if (symbol.type().element() != Element.REAL) {
            diagnostics.report(
                    MissingErrors.notReal(
                            element, symbol, first.site().density().draw().distribution()));
            return Optional.empty();
        }
        Optional<ElementSupport> own = ElementSupport.of(declared, bounds);
        if (own.isEmpty()) {
            diagnostics.report(
                    MissingErrors.structured(element, symbol.span(), declared.toString()));
            return Optional.empty();
        }
        Optional<ElementSupport> both = Optional.empty();
        boolean inside = true;
        for (Observations.Site site : sites) {
            Optional<ElementSupport> drawn = ElementSupport.of(site.density().draw());
            if (drawn.isEmpty()) {
                diagnostics.report(
                        MissingErrors.structured(
                                element,
                                site.density().value().span(),
                                site.density().draw().distribution().support().toString()));
                return Optional.empty();
            }
            Optional<ElementSupport> here = own.get().and(drawn.get());
            if (here.isEmpty()) {
                diagnostics.report(MissingErrors.noSupport(element, site.term(), symbol));
                return Optional.empty();
            }
            if (both.isPresent() && !both.get().same(here.get())) {
                diagnostics.report(
                        MissingErrors.supportsDiffer(symbol, first.site().term(), site.term()));
                return Optional.empty();
            }
            both = here;
            inside &= here.get().same(drawn.get());
        }
        Optional<Bounds> moved = Optional.empty();
        if (!both.orElseThrow().bounds().isEmpty()) {
            moved =
                    sites.size() == 1
                            ? Bounds.of(symbol, both.get().bounds(), found, definitions, names)
                            : Optional.empty();
            if (moved.isEmpty()) {
                diagnostics.report(
                        MissingErrors.bounds(element, both.get().bounds().getFirst().span()));
                return Optional.empty();
            }
        }
        List<Integer> positions = found.stream().map(Observations.Observed::position).toList();
        Fill fill = Fill.of(symbol, mask, positions, both.get(), moved, first.site(), names);
        return Optional.of(new Imputed(fill, sites, inside && moved.isEmpty()));
    }
}
