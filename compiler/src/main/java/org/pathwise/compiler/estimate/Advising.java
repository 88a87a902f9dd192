package org.pathwise.compiler.estimate;

import org.pathwise.compiler.core.CoreProgram;
import org.pathwise.compiler.core.Request;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.source.Span;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What would make a site cheaper or less noisy: the advice of an {@link Explanation}. Each is said
 * only where {@link Alternatives} shows that it does what it says.
 */
final class Advising {
    private final CoreProgram program;
    private final Plan plan;
    private final EstimateOptions options;
    private final Plan.Site site;
    private final Symbol symbol;
    private final Alternatives alternatives;
    private final List<Explanation.Sentence> advice = new ArrayList<>();

    Advising(CoreProgram program, Plan plan, EstimateOptions options, Plan.Site site) {
        this.program = program;
        this.plan = plan;
        this.options = options;
        this.site = site;
        this.symbol = site.latent().symbol();
        this.alternatives = new Alternatives(program, options);
    }

    List<Explanation.Sentence> all() {
        annotation();
        marginal();
        budget();
        smooth();
        automatic();
        particles();
        advice.addAll(NonCentred.of(program, site));
        return advice;
    }

    private void say(Optional<Span> span, String text) {
        advice.add(new Explanation.Sentence(text, span));
    }

    private void annotation() {
        Optional<Request> request = site.latent().request();
        boolean asked = request.filter(one -> one != Request.ENUMERATE).isPresent();
        if (!asked || site.isPoint()) {
            return;
        }
        alternatives
                .withoutRequest(site)
                .filter(other -> other.site().form() != site.form())
                .filter(other -> site.form() != Plan.Form.MARGINAL && !isNoisier(other))
                .ifPresent(
                        other ->
                                say(
                                        Optional.of(site.latent().span()),
                                        "Without `@"
                                                + request.get().text()
                                                + "` it gets "
                                                + estimator(other)
                                                + vouched()
                                                + "."
                                                + others(other)));
    }

    /** What somebody vouches for is noise-free only if it is true. */
    private boolean isNoisier(Alternatives.Alternative other) {
        return site.form() != Plan.Form.PATHWISE && other.site().form().comparesParticles();
    }

    private String vouched() {
        return site.form() == Plan.Form.PATHWISE
                ? ": noisier, but right also where `@pathwise` is not"
                : "";
    }

    private void marginal() {
        if (site.form() == Plan.Form.MARGINAL) {
            return;
        }
        Optional<Statement.Sample> draw = alternatives.draw(site);
        alternatives
                .marginal(site)
                .or(() -> alternatives.marginalWithoutDraw(site))
                .ifPresent(
                        other ->
                                say(
                                        Optional.of(site.latent().span()),
                                        "`@marginal` would sum it out of the model exactly"
                                                + draw.map(
                                                                sample ->
                                                                        ", once the guide's draw at"
                                                                                + " "
                                                                                + sample.span()
                                                                                        .position()
                                                                                + " is left out")
                                                        .orElse("")
                                                + " ("
                                                + String.join("; ", other.site().reasons())
                                                + "): "
                                                + (site.form().isHeld() ? "no noise, " : "")
                                                + "nothing to fit for it, and a tighter bound."
                                                + beyond(other)
                                                + others(other)));
    }

    /** Says how dear a sum is that the budget would not allow over the guide's states. */
    private String beyond(Alternatives.Alternative other) {
        long evaluations = alternatives.dearestSum(other.plan());
        return evaluations > options.enumerationBudget()
                ? " The sum takes " + evaluations + " evaluations where it is dearest."
                : "";
    }

    private boolean isDrawnAndDiscrete() {
        return site.form().comparesParticles()
                && site.latent().support().isDiscrete()
                && site.latent().request().filter(Request.SCORE::equals).isEmpty();
    }

