package org.pathwise.runtime.inference;

import org.pathwise.runtime.inference.FitListener.Phase;
import org.pathwise.runtime.inference.FitState.Signal;
import org.pathwise.runtime.optimize.Adam;
import org.pathwise.runtime.optimize.RunningMean;

/**
 * Optimisation with one fixed step size: steps until the iterates are stationary, by the R-hat of the
 * best of several windows (Dhaka et al. 2020, section 4; Welandawe et al. 2022, section 3), then
 * averages iterates until the Monte Carlo error of the average is small.
 */
final class Stage {
    private static final double RHAT = 1.1;
    private static final double[] WINDOWS = {0.9, 0.75, 0.6, 0.45, 0.3, 0.2};
    private static final int LEAST_ROWS = 50;
    private static final double CHECK_GROWTH = 1.25;
    private static final long FEW_STEPS = 1000;
    private static final int MOST_RESCALES = 6;

    private final FitState state;
    private final Adam adam;
    private final RunningMean mean;
    private final CurvatureSums curvature;
    private final IterateWindow window;
    private final int[] watched;
    private final double[] scales;
    private final double[] lastGood;
    private final double[] squaredError;
    private boolean stationary;

    /**
     * @param watched which parameters the stopping rules look at
     * @param scales each parameter's scale; adapted here unless {@code rescale} is off
     */
    Stage(FitState state, int[] watched, double[] scales) {
        int size = state.parameters.length;
        this.state = state;
        this.watched = watched;
        this.scales = scales;
        this.adam = new Adam(size);
        this.mean = new RunningMean(size);
        this.curvature = new CurvatureSums(size);
        this.window = new IterateWindow(watched.length);
        this.lastGood = new double[size];
        this.squaredError = new double[watched.length];
    }

    /** The averaged iterates, or the last good parameters if hardly any were averaged. */
    double[] result() {
        return mean.count() >= LEAST_ROWS ? mean.mean() : lastGood;
    }

    CurvatureSums curvature() {
        return curvature;
    }

    /** The squared Monte Carlo errors of the average of the watched parameters. */
    double[] squaredErrors() {
        return squaredError;
    }

    /** Whether the iterates became stationary within the stage's share of the steps. */
    boolean stationary() {
        return stationary;
    }

    /**
     * Runs the stage from the state's parameters.
     *
     * @param rescale whether the parameters' scales may be adapted
     * @param tolerance the Monte Carlo error to reach, in posterior standard deviations
     */
    Signal run(double stepSize, boolean rescale, double tolerance) {
        System.arraycopy(state.parameters, 0, lastGood, 0, lastGood.length);
        adam.reset();
        Signal signal = settle(stepSize, rescale);
        return signal == Signal.FINE ? average(stepSize, rescale, tolerance) : signal;
    }

    private Signal settle(double stepSize, boolean rescale) {
        long end = state.step() + share(2);
        restart();
        int rescales = rescale ? MOST_RESCALES : 0;
        long check = 6 * LEAST_ROWS;
        long mark = 256;
        stationary = false;
        while (state.step() < end || state.remaining() == 0) {
            Signal signal = step(stepSize, Phase.SETTLE);
            if (signal != Signal.FINE) {
                return signal;
            }
            if (curvature.count() == mark) {
                mark *= 2;
                mean.reset();
                if (rescales > 0 && rescale(stepSize)) {
                    rescales--;
                    adam.reset();
                    restart();
                    check = 6 * LEAST_ROWS;
                    mark = 256;
                    continue;
                }
            }
            if (curvature.count() == check) {
                check = (long) (check * CHECK_GROWTH) + 1;
                if (bestRhat() < RHAT) {
                    stationary = true;
                    return Signal.FINE;
                }
                System.arraycopy(state.parameters, 0, lastGood, 0, lastGood.length);
            }
        }
        return Signal.FINE;
    }

