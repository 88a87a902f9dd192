package org.pathwise.compiler.estimate;

import org.pathwise.compiler.catalogue.Distribution.Role;
import org.pathwise.compiler.catalogue.Dropout;
import org.pathwise.compiler.catalogue.PointMass;
import org.pathwise.compiler.core.CoreProgram;
import org.pathwise.compiler.core.DiscreteFamily;
import org.pathwise.compiler.core.Draw;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Exprs;
import org.pathwise.compiler.core.Latent;
import org.pathwise.compiler.core.Request;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.core.Statements;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.source.Diagnostics;
import org.pathwise.compiler.source.Span;
import org.pathwise.compiler.type.Bound;
import org.pathwise.compiler.type.Support;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Chooses every site's estimator. Sites are decided from the last draw to the first: a pathwise
 * gradient passes through later draws that are pathwise themselves, and a draw that is held fixed
 * needs a guide density that is smooth in what it is drawn from.
 */
public final class Estimate {
    private final CoreProgram program;
    private final Diagnostics diagnostics;
    private final Enumeration enumeration;
    private final Map<Symbol, Drawing> drawings;
    private final Dependence dependence;
    private final Faults faults;
    private final EstimateOptions options;
    private final Marginals marginals;
    private final Map<Symbol, Plan.Site> sites = new HashMap<>();

    private Estimate(
            CoreProgram program,
            EstimateOptions options,
            Set<Span> smoothed,
            Diagnostics diagnostics) {
        this.options = options;
        this.program = program;
        this.diagnostics = diagnostics;
        this.enumeration = new Enumeration(options);
        this.drawings = Drawing.of(program);
        this.dependence = Dependence.of(program, drawings);
        this.faults = Faults.of(program, drawings, smoothed);
        Reaching reaching = new Reaching(program, drawings, dependence);
        this.marginals =
                Marginals.of(
                        program,
                        drawings,
                        dependence,
                        Marginals.reaches(reaching, drawings),
                        diagnostics);
    }

    /** The plan, without what there is to say about it. */
    public static Plan plan(CoreProgram program) {
        return plan(program, EstimateOptions.DEFAULT, new Diagnostics());
    }

    /**
     * The plan.
     *
     * @param diagnostics gets an error for each site that no estimator serves, and warnings. After
     *     an error the plan is for reports only
     */
    public static Plan plan(CoreProgram program, EstimateOptions options, Diagnostics diagnostics) {
        Plan plan = decide(program, options, Set.of(), diagnostics);
        return diagnostics.hasErrors() ? plan : Alternatives.pointOut(plan, program, options);
    }

    /**
     * The plan without pointers to other choices.
     *
     * @param smoothed steps that count as if a smooth function stood in their place
     */
    static Plan decide(
            CoreProgram program,
            EstimateOptions options,
            Set<Span> smoothed,
            Diagnostics diagnostics) {
        return new Estimate(program, options, smoothed, diagnostics).plan();
    }

    private Plan plan() {
        faults.ofParameters()
                .forEach(
                        broken ->
                                diagnostics.report(
                                        EstimateErrors.guideJumps(
                                                broken.draw(),
                                                broken.fault(),
                                                broken.parameter())));
        List<Drawing> lastFirst = new ArrayList<>(drawings.values());
        Collections.reverse(lastFirst);
        for (Drawing drawing : lastFirst) {
            Latent latent = drawing.latent();
            refuseSelf(drawing);
            sites.put(
                    latent.symbol(),
                    marginals
                            .site(latent)
                            .orElseGet(() -> decide(drawing, marginals.reach(latent.symbol()))));
        }
        return new Plan(
                program.latents().stream()
                        .map(latent -> Objects.requireNonNull(sites.get(latent.symbol())))
                        .toList(),
                options.entropy(),
                marginals.elimination());
    }

    private void refuseSelf(Drawing drawing) {
        if (drawing instanceof Drawing.Written(Latent latent, Statement.Sample sample)) {
            for (int i = 0; i < sample.pieces().size(); i++) {
                if (dependence.ofGuide(sample, i).sites().containsKey(latent.symbol())) {
                    diagnostics.report(
                            EstimateErrors.drawnFromItself(latent, sample.pieces().get(i).span()));
                }
            }
        }
    }

