package org.pathwise.runtime.inference;

import org.pathwise.runtime.inference.FitListener.Phase;
import org.pathwise.runtime.inference.FitState.Signal;
import org.pathwise.runtime.optimize.Adam;
import org.pathwise.runtime.optimize.RunningMean;

/**
 * Optimisation with one fixed step size: steps until the iterates are stationary, by the R-hat of
 * the best of several windows (Dhaka et al. 2020, section 4; Welandawe et al. 2022, section 3),
 * then averages iterates until the Monte Carlo error of the average is small.
 */
final class Stage {
    private static final double RHAT = 1.1;
    private static final double[] WINDOWS = {0.9, 0.75, 0.6, 0.45, 0.3, 0.2};
    private static final int LEAST_ROWS = 50;

    /**
     * An R-hat above this tells that a rare large gradient has thrown the iterates off: average
     * anew.
     */
    private static final double DISTURBED = 1.5;

    private static final int MOST_FRESH_AVERAGES = 3;
    private static final double CHECK_GROWTH = 1.25;
    private static final long FEW_STEPS = 1000;
    private static final long FIRST_MARK = 256;
    private static final long MOST_DRAWS = 10_000;
    private static final double LONG_LEAP = 16;
    private static final double LONGEST_LEAP = 256;
    private static final int MOST_RESCALES = 6;

    private final FitState state;
    private final Adam adam;
    private final RunningMean mean;
    private final CurvatureSums curvature;
    private final IterateWindow window;
    private final int[] watched;
    private final double[] scales;
    private final Units units;
    private final double[] lastGood;
    private final double[] squaredError;
    private final double[] meanAtMark;
    private boolean stationary;
    private boolean marked;
    private long mark;
    private long check;

    /**
     * @param watched which parameters the stopping rules look at
     * @param scales each parameter's scale; adapted here unless {@code rescale} is off
     */
    Stage(FitState state, int[] watched, double[] scales, Units units) {
        int size = state.parameters.length;
        this.state = state;
        this.watched = watched;
        this.scales = scales;
        this.units = units;
        this.adam = new Adam(size);
        this.mean = new RunningMean(size);
        this.curvature = new CurvatureSums(watched);
        this.window = new IterateWindow(watched.length);
        this.lastGood = new double[size];
        this.squaredError = new double[watched.length];
        this.meanAtMark = new double[size];
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
        adam.fade();
        Signal signal = settle(stepSize, rescale);
        return signal == Signal.FINE ? average(stepSize, tolerance) : signal;
    }

    private Signal settle(double stepSize, boolean rescale) {
        long end = state.step() + share(2);
        restart();
        int rescales = rescale ? MOST_RESCALES : 0;
        boolean rising = false;
        stationary = false;
        while (state.step() < end || state.remaining() == 0) {
            Signal signal = step(stepSize, Phase.SETTLE);
            if (signal != Signal.FINE) {
                return signal;
            }
            if (curvature.count() == mark) {
                if (rescales > 0 && rescale(stepSize)) {
                    rescales--;
                    adam.fade();
                    restart();
                    continue;
                }
                if (marked) {
                    ElboComparison since = sinceMark();
                    boolean level = since.closerThan(state.negligibleNats());
                    rising = since.better();
                    if ((level || rising) && leap()) {
                        restart();
                        continue;
                    }
                    if (level) {
                        stationary = true;
                        return Signal.FINE;
                    }
                }
                mark();
                mean.reset();
            }
            if (curvature.count() == check) {
                check = (long) (check * CHECK_GROWTH) + 1;
                if (!rising && bestRhat() < RHAT) {
                    stationary = true;
                    return Signal.FINE;
                }
                System.arraycopy(state.parameters, 0, lastGood, 0, lastGood.length);
            }
        }
        return Signal.FINE;
    }

    private Signal average(double stepSize, double tolerance) {
        long end = state.step() + (stationary ? state.remaining() : share(4));
        int fresh = MOST_FRESH_AVERAGES;
        restart();
        while (state.step() < end || state.remaining() == 0) {
            Signal signal = step(stepSize, Phase.AVERAGE);
            if (signal != Signal.FINE) {
                return signal;
            }
            if (curvature.count() == check) {
                check = (long) (check * CHECK_GROWTH) + 1;
                if (accurate(tolerance) && rhat(window.rows()) < RHAT) {
                    return Signal.FINE;
                }
            }
            if (curvature.count() == mark) {
                if (marked) {
                    ElboComparison since = sinceMark();
                    if (since.closerThan(state.negligibleNats())) {
                        accurate(tolerance);
                        return Signal.FINE;
                    }
                    if (rhat(window.rows()) > DISTURBED
                            && (since.better() && leap() || fresh-- > 0)) {
                        long first = mark;
                        restart();
                        mark = first;
                        continue;
                    }
                }
                mark();
            }
        }
        return Signal.FINE;
    }

