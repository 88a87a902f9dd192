package org.pathwise.compiler.lower;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.core.CoreProgram;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.estimate.Plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Writes the surrogate objective: its value is the ELBO estimate, and its ordinary gradient is the
 * planned estimator.
 *
 * <p>With the score-function sites {@code s} of the plan, the particles {@code p = 1..P} and the
 * terms {@code f} (of the model, and minus the log densities of the guide), it is the mean over the
 * particles of
 *
 * <pre>sum of all terms  +  sum over s of log q_s(held draw) * stop_gradient(cost_s - baseline_s)
 * </pre>
 *
 * where {@code cost_s} is the sum of the terms that the site reaches, reduced to the site's own
 * plates (Rao-Blackwellization, Ranganath et al. 2014, "Black Box Variational Inference", section
 * 3.1), and {@code baseline_s} is the mean cost of the other particles (Kool et al. 2019, "Buy 4
 * REINFORCE Samples, Get a Baseline for Free!", eq. 8). A held site's own {@code log q_s} counts in
 * value and cost only: its gradient's expectation is 0.
 *
 * <p>Of a site that is summed over its states, terms and log densities count with their {@link
 * Expectation}; of one that is summed one element at a time, the correction is a local expectation
 * over {@link LocalCosts}.
 *
 * <p>Where the program sees {@code B} drawn rows of {@code N}, each sum over them is multiplied by
 * {@code N/B}. A site with an element for each row meets, in that element's cost, the terms of its
 * own row only, so that the factor is applied to its correction and not to the cost once more; the
 * cost of a site without rows is a sum over rows, and has it.
 */
final class Surrogate {
    private final CoreProgram core;
    private final Scope scope;
    private final Axis particles;
    private final Plan plan;
    private final Map<Symbol, GuideSite> sites = new HashMap<>();
    private final Map<Statement.Term, LowerStatement.Lowered> terms = new LinkedHashMap<>();
    private final Predicate<Statement.Term> onSupport;
    private final Expectation expectation;
    private final Builder builder;

    /**
     * Prepares.
     *
     * @param onSupport the terms whose values are known to lie on their distribution's support
     */
    Surrogate(
            CoreProgram core,
            Scope scope,
            Axis particles,
            Plan plan,
            List<GuideSite> guideSites,
            Map<Statement.Term, LowerStatement.Lowered> terms,
            Predicate<Statement.Term> onSupport) {
        this.core = core;
        this.scope = scope;
        this.particles = particles;
        this.plan = plan;
        this.onSupport = onSupport;
        this.builder = scope.builder();
        guideSites.forEach(site -> sites.put(site.latent().symbol(), site));
        this.expectation = new Expectation(scope, plan, sites);
        guideSites.forEach(site -> sites.put(site.latent().symbol(), expected(site)));
        terms.forEach((term, lowered) -> this.terms.put(term, expected(term, lowered)));
    }

    private LowerStatement.Lowered expected(Statement.Term term, LowerStatement.Lowered lowered) {
        Variable expected =
                expectation.of(
                        new Plan.Target.ModelTerm(term), lowered.variable(), lowered.value());
        return new LowerStatement.Lowered(expected, lowered.over(), lowered.value());
    }

    private GuideSite expected(GuideSite site) {
        List<GuideSite.Piece> pieces = new ArrayList<>();
        for (int i = 0; i < site.pieces().size(); i++) {
            GuideSite.Piece piece = site.pieces().get(i);
            Plan.Target target = new Plan.Target.GuideSite(site.latent().symbol(), i);
            pieces.add(
                    new GuideSite.Piece(
                            expectation.of(target, piece.logDensity(), piece.value()),
                            piece.over(),
                            piece.value(),
                            piece.entropy()
                                    .map(
                                            entropy ->
                                                    expectation.of(
                                                            target, entropy, piece.value()))));
        }
        Plan.Target whole = new Plan.Target.GuideSite(site.latent().symbol(), 0);
        return new GuideSite(
                site.latent(),
                site.value(),
                site.plates(),
                pieces,
                site.logDensity(),
                site.entropy().map(entropy -> expectation.of(whole, entropy, site.plates())),
                site.masses(),
                site.antithetic());
    }

    /**
     * The objective.
     *
     * @param elbo the ELBO estimate of each particle
     * @param value the scalar surrogate
     */
    record Objective(Variable elbo, Variable value) {}

    Objective write() {
        scope.origins().enter("the objective");
        List<Variable> values = new ArrayList<>();
        List<Variable> corrections = new ArrayList<>();
        terms.values().forEach(term -> values.add(total(term.variable(), term.over())));
        for (Plan.Site planned : plan.sites()) {
            GuideSite site = site(planned);
            switch (planned.form()) {
                case PATHWISE, SUMMED -> values.add(entropy(site));
                case ONE_AT_A_TIME -> {
                    values.add(entropy(site));
                    corrections.add(localExpectation(planned, site));
                }
                case LEAVE_ONE_OUT, ANTITHETIC -> {
                    values.add(builder.stopGradient(builder.negate(sumPieces(site))));
                    corrections.add(leaveOneOut(planned, site));
                }
                case MARGINAL ->
                        throw new IllegalStateException(planned.form() + " is not lowered here");
            }
        }
        Variable elbo = add(values);
        corrections.add(elbo);
        Variable mean =
                builder.multiply(
                        builder.sum(add(corrections), List.of(particles)),
                        builder.constant(1.0 / particles.extent()));
        return new Objective(builder.broadcast(elbo, List.of(particles)), mean);
    }

    private GuideSite site(Plan.Site planned) {
        return Objects.requireNonNull(sites.get(planned.latent().symbol()));
    }

    private Variable add(List<Variable> variables) {
        return variables.stream().reduce(builder::add).orElseGet(() -> builder.constant(0));
    }

    /** The site's part of the guide's entropy, with its gradient. */
    private Variable entropy(GuideSite site) {
        return site.entropy()
                .map(entropy -> total(entropy, site.plates()))
                .orElseGet(() -> add(site.pieces().stream().map(this::entropy).toList()));
    }

    private Variable entropy(GuideSite.Piece piece) {
        return piece.entropy()
                .map(entropy -> total(entropy, piece.over()))
                .orElseGet(() -> builder.negate(total(piece.logDensity(), piece.over())));
    }

    /** The sum over some axes: where they have drawn rows only, an estimate of that over all. */
    private Variable total(Variable variable, List<Axis> over) {
        return scaled(builder.sum(variable, over), scope.rows().scale(over));
    }

    private Variable scaled(Variable variable, double scale) {
        return scale == 1 ? variable : builder.multiply(variable, builder.constant(scale));
    }

    private Variable sumPieces(GuideSite site) {
        return add(
                site.pieces().stream()
                        .map(piece -> total(piece.logDensity(), piece.over()))
                        .toList());
    }

    /** The terms that a site reaches, one number for each element of the site and particle. */
    private Variable costs(Plan.Site planned, GuideSite site) {
        List<Variable> costs = new ArrayList<>();
        costs.add(builder.negate(site.logDensity()));
        for (Plan.Reach reach : planned.reach()) {
            costs.add(cost(reach, site));
        }
        return add(costs);
    }

    /**
     * {@code log q * stop_gradient(cost - baseline)}, summed over the site's plates; weighted where
     * the particles are coupled.
     */
    private Variable leaveOneOut(Plan.Site planned, GuideSite site) {
        List<Axis> all = new ArrayList<>(site.plates());
        all.add(particles);
        Variable cost = builder.stopGradient(builder.broadcast(costs(planned, site), all));
        Variable others = builder.subtract(builder.sum(cost, List.of(particles)), cost);
        Variable baseline =
                builder.multiply(others, builder.constant(1.0 / (particles.extent() - 1)));
        Variable difference = builder.subtract(cost, baseline);
        Variable weighted =
                site.antithetic()
                        .map(coupled -> coupled.weight(builder, particles.extent()))
                        .map(weight -> builder.multiply(difference, weight))
                        .orElse(difference);
        Variable advantage = builder.stopGradient(weighted);
        return total(builder.multiply(site.logDensity(), advantage), site.plates());
    }

    /**
     * {@code sum over the states of q(state) * stop_gradient(cost of the state)}, summed over the
     * site's plates, where other elements have their draws.
     */
    private Variable localExpectation(Plan.Site planned, GuideSite site) {
        LocalCosts local = new LocalCosts(core, scope, planned, site);
        List<Variable> costs = new ArrayList<>();
        for (Plan.Reach reach : planned.reach()) {
            if (!(reach.target() instanceof Plan.Target.ModelTerm(Statement.Term term))) {
                throw new IllegalStateException("the guide draws others from " + planned.latent());
            }
            LowerStatement.Lowered lowered = local.term(term, onSupport.test(term));
            Variable expected = expectation.of(reach.target(), lowered.variable(), lowered.value());
            costs.add(
                    reduce(
                            expected,
                            lowered.over(),
                            lowered.value(),
                            local.withoutLanes(reach),
                            site));
        }
        Variable cost = builder.stopGradient(local.onPlates(add(costs)));
        GuideSite.Masses masses = site.masses().orElseThrow();
        List<Axis> over = new ArrayList<>(site.plates());
        over.add(masses.states().axis());
        return total(builder.multiply(masses.mass(builder), cost), over);
    }

    private Variable cost(Plan.Reach reach, GuideSite site) {
        return switch (reach.target()) {
            case Plan.Target.ModelTerm(Statement.Term term) -> {
                LowerStatement.Lowered lowered = Objects.requireNonNull(terms.get(term));
                yield reduce(lowered.variable(), lowered.over(), lowered.value(), reach, site);
            }
            case Plan.Target.GuideSite(Symbol latent, int index) -> {
                GuideSite.Piece piece =
                        Objects.requireNonNull(sites.get(latent)).pieces().get(index);
                yield builder.negate(
                        reduce(piece.logDensity(), piece.over(), piece.value(), reach, site));
            }
        };
    }

    /** Adds a target up to one number for each element of the site that reaches it. */
    private Variable reduce(
            Variable target, List<Axis> over, List<Axis> value, Plan.Reach reach, GuideSite site) {
        Variable cost =
                new Aligning(scope)
                        .toPlates(target, over, value, reach.alignments(), site.plates());
        return scaled(cost, scope.rows().scale(over, site.plates()));
    }
}
