package org.pathwise.compiler.missing;

import org.pathwise.compiler.bind.BoundData;
import org.pathwise.compiler.core.CoreProgram;
import org.pathwise.compiler.core.DataInput;
import org.pathwise.compiler.core.Exprs;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.runtime.io.MissingValues;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Counts what became of missing values. */
final class MissingReport {
    private final CoreProgram core;
    private final Gaps gaps;
    private final List<Fill> fills;
    private final Observations observations;
    private final Set<Observations.Site> leftOut;

    MissingReport(
            CoreProgram core,
            Gaps gaps,
            List<Fill> fills,
            Observations observations,
            Set<Observations.Site> leftOut) {
        this.core = core;
        this.gaps = gaps;
        this.fills = fills;
        this.observations = observations;
        this.leftOut = leftOut;
    }

    /** An entry for each data with missing values, in the order of the script. */
    List<MissingValues> of(BoundData data) {
        return core.data().stream()
                .map(DataInput::symbol)
                .filter(symbol -> data.incomplete().containsKey(symbol.name()))
                .map(this::of)
                .toList();
    }

    private MissingValues of(Symbol symbol) {
        Mask mask = gaps.mask(symbol);
        Optional<Fill> fill = fills.stream().filter(one -> one.whole().equals(symbol)).findFirst();
        Optional<Fill> derived =
                fills.stream().filter(one -> gaps.source(one.whole()).equals(symbol)).findFirst();
        Set<Integer> rest = new HashSet<>(mask.missing());
        fill.or(() -> derived)
                .ifPresent(
                        one -> {
                            if (fill.isPresent()) {
                                rest.removeAll(new HashSet<>(one.positions()));
                            } else {
                                rest.clear();
                            }
                        });
        int latent = mask.missing().size() - rest.size();
        int unobserved = unobserved(symbol, mask, rest).size();
        return new MissingValues(
                symbol.name(),
                mask.missing().size(),
                mask.size(),
                latent,
                fill.or(() -> derived).map(one -> one.whole().name()).orElse(symbol.name()),
                rest.size() - unobserved,
                unobserved);
    }

    /** Those of the elements that no site with left out elements mentions. */
    private Set<Integer> unobserved(Symbol symbol, Mask mask, Set<Integer> elements) {
        Set<Integer> rest = new HashSet<>(elements);
        for (Observations.Site site : leftOut) {
            if (site.plain().filter(symbol::equals).isPresent()
                    && observations.isFixed(site, mask)) {
                observations
                        .missing(site, mask)
                        .forEach(observed -> rest.remove(observed.position()));
            } else if (mentions(site, symbol)) {
                rest.clear();
            }
        }
        return rest;
    }

    private boolean mentions(Observations.Site site, Symbol symbol) {
        List<Symbol> mentioned = new ArrayList<>();
        MissingData.contents(site.term()).forEach(expr -> mentioned.addAll(Exprs.symbols(expr)));
        return mentioned.stream()
                .anyMatch(
                        one ->
                                one.equals(symbol)
                                        || gaps.all().containsKey(one)
                                                && gaps.source(one).equals(symbol));
    }
}
