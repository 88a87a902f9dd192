package org.pathwise.compiler.lower;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.catalogue.Value;
import org.pathwise.compiler.core.Draw;
import org.pathwise.compiler.core.Latent;
import org.pathwise.compiler.core.Statement;
import org.pathwise.compiler.type.Dimension;

import java.util.ArrayList;
import java.util.List;

/** The probabilities that a script's guide gives to the states of a site. */
final class StateMasses {
    private final List<GuideSite.Piece> pieces = new ArrayList<>();
    private final GuideSite.Masses whole;

    StateMasses(Scope scope, Latent latent, Statement.Sample sample) {
        States states = States.of(scope, latent);
        List<Assembly.Part> parts = new ArrayList<>();
        List<Dimension> shape = latent.symbol().type().shape();
        for (Statement.Piece<Draw> piece : sample.pieces()) {
            Variable mass =
                    new LowerStatement(scope)
                            .density(latent.symbol(), piece, states.values(scope.builder()));
            List<Axis> value =
                    scope.axes().canonical(shape.subList(piece.targets().size(), shape.size()));
            parts.add(new Assembly.Part(piece.targets(), new Value(mass, value)));
            List<Axis> over = new ArrayList<>();
            piece.loops().forEach(loop -> over.add(scope.axes().of(loop)));
            over.addAll(value);
            Variable expected = new GuideSite.Masses(states, mass).negativeEntropy(scope.builder());
            pieces.add(new GuideSite.Piece(expected, over, value));
        }
        Value assembled = new Assembly(scope, latent.symbol()).whole(parts);
        this.whole = new GuideSite.Masses(states, assembled.variable());
    }

    /** Of the whole site, over its plates. */
    GuideSite.Masses whole() {
        return whole;
    }

    /** The expected log density of each sampling statement. */
    List<GuideSite.Piece> pieces() {
        return pieces;
    }
}
