package org.pathwise.compiler.lower;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.estimate.Plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Replaces what varies over the states of sites by its expectation under the guide's probabilities:
 * exact, and differentiable in these probabilities and in everything else.
 */
final class Expectation {
    private final Scope scope;

    private record Summed(Plan.Site plan, GuideSite site, GuideSite.Masses masses) {
        Axis states() {
            return masses.states().axis();
        }
    }

    private final List<Summed> summed = new ArrayList<>();

    Expectation(Scope scope, Plan plan, Map<Symbol, GuideSite> sites) {
        this.scope = scope;
        for (Plan.Site planned : plan.sites()) {
            if (planned.form() == Plan.Form.SUMMED) {
                GuideSite site = Objects.requireNonNull(sites.get(planned.latent().symbol()));
                summed.add(new Summed(planned, site, site.masses().orElseThrow()));
            }
        }
    }

    /**
     * The expectation of a target's variable over all sites' states that it varies over.
     *
     * @param value the canonical axes of the target's own dimensions
     */
    Variable of(Plan.Target target, Variable variable, List<Axis> value) {
        Variable expected = variable;
        while (true) {
            List<Summed> present = present(expected);
            if (present.isEmpty()) {
                return expected;
            }
            // A probability may depend on the states of sites drawn before: they come after it.
            Summed last =
                    present.stream()
                            .filter(
                                    site ->
                                            present.stream()
                                                    .noneMatch(
                                                            other ->
                                                                    other != site
                                                                            && dependsOn(
                                                                                    other, site)))
                            .findFirst()
                            .orElseThrow();
            Plan.Reach reach = reach(last, target);
            Variable mass = aligned(last, reach, value);
            expected =
                    scope.builder()
                            .sum(scope.builder().multiply(mass, expected), List.of(last.states()));
        }
    }

    private List<Summed> present(Variable variable) {
        return summed.stream().filter(site -> variable.has(site.states())).toList();
    }

    private static boolean dependsOn(Summed site, Summed earlier) {
        return site.masses().logMass().has(earlier.states());
    }

    private static Plan.Reach reach(Summed site, Plan.Target target) {
        return site.plan().reach().stream()
                .filter(one -> one.target().equals(target))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        site.plan().latent().symbol()
                                                + " is not known to reach "
                                                + target));
    }

    /** The site's probabilities on the target's axes: of the element that the target meets. */
    private Variable aligned(Summed site, Plan.Reach reach, List<Axis> value) {
        return new Aligning(scope)
                .fromPlates(
                        site.masses().mass(scope.builder()),
                        site.site().plates(),
                        value,
                        reach.alignments());
    }
}