    private void budget() {
        if (!isDrawnAndDiscrete()) {
            return;
        }
        Optional<Alternatives.Budget> budget = alternatives.budget(site);
        budget.ifPresent(
                found ->
                        say(
                                Optional.empty(),
                                "`--enumeration-budget "
                                        + found.evaluations()
                                        + "` would have it "
                                        + found.alternative().site().method()
                                        + ": "
                                        + found.evaluations()
                                        + " evaluations of a term for each particle, and "
                                        + (found.alternative().site().form() == Plan.Form.SUMMED
                                                ? "no noise from it."
                                                : "less noise.")
                                        + others(found.alternative())));
        if (budget.isEmpty()) {
            alternatives
                    .small(site)
                    .ifPresent(
                            other ->
                                    say(
                                            Optional.empty(),
                                            "Once data say how much "
                                                    + sizes(other.site())
                                                    + " is, it is "
                                                    + other.site().method()
                                                    + ", if that takes no more than "
                                                    + options.enumerationBudget()
                                                    + " evaluations of a term"
                                                    + " (`--enumeration-budget`)."));
        }
    }

    /** The dimensions whose elements are tried: {@code D*2}. */
    private String sizes(Plan.Site tried) {
        List<String> sizes =
                new ArrayList<>(
                        Enumeration.meeting(
                                        Objects.requireNonNull(Drawing.of(program).get(symbol)),
                                        tried.reach())
                                .stream()
                                .map(i -> Marginals.base(symbol.type().shape().get(i)))
                                .toList());
        sizes.add(Marginals.base(Evaluations.states(tried)));
        return String.join(" * ", sizes);
    }

    private void smooth() {
        if (site.form() != Plan.Form.LEAVE_ONE_OUT) {
            return;
        }
        alternatives
                .smoothed(site)
                .ifPresent(
                        found ->
                                Replacement.all(program, found.steps())
                                        .ifPresent(
                                                replacements ->
                                                        say(
                                                                site.witness(),
                                                                "Where the model does not mean a"
                                                                        + " step, a smooth function"
                                                                        + " gives it a pathwise"
                                                                        + " gradient: "
                                                                        + Replacement.text(
                                                                                replacements)
                                                                        + others(
                                                                                found
                                                                                        .alternative()))));
    }

    private void automatic() {
        if (site.form().isHeld()
                && site.witness().isEmpty()
                && !site.latent().support().isDiscrete()) {
            Optional<Statement.Sample> draw = alternatives.draw(site);
            alternatives
                    .automatic(site)
                    .filter(other -> other.site().form() == Plan.Form.PATHWISE)
                    .ifPresent(
                            other ->
                                    say(
                                            draw.map(Statement.Sample::span),
                                            "Without the guide's draw at "
                                                    + draw.orElseThrow().span().position()
                                                    + " the automatic guide draws it from "
                                                    + other.site().drawnFrom()
                                                    + ", with "
                                                    + estimator(other)
                                                    + "."
                                                    + others(other)));
        }
    }

    private void particles() {
        if (site.form().comparesParticles()) {
            say(
                    Optional.empty(),
                    "More particles (`--particles`): the variance falls about as one over their"
                            + " number, and a step costs in proportion.");
        } else if (site.form() == Plan.Form.ONE_AT_A_TIME) {
            say(
                    Optional.empty(),
                    "More particles (`--particles`) average over the draws of the other elements:"
                            + " the variance falls as one over their number.");
        }
    }

    private static String estimator(Alternatives.Alternative other) {
        return (other.site().estimator() == Plan.Estimator.PATHWISE
                        ? "a pathwise gradient ("
                        : "the score function (")
                + other.site().method()
                + ")";
    }

    /** What else would change: sites that get another form. */
    private String others(Alternatives.Alternative other) {
        List<String> changes = new ArrayList<>();
        for (int i = 0; i < plan.sites().size(); i++) {
            Plan.Site before = plan.sites().get(i);
            Plan.Site after = other.plan().sites().get(i);
            if (!before.latent().symbol().equals(symbol) && before.form() != after.form()) {
                changes.add(
                        "`"
                                + after.latent().symbol()
                                + "` would get "
                                + (after.form() == Plan.Form.PATHWISE
                                        ? "a pathwise gradient"
                                        : "the " + after.estimator())
                                + " ("
                                + after.method()
                                + ")");
            }
        }
        return changes.isEmpty() ? "" : " Besides, " + String.join(", and ", changes) + ".";
    }
}
