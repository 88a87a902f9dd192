package org.pathwise.runtime.inference;

import java.util.Arrays;

/**
 * What iterates and their gradients tell about the objective's shape around the iterates.
 *
 * <p>Around an optimum the gradient at an iterate {@code x} is {@code -H (x - x*)} plus noise that is
 * independent of {@code x}, so the covariance of iterate and gradient gives the curvature {@code H} of
 * the ELBO in nats, in whatever units the parameter has. For a Gaussian approximation {@code
 * 1/sqrt(H)} of a location is its posterior standard deviation: errors times {@code sqrt(H)} compare
 * across parameters.
 */
final class CurvatureSums {
    private final double[] origin;
    private final double[] offset;
    private final double[] offsetSquare;
    private final double[] slope;
    private final double[] slopeSquare;
    private final double[] product;
    private final double[] productSquare;
    private long count;

    CurvatureSums(int size) {
        origin = new double[size];
        offset = new double[size];
        offsetSquare = new double[size];
        slope = new double[size];
        slopeSquare = new double[size];
        product = new double[size];
        productSquare = new double[size];
    }

    /** Begins anew around a point. */
    void restart(double[] parameters) {
        System.arraycopy(parameters, 0, origin, 0, origin.length);
        for (double[] sums : new double[][] {offset, offsetSquare, slope, slopeSquare, product, productSquare}) {
            Arrays.fill(sums, 0);
        }
        count = 0;
    }

    /** Adds an iterate and the gradient estimate there. */
    void add(double[] parameters, double[] gradient) {
        count++;
        for (int i = 0; i < origin.length; i++) {
            double d = parameters[i] - origin[i];
            double g = gradient[i];
            double dg = d * g;
            offset[i] += d;
            offsetSquare[i] += d * d;
            slope[i] += g;
            slopeSquare[i] += g * g;
            product[i] += dg;
            productSquare[i] += dg * dg;
        }
    }

    long count() {
        return count;
    }

    /** The variance of parameter {@code i}'s iterates. */
    double spread(int i) {
        double mean = offset[i] / count;
        return Math.max(0, offsetSquare[i] / count - mean * mean);
    }

    /** The variance of parameter {@code i}'s gradient around its mean. */
    double gradientVariance(int i) {
        double mean = slope[i] / count;
        return Math.max(0, slopeSquare[i] / count - mean * mean);
    }

    /** The mean gradient in parameter {@code i}. */
    double meanGradient(int i) {
        return slope[i] / count;
    }

    /** Minus the covariance of iterate and gradient: curvature times spread, in nats; may be noisy. */
    double curvatureTimesSpread(int i) {
        return (offset[i] / count) * (slope[i] / count) - product[i] / count;
    }

    /** The standard error of {@link #curvatureTimesSpread} if successive products are independent. */
    double curvatureTimesSpreadError(int i) {
        double mean = product[i] / count;
        return Math.sqrt(Math.max(0, productSquare[i] / count - mean * mean) / count);
    }

    /** An estimate of the curvature of the negative ELBO in parameter {@code i}, cautious upwards. */
    double curvature(int i) {
        double spread = spread(i);
        double product = Math.max(curvatureTimesSpread(i), curvatureTimesSpreadError(i));
        return spread > 0 ? product / spread : 0;
    }
}
