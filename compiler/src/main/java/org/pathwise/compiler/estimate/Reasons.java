package org.pathwise.compiler.estimate;

import org.pathwise.compiler.core.CoreProgram;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.source.Span;
import org.pathwise.compiler.type.Dimension;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Why a site has its estimator: the words of an {@link Explanation}. */
final class Reasons {
    private final CoreProgram program;
    private final Plan plan;
    private final EstimateOptions options;
    private final Plan.Site site;
    private final Symbol symbol;
    private final Drawing drawing;
    private final List<Explanation.Sentence> sentences = new ArrayList<>();

    Reasons(CoreProgram program, Plan plan, EstimateOptions options, Plan.Site site) {
        this.program = program;
        this.plan = plan;
        this.options = options;
        this.site = site;
        this.symbol = site.latent().symbol();
        this.drawing = Objects.requireNonNull(Drawing.of(program).get(symbol));
    }

    List<Explanation.Sentence> all() {
        drawn();
        formula();
        choice();
        cost();
        reach();
        return sentences;
    }

    private void say(String text) {
        sentences.add(Explanation.Sentence.of(text));
    }

    private void say(Span span, String text) {
        sentences.add(Explanation.Sentence.at(span, text));
    }

    private void drawn() {
        if (site.form() == Plan.Form.MARGINAL) {
            say("The model sums over `" + symbol + "`: the guide has no part in it.");
            return;
        }
        switch (drawing) {
            case Drawing.Written(_, Statement.Sample sample) ->
                    say(
                            sample.span(),
                            site.isPoint()
                                    ? "The guide estimates `" + symbol + "` by a point."
                                    : "The guide draws `"
                                            + symbol
                                            + "` from "
                                            + site.drawnFrom()
                                            + " at "
                                            + sample.span().position()
                                            + ".");
            case Drawing.Automatic _ ->
                    say(
                            "The automatic guide has a "
                                    + site.drawnFrom()
                                    + " for "
                                    + (symbol.type().isScalar() ? "" : "each element of ")
                                    + "`"
                                    + symbol
                                    + "`"
                                    + (site.method().contains(",")
                                                    && site.form() == Plan.Form.PATHWISE
                                            ? " on the unconstrained scale."
                                            : "."));
        }
    }

    private void formula() {
        switch (site.form()) {
            case PATHWISE -> {
                if (site.isPoint()) {
                    say("Its gradient is the derivative of the log joint density at the point.");
                } else if (site.method().equals(Methods.NOTHING)) {
                    say("Nothing that is fitted flows into the draw: it needs no estimator.");
                } else {
                    say(
                            "The draw is a differentiable function of noise that does not depend on"
                                    + " what is fitted, and the gradient passes through it:"
                                    + " d/dphi E[f(z)] = E[f'(z) dz/dphi].");
                    if (site.method().contains("implicit")) {
                        say(
                                "The draw's own derivative comes from its distribution function F"
                                        + " and density f: dz/dphi = -(dF/dphi) / f.");
                    }
                }
            }
            case LEAVE_ONE_OUT -> say(WEIGHED);
            case ANTITHETIC -> {
                say(WEIGHED);
                say(
                        "The particles' noise is coupled, so that two of them rarely have the rarer"
                                + " value both (antithetic).");
            }
            case SUMMED ->
                    say(
                            "Nothing is drawn: what it reaches is computed for every state and"
                                    + " weighted by the guide's probabilities. That is the"
                                    + " expectation itself, and adds no noise to any gradient.");
            case ONE_AT_A_TIME ->
                    say(
                            "Each element's states are tried, and weighted by the guide's"
                                    + " probabilities, with the other elements held at their draws"
                                    + " (one element at a time).");
            case MARGINAL ->
                    say(
                            "log p(data, x) = log sum over z of p(data, x, z), exactly and in log"
                                    + " space, by one site after the other; nothing is fitted for"
                                    + " it, and the bound is the tighter one of the other latents"
                                    + " alone.");
        }
    }

    private static final String WEIGHED =
            "The draw is held fixed and weighed by how good it was, against the mean of the other"
                    + " particles (leave-one-out): d/dphi E[f(z)] = E[(f(z) - mean of the others)"
                    + " d/dphi log q(z)].";

    private void choice() {
        if (site.form() == Plan.Form.MARGINAL) {
            return;
        }
        List<String> reasons = site.reasons();
        if (site.form() == Plan.Form.PATHWISE) {
            reasons.forEach(reason -> sayAtWitness("It is " + reason + "."));
        } else {
            sayAtWitness("Not pathwise: " + reasons.getFirst() + ".");
        }
        condition().ifPresent(this::sayAtWitness);
        if (reasons.size() > 1) {
            say("Not summed over its states: " + reasons.get(1) + ".");
        }
    }

