package org.pathwise.runtime.inference;

/** Hears of a fit's progress, and may stop it. Called every 64 steps by the thread that fits. */
public interface FitListener {
    /** A listener that does nothing. */
    FitListener NONE = new FitListener() {};

    /**
     * Progress.
     *
     * @param step how many gradient estimates were made so far
     * @param elbo the mean ELBO estimate of the last steps
     * @param stepSize see {@link ElboHistory.Point#stepSize}
     */
    default void progress(long step, double elbo, double stepSize, Phase phase) {}

    /** True to stop the fit with what it has. */
    default boolean cancelled() {
        return false;
    }

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
