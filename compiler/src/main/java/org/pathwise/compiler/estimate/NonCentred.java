package org.pathwise.compiler.estimate;

import org.pathwise.compiler.core.CoreProgram;
import org.pathwise.compiler.core.Draw;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.type.Support;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The hint to draw the noise of a prior instead of what it makes (Papaspiliopoulos, Roberts and
 * Sköld 2007, "A general framework for the parametrization of hierarchical models"). It says
 * nothing of the estimator, and is good where the data say little of each element.
 */
final class NonCentred {
    /** Distributions of {@code mu + sigma * noise}: their arguments before these two. */
    private static final Map<String, Integer> LOCATION_SCALE =
            Map.of("Normal", 0, "StudentT", 1, "Cauchy", 0, "Logistic", 0, "Laplace", 0);

    private NonCentred() {}

    /** Empty where the prior has no such form, or nothing latent in it. */
    static List<Explanation.Sentence> of(CoreProgram program, Plan.Site site) {
        if (site.form() != Plan.Form.PATHWISE
                || site.isPoint()
                || !site.latent().support().equals(Support.REAL)
                || Drawing.of(program).get(site.latent().symbol()) instanceof Drawing.Written) {
            return List.of();
        }
        List<Statement.Term> priors =
                program.terms().stream().filter(term -> isPrior(term, site)).toList();
        return priors.size() == 1 ? of(program, site, priors.getFirst()) : List.of();
    }

    private static boolean isPrior(Statement.Term term, Plan.Site site) {
        return term.content() instanceof Statement.Density(Optional<Symbol> latent, Expr _, Draw _)
                && latent.filter(site.latent().symbol()::equals).isPresent();
    }

    private static List<Explanation.Sentence> of(
            CoreProgram program, Plan.Site site, Statement.Term prior) {
        if (!(prior.content() instanceof Statement.Density(_, Expr value, Draw draw))) {
            return List.of();
        }
        Integer first = LOCATION_SCALE.get(draw.distribution().name());
        if (first == null || draw.arguments().size() != first + 2) {
            return List.of();
        }
        Symbol symbol = site.latent().symbol();
        Dependence dependence = Dependence.of(program, Drawing.of(program));
        Set<String> names = new LinkedHashSet<>();
        for (Expr argument : draw.arguments().subList(first, first + 2)) {
            Set<Symbol> sites = dependence.of(argument).sites().keySet();
            if (sites.contains(symbol)) {
                return List.of();
            }
            sites.forEach(other -> names.add("`" + other + "`"));
        }
        if (names.isEmpty()) {
            return List.of();
        }
        List<String> noise = new ArrayList<>();
        draw.arguments().subList(0, first).forEach(other -> noise.add(other.span().text()));
        noise.addAll(List.of("0", "1"));
        String written = value.span().text();
        String raw = symbol.name() + "_raw" + written.substring(symbol.name().length());
        return List.of(
                Explanation.Sentence.at(
                        prior.span(),
                        "A statistical hint: its prior moves with "
                                + String.join(" and ", names)
                                + ", and the guide sees them apart. Where the data say little of "
                                + (symbol.type().isScalar() ? "it" : "each element")
                                + ", the non-centred form often fits better: `"
                                + raw
                                + " ~ "
                                + draw.distribution().name()
                                + "("
                                + String.join(", ", noise)
                                + ")` and `"
                                + written
                                + " = "
                                + text(draw.arguments().get(first))
                                + " + "
                                + text(draw.arguments().get(first + 1))
                                + " * "
                                + raw
                                + "`."));
    }

    private static String text(Expr expr) {
        String text = expr.span().text().replaceAll("\\s+", " ");
        return expr instanceof Expr.Apply apply && text.contains(" ") && !isCall(apply, text)
                ? "(" + text + ")"
                : text;
    }

    private static boolean isCall(Expr.Apply apply, String text) {
        return text.startsWith(apply.function().name() + "(");
    }
}
