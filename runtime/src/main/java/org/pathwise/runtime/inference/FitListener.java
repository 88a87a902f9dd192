package org.pathwise.runtime.inference;

import java.util.Optional;

/** Hears of a fit's progress, and may stop it. Called every 64 steps by the thread that fits. */
public interface FitListener {
    /** A listener that does nothing. */
    FitListener NONE = new FitListener() {};

    /** How far the fit is. */
    default void progress(Progress progress) {}

    /** True to stop the fit with what it has. */
    default boolean cancelled() {
        return false;
    }

    /**
     * How far a fit is.
     *
     * @param step how many gradient estimates were made so far
     * @param mostSteps how many there may be in all
     * @param elbo the mean ELBO estimate of the last steps
     * @param stepSize see {@link ElboHistory.Point#stepSize}
     * @param noisiest the site whose gradient is noisiest; empty if no gradient has noise
     */
    record Progress(
            long step,
            long mostSteps,
            double elbo,
            double stepSize,
            Phase phase,
            Optional<Noisiest> noisiest) {}

    /**
     * A site whose gradient is noisy.
     *
     * @param signalToNoise the size of its mean gradient over the last steps, in standard
     *     deviations of one estimate; near an optimum it is 0
     */
    record Noisiest(String site, double signalToNoise) {}

    /** What the fit is doing. */
    enum Phase {
        /** Going from the starting values to the neighbourhood of the optimum. */
        SEARCH,
        /** Steps of a fixed size until the iterates are stationary. */
        SETTLE,
        /** Averaging stationary iterates. */
        AVERAGE,
        /** Steps for nets and minibatches. */
        TRAIN
    }
}
