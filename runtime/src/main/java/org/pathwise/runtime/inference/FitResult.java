package org.pathwise.runtime.inference;

import java.util.List;

/**
 * What a fit found.
 *
 * @param parameters the variational parameters, averaged over the last iterates
 * @param history ELBO estimates along the way
 * @param steps how many gradient estimates were made
 * @param outcome how it ended
 * @param stopReason the same in words, such as {@code converged: ...} or {@code interrupted}
 * @param warnings what the user should know, one line or a few each
 * @param nanoseconds the wall time of the fit
 */
public record FitResult(
        double[] parameters,
        List<ElboHistory.Point> history,
        long steps,
        Outcome outcome,
        String stopReason,
        List<String> warnings,
        long nanoseconds) {
    public FitResult {
        history = List.copyOf(history);
        warnings = List.copyOf(warnings);
    }

    /** How a fit ends. */
    public enum Outcome {
        CONVERGED,
        OUT_OF_STEPS,
        INTERRUPTED,
        /** Nothing usable was found; the stop reason says why. */
        FAILED
    }

    public boolean converged() {
        return outcome == Outcome.CONVERGED;
    }

    /** Microseconds per step. */
    public double stepMicroseconds() {
        return steps == 0 ? 0 : nanoseconds * 1e-3 / steps;
    }
}
