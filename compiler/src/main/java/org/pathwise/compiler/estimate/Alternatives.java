package org.pathwise.compiler.estimate;

import org.pathwise.compiler.core.CoreProgram;
import org.pathwise.compiler.core.Exprs;
import org.pathwise.compiler.core.Guide;
import org.pathwise.compiler.core.Latent;
import org.pathwise.compiler.core.Request;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.core.Statements;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.source.Diagnostics;
import org.pathwise.compiler.source.Span;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What would become of a site if the script asked for something else. Nothing is guessed: each is
 * the plan of the changed program, and none where that has an error.
 */
final class Alternatives {
    /** Beyond this many evaluations of a term no budget is worth suggesting. */
    private static final int LARGEST_BUDGET = 100_000;

    /** More places than this are not worth changing for one site. */
    private static final int MOST_STEPS = 8;

    private final CoreProgram program;
    private final EstimateOptions options;

    Alternatives(CoreProgram program, EstimateOptions options) {
        this.program = program;
        this.options = options;
    }

    /** The plan of a changed program, and of the site in it. */
    record Alternative(Plan plan, Plan.Site site) {}

    /** A budget with which a site is summed over its states, and the plan with it. */
    record Budget(int evaluations, Alternative alternative) {}

    /**
     * The steps for which smooth functions would give a site a pathwise gradient.
     *
     * @param steps in the order in which they stand in its way
     */
    record Smoothed(Set<Span> steps, Alternative alternative) {}

    /** Adds a hint to each site that is drawn although it could be summed out of the model. */
    static Plan pointOut(Plan plan, CoreProgram program, EstimateOptions options) {
        Alternatives alternatives = new Alternatives(program, options);
        return new Plan(
                plan.sites().stream()
                        .map(
                                site ->
                                        site.form().isHeld()
                                                        && site.latent().request().isEmpty()
                                                        && alternatives.isMarginalCheap(site)
                                                ? site.with("`@marginal` would sum it out exactly")
                                                : site)
                        .toList(),
                plan.entropy(),
                plan.elimination());
    }

    private boolean isMarginalCheap(Plan.Site site) {
        return marginal(site)
                .filter(other -> dearestSum(other.plan()) <= options.enumerationBudget())
                .isPresent();
    }

    /** How often the dearest step that sums sites out evaluates what it sums. */
    long dearestSum(Plan plan) {
        return plan.elimination().steps().stream()
                .mapToLong(step -> Evaluations.of(step, plan.elimination()).count(options))
                .max()
                .orElse(1);
    }

    /** With {@code @marginal}, together with all that is summed out already. */
    Optional<Alternative> marginal(Plan.Site site) {
        return site.latent().support().isDiscrete()
                ? asking(program, site, Optional.of(Request.MARGINAL))
                : Optional.empty();
    }

    /** With {@code @marginal}, and without the guide's draw, where it has one. */
    Optional<Alternative> marginalWithoutDraw(Plan.Site site) {
        return site.latent().support().isDiscrete() && draw(site).isPresent()
                ? asking(withoutDraw(site), site, Optional.of(Request.MARGINAL))
                : Optional.empty();
    }

    /** Without its annotation. */
    Optional<Alternative> withoutRequest(Plan.Site site) {
        return site.latent().request().isEmpty()
                ? Optional.empty()
                : asking(program, site, Optional.empty());
    }

    /** Left to the automatic guide, where nothing else in the guide reads it. */
    Optional<Alternative> automatic(Plan.Site site) {
        CoreProgram without = withoutDraw(site);
        boolean isRead =
                without.guide().statements().stream()
                        .flatMap(statement -> Statements.expressions(statement).stream())
                        .anyMatch(expr -> Exprs.symbols(expr).contains(site.latent().symbol()));
        return draw(site).isEmpty() || isRead ? Optional.empty() : plan(without, site, options);
    }

    /** The guide's draw of a site. */
    Optional<Statement.Sample> draw(Plan.Site site) {
        return program.guide().statements().stream()
                .filter(statement -> statement instanceof Statement.Sample)
                .map(statement -> (Statement.Sample) statement)
                .filter(sample -> sample.symbol().equals(site.latent().symbol()))
                .findFirst();
    }

