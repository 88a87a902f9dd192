package org.pathwise.runtime.inference;

/**
 * The highest level that the ELBO has surely reached along the way, and the parameters there.
 * Surely: what counts is the mean over a window of steps, less a few standard errors.
 */
final class BestSeen {
    private static final int WINDOW = 64;
    private static final double ERRORS = 4;

    private final double[] parameters;
    private double level = Double.NEGATIVE_INFINITY;
    private double origin;
    private double sum;
    private double squares;
    private int count;

    BestSeen(double[] start) {
        this.parameters = start.clone();
    }

    /** Adds the ELBO estimate at the current parameters. */
    void add(double elbo, double[] current) {
        if (count == 0) {
            origin = elbo;
        }
        sum += elbo - origin;
        squares += (elbo - origin) * (elbo - origin);
        if (++count < WINDOW) {
            return;
        }
        double mean = sum / WINDOW;
        double variance = Math.max(0, squares / WINDOW - mean * mean);
        double sure = origin + mean - ERRORS * Math.sqrt(variance / WINDOW);
        if (sure > level) {
            level = sure;
            System.arraycopy(current, 0, parameters, 0, parameters.length);
        }
        count = 0;
        sum = 0;
        squares = 0;
    }

    /** The level in nats; minus infinity while there was no whole window. */
    double level() {
        return level;
    }

    /** The parameters at the end of the best window; live. */
    double[] parameters() {
        return parameters;
    }
}
