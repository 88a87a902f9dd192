package org.pathwise.runtime.inference;

import org.pathwise.runtime.inference.FitListener.Phase;
import org.pathwise.runtime.inference.FitState.Signal;
import org.pathwise.runtime.optimize.CoordinateSteps;
import org.pathwise.runtime.optimize.SignMomentum;

/**
 * Goes from the starting values to the neighbourhood of the optimum, and finds the scale of every
 * parameter on the way. Ends when hardly any parameter still drifts and the ELBO has stopped to
 * rise.
 */
final class Search {
    private static final int LEAST_WINDOWS = 12;
    private static final int MOST_WINDOWS = 250;
    private static final int COMPARED = 4;
    private static final double DRIFTING_SHARE = 0.02;
    private static final double FIRST = 0.03;
    private static final double FIRST_DISCRETE = 0.25;
    private static final double LEAST_SHARE = 0.03;

    private final FitState state;
    private final Units units;
    private final CoordinateSteps steps;
    private final SignMomentum momentum;
    private final double[] lastGood;
    private final double[] windowElbo = new double[MOST_WINDOWS];
    private final double[] windowError = new double[MOST_WINDOWS];
    private int windows;
    private int calm;

    Search(FitState state, Units units) {
        this.state = state;
        this.units = units;
        this.steps = new CoordinateSteps(state.parameters.length, state.particles());
        units.firstSteps(steps.steps(), FIRST, FIRST_DISCRETE);
        this.momentum = new SignMomentum(state.parameters.length);
        this.lastGood = state.parameters.clone();
    }

    /** Writes each parameter's scale for the phases that follow. */
    void writeScales(double[] scales) {
        steps.writeScales(scales);
        units.learn(scales);
        for (int i = 0; i < scales.length; i++) {
            scales[i] = Math.min(scales[i], units.most(i, state.parameters));
        }
    }

    /** The mean ELBO of the last windows; minus infinity while there are too few. */
    double level() {
        if (windows < COMPARED) {
            return Double.NEGATIVE_INFINITY;
        }
        double sum = 0;
        for (int i = 1; i <= COMPARED; i++) {
            sum += windowElbo[windows - i];
        }
        return sum / COMPARED;
    }

    /** Runs until it has arrived, or for so many steps. */
    Signal run(long most) {
        long end = state.step() + most;
        while (windows < MOST_WINDOWS && state.step() < end && !arrived()) {
            Signal signal = window();
            if (signal == Signal.NOT_FINITE) {
                signal = state.retreat(lastGood);
                steps.multiply(0.25);
                steps.discardWindow();
                momentum.reset();
            }
            if (signal != Signal.FINE) {
                return signal;
            }
        }
        return Signal.FINE;
    }

    private Signal window() {
        double shown = shownStep();
        double sum = 0;
        double squares = 0;
        double origin = Double.NaN;
        boolean complete = false;
        while (!complete) {
            Signal signal = state.estimate(shown, Phase.SEARCH);
            if (signal != Signal.FINE) {
                return signal;
            }
            if (Double.isNaN(origin)) {
                origin = state.elbo();
            }
            sum += state.elbo() - origin;
            squares += (state.elbo() - origin) * (state.elbo() - origin);
            complete = steps.observe(state.gradient);
            momentum.ascend(state.parameters, state.gradient, steps.steps());
        }
        double mean = sum / CoordinateSteps.WINDOW;
        windowElbo[windows] = origin + mean;
        windowError[windows] =
                Math.max(0, squares / CoordinateSteps.WINDOW - mean * mean)
                        / CoordinateSteps.WINDOW;
        windows++;
        steps.adapt(state.parameters);
        units.raise(steps.steps(), state.parameters, LEAST_SHARE);
        calm = steps.drifting() <= DRIFTING_SHARE * state.parameters.length ? calm + 1 : 0;
        System.arraycopy(state.parameters, 0, lastGood, 0, lastGood.length);
        return Signal.FINE;
    }

    private boolean arrived() {
        if (windows < LEAST_WINDOWS || calm < 3) {
            return false;
        }
        double gain = 0;
        double error = 0;
        for (int i = 1; i <= COMPARED; i++) {
            gain += windowElbo[windows - i] - windowElbo[windows - COMPARED - i];
            error += windowError[windows - i] + windowError[windows - COMPARED - i];
        }
        return gain < 2 * Math.sqrt(error);
    }

    private double shownStep() {
        double sum = 0;
        for (double step : steps.steps()) {
            sum += Math.log(step);
        }
        return steps.steps().length == 0 ? 0 : Math.exp(sum / steps.steps().length);
    }
}
