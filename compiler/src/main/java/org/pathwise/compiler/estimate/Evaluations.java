package org.pathwise.compiler.estimate;

import org.pathwise.compiler.core.FiniteStates;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.type.Dimension;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** How often a term is evaluated for each particle: a product of dimensions. */
record Evaluations(List<Dimension> factors) {
    /** Once. */
    static final Evaluations ONE = new Evaluations(List.of());

    Evaluations {
        factors = List.copyOf(factors);
    }

    Evaluations times(Dimension factor) {
        List<Dimension> more = new ArrayList<>(factors);
        more.add(factor);
        return new Evaluations(more);
    }

    /** The product, where dimensions that are not known yet count 1. */
    long count(EstimateOptions options) {
        double product = 1;
        for (Dimension factor : factors) {
            product *= options.extent(factor).orElse(1);
        }
        return (long) product;
    }

    /** {@code 8} or, where not all is known, {@code 2 * C}. */
    String text(EstimateOptions options) {
        double known = 1;
        StringBuilder unknown = new StringBuilder();
        for (Dimension factor : factors) {
            OptionalInt extent = options.extent(factor);
            if (extent.isPresent()) {
                known *= extent.getAsInt();
            } else {
                unknown.append(unknown.isEmpty() ? "" : " * ").append(Marginals.base(factor));
            }
        }
        if (unknown.isEmpty()) {
            return Long.toString((long) known);
        }
        return known == 1 ? unknown.toString() : (long) known + " * " + unknown;
    }

    /**
     * What the states of all sites that are summed over them make of the dearest term that a site
     * reaches.
     */
    static Evaluations dearest(Plan plan, Plan.Site site, EstimateOptions options) {
        Evaluations dearest = ONE;
        for (Plan.Reach reach : site.reach()) {
            Evaluations own = ONE;
            for (Plan.Site other : plan.sites()) {
                if (other.form() == Plan.Form.SUMMED
                        && Enumeration.reaches(other, reach.target())) {
                    own = own.times(states(other));
                }
            }
            if (own.factors().size() > dearest.factors().size()
                    || own.count(options) > dearest.count(options)) {
                dearest = own;
            }
        }
        return dearest;
    }

    /** Those of a step that sums a site out: also for each state of others that go later. */
    static Evaluations of(Elimination.Step step, Elimination elimination) {
        Evaluations all = ONE.times(states(step.symbol(), elimination));
        if (step.chain().isPresent()) {
            all = all.times(states(step.symbol(), elimination));
        }
        for (Symbol other : step.result().meets().keySet()) {
            if (elimination.has(other)) {
                all = all.times(states(other, elimination));
            }
        }
        return all;
    }

    private static Dimension states(Symbol site, Elimination elimination) {
        return elimination.steps().stream()
                .filter(step -> step.symbol().equals(site))
                .map(step -> FiniteStates.of(step.latent()).orElseThrow().count())
                .findFirst()
                .orElseThrow();
    }

    static Dimension states(Plan.Site site) {
        return FiniteStates.of(site.latent()).orElseThrow().count();
    }
}