    private Signal average(double stepSize, boolean rescale, double tolerance) {
        long end = state.step() + (stationary ? state.remaining() : share(4));
        restart();
        long check = 4 * LEAST_ROWS;
        long mark = 8 * LEAST_ROWS;
        while (state.step() < end || state.remaining() == 0) {
            Signal signal = step(stepSize, Phase.AVERAGE);
            if (signal != Signal.FINE) {
                return signal;
            }
            if (curvature.count() == check) {
                check = (long) (check * CHECK_GROWTH) + 1;
                boolean accurate = accurate(tolerance);
                double rhat = rhat(window.rows());
                if (accurate && rhat < RHAT) {
                    return Signal.FINE;
                }
                if (rescale && curvature.count() > mark && rescale(stepSize)) {
                    mark = 2 * curvature.count();
                    check = 4 * LEAST_ROWS;
                    adam.reset();
                    restart();
                } else if (accurate && state.step() < end) {
                    check = 2 * curvature.count();
                    restart();
                }
            }
        }
        return Signal.FINE;
    }

    /** A share of the steps that are left; all of them if they are few. */
    private long share(int divisor) {
        return Math.max(state.remaining() / divisor, Math.min(state.remaining(), FEW_STEPS));
    }

    private Signal step(double stepSize, Phase phase) {
        Signal signal = state.estimate(stepSize, phase);
        if (signal == Signal.FINE) {
            mean.add(state.parameters);
            curvature.add(state.parameters, state.gradient);
            window.add(state.parameters, watched);
            adam.ascend(state.parameters, state.gradient, stepSize, scales);
        }
        return signal;
    }

    private void restart() {
        mean.reset();
        curvature.restart(state.parameters);
        window.clear();
    }

    /** The smallest R-hat of the windows that end now; each is the largest of the parameters'. */
    private double bestRhat() {
        double best = Double.POSITIVE_INFINITY;
        for (double share : WINDOWS) {
            int length = (int) (share * window.rows());
            if (length >= LEAST_ROWS) {
                best = Math.min(best, rhat(length));
            }
        }
        return best;
    }

    private double rhat(int length) {
        double worst = 1;
        for (int j = 0; j < watched.length; j++) {
            if (matters(watched[j])) {
                worst = Math.max(worst, window.splitRhat(j, length));
            }
        }
        return worst;
    }

    /**
     * Whether a parameter's movement changes the ELBO noticeably: a probability's logit on its way
     * from 30 to infinity never becomes stationary, and does not need to.
     */
    private boolean matters(int i) {
        double spread = curvature.spread(i);
        double effect =
                Math.abs(curvature.meanGradient(i)) * Math.sqrt(spread) + Math.abs(curvature.curvatureTimesSpread(i));
        double tolerance = state.options.tolerance();
        return effect > tolerance * tolerance / 2;
    }

    /** Whether the average's Monte Carlo error is small for every parameter, or in nats altogether. */
    private boolean accurate(double tolerance) {
        double worst = 0;
        double total = 0;
        for (int j = 0; j < watched.length; j++) {
            squaredError[j] = window.squaredError(j);
            double error = curvature.curvature(watched[j]) * squaredError[j];
            worst = Math.max(worst, error);
            total += error / 2;
        }
        total *= (double) state.parameters.length / Math.max(1, watched.length);
        return worst < tolerance * tolerance || total < 10 * tolerance * tolerance;
    }

    /**
     * Sets the scales to what the noise of the gradients tells, but never so large that a step would
     * overshoot along the curvature.
     *
     * @return whether any scale changed by a factor of 2 or more
     */
    boolean rescale(double stepSize) {
        boolean changed = false;
        for (int i = 0; i < scales.length; i++) {
            double deviation = Math.sqrt(curvature.gradientVariance(i));
            if (deviation == 0) {
                continue;
            }
            double scale = 1 / (Math.sqrt(state.particles()) * deviation);
            double product = curvature.curvatureTimesSpread(i);
            if (product > 3 * curvature.curvatureTimesSpreadError(i)) {
                double steepness = product / curvature.spread(i);
                scale = Math.min(scale, 0.5 * deviation / (stepSize * steepness));
            }
            scale = Math.max(scales[i] / 4, Math.min(scales[i] * 4, scale));
            changed |= scale > 2 * scales[i] || scale < scales[i] / 2;
            scales[i] = scale;
        }
        return changed;
    }
}