    /**
     * At a mark: compares the mean of the iterates with that at the last mark, of half the age.
     * While settling, the means are over successive windows, and equal ELBOs tell that nothing is
     * gained any more, even if a parameter that hardly matters still moves (a logit on its way from
     * 10 to 20, or a location along a ridge). While averaging, the mean at the last mark is the
     * first half of the mean now, and around an optimum the gain from the one to the other is, in
     * expectation, the loss that the mean now still has from Monte Carlo error.
     */
    private ElboComparison sinceMark() {
        double nats = state.negligibleNats();
        long most = Math.min(curvature.count() / 4, MOST_DRAWS / state.particles());
        return ElboComparison.of(state, mean.mean(), meanAtMark, nats, most);
    }

    private void mark() {
        mark *= 2;
        marked = true;
        System.arraycopy(mean.mean(), 0, meanAtMark, 0, meanAtMark.length);
    }

    /**
     * Leaps along the way from the last mark's mean to this one's, as far as the ELBO surely rises:
     * down a long ridge, where every step is limited by the ridge's width, this does the work of
     * thousands. Long leaps are tried first, since what a window gains on a ridge may be too little
     * to see.
     */
    private boolean leap() {
        double[] from = mean.mean().clone();
        double[] direction = new double[from.length];
        for (int i = 0; i < from.length; i++) {
            direction[i] = from[i] - meanAtMark[i];
        }
        double[] reached = from;
        for (double length = LONG_LEAP; length >= 1 && reached == from; length /= 4) {
            reached = further(from, from, direction, length);
            for (double[] next = from;
                    reached != from && next != reached && length < LONGEST_LEAP; ) {
                length *= 2;
                next = reached;
                reached = further(reached, from, direction, length);
            }
        }
        System.arraycopy(reached, 0, lastGood, 0, reached.length);
        System.arraycopy(reached, 0, state.parameters, 0, reached.length);
        return reached != from;
    }

    /**
     * The point at a length along a direction from {@code start} if it is surely better than {@code
     * best}.
     */
    private double[] further(double[] best, double[] start, double[] direction, double length) {
        double[] point = new double[start.length];
        for (int i = 0; i < point.length; i++) {
            point[i] = start[i] + length * direction[i];
        }
        long most = MOST_DRAWS / (2 * state.particles());
        return ElboComparison.of(state, point, best, 0, most).better() ? point : best;
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
        check = 4 * LEAST_ROWS;
        mark = FIRST_MARK;
        marked = false;
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
            if (matters(j)) {
                worst = Math.max(worst, window.splitRhat(j, length));
            }
        }
        return worst;
    }

    /**
     * Whether a parameter's movement changes the ELBO noticeably: a probability's logit on its way
     * from 30 to infinity never becomes stationary, and does not need to.
     */
    private boolean matters(int j) {
        double spread = curvature.spread(j);
        double effect =
                Math.abs(curvature.meanGradient(j)) * Math.sqrt(spread)
                        + Math.abs(curvature.curvatureTimesSpread(j));
        double tolerance = state.options.tolerance();
        return effect > tolerance * tolerance / 2;
    }

    /**
     * Whether the average's Monte Carlo error is small for every parameter, or in nats altogether.
     */
    private boolean accurate(double tolerance) {
        double worst = 0;
        double total = 0;
        for (int j = 0; j < watched.length; j++) {
            squaredError[j] = window.squaredError(j);
            double error = curvature.curvature(j) * squaredError[j];
            worst = Math.max(worst, error);
            total += error / 2;
        }
        total *= (double) state.parameters.length / watched.length;
        return worst < tolerance * tolerance || total < state.negligibleNats();
    }

    /**
     * Sets the scales to what the noise of the gradients tells, but never so large that a step
     * would overshoot along the curvature, nor beyond the parameters' units. A parameter that is
     * not watched follows the watched one before it.
     *
     * @return whether any scale changed by a factor of 2 or more
     */
    boolean rescale(double stepSize) {
        boolean changed = false;
        double limit = 1;
        for (int i = 0, j = 0; i < scales.length; i++) {
            double noise = 1 / Math.sqrt(state.particles() * adam.meanSquare(i));
            if (j < watched.length && watched[j] == i) {
                limit = steepnessLimit(j++, noise, stepSize);
            }
            double scale = Math.min(limit * noise, units.most(i, state.parameters));
            scale = Math.clamp(scale, scales[i] / 4, scales[i] * 4);
            changed |= scale > 2 * scales[i] || scale < scales[i] / 2;
            scales[i] = scale;
        }
        return changed;
    }

    /**
     * The largest share of the noise scale at which a step does not overshoot along the curvature.
     */
    private double steepnessLimit(int j, double noise, double stepSize) {
        double product = curvature.curvatureTimesSpread(j);
        if (product <= 3 * curvature.curvatureTimesSpreadError(j)) {
            return 1;
        }
        double deviation = Math.sqrt(adam.meanSquare(watched[j]));
        double steepness = product / curvature.spread(j);
        return Math.min(1, 0.5 * deviation / (stepSize * steepness * noise));
    }
}
