package org.pathwise.compiler.estimate;

import org.pathwise.compiler.core.Latent;
import org.pathwise.compiler.core.Loop;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.core.Symbol;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How sites are summed out of the model: variable elimination over the factors of the joint
 * density, one site after the other (Koller and Friedman 2009, "Probabilistic Graphical Models",
 * section 9.3). A step takes all factors that meet its site, and leaves one that does not.
 */
public record Elimination(List<Step> steps) {
    /** Where no site is summed out. */
    public static final Elimination NONE = new Elimination(List.of());

    public Elimination {
        steps = List.copyOf(steps);
    }

    /**
     * A site is summed out.
     *
     * @param chain the dimension along which each element meets the one before it
     * @param factors those that meet the site
     * @param result what is left, over loops of its own: one for each of the site's dimensions but
     *     the chain's
     */
    public record Step(Latent latent, OptionalInt chain, List<Factor> factors, Factor result) {
        public Step {
            factors = List.copyOf(factors);
        }

        public Symbol symbol() {
            return latent.symbol();
        }
    }

    /**
     * A part of the log joint density.
     *
     * @param meets the sites that it depends on, and how each of their dimensions lies along it
     */
    public record Factor(Source source, Map<Symbol, Map<Integer, Plan.Alignment>> meets) {
        public Factor {
            Map<Symbol, Map<Integer, Plan.Alignment>> copy = new LinkedHashMap<>();
            meets.forEach((site, alignments) -> copy.put(site, Map.copyOf(alignments)));
            meets = Collections.unmodifiableMap(copy);
        }

        boolean has(Symbol site) {
            return meets.containsKey(site);
        }

        /** How a site that it depends on lies along it. */
        public Map<Integer, Plan.Alignment> of(Symbol site) {
            return Objects.requireNonNull(meets.get(site));
        }

        /** The alignment of the pair of neighbours that it meets, where that is a chain's. */
        public Optional<Plan.Alignment.Along> pair(Symbol site, OptionalInt chain) {
            return chain.isPresent()
                            && of(site).get(chain.getAsInt()) instanceof Plan.Alignment.Along along
                            && along.offsets().size() == 2
                    ? Optional.of(along)
                    : Optional.empty();
        }
    }

    /** Where a factor comes from. */
    public sealed interface Source {
        /** The first of the model's terms that are in it. */
        Statement.Term first();

        /** A term as it is. */
        record Term(Statement.Term first) implements Source {}

        /**
         * What a step left.
         *
         * @param step from 0
         * @param loops what the result varies over
         */
        record Result(int step, List<Loop> loops, Statement.Term first) implements Source {
            public Result {
                loops = List.copyOf(loops);
            }
        }
    }

    /** Whether a site is summed out. */
    public boolean has(Symbol site) {
        return steps.stream().anyMatch(step -> step.symbol().equals(site));
    }

    /** Whether a result is final: no later step takes it. */
    public boolean isFinal(Factor result) {
        return steps.stream().noneMatch(step -> result.has(step.symbol()));
    }
}
