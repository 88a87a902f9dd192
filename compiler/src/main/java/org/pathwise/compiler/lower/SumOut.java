package org.pathwise.compiler.lower;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.core.CoreProgram;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.estimate.Elimination;
import org.pathwise.compiler.estimate.Plan;
import org.pathwise.compiler.type.Dimension;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Lowers the model's terms, with the sites of an {@link Elimination} summed out: their factors are
 * reduced to one log weight for each element and state, added up, and replaced by the logarithm of
 * the sum over the states; along a chain, by that of the sum over all paths.
 */
final class SumOut {
    private final Scope scope;
    private final Builder builder;
    private final Elimination elimination;
    private final Map<Symbol, MarginalSite> sites = new LinkedHashMap<>();
    private final List<Summed> summed = new ArrayList<>();
    private final Map<Statement.Term, LowerStatement.Lowered> terms;

    private SumOut(CoreProgram core, Plan plan, Scope scope, Predicate<Statement.Term> onSupport) {
        this.scope = scope;
        this.builder = scope.builder();
        this.elimination = plan.elimination();
        for (Elimination.Step step : elimination.steps()) {
            sites.put(step.symbol(), MarginalSite.of(scope, step));
        }
        this.terms = LowerModel.terms(core, scope, onSupport);
        for (Elimination.Step step : elimination.steps()) {
            scope.origins().enter(step.symbol().name());
            summed.add(step.chain().isEmpty() ? plate(step) : chain(step));
        }
    }

    /**
     * Lowers the model in a scope that has the other latents.
     *
     * @param onSupport the terms whose values are known to lie on their distribution's support
     */
    static SumOut of(
            CoreProgram core, Plan plan, Scope scope, Predicate<Statement.Term> onSupport) {
        return new SumOut(core, plan, scope, onSupport);
    }

    /**
     * A site that was summed out.
     *
     * @param weights the log weight of each element's states, over plates and states, and those of
     *     the sites that were left
     * @param chain in the place of {@code weights}, where elements form a chain
     * @param result what is left
     */
    record Summed(
            Elimination.Step step,
            MarginalSite site,
            Optional<Variable> weights,
            Optional<ForwardBackward> chain,
            LowerStatement.Lowered result) {}

    List<Summed> summed() {
        return summed;
    }

    MarginalSite site(Symbol symbol) {
        return Objects.requireNonNull(sites.get(symbol));
    }

    boolean has(Symbol symbol) {
        return sites.containsKey(symbol);
    }

    /** The terms that are left; what is left of several stands for the first of them. */
    Map<Statement.Term, LowerStatement.Lowered> terms() {
        Map<Statement.Term, LowerStatement.Lowered> left = new LinkedHashMap<>(terms);
        for (Summed one : summed) {
            for (Elimination.Factor factor : one.step().factors()) {
                if (factor.source() instanceof Elimination.Source.Term(Statement.Term term)) {
                    left.remove(term);
                }
            }
        }
        for (Summed one : summed) {
            if (elimination.isFinal(one.step().result())) {
                left.put(one.step().result().source().first(), one.result());
            }
        }
        return left;
    }

    private Summed plate(Elimination.Step step) {
        MarginalSite site = site(step.symbol());
        List<Axis> plates = site.plates(scope);
        Variable weights =
                step.factors().stream()
                        .map(
                                factor -> {
                                    LowerStatement.Lowered lowered = lowered(factor);
                                    return new Aligning(scope)
                                            .toPlates(
                                                    lowered.variable(),
                                                    lowered.over(),
                                                    lowered.value(),
                                                    factor.of(step.symbol()),
                                                    plates);
                                })
                        .reduce(builder::add)
                        .orElseThrow();
        Variable total = LogSpace.sum(builder, weights, List.of(site.states().axis()));
        return new Summed(
                step, site, Optional.of(weights), Optional.empty(), result(step, plates, total));
    }

