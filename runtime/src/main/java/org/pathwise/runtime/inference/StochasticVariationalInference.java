package org.pathwise.runtime.inference;

import org.pathwise.runtime.inference.FitResult.Outcome;
import org.pathwise.runtime.inference.FitState.Signal;
import org.pathwise.runtime.program.Objective;

import java.util.Arrays;

/**
 * Stochastic variational inference that needs no tuning, after Dhaka et al. 2020 ("Robust, accurate
 * stochastic optimization for variational inference") and Welandawe et al. 2022 ("Robust,
 * automated, and accurate black-box variational inference").
 *
 * <p>A {@link Search} goes near the optimum and finds the scale of every parameter. Then {@link
 * Stages} with ever smaller fixed step sizes each run to stationarity and average their iterates.
 *
 * <p>That is for fits in which every step sees all data, and whose parameters are a guide's. Fits
 * with minibatches or with weights of nets have a loop of their own, {@link Training}.
 */
public final class StochasticVariationalInference {
    private static final int STARTS = 8;

    private final FitState state;
    private final Units units;
    private final double[] scales;

    private StochasticVariationalInference(
            Objective objective, FitOptions options, double[] start, FitListener listener) {
        this.state = new FitState(objective, options, start, listener);
        this.units = new Units(objective.parameters());
        this.scales = new double[state.parameters.length];
        Arrays.fill(scales, 1);
    }

    /** Fits an objective, in the calling thread. */
    public static FitResult fit(Objective objective, FitOptions options, FitListener listener) {
        return fit(
                objective, options, objective.parameters().initialValues(options.seed()), listener);
    }

    /**
     * The same from given parameters, such as those of an earlier fit of a similar model.
     *
     * @param from the starting values, in the order of the objective's parameters
     */
    public static FitResult fit(
            Objective objective, FitOptions options, double[] from, FitListener listener) {
        long start = System.nanoTime();
        var inference = new StochasticVariationalInference(objective, options, from, listener);
        Ending ending = inference.run();
        FitState state = inference.state;
        return new FitResult(
                ending.parameters(),
                state.history.points(),
                state.step(),
                ending.outcome(),
                ending.reason(),
                state.warnings,
                System.nanoTime() - start);
    }

    private Ending run() {
        if (state.parameters.length == 0) {
            return new Ending(
                    Outcome.CONVERGED, "converged: the guide has no parameters", state.parameters);
        }
        Signal signal = new Start(state).run();
        if (signal == Signal.FINE && Training.suits(state)) {
            return new Training(state).run();
        }
        boolean automatic = state.options.stepSize() == 0;
        if (signal == Signal.FINE && automatic) {
            signal = search();
        }
        if (signal != Signal.FINE) {
            return Ending.of(signal, state, state.parameters);
        }
        double stepSize =
                automatic
                        ? Math.min(0.2, 0.5 / Math.sqrt(state.particles()))
                        : state.options.stepSize();
        return new Stages(state, units, scales, automatic).run(stepSize);
    }

    /**
     * Searches; if the guide has probabilities of discrete latents, from several starts, of which
     * the best is kept. With every assignment free there are many local optima, such as all
     * components of a mixture in one place.
     */
    private Signal search() {
        double[] start = state.parameters.clone();
        double[] best = start.clone();
        double highest = Double.NEGATIVE_INFINITY;
        int starts = units.anyDiscrete() ? STARTS : 1;
        Signal signal = Signal.FINE;
        for (int k = 0; k < starts && signal == Signal.FINE; k++) {
            System.arraycopy(start, 0, state.parameters, 0, start.length);
            if (k > 0) {
                units.scatterLocations(state.parameters, state.options.seed(), k);
            }
            Search search = new Search(state, units);
            signal = search.run(state.remaining() / (4 * starts));
            if (signal == Signal.FAILED && k > 0) {
                signal = Signal.FINE;
            } else if (k == 0 || search.level() > highest) {
                highest = search.level();
                System.arraycopy(state.parameters, 0, best, 0, best.length);
                search.writeScales(scales);
            }
        }
        System.arraycopy(best, 0, state.parameters, 0, best.length);
        return signal;
    }
}
