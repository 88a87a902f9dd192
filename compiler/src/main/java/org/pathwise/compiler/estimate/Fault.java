package org.pathwise.compiler.estimate;

import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.source.Span;

/**
 * Why the density is not locally Lipschitz in a draw.
 *
 * @param kind of break
 * @param subject what the kind's text speaks of besides the draw
 * @param span where
 * @param shown how a text shows the place
 */
record Fault(Kind kind, String subject, Span span, String shown) {

    /** What happens to the draw. */
    enum Kind {
        /** A branch or a step. */
        JUMP("the density jumps in %1$s"),
        ROUNDING("%1$s is rounded"),
        INDEX("%1$s is used as an index"),
        DIVISION("divides by something that may be 0"),
        SINGULARITY("%2$s may reach the edge of its domain"),
        PARAMETER("%2$s"),
        /** A draw on the circle that is more than its angle. */
        CIRCULAR("%1$s is an angle, but is not used with the period 2 pi"),
        SUPPORT("the support of %2$s moves with %1$s");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        /** Whether it makes derivatives wrong in a whole region, not just near one point. */
        boolean isBreak() {
            return this == JUMP || this == ROUNDING || this == INDEX;
        }
    }

    Fault(Kind kind, String subject, Span span) {
        this(kind, subject, span, span.text());
    }

    /** The clause of a report: {@code the density jumps in x at 14:8 (`if x[t] > 0`)}. */
    String reason(Symbol draw) {
        String oneLine = shown.replaceAll("\\s+", " ");
        return kind.text.formatted(draw.name(), subject)
                + " at "
                + span.position()
                + " (`"
                + oneLine
                + "`)";
    }
}