    private LowerStatement.Lowered result(
            Elimination.Step step, List<Axis> plates, Variable total) {
        if (!(step.result().source() instanceof Elimination.Source.Result(_, var loops, _))) {
            throw new IllegalStateException("a step's result is none");
        }
        List<Axis> own = scope.axes().enter(loops);
        return new LowerStatement.Lowered(scope.rename(total, plates, own), own, List.of());
    }

    /** A factor with the states of all sites where they belong. */
    private LowerStatement.Lowered lowered(Elimination.Factor factor) {
        return switch (factor.source()) {
            case Elimination.Source.Result(int step, _, _) -> summed.get(step).result();
            case Elimination.Source.Term(Statement.Term term) -> {
                LowerStatement.Lowered lowered = Objects.requireNonNull(terms.get(term));
                Variable density = lowered.variable();
                for (Elimination.Step step : elimination.steps()) {
                    if (factor.meets().containsKey(step.symbol())) {
                        density =
                                site(step.symbol())
                                        .placed(
                                                scope,
                                                density,
                                                factor.pair(step.symbol(), step.chain())
                                                        .map(Plan.Alignment.Along::offsets));
                    }
                }
                yield new LowerStatement.Lowered(density, lowered.over(), lowered.value());
            }
        };
    }

    private Summed chain(Elimination.Step step) {
        int dimension = step.chain().getAsInt();
        MarginalSite site = site(step.symbol());
        List<Axis> plates = site.plates(scope);
        Axis elements = plates.get(dimension);
        List<Axis> rest = new ArrayList<>(plates);
        rest.remove(dimension);
        if (elements.extent() == 0) {
            LowerStatement.Lowered nothing = result(step, rest, builder.constant(0));
            return new Summed(step, site, Optional.empty(), Optional.empty(), nothing);
        }
        Axis steps = scope.fresh(Dimension.of(elements.extent() - 1));
        Variable single = builder.constant(0);
        Variable pair = builder.constant(0);
        for (Elimination.Factor factor : step.factors()) {
            LowerStatement.Lowered lowered = lowered(factor);
            Map<Integer, Plan.Alignment> alignments = factor.of(step.symbol());
            Optional<Plan.Alignment.Along> along = factor.pair(step.symbol(), step.chain());
            if (along.isPresent()) {
                pair =
                        builder.add(
                                pair,
                                pair(lowered, alignments, along.get(), plates, dimension, steps));
            } else {
                Variable own =
                        new Aligning(scope)
                                .toPlates(
                                        lowered.variable(),
                                        lowered.over(),
                                        lowered.value(),
                                        alignments,
                                        plates);
                single = builder.add(single, own);
            }
        }
        ForwardBackward recursions =
                new ForwardBackward(
                        scope, elements, steps, site.states().axis(), site.before(), single, pair);
        return new Summed(
                step,
                site,
                Optional.empty(),
                Optional.of(recursions),
                result(step, rest, recursions.logTotal()));
    }

    /** The log weights of neighbours, at the place of the later one among the steps. */
    private Variable pair(
            LowerStatement.Lowered lowered,
            Map<Integer, Plan.Alignment> alignments,
            Plan.Alignment.Along along,
            List<Axis> plates,
            int dimension,
            Axis steps) {
        Axis loop = scope.axes().of(along.loop());
        // Element 2 is the first step.
        int shift = along.offsets().getLast() - 1;
        int offset = scope.lower(along.loop()) - 1 + shift;
        Map<Integer, Plan.Alignment> changed = new LinkedHashMap<>(alignments);
        List<Axis> over = new ArrayList<>(lowered.over());
        List<Axis> to = new ArrayList<>(plates);
        to.set(dimension, steps);
        if (!lowered.variable().has(loop) && offset == 0 && loop.extent() == steps.extent()) {
            // The same at all steps.
            over.remove(loop);
            changed.remove(dimension);
        } else {
            changed.put(dimension, new Plan.Alignment.Along(along.loop(), List.of(shift)));
        }
        return new Aligning(scope).toPlates(lowered.variable(), over, lowered.value(), changed, to);
    }
}
