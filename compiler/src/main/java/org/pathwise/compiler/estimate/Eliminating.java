package org.pathwise.compiler.estimate;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.core.Latent;
import org.pathwise.compiler.core.Loop;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.type.Dimension;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Finds an order in which sites can be summed out, each at the cost of its own states: of those
 * that can go next, the one that leaves the fewest others in one factor, and the last of the model
 * among equals.
 */
final class Eliminating {
    private final ChainReads reads;
    private final Map<Symbol, Latent> remaining = new LinkedHashMap<>();
    private final List<Elimination.Factor> factors = new ArrayList<>();
    private final List<Elimination.Step> steps = new ArrayList<>();

    /**
     * Prepares.
     *
     * @param sites those to be summed out, in the order of the model
     * @param reaches what every site of the program reaches
     */
    Eliminating(
            List<Latent> sites,
            List<Statement.Term> terms,
            Map<Symbol, List<Plan.Reach>> reaches,
            ChainReads reads) {
        this.reads = reads;
        sites.forEach(latent -> remaining.put(latent.symbol(), latent));
        for (Statement.Term term : terms) {
            Map<Symbol, Map<Integer, Plan.Alignment>> meets = new LinkedHashMap<>();
            reaches.forEach(
                    (site, list) ->
                            list.stream()
                                    .filter(
                                            reach ->
                                                    reach.target()
                                                            .equals(
                                                                    new Plan.Target.ModelTerm(
                                                                            term)))
                                    .forEach(reach -> meets.put(site, reach.alignments())));
            if (meets.keySet().stream().anyMatch(remaining::containsKey)) {
                factors.add(new Elimination.Factor(new Elimination.Source.Term(term), meets));
            }
        }
    }

    /** Why a site cannot go next. */
    record Obstacle(Latent latent, Statement.Term term, Reason reason, Optional<Symbol> other) {}

    /** What stands in a site's way. */
    enum Reason {
        /** A term depends on several elements. */
        SEVERAL_ELEMENTS,
        /** A term depends on elements that are not neighbours along one dimension. */
        NOT_NEIGHBOURS,
        /** A pair of neighbours is read through a definition. */
        INDIRECT,
        /** A term depends on another such site, whose elements do not belong to this one's. */
        OTHER_SITE,
        /** A term depends on another such site, whose elements lie along this one's chain. */
        ALONG_CHAIN
    }

    /** The order, or for each site that is left what stands in its way. */
    record Outcome(Elimination elimination, List<Obstacle> obstacles) {}

    Outcome run() {
        while (!remaining.isEmpty()) {
            List<Obstacle> obstacles = new ArrayList<>();
            Elimination.@Nullable Step best = null;
            for (Latent latent : remaining.values()) {
                Attempt attempt = new Attempt(latent);
                Elimination.@Nullable Step step = attempt.step();
                if (step == null) {
                    obstacles.add(attempt.obstacle());
                } else if (best == null || others(step) <= others(best)) {
                    best = step;
                }
            }
            if (best == null) {
                return new Outcome(new Elimination(steps), obstacles);
            }
            remaining.remove(best.symbol());
            factors.removeAll(best.factors());
            factors.add(best.result());
            steps.add(best);
        }
        return new Outcome(new Elimination(steps), List.of());
    }

    private long others(Elimination.Step step) {
        return step.result().meets().keySet().stream().filter(remaining::containsKey).count();
    }

    /** One site, tried as the next. */
    private final class Attempt {
        private final Latent latent;
        private final Symbol site;
        private final List<Elimination.Factor> own;
        private OptionalInt chain = OptionalInt.empty();
        private Optional<Obstacle> obstacle = Optional.empty();

        Attempt(Latent latent) {
            this.latent = latent;
            this.site = latent.symbol();
            this.own = factors.stream().filter(factor -> factor.has(site)).toList();
        }

        Obstacle obstacle() {
            return obstacle.orElseThrow();
        }

