package org.pathwise.runtime.inference;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.pathwise.runtime.inference.FitResult.Outcome;
import org.pathwise.runtime.inference.FitState.Signal;
import org.pathwise.runtime.program.Objective;

/**
 * Stochastic variational inference that needs no tuning, after Dhaka et al. 2020 ("Robust, accurate
 * stochastic optimization for variational inference") and Welandawe et al. 2022 ("Robust, automated,
 * and accurate black-box variational inference").
 *
 * <p>A {@link Search} goes near the optimum and finds the scale of every parameter. Then {@link Stage}s
 * with ever smaller fixed step sizes each run to stationarity and average their iterates. Two successive
 * averages that agree end the fit: the average's bias is proportional to the step size, so their
 * difference bounds what a smaller step could still gain.
 */
public final class StochasticVariationalInference {
    private static final int MOST_WATCHED = 512;
    private static final int MOST_STAGES = 12;
    private static final double REDUCTION = 0.4;

    private final FitState state;
    private final FitOptions options;
    private final int[] watched;
    private final double[] scales;
    private double[] best;

    private StochasticVariationalInference(Objective objective, FitOptions options, FitListener listener) {
        this.options = options;
        this.state = new FitState(objective, options, listener);
        int size = state.parameters.length;
        this.watched = evenly(size, MOST_WATCHED);
        this.scales = new double[size];
        this.best = state.parameters.clone();
    }

    /** Fits an objective, in the calling thread. */
    public static FitResult fit(Objective objective, FitOptions options, FitListener listener) {
        long start = System.nanoTime();
        var inference = new StochasticVariationalInference(objective, options, listener);
        Ending ending = inference.run();
        return new FitResult(
                inference.best,
                inference.state.history.points(),
                inference.state.step(),
                ending.outcome(),
                ending.reason(),
                inference.state.warnings,
                System.nanoTime() - start);
    }

    private record Ending(Outcome outcome, String reason) {}

    private Ending run() {
        if (best.length == 0) {
            return new Ending(Outcome.CONVERGED, "converged: the guide has no parameters");
        }
        Signal signal = new Start(state).run();
        boolean automatic = options.stepSize() == 0;
        if (signal == Signal.FINE && automatic) {
            Search search = new Search(state);
            signal = search.run();
            search.writeScales(scales);
        } else {
            Arrays.fill(scales, 1);
        }
        System.arraycopy(state.parameters, 0, best, 0, best.length);
        if (signal != Signal.FINE) {
            return ending(signal);
        }
        double stepSize = automatic ? Math.min(0.2, 0.5 / Math.sqrt(state.particles())) : options.stepSize();
        return stages(stepSize, automatic);
    }

    private Ending stages(double firstStepSize, boolean rescale) {
        double stepSize = firstStepSize;
        Stage stage = new Stage(state, watched, scales);
        double[] previousErrors = new double[watched.length];
        boolean first = true;
        for (int number = 1; number <= MOST_STAGES; ) {
            Signal signal = stage.run(stepSize, rescale, first ? 2 * options.tolerance() : options.tolerance());
            if (signal == Signal.NOT_FINITE) {
                signal = state.retreat(stage.result());
                stepSize *= 0.5;
                if (signal == Signal.FINE) {
                    continue;
                }
            }
            double[] average = stage.result().clone();
            boolean agree = !first && agree(average, stage, previousErrors);
            best = average;
            if (signal != Signal.FINE) {
                return ending(signal);
            }
            if (agree && stage.stationary()) {
                return new Ending(
                        Outcome.CONVERGED,
                        "converged: averages at two step sizes agree, and their Monte Carlo error is small");
            }
            first = false;
            System.arraycopy(stage.squaredErrors(), 0, previousErrors, 0, previousErrors.length);
            System.arraycopy(average, 0, state.parameters, 0, average.length);
            if (rescale) {
                stage.rescale(stepSize);
            }
            stepSize *= REDUCTION;
            number++;
        }
        return new Ending(Outcome.OUT_OF_STEPS, "the smallest step size was reached before the averages agreed");
    }

    /** Whether the last two averages differ by no more than a small bias and their Monte Carlo errors. */
    private boolean agree(double[] average, Stage stage, double[] previousErrors) {
        double worst = 0;
        double total = 0;
        for (int j = 0; j < watched.length; j++) {
            double difference = average[watched[j]] - best[watched[j]];
            double noise = 4 * (previousErrors[j] + stage.squaredErrors()[j]);
            double bias = stage.curvature().curvature(watched[j]) * Math.max(0, difference * difference - noise);
            worst = Math.max(worst, bias);
            total += bias / 2;
        }
        total *= (double) average.length / watched.length;
        double tolerance = 2 * options.tolerance();
        return worst < tolerance * tolerance || total < 10 * options.tolerance() * options.tolerance();
    }

    private Ending ending(Signal signal) {
        return switch (signal) {
            case INTERRUPTED -> new Ending(Outcome.INTERRUPTED, "interrupted");
            case OUT_OF_STEPS -> new Ending(
                    Outcome.OUT_OF_STEPS, "maximum number of steps reached (" + options.maxSteps() + ")");
            case FAILED -> new Ending(Outcome.FAILED, state.failure());
            case FINE, NOT_FINITE -> throw new IllegalStateException("a fit does not end with " + signal);
        };
    }

    private static int[] evenly(int size, int most) {
        int count = Math.min(size, most);
        return IntStream.range(0, count).map(j -> (int) ((long) j * size / count)).toArray();
    }
}
