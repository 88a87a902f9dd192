package org.pathwise.runtime.inference;

/**
 * What a user may choose about a fit. All of it has a default that needs no thought.
 *
 * @param seed fixes every random number of the fit
 * @param maxSteps after so many gradient estimates the fit stops with what it has
 * @param stepSize the first step size of Adam, in units of the variational parameters; 0 finds a
 *     step size for each parameter
 * @param tolerance the Monte Carlo error that the fitted parameters may have, in posterior standard
 *     deviations
 */
public record FitOptions(long seed, long maxSteps, double stepSize, double tolerance) {
    /** How many steps a fit may take if nobody says otherwise. */
    public static final long DEFAULT_MAX_STEPS = 100_000;

    /** The default tolerance: two hundredths of a posterior standard deviation. */
    public static final double DEFAULT_TOLERANCE = 0.02;

    public FitOptions {
        if (maxSteps < 1) {
            throw new IllegalArgumentException(
                    "the number of steps must be at least 1, not " + maxSteps);
        }
        if (!(stepSize >= 0 && stepSize < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "the step size must be finite and not negative, not " + stepSize);
        }
        if (!(tolerance > 0)) {
            throw new IllegalArgumentException("the tolerance must be positive, not " + tolerance);
        }
    }

    /** The defaults with a seed. */
    public static FitOptions seeded(long seed) {
        return new FitOptions(seed, DEFAULT_MAX_STEPS, 0, DEFAULT_TOLERANCE);
    }

    public FitOptions withMaxSteps(long steps) {
        return new FitOptions(seed, steps, stepSize, tolerance);
    }

    public FitOptions withStepSize(double size) {
        return new FitOptions(seed, maxSteps, size, tolerance);
    }

    public FitOptions withTolerance(double value) {
        return new FitOptions(seed, maxSteps, stepSize, value);
    }
}