    private Plan.Site decide(Drawing drawing, List<Plan.Reach> reach) {
        Latent latent = drawing.latent();
        Optional<Fault> fault = faults.of(latent.symbol()).or(() -> heldSupport(latent.symbol()));
        if (isPoint(drawing)) {
            return point(latent, fault, reach);
        }
        if (drawing instanceof Drawing.Automatic && !hasLeastValue(latent.support())) {
            diagnostics.report(EstimateErrors.noFamily(latent));
        }
        Optional<String> noMap = noMap(drawing, reach);
        boolean vouched = asks(latent, Request.PATHWISE);
        if (vouched && noMap.isPresent()) {
            diagnostics.report(EstimateErrors.noMap(latent, noMap.get()));
        }
        if (noMap.isPresent()) {
            return score(drawing, noMap.get(), Optional.empty(), reach);
        }
        if (asks(latent, Request.SCORE)) {
            return score(drawing, "asked for by @score", Optional.empty(), reach);
        }
        if (fault.isPresent() && !faults.moves(drawing)) {
            return new Plan.Site(
                    latent,
                    drawnFrom(drawing),
                    Plan.Form.PATHWISE,
                    method(drawing),
                    List.of(),
                    Optional.empty(),
                    reach);
        }
        if (fault.isPresent() && !vouched) {
            if (fault.get().kind() == Fault.Kind.JUMP) {
                diagnostics.report(EstimateErrors.jumps(latent, fault.get()));
            }
            return score(drawing, fault.get().reason(latent.symbol()), fault, reach);
        }
        fault.ifPresent(broken -> diagnostics.report(EstimateErrors.vouched(latent, broken)));
        List<String> reason =
                fault
                        .map(
                                broken ->
                                        "asked for by @pathwise, although "
                                                + broken.reason(latent.symbol()))
                        .stream()
                        .toList();
        return new Plan.Site(
                latent,
                drawnFrom(drawing),
                Plan.Form.PATHWISE,
                method(drawing),
                reason,
                fault.map(Fault::span),
                reach);
    }

    /** Whether a family of the automatic guide has its values, if they are integers. */
    private static boolean hasLeastValue(Support support) {
        return !(support instanceof Support.Integers(Bound lower, Bound _))
                || lower instanceof Bound.Constant(double least) && Double.isFinite(least);
    }

    private static boolean isPoint(Drawing drawing) {
        return pieces(drawing).stream().anyMatch(draw -> draw.distribution().role() == Role.POINT);
    }

    /** A point has no density to take a score of: it needs a model that is differentiable in it. */
    private Plan.Site point(Latent latent, Optional<Fault> fault, List<Plan.Reach> reach) {
        boolean scored = asks(latent, Request.SCORE);
        boolean vouched = asks(latent, Request.PATHWISE);
        if (scored) {
            diagnostics.report(EstimateErrors.scoreOfPoint(latent));
        }
        fault.ifPresent(
                broken ->
                        diagnostics.report(
                                vouched
                                        ? EstimateErrors.vouched(latent, broken)
                                        : EstimateErrors.pointJumps(latent, broken)));
        return new Plan.Site(
                latent,
                PointMass.NAME,
                Plan.Form.PATHWISE,
                "point estimate",
                List.of(),
                fault.map(Fault::span),
                reach);
    }

    private Plan.Site score(
            Drawing drawing, String reason, Optional<Fault> fault, List<Plan.Reach> reach) {
        Latent latent = drawing.latent();
        faults.movingSupport(drawing)
                .ifPresent(
                        moving ->
                                diagnostics.report(
                                        EstimateErrors.supportMoves(
                                                latent,
                                                moving.draw(),
                                                moving.parameter(),
                                                reason)));
        Enumeration.Choice choice =
                enumeration.choose(
                        drawing,
                        reach,
                        marginals.meets(latent.symbol()),
                        sites,
                        isFreeBernoulli(drawing));
        if (choice.form().isHeld() && asks(latent, Request.ENUMERATE)) {
            diagnostics.report(EstimateErrors.notEnumerable(latent, choice.why()));
        }
        return new Plan.Site(
                latent,
                drawnFrom(drawing),
                choice.form(),
                choice.method(),
                explains(latent, choice) ? List.of(reason, choice.why()) : List.of(reason),
                fault.map(Fault::span),
                reach);
    }

