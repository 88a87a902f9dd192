package org.pathwise.compiler.lower;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.core.Latent;

import java.util.List;
import java.util.Optional;

/**
 * A site that is not drawn: its value is the axis of its states, and its log density the expected
 * one.
 */
final class SummedSite {
    private SummedSite() {}

    /**
     * A site of the automatic guide.
     *
     * @param masses of the whole site
     */
    static GuideSite of(Scope scope, Latent latent, GuideSite.Masses masses) {
        List<Axis> plates = scope.axes().canonical(latent.symbol().type());
        Variable expected = masses.negativeEntropy(scope.builder());
        return of(scope, latent, masses, List.of(new GuideSite.Piece(expected, plates, plates)));
    }

    /**
     * A site of a script's guide.
     *
     * @param pieces the expected log density of each of its sampling statements
     */
    static GuideSite of(
            Scope scope, Latent latent, GuideSite.Masses masses, List<GuideSite.Piece> pieces) {
        List<Axis> plates = scope.axes().canonical(latent.symbol().type());
        return new GuideSite(
                latent,
                masses.states().whole(scope, latent),
                plates,
                pieces,
                masses.negativeEntropy(scope.builder()),
                Optional.empty(),
                Optional.of(masses),
                Optional.empty());
    }
}
