package org.pathwise.runtime.inference;

import java.util.Arrays;

/**
 * What iterates and their gradients tell about the objective's shape around the iterates, for some
 * parameters.
 *
 * <p>Around an optimum the gradient at an iterate {@code x} is {@code -H (x - x*)} plus noise that
 * is independent of {@code x}, so the covariance of iterate and gradient gives the curvature {@code
 * H} of the ELBO in nats, in whatever units the parameter has. For a Gaussian approximation {@code
 * 1/sqrt(H)} of a location is its posterior standard deviation: errors times {@code sqrt(H)}
 * compare across parameters.
 */
final class CurvatureSums {
    private final int[] watched;
    private final double[] origin;
    private final double[] offset;
    private final double[] offsetSquare;
    private final double[] slope;
    private final double[] product;
    private final double[] productSquare;
    private long count;

    /** Sums for the parameters at these indices; the methods count them from 0. */
    CurvatureSums(int[] watched) {
        int size = watched.length;
        this.watched = watched;
        origin = new double[size];
        offset = new double[size];
        offsetSquare = new double[size];
        slope = new double[size];
        product = new double[size];
        productSquare = new double[size];
    }

    /** Begins anew around a point. */
    void restart(double[] parameters) {
        for (int j = 0; j < watched.length; j++) {
            origin[j] = parameters[watched[j]];
        }
        for (double[] sums : new double[][] {offset, offsetSquare, slope, product, productSquare}) {
            Arrays.fill(sums, 0);
        }
        count = 0;
    }

    /** Adds an iterate and the gradient estimate there. */
    void add(double[] parameters, double[] gradient) {
        count++;
        for (int j = 0; j < watched.length; j++) {
            double d = parameters[watched[j]] - origin[j];
            double g = gradient[watched[j]];
            double dg = d * g;
            offset[j] += d;
            offsetSquare[j] += d * d;
            slope[j] += g;
            product[j] += dg;
            productSquare[j] += dg * dg;
        }
    }

    long count() {
        return count;
    }

    /** The variance of the iterates. */
    double spread(int j) {
        double mean = offset[j] / count;
        return Math.max(0, offsetSquare[j] / count - mean * mean);
    }

    /** The mean gradient. */
    double meanGradient(int j) {
        return slope[j] / count;
    }

    /**
     * Minus the covariance of iterate and gradient: curvature times spread, in nats; may be noisy.
     */
    double curvatureTimesSpread(int j) {
        return (offset[j] / count) * (slope[j] / count) - product[j] / count;
    }

    /**
     * The standard error of {@link #curvatureTimesSpread} if successive products are independent.
     */
    double curvatureTimesSpreadError(int j) {
        double mean = product[j] / count;
        return Math.sqrt(Math.max(0, productSquare[j] / count - mean * mean) / count);
    }

    /** An estimate of the curvature of the negative ELBO, cautious upwards. */
    double curvature(int j) {
        double spread = spread(j);
        double product = Math.max(curvatureTimesSpread(j), curvatureTimesSpreadError(j));
        return spread > 0 ? product / spread : 0;
    }
}
