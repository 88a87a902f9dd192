package org.pathwise.repl.report;

import org.pathwise.runtime.diagnose.Summary;

import java.util.Arrays;

/**
 * A density estimated from draws: a Gaussian kernel with the bandwidth of Silverman's rule of thumb
 * (Silverman 1986, "Density Estimation for Statistics and Data Analysis", eq. 3.31), {@code 0.9
 * min(sd, IQR / 1.34) n^(-1/5)}.
 *
 * <p>No density leaks over a bound. Where the support is declared, the kernels sit on the
 * unconstrained scale, on which the draws of an automatic guide are Normal: y = log(x - lower),
 * log(upper - x) or logit; the density of x is that of y times dy/dx. Where it is not, but draws
 * come within a bandwidth of 0 (or 1) and none passes it, they are mirrored there (Silverman 1986,
 * section 2.10).
 *
 * @param x ascending and evenly spaced, over the central 99 % of the draws and what the kernel adds
 * @param y the density at x
 * @param bandwidth on the scale on which the kernels sit
 */
record Density(double[] x, double[] y, double bandwidth) {
    private static final int POINTS = 121;
    private static final double TAIL = 0.005;
    private static final double REACH = 1.5;

    /**
     * Estimates the density of draws that are finite and not all the same.
     *
     * @param bounds the declared support
     */
    static Density of(double[] draws, Bounds bounds) {
        double[] sorted = draws.clone();
        Arrays.sort(sorted);
        boolean inside = sorted[0] > bounds.lower() && sorted[sorted.length - 1] < bounds.upper();
        return bounds.known() && inside ? onFreeScale(sorted, bounds) : onOwnScale(sorted);
    }

    private static Density onFreeScale(double[] sorted, Bounds bounds) {
        double[] free = new double[sorted.length];
        for (int i = 0; i < free.length; i++) {
            free[i] = free(sorted[i], bounds);
        }
        Arrays.sort(free);
        double bandwidth = bandwidth(free);
        double start = constrained(Summary.quantile(free, TAIL) - REACH * bandwidth, bounds);
        double end = constrained(Summary.quantile(free, 1 - TAIL) + REACH * bandwidth, bounds);
        double[] x = grid(Math.min(start, end), Math.max(start, end));
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            if (x[i] > bounds.lower() && x[i] < bounds.upper()) {
                y[i] = kernels(free, free(x[i], bounds), bandwidth) * slope(x[i], bounds);
            }
        }
        return new Density(x, y, bandwidth);
    }

    private static Density onOwnScale(double[] sorted) {
        double bandwidth = bandwidth(sorted);
        Bounds seen = seen(sorted, bandwidth);
        double reach = REACH * bandwidth;
        double[] x =
                grid(
                        Math.max(seen.lower(), Summary.quantile(sorted, TAIL) - reach),
                        Math.min(seen.upper(), Summary.quantile(sorted, 1 - TAIL) + reach));
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = kernels(sorted, x[i], bandwidth);
            if (seen.lower() == 0) {
                y[i] += kernels(sorted, -x[i], bandwidth);
            }
            if (seen.upper() == 1) {
                y[i] += kernels(sorted, 2 - x[i], bandwidth);
            }
        }
        return new Density(x, y, bandwidth);
    }

    /** Bounds that nobody declared, but that the draws respect. */
    private static Bounds seen(double[] sorted, double bandwidth) {
        double least = sorted[0];
        double greatest = sorted[sorted.length - 1];
        if (least < 0) {
            return Bounds.NONE;
        }
        boolean atZero = least < bandwidth;
        boolean atOne = greatest <= 1 && greatest > 1 - bandwidth;
        return new Bounds(atZero ? 0 : Bounds.NONE.lower(), atOne ? 1 : Bounds.NONE.upper());
    }

    /**
     * Silverman's rule; where half of the draws are the same, by their standard deviation alone.
     */
    static double bandwidth(double[] sorted) {
        double sd = Summary.of(sorted).sd();
        double range = Summary.quantile(sorted, 0.75) - Summary.quantile(sorted, 0.25);
        double spread = range > 0 ? Math.min(sd, range / 1.34) : sd;
        return 0.9 * spread * Math.pow(sorted.length, -0.2);
    }

    private static double kernels(double[] at, double x, double bandwidth) {
        double sum = 0;
        for (double center : at) {
            double z = (x - center) / bandwidth;
            sum += Math.exp(-0.5 * z * z);
        }
        return sum / (at.length * bandwidth * Math.sqrt(2 * Math.PI));
    }

    private static double[] grid(double start, double end) {
        double[] x = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            x[i] = start + (end - start) * i / (POINTS - 1);
        }
        return x;
    }

    private static double free(double x, Bounds bounds) {
        if (bounds.upper() == Double.POSITIVE_INFINITY) {
            return Math.log(x - bounds.lower());
        }
        return bounds.lower() == Double.NEGATIVE_INFINITY
                ? -Math.log(bounds.upper() - x)
                : Math.log((x - bounds.lower()) / (bounds.upper() - x));
    }

    private static double constrained(double y, Bounds bounds) {
        if (bounds.upper() == Double.POSITIVE_INFINITY) {
            return bounds.lower() + Math.exp(y);
        }
        return bounds.lower() == Double.NEGATIVE_INFINITY
                ? bounds.upper() - Math.exp(-y)
                : bounds.lower() + (bounds.upper() - bounds.lower()) / (1 + Math.exp(-y));
    }

    /** The derivative of {@link #free}. */
    private static double slope(double x, Bounds bounds) {
        double below = bounds.lower() == Double.NEGATIVE_INFINITY ? 0 : 1 / (x - bounds.lower());
        double above = bounds.upper() == Double.POSITIVE_INFINITY ? 0 : 1 / (bounds.upper() - x);
        return below + above;
    }
}
