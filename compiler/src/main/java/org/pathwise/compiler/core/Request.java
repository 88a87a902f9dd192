package org.pathwise.compiler.core;

import java.util.Locale;

/** What an annotation asks of a site's estimator. */
public enum Request {
    /** The score function, with drawn values. */
    SCORE,
    /** The author vouches that everything is continuous in the draw. */
    PATHWISE,
    /** The score function, summed over the states. */
    ENUMERATE,
    /** Summed out of the model itself, so that the guide does not draw it. */
    MARGINAL;

    /** As a script writes it, without the {@code @}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