        private void fail(Elimination.Factor factor, Reason reason, Optional<Symbol> other) {
            if (obstacle.isEmpty()) {
                obstacle =
                        Optional.of(new Obstacle(latent, factor.source().first(), reason, other));
            }
        }

        Elimination.@Nullable Step step() {
            own.forEach(this::checkAlignments);
            if (obstacle.isPresent()) {
                return null;
            }
            PlateLoops loops = new PlateLoops(site, chain);
            Map<Symbol, Map<Integer, Plan.Alignment>> meets = new LinkedHashMap<>();
            for (Symbol other : others()) {
                meets.put(other, place(other, loops));
            }
            if (obstacle.isPresent()) {
                return null;
            }
            Elimination.Source source =
                    new Elimination.Source.Result(
                            steps.size(), loops.all(), own.getFirst().source().first());
            return new Elimination.Step(latent, chain, own, new Elimination.Factor(source, meets));
        }

        private Set<Symbol> others() {
            Set<Symbol> others = new LinkedHashSet<>();
            own.forEach(factor -> others.addAll(factor.meets().keySet()));
            others.remove(site);
            return others;
        }

        private void checkAlignments(Elimination.Factor factor) {
            Map<Integer, Plan.Alignment> alignments = factor.of(site);
            for (int i = 0; i < site.type().rank(); i++) {
                switch (alignments.get(i)) {
                    case null -> fail(factor, Reason.SEVERAL_ELEMENTS, Optional.empty());
                    case Plan.Alignment.Gathered _, Plan.Alignment.Elementwise _ -> {}
                    case Plan.Alignment.Along(Loop loop, List<Integer> offsets) -> {
                        if (offsets.size() > 1) {
                            checkPair(factor, i, loop, offsets);
                        }
                    }
                }
            }
        }

        private void checkPair(
                Elimination.Factor factor, int dimension, Loop loop, List<Integer> offsets) {
            boolean neighbours = offsets.size() == 2 && offsets.get(0) + 1 == offsets.get(1);
            if (!neighbours || chain.isPresent() && chain.getAsInt() != dimension) {
                fail(factor, Reason.NOT_NEIGHBOURS, Optional.empty());
                return;
            }
            chain = OptionalInt.of(dimension);
            if (!(factor.source() instanceof Elimination.Source.Term(Statement.Term term))
                    || !reads.areDirect(term, site, dimension, loop)) {
                fail(factor, Reason.INDIRECT, Optional.empty());
            }
        }

        private Reason reason(Plan.@Nullable Alignment other, Elimination.Factor factor) {
            return chain.isPresent()
                            && other != null
                            && other.equals(factor.of(site).get(chain.getAsInt()))
                    ? Reason.ALONG_CHAIN
                    : Reason.OTHER_SITE;
        }

        /** How another site lies along what is left, where all factors agree. */
        private Map<Integer, Plan.Alignment> place(Symbol other, PlateLoops loops) {
            List<Dimension> shape = other.type().shape();
            Map<Integer, Plan.Alignment> places = new LinkedHashMap<>();
            for (int i = 0; i < shape.size(); i++) {
                Plan.@Nullable Alignment agreed = null;
                boolean agree = true;
                for (Elimination.Factor factor : own) {
                    if (!factor.has(other)) {
                        continue;
                    }
                    Plan.@Nullable Alignment alignment = factor.of(other).get(i);
                    Optional<Plan.Alignment> found =
                            alignment == null
                                    ? Optional.empty()
                                    : loops.place(alignment, shape.get(i), factor.of(site));
                    agree &=
                            found.isPresent()
                                    && (agreed == null || PlateLoops.same(agreed, found.get()));
                    if (!agree) {
                        if (remaining.containsKey(other)) {
                            fail(factor, reason(alignment, factor), Optional.of(other));
                        }
                        break;
                    }
                    agreed = found.get();
                }
                if (agree && agreed != null) {
                    places.put(i, agreed);
                }
            }
            return places;
        }
    }
}
