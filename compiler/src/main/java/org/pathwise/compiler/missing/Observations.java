package org.pathwise.compiler.missing;

import org.pathwise.compiler.catalogue.Distribution;
import org.pathwise.compiler.core.CoreProgram;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.core.Substitution;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.estimate.DataIndex;
import org.pathwise.compiler.estimate.Definitions;
import org.pathwise.compiler.lower.DataEvaluator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which sampling statements observe which elements of data. */
final class Observations {
    private final DataEvaluator evaluator;
    private final Masks masks;
    private final Map<Symbol, Expr> definitions;
    private final List<Site> sites;

    /**
     * A sampling statement of the model whose left side is data.
     *
     * @param plain the array of which the left side is a part; empty for another expression
     */
    record Site(Statement.Term term, Statement.Density density, Optional<Symbol> plain) {
        /**
         * Whether a missing value leaves the likelihood: of a distribution that no continuous
         * latent can have, because its values are integers, or because it has atoms.
         */
        boolean leavesOut() {
            Distribution distribution = density.draw().distribution();
            return distribution.isDiscrete()
                    || distribution.role() == Distribution.Role.OBSERVATION;
        }
    }

    /**
     * An observation of one element.
     *
     * @param position of the element, row-major
     * @param table of the site, whose row {@code row} it is: see {@link DataEvaluator.Table}
     */
    record Observed(Site site, int position, DataEvaluator.Table table, int row) {}

    Observations(CoreProgram core, DataEvaluator evaluator, Masks masks) {
        this.evaluator = evaluator;
        this.masks = masks;
        this.definitions = Definitions.plain(core);
        this.sites =
                core.terms().stream()
                        .filter(
                                term ->
                                        term.content() instanceof Statement.Density density
                                                && density.latent().isEmpty())
                        .map(
                                term -> {
                                    var density = (Statement.Density) term.content();
                                    return new Site(term, density, plain(density.value()));
                                })
                        .toList();
    }

    List<Site> sites() {
        return sites;
    }

    static Optional<Symbol> plain(Expr value) {
        return switch (value) {
            case Expr.Reference reference -> Optional.of(reference.symbol());
            case Expr.Index(Expr.Reference reference, _, _, _) -> Optional.of(reference.symbol());
            default -> Optional.empty();
        };
    }

    /**
     * The expression with definitions written out, where it then depends on data alone, and on none
     * that is missing.
     */
    Optional<Expr> known(Expr expr) {
        return DataIndex.of(expr, definitions)
                .filter(written -> DataEvaluator.isData(written) && !masks.touch(written));
    }

    /** Whether the elements that a site observes do not depend on latents or missing data. */
    boolean isFixed(Site site, Mask mask) {
        return known(positions(site, mask)).isPresent();
    }

    /** Whether it is known where a site counts. */
    boolean isGuardKnown(Site site) {
        return site.term().guard().isEmpty() || known(site.term().guard().get()).isPresent();
    }

    /**
     * The missing elements that a site with a plain, fixed left side observes; a guard that is not
     * known counts as holding.
     */
    List<Observed> missing(Site site, Mask mask) {
        List<Expr> exprs = new ArrayList<>();
        exprs.add(known(positions(site, mask)).orElseThrow());
        site.term().guard().flatMap(this::known).ifPresent(exprs::add);
        DataEvaluator.Table table = evaluator.table(site.term().loops(), exprs);
        List<Observed> found = new ArrayList<>();
        for (int row = 0; row < table.size(); row++) {
            int position = (int) table.values().getFirst()[row];
            boolean counts = exprs.size() == 1 || table.values().get(1)[row] != 0;
            if (counts && mask.missing().contains(position)) {
                found.add(new Observed(site, position, table, row));
            }
        }
        return found;
    }

    private static Expr positions(Site site, Mask mask) {
        return new Substitution(Map.of(site.plain().orElseThrow(), mask.position()))
                .in(site.density().value());
    }
}