    private void sayAtWitness(String text) {
        sentences.add(new Explanation.Sentence(text, site.witness()));
    }

    /** The condition of a pathwise gradient that fails, and what would go wrong. */
    private Optional<String> condition() {
        if (site.witness().isEmpty()) {
            return Optional.empty();
        }
        Fault.Kind kind =
                Faults.of(program, Drawing.of(program))
                        .of(symbol)
                        .filter(fault -> fault.span().equals(site.witness().get()))
                        .map(Fault::kind)
                        .orElse(Fault.Kind.SUPPORT);
        return Optional.of(
                switch (kind) {
                    case JUMP, ROUNDING, INDEX ->
                            "A pathwise gradient needs what a draw flows into to be without jumps:"
                                    + " the derivative is 0 on both sides of one, while the"
                                    + " expectation moves with how often it is crossed.";
                    case DIVISION, SINGULARITY ->
                            "A pathwise gradient needs what a draw flows into to stay off such"
                                    + " places: the derivative grows beyond bounds there, and its"
                                    + " mean need not be the gradient.";
                    case PARAMETER ->
                            "A pathwise gradient needs parameters to stay off the edges of their"
                                    + " supports, where the log density is infinite.";
                    case CIRCULAR ->
                            "A pathwise gradient needs an angle around a moving direction to be"
                                    + " used in whole turns: its draws jump by one.";
                    case SUPPORT ->
                            "A pathwise gradient needs supports that do not move with the draw: it"
                                    + " does not see what enters or leaves them.";
                });
    }

    private void cost() {
        switch (site.form()) {
            case PATHWISE ->
                    say(
                            site.isPoint()
                                    ? "A step evaluates each term once."
                                    : "A step evaluates each term once for each particle, and one"
                                            + " particle usually gives a usable gradient.");
            case LEAVE_ONE_OUT, ANTITHETIC ->
                    say(
                            "A step evaluates each term once for each particle, and needs at least"
                                    + " two."
                                    + others());
            case SUMMED -> {
                Evaluations all = Evaluations.dearest(plan, site, options);
                String own = Evaluations.ONE.times(Evaluations.states(site)).text(options);
                say(
                        "For each particle a step evaluates what it reaches "
                                + own
                                + " times"
                                + (all.factors().size() > 1
                                        ? ", and "
                                                + all.text(options)
                                                + " times where it meets other sites that are"
                                                + " summed over their states"
                                        : "")
                                + "; one particle is enough for it.");
            }
            case ONE_AT_A_TIME -> {
                Evaluations all =
                        Evaluations.dearest(plan, site, options).times(Evaluations.states(site));
                List<Dimension> shape = symbol.type().shape();
                for (int position : Enumeration.meeting(drawing, site.reach())) {
                    all = all.times(shape.get(position));
                }
                say(
                        "For each particle a step evaluates the terms in which its elements meet "
                                + all.text(options)
                                + " times: for each element and state.");
            }
            case MARGINAL ->
                    say("It costs, for each particle: " + String.join("; ", site.reasons()) + ".");
        }
    }

    private String others() {
        Evaluations others = Evaluations.dearest(plan, site, options);
        return others.factors().isEmpty()
                ? ""
                : " The states of other sites multiply that by " + others.text(options) + ".";
    }

    private void reach() {
        for (Plan.Reach reach : site.reach()) {
            String how =
                    site.estimator() == Plan.Estimator.SCORE_FUNCTION && !symbol.type().isScalar()
                            ? meets(reach)
                            : "";
            switch (reach.target()) {
                case Plan.Target.ModelTerm(Statement.Term term) ->
                        say(
                                term.span(),
                                "It reaches "
                                        + shown(term.span())
                                        + " at "
                                        + term.span().position()
                                        + how
                                        + ".");
                case Plan.Target.GuideSite(Symbol latent, int _) ->
                        say("It reaches the guide's draw of `" + latent + "`" + how + ".");
            }
        }
    }

    static String shown(Span span) {
        return "`" + span.text().replaceAll("\\s+", " ") + "`";
    }

    /** How the site's elements lie along a target. */
    private String meets(Plan.Reach reach) {
        List<Dimension> shape = symbol.type().shape().subList(0, drawing.plates());
        Map<Boolean, List<String>> bySingle =
                java.util.stream.IntStream.range(0, shape.size())
                        .boxed()
                        .collect(
                                Collectors.partitioningBy(
                                        reach::isSingle,
                                        Collectors.mapping(
                                                i -> shape.get(i).toString(),
                                                Collectors.toList())));
        List<String> several = Objects.requireNonNull(bySingle.get(false));
        return several.isEmpty()
                ? ", one element at a time"
                : ", several elements along " + String.join("*", several) + " at a time";
    }
}
