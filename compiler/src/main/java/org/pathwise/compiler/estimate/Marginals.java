package org.pathwise.compiler.estimate;

import org.pathwise.compiler.core.CoreProgram;
import org.pathwise.compiler.core.FiniteStates;
import org.pathwise.compiler.core.Latent;
import org.pathwise.compiler.core.Request;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.source.Diagnostics;
import org.pathwise.compiler.source.Span;
import org.pathwise.compiler.type.Dimension;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The sites that {@code @marginal} sums out of the model. */
final class Marginals {
    private final CoreProgram program;
    private final Map<Symbol, List<Plan.Reach>> reaches;
    private final ChainReads reads;
    private final Set<Symbol> asked = new LinkedHashSet<>();
    private final Elimination elimination;

    private Marginals(
            CoreProgram program,
            Map<Symbol, Drawing> drawings,
            Dependence dependence,
            Map<Symbol, List<Plan.Reach>> reaches,
            Diagnostics diagnostics) {
        this.program = program;
        this.reaches = reaches;
        this.reads = new ChainReads(program, dependence);
        List<Latent> sites = new ArrayList<>();
        for (Latent latent : program.latents()) {
            if (latent.request().filter(Request.MARGINAL::equals).isPresent()) {
                asked.add(latent.symbol());
                if (checkSupport(latent, diagnostics)
                        && checkGuide(latent, drawings, diagnostics)) {
                    sites.add(latent);
                }
            }
        }
        Eliminating.Outcome outcome = eliminate(sites);
        this.elimination = outcome.elimination();
        report(outcome.obstacles(), diagnostics);
    }

    /**
     * Finds how to sum out what the script asks for.
     *
     * @param reaches what every site reaches
     * @param diagnostics gets an error for each site that cannot be
     */
    static Marginals of(
            CoreProgram program,
            Map<Symbol, Drawing> drawings,
            Dependence dependence,
            Map<Symbol, List<Plan.Reach>> reaches,
            Diagnostics diagnostics) {
        return new Marginals(program, drawings, dependence, reaches, diagnostics);
    }

    private Eliminating.Outcome eliminate(List<Latent> sites) {
        return new Eliminating(sites, program.terms(), reaches, reads).run();
    }

    private static boolean checkSupport(Latent latent, Diagnostics diagnostics) {
        if (!latent.support().isDiscrete()) {
            diagnostics.report(MarginalErrors.continuous(latent));
            return false;
        }
        if (FiniteStates.of(latent).isEmpty()) {
            diagnostics.report(MarginalErrors.notFinite(latent));
            return false;
        }
        return true;
    }

    /** The guide must not draw it, nor anything from it. */
    private boolean checkGuide(
            Latent latent, Map<Symbol, Drawing> drawings, Diagnostics diagnostics) {
        if (drawings.get(latent.symbol()) instanceof Drawing.Written(_, var sample)) {
            diagnostics.report(MarginalErrors.drawnByGuide(latent, sample.span()));
            return false;
        }
        boolean unread = true;
        for (Plan.Reach reach : reached(latent.symbol())) {
            if (reach.target() instanceof Plan.Target.GuideSite(Symbol reader, int piece)) {
                Span draw =
                        drawings.get(reader) instanceof Drawing.Written(_, var sample)
                                ? sample.pieces().get(piece).span()
                                : Objects.requireNonNull(drawings.get(reader)).latent().span();
                diagnostics.report(MarginalErrors.readByGuide(latent, reader, draw));
                unread = false;
            }
        }
        return unread;
    }

    private List<Plan.Reach> reached(Symbol site) {
        return Objects.requireNonNull(reaches.get(site));
    }

    /** What stands in a site's own way explains what stands in the way of others. */
    private static void report(List<Eliminating.Obstacle> obstacles, Diagnostics diagnostics) {
        List<Eliminating.Obstacle> own =
                obstacles.stream().filter(one -> one.other().isEmpty()).toList();
        List<Eliminating.Obstacle> told =
                own.isEmpty() ? obstacles.stream().limit(1).toList() : own;
        told.forEach(obstacle -> diagnostics.report(MarginalErrors.stuck(obstacle)));
    }

    Elimination elimination() {
        return elimination;
    }

    /** The plan of a site, if the script asks for summing it out. */
    Optional<Plan.Site> site(Latent latent) {
        if (!asked.contains(latent.symbol())) {
            return Optional.empty();
        }
        return Optional.of(
                new Plan.Site(
                        latent,
                        "",
                        Plan.Form.MARGINAL,
                        Plan.Form.MARGINAL.text(),
                        List.of(
                                elimination.steps().stream()
                                        .filter(step -> step.symbol().equals(latent.symbol()))
                                        .findFirst()
                                        .map(this::cost)
                                        .orElse("asked for by @marginal")),
                        Optional.empty(),
                        reached(latent.symbol())));
    }

    /**
     * What a site reaches once others are summed out of it: instead of the terms that are gone,
     * what is left of them.
     */
    List<Plan.Reach> reach(Symbol site) {
        Set<Statement.Term> gone = new LinkedHashSet<>();
        List<Plan.Reach> left = new ArrayList<>();
        for (Elimination.Step step : elimination.steps()) {
            for (Elimination.Factor factor : step.factors()) {
                if (factor.source() instanceof Elimination.Source.Term(Statement.Term term)) {
                    gone.add(term);
                }
            }
            Elimination.Factor result = step.result();
            if (elimination.isFinal(result) && result.has(site)) {
                left.add(
                        new Plan.Reach(
                                new Plan.Target.ModelTerm(result.source().first()),
                                result.of(site)));
            }
        }
        List<Plan.Reach> all = new ArrayList<>();
        for (Plan.Reach reach : reached(site)) {
            if (!(reach.target() instanceof Plan.Target.ModelTerm(Statement.Term term))
                    || !gone.contains(term)) {
                all.add(reach);
            }
        }
        all.addAll(left);
        return all;
    }

    /** Whether a site reaches something that others are summed out of. */
    boolean meets(Symbol site) {
        return elimination.steps().stream()
                .anyMatch(step -> step.factors().stream().anyMatch(factor -> factor.has(site)));
    }

    /** What summing out takes, for the site table. */
    private String cost(Elimination.Step step) {
        String states = FiniteStates.of(step.latent()).orElseThrow().count().toString();
        List<Symbol> with =
                step.result().meets().keySet().stream().filter(asked::contains).toList();
        String others =
                with.isEmpty()
                        ? ""
                        : with.stream()
                                .map(Symbol::name)
                                .collect(Collectors.joining(", ", ", for each state of ", ""));
        if (step.chain().isEmpty()) {
            return states
                    + " states"
                    + (step.symbol().type().isScalar() ? "" : " an element")
                    + others;
        }
        Dimension length = step.symbol().type().shape().get(step.chain().getAsInt());
        return "chain: " + base(length) + " * " + base(step) + "^2" + others;
    }

    private static String base(Elimination.Step step) {
        return base(FiniteStates.of(step.latent()).orElseThrow().count());
    }

    /** A dimension in the place of a factor or power. */
    static String base(Dimension dimension) {
        String text = dimension.toString();
        return text.chars().allMatch(Character::isLetterOrDigit) ? text : "(" + text + ")";
    }

    /** What every site reaches, in the order of the draws. */
    static Map<Symbol, List<Plan.Reach>> reaches(Reaching reaching, Map<Symbol, Drawing> drawings) {
        Map<Symbol, List<Plan.Reach>> reaches = new LinkedHashMap<>();
        drawings.keySet().forEach(site -> reaches.put(site, reaching.of(site)));
        return reaches;
    }
}