    /**
     * The least budget above the present one, found by bisection, with which a drawn site is summed
     * over its states.
     */
    Optional<Budget> budget(Plan.Site site) {
        int below = options.enumerationBudget();
        int above = LARGEST_BUDGET;
        Optional<Alternative> found = below < above ? summed(site, above) : Optional.empty();
        while (found.isPresent() && above - below > 1) {
            int middle = below + (above - below) / 2;
            Optional<Alternative> less = summed(site, middle);
            if (less.isPresent()) {
                above = middle;
                found = less;
            } else {
                below = middle;
            }
        }
        int evaluations = above;
        return found.map(alternative -> new Budget(evaluations, alternative));
    }

    private Optional<Alternative> summed(Plan.Site site, int budget) {
        EstimateOptions other =
                new EstimateOptions(
                        budget, options.antithetic(), options.entropy(), options.sizes());
        return plan(program, site, other).filter(Alternatives::isSummed);
    }

    private static boolean isSummed(Alternative alternative) {
        Plan.Form form = alternative.site().form();
        return form == Plan.Form.SUMMED || form == Plan.Form.ONE_AT_A_TIME;
    }

    /** Were all sizes that are not known yet 1: what may become of it once data is bound. */
    Optional<Alternative> small(Plan.Site site) {
        Set<String> unknown =
                program.sizes().stream()
                        .filter(name -> !options.sizes().containsKey(name))
                        .collect(Collectors.toSet());
        if (unknown.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Integer> sizes = new HashMap<>(options.sizes());
        unknown.forEach(name -> sizes.put(name, 1));
        return plan(program, site, options.withSizes(sizes)).filter(Alternatives::isSummed);
    }

    /** With smooth functions in the place of the steps on a site's way, where that is enough. */
    Optional<Smoothed> smoothed(Plan.Site site) {
        Set<Span> steps = new LinkedHashSet<>();
        Optional<Span> next = site.witness();
        while (next.isPresent() && steps.size() < MOST_STEPS && steps.add(next.get())) {
            Optional<Alternative> found = plan(program, site, options, steps);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            Plan.Site after = found.get().site();
            if (after.form() == Plan.Form.PATHWISE && after.witness().isEmpty()) {
                return Optional.of(new Smoothed(steps, found.get()));
            }
            next = after.witness();
        }
        return Optional.empty();
    }

    private Optional<Alternative> asking(
            CoreProgram other, Plan.Site site, Optional<Request> request) {
        return plan(with(other, site, latent -> latent.with(request)), site, options);
    }

    private static CoreProgram with(
            CoreProgram program, Plan.Site site, UnaryOperator<Latent> change) {
        return program.with(
                program.latents().stream()
                        .map(
                                latent ->
                                        latent.symbol().equals(site.latent().symbol())
                                                ? change.apply(latent)
                                                : latent)
                        .toList());
    }

    private CoreProgram withoutDraw(Plan.Site site) {
        List<Statement> statements = new ArrayList<>(program.guide().statements());
        statements.removeIf(
                statement ->
                        statement instanceof Statement.Sample sample
                                && sample.symbol().equals(site.latent().symbol()));
        return program.with(
                new Guide(program.guide().parameters(), statements, program.guide().first()));
    }

    private static Optional<Alternative> plan(
            CoreProgram program, Plan.Site site, EstimateOptions options) {
        return plan(program, site, options, Set.of());
    }

    private static Optional<Alternative> plan(
            CoreProgram program, Plan.Site site, EstimateOptions options, Set<Span> smoothed) {
        Diagnostics diagnostics = new Diagnostics();
        Plan plan = Estimate.decide(program, options, smoothed, diagnostics);
        Symbol symbol = site.latent().symbol();
        return diagnostics.hasErrors()
                ? Optional.empty()
                : plan.sites().stream()
                        .filter(other -> other.latent().symbol().equals(symbol))
                        .findFirst()
                        .map(other -> new Alternative(plan, other));
    }
}
