package org.pathwise.runtime.program;

import java.util.Optional;

/**
 * The log densities of model and guide at draws from a fitted guide. A run makes {@code
 * noise().particles()} draws.
 */
public interface WeightProgram {
    NoiseLayout noise();

    /**
     * The dimension whose rows are independent given the fitted parameters, so that each has
     * densities of its own, or several with their rows one after the other: {@code M and N}; empty
     * where the densities are those of all data together.
     */
    Optional<String> dimension();

    /** How many rows there are: 1 where the densities are those of all data together. */
    int rows();

    /**
     * Makes draws.
     *
     * @param logModel receives log p(data, latents) of each draw and row, at {@code draw * rows() +
     *     row}
     * @param logGuide receives log q(latents | data), likewise
     */
    void run(double[] parameters, double[] noise, double[] logModel, double[] logGuide);

    /** A program for another thread. */
    WeightProgram fork();
}
