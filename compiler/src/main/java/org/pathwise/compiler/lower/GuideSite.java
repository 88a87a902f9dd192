package org.pathwise.compiler.lower;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Builder;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.catalogue.Value;
import org.pathwise.compiler.core.Latent;

import java.util.List;
import java.util.Optional;

/**
 * A latent as the guide draws it.
 *
 * @param value the whole latent on its own support
 * @param plates the canonical axes of its dimensions along which draws are independent: all but the
 *     event of the distribution that it is drawn from
 * @param pieces its log density under the guide, piece by piece
 * @param logDensity the same as one array over {@code plates}
 * @param entropy where the guide has it as a whole in closed form: a variable, to be summed over
 *     {@code plates}, whose sum's expectation is that of the negative sum of {@code logDensity}
 * @param masses of a site that is summed over its states: the log probability of each
 * @param antithetic of a site whose particles are coupled: over the site's plates
 */
record GuideSite(
        Latent latent,
        Value value,
        List<Axis> plates,
        List<Piece> pieces,
        Variable logDensity,
        Optional<Variable> entropy,
        Optional<Masses> masses,
        Optional<Antithetic> antithetic) {

    /**
     * The guide's probabilities of a discrete site.
     *
     * @param logMass over the site's plates and the states' axis
     */
    record Masses(States states, Variable logMass) {
        /** More negative than any logarithm; a state of probability 0 then adds 0 to an entropy. */
        private static final double LEAST = -1e300;

        Variable mass(Builder builder) {
            return builder.exp(logMass);
        }

        /** The expectation of the log probability, over the site's plates. */
        Variable negativeEntropy(Builder builder) {
            Variable log = builder.apply(Function.MAXIMUM, logMass, builder.constant(LEAST));
            return builder.sum(builder.multiply(mass(builder), log), List.of(states.axis()));
        }
    }

    /** A site whose draws stand for themselves. */
    GuideSite(
            Latent latent,
            Value value,
            List<Axis> plates,
            List<Piece> pieces,
            Variable logDensity,
            Optional<Variable> entropy) {
        this(
                latent,
                value,
                plates,
                pieces,
                logDensity,
                entropy,
                Optional.empty(),
                Optional.empty());
    }

    GuideSite {
        plates = List.copyOf(plates);
        pieces = List.copyOf(pieces);
    }

    /**
     * A piece.
     *
     * @param over the axes that its log density is summed over: its loops and plates
     * @param value the canonical axes of the piece's own dimensions
     * @param entropy what counts in place of minus the log density, if something else does: a
     *     variable to be summed over the same axes
     */
    record Piece(
            Variable logDensity, List<Axis> over, List<Axis> value, Optional<Variable> entropy) {
        Piece {
            over = List.copyOf(over);
            value = List.copyOf(value);
        }

        Piece(Variable logDensity, List<Axis> over, List<Axis> value) {
            this(logDensity, over, value, Optional.empty());
        }
    }
}