    /** Whether the guide draws it from Bernoullis that depend on no draw. */
    private boolean isFreeBernoulli(Drawing drawing) {
        return drawnFrom(drawing).equals(DiscreteFamily.BERNOULLI.distribution())
                && switch (drawing) {
                    case Drawing.Automatic _ -> true;
                    case Drawing.Written(Latent _, Statement.Sample sample) ->
                            !guideDrops()
                                    && IntStream.range(0, sample.pieces().size())
                                            .allMatch(i -> dependence.ofGuide(sample, i).isEmpty());
                };
    }

    /** Whether the guide's nets drop elements: then its probabilities differ between particles. */
    private boolean guideDrops() {
        return program.guide().statements().stream()
                .flatMap(statement -> Statements.expressions(statement).stream())
                .anyMatch(
                        expr ->
                                Exprs.any(
                                        expr,
                                        part ->
                                                part instanceof Expr.Apply apply
                                                        && Dropout.is(apply.function())));
    }

    /** Whether the reason for drawing it says more than the support does. */
    private static boolean explains(Latent latent, Enumeration.Choice choice) {
        return !choice.why().isEmpty() && Enumeration.states(latent).isPresent();
    }

    private static boolean asks(Latent latent, Request wish) {
        return latent.request().filter(wish::equals).isPresent();
    }

    /** A later draw that is held fixed must have a support that does not move with this one. */
    private Optional<Fault> heldSupport(Symbol site) {
        return sites.values().stream()
                .filter(later -> later.form().isHeld())
                .flatMap(later -> faults.supportOf(drawing(later), site).stream())
                .findFirst();
    }

    private Drawing drawing(Plan.Site site) {
        return Objects.requireNonNull(drawings.get(site.latent().symbol()));
    }

    /** Why there is no differentiable map from noise to the draw, if there is none. */
    private Optional<String> noMap(Drawing drawing, List<Plan.Reach> reach) {
        Latent latent = drawing.latent();
        if (latent.support().isDiscrete()) {
            return Optional.of(
                    "discrete: no differentiable map from noise to "
                            + latent.support()
                            + "; meets "
                            + count(latent, reach));
        }
        return pieces(drawing).stream()
                .flatMap(
                        draw ->
                                Methods.unmapped(draw, i -> faults.moves(draw, i)).stream()
                                        .map(
                                                parameter ->
                                                        "no draw of "
                                                                + draw.distribution().name()
                                                                + " is a differentiable map of its"
                                                                + " `"
                                                                + parameter.name()
                                                                + "`"))
                .findFirst();
    }

    private static List<Draw> pieces(Drawing drawing) {
        return drawing instanceof Drawing.Written(_, Statement.Sample sample)
                ? sample.pieces().stream().map(Statement.Piece::content).toList()
                : List.of();
    }

    /** How many terms of the model a site meets besides its own prior. */
    private static String count(Latent latent, List<Plan.Reach> reach) {
        long terms =
                reach.stream()
                        .filter(
                                one ->
                                        one.target()
                                                        instanceof
                                                        Plan.Target.ModelTerm(Statement.Term term)
                                                && !(term.content()
                                                                instanceof
                                                                Statement.Density(
                                                                        Optional<Symbol> prior,
                                                                        Expr _,
                                                                        Draw _)
                                                        && prior.filter(latent.symbol()::equals)
                                                                .isPresent()))
                        .count();
        return terms == 1 ? "1 term" : terms + " terms";
    }

    private static String drawnFrom(Drawing drawing) {
        List<Draw> pieces = pieces(drawing);
        if (!pieces.isEmpty()) {
            return pieces.getFirst().distribution().name();
        }
        return drawing.latent().support().isDiscrete()
                ? DiscreteFamily.of(drawing.latent()).orElseThrow().distribution()
                : "Normal";
    }

    private String method(Drawing drawing) {
        return pieces(drawing).stream()
                .map(draw -> Methods.of(draw, i -> faults.moves(draw, i)))
                .distinct()
                .reduce((a, b) -> a + "; " + b)
                .orElseGet(() -> Methods.automatic(drawing.latent().support()));
    }
}
