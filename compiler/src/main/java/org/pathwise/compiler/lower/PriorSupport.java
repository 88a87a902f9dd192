package org.pathwise.compiler.lower;

import org.pathwise.compiler.core.CoreProgram;
import org.pathwise.compiler.core.Draw;
import org.pathwise.compiler.core.Latent;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.type.Bound;
import org.pathwise.compiler.type.Support;

import java.util.HashSet;
import java.util.Set;

/**
 * Finds the priors whose latents cannot leave their support, because every guide draws them on it.
 */
final class PriorSupport {
    private PriorSupport() {}

    /** The terms whose value is a latent of the very support that its distribution has. */
    static Set<Statement.Term> onSupport(CoreProgram core) {
        Set<Statement.Term> terms = new HashSet<>();
        for (Statement.Term term : core.terms()) {
            if (term.content() instanceof Statement.Density density
                    && density.latent().isPresent()) {
                core.latents().stream()
                        .filter(latent -> latent.symbol().equals(density.latent().get()))
                        .filter(latent -> equal(latent, density))
                        .forEach(_ -> terms.add(term));
            }
        }
        return terms;
    }

    private static boolean equal(Latent latent, Statement.Density density) {
        if (!density.draw().distribution().formula().hiddenEnds().density().isEmpty()) {
            return false;
        }
        Support own = latent.support();
        Support prior = density.draw().distribution().support();
        if (own instanceof Support.Interval(Bound lower, Bound upper)
                && prior instanceof Support.Interval(Bound priorLower, Bound priorUpper)) {
            return equal(lower, priorLower, latent, density.draw())
                    && equal(upper, priorUpper, latent, density.draw());
        }
        if (own instanceof Support.Integers(Bound lower, Bound upper)
                && prior instanceof Support.Integers(Bound priorLower, Bound priorUpper)) {
            return equal(lower, priorLower, latent, density.draw())
                    && equal(upper, priorUpper, latent, density.draw());
        }
        return own.equals(prior);
    }

    private static boolean equal(Bound own, Bound prior, Latent latent, Draw draw) {
        return switch (prior) {
            case Bound.Constant _ -> own.equals(prior);
            case Bound.Computed(int argument, _) ->
                    own instanceof Bound.Computed(int index, _)
                            && latent.bounds().get(index).equals(draw.arguments().get(argument));
            case Bound.Extent(String label, int more) ->
                    latent.dimension(own).equals(draw.dimension(label).map(d -> d.plus(more)));
        };
    }
}
