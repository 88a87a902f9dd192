package org.pathwise.runtime.inference;

import org.pathwise.runtime.inference.FitResult.Outcome;
import org.pathwise.runtime.inference.FitState.Signal;

import java.util.Locale;

/**
 * How a fit ends, in words that a statistician understands, and the parameters that it ends with.
 */
record Ending(Outcome outcome, String reason, double[] parameters) {

    /** The end by a signal other than {@link Signal#FINE}. */
    static Ending of(Signal signal, FitState state, double[] parameters) {
        return switch (signal) {
            case INTERRUPTED -> new Ending(Outcome.INTERRUPTED, "interrupted", parameters);
            case OUT_OF_STEPS ->
                    new Ending(
                            Outcome.OUT_OF_STEPS,
                            "maximum number of steps reached (" + state.options.maxSteps() + ")",
                            parameters);
            case FAILED -> new Ending(Outcome.FAILED, state.failure(), parameters);
            case FINE, NOT_FINITE ->
                    throw new IllegalStateException("a fit does not end with " + signal);
        };
    }

    /** Two successive averages agree in every parameter. */
    static Ending sameParameters(FitOptions options, double[] parameters) {
        return new Ending(
                Outcome.CONVERGED,
                format(
                        "converged: two successive averages agree, with Monte Carlo errors of about"
                                + " %.2g posterior standard deviations",
                        options.tolerance()),
                parameters);
    }

    /** Two successive averages have the same ELBO. */
    static Ending sameElbo(double nats, double[] parameters) {
        return new Ending(
                Outcome.CONVERGED,
                format("converged: two successive averages have the same ELBO to %.2g nats", nats),
                parameters);
    }

    /**
     * Smaller steps do not bring the average of the iterates back to where single iterates have
     * been.
     */
    static Ending fallen(double level, double reached, double[] parameters) {
        return new Ending(
                Outcome.OUT_OF_STEPS,
                format(
                        "not converged: the averages keep falling to an ELBO near %.1f, although"
                                + " %.1f was reached on the way; the best parameters seen are kept",
                        level, reached),
                parameters);
    }

    /** The stages are used up. */
    static Ending smallestStep(double gain, double[] parameters) {
        return new Ending(
                Outcome.OUT_OF_STEPS,
                format(
                        "not converged: after all stages the average still differs from the one"
                                + " before, by %.2g nats in the ELBO",
                        gain),
                parameters);
    }

    /**
     * The ELBO of a training no longer rises.
     *
     * @param nats a rise that would not matter
     * @param gain what the last reduction of the step size gained
     */
    static Ending trained(double nats, double gain, double[] parameters) {
        return new Ending(
                Outcome.CONVERGED,
                format(
                        "converged: the ELBO no longer rises (by more than %.2g nats), and the last"
                                + " reduction of the step size changed it by %.2g",
                        nats, gain),
                parameters);
    }

    /** A training whose ELBO still rose when its share of the steps was used up. */
    static Ending hurried(FitOptions options, double[] parameters) {
        return new Ending(
                Outcome.OUT_OF_STEPS,
                format(
                        "not converged: the ELBO was still rising when the step size was reduced,"
                                + " to keep to the maximum number of steps (%d)",
                        options.maxSteps()),
                parameters);
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
