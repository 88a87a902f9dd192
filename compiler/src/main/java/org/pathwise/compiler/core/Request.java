package org.pathwise.compiler.core;

import java.util.Locale;

/** What an annotation asks of a site's estimator. */
public sealed interface Request {

    /** As a script writes it, without the {@code @}. */
    String text();

    /** A wish without arguments. */
    enum Plain implements Request {
        /** The score function, with drawn values. */
        SCORE,
        /** The author vouches that everything is continuous in the draw. */
        PATHWISE,
        /** The score function, summed over the states. */
        ENUMERATE,
        /** Summed out of the model itself, so that the guide does not draw it. */
        MARGINAL;

        @Override
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A continuous relaxation of a discrete site: biased.
     *
     * @param straightThrough whether the model sees the discrete value, and only the gradient the
     *     relaxed one
     */
    record Relax(double temperature, boolean straightThrough) implements Request {
        @Override
        public String text() {
            return "relax(temperature = "
                    + temperature
                    + (straightThrough ? ", straight_through = true)" : ")");
        }
    }
}
