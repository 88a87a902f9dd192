package org.pathwise.runtime.inference;

import org.pathwise.runtime.inference.FitState.Signal;

import java.util.stream.IntStream;

/**
 * Stages of smaller and smaller step sizes. Two successive averages that agree end the fit: an
 * average's bias is proportional to the step size, so their difference bounds what a smaller step
 * could still gain. They agree if no parameter differs by more than its error, or if their ELBOs
 * are the same: on a ridge, parameters differ long after the guide has become as good as it gets.
 *
 * <p>Nothing counts as converged that is surely worse than what was seen on the way, or than the
 * average before it: the fit goes back to the best parameters and goes on with smaller steps.
 */
final class Stages {
    private static final int MOST_WATCHED = 512;
    private static final int MOST_STAGES = 12;
    private static final int MOST_FALLS = 4;
    private static final int MOST_DRAWS = 5000;
    private static final double REDUCTION = 0.4;
    private static final double LEAST_SHARE = REDUCTION * REDUCTION;

    private final FitState state;
    private final boolean rescale;
    private final int[] watched;
    private final Stage stage;
    private final double[] previousErrors;
    private double[] best;
    private boolean first = true;
    private int falls;

    /**
     * @param scales each parameter's scale, see {@link Stage}
     * @param rescale whether the scales may be adapted
     */
    Stages(FitState state, Units units, double[] scales, boolean rescale) {
        int size = state.parameters.length;
        int count = Math.min(size, MOST_WATCHED);
        this.state = state;
        this.rescale = rescale;
        this.watched =
                IntStream.range(0, count).map(j -> (int) ((long) j * size / count)).toArray();
        this.stage = new Stage(state, watched, scales, units);
        this.previousErrors = new double[count];
        this.best = state.parameters.clone();
    }

    /** Runs from the state's parameters to the end of the fit. */
    Ending run(double firstStepSize) {
        double stepSize = firstStepSize;
        double tolerance = state.options.tolerance();
        double least = LEAST_SHARE * firstStepSize;
        double change = 0;
        for (int number = 1; number <= MOST_STAGES; ) {
            Signal signal = stage.run(stepSize, rescale, first ? 2 * tolerance : tolerance);
            if (signal == Signal.NOT_FINITE) {
                signal = state.retreat(stage.result());
                stepSize *= 0.5;
                if (signal == Signal.FINE) {
                    continue;
                }
            }
            double[] average = stage.result().clone();
            double nats = state.negligibleNats();
            long most = signal == Signal.FINE ? MOST_DRAWS / state.particles() : 0;
            ElboComparison comparison = ElboComparison.of(state, average, best, nats, most);
            boolean fell =
                    comparison.below(state.bestSeen.level(), nats)
                            || !first && comparison.worse(nats);
            if (signal != Signal.FINE) {
                return Ending.of(signal, state, fell ? highest() : average);
            }
            if (fell) {
                best = highest();
                if (++falls > MOST_FALLS) {
                    return Ending.fallen(comparison.level(), state.bestSeen.level(), best);
                }
                first = true;
            } else {
                if (!first && stage.stationary()) {
                    if (agree(average)) {
                        return Ending.sameParameters(state.options, average);
                    }
                    if (comparison.closerThan(nats)) {
                        return Ending.sameElbo(nats, average);
                    }
                }
                best = average;
                first = false;
                System.arraycopy(
                        stage.squaredErrors(), 0, previousErrors, 0, previousErrors.length);
            }
            change = Math.abs(comparison.gain());
            System.arraycopy(best, 0, state.parameters, 0, best.length);
            if (rescale) {
                stage.rescale(stepSize);
            }
            // Where only noise keeps averages apart, ever smaller steps would mix ever more slowly.
            stepSize =
                    fell
                            ? REDUCTION * stepSize
                            : Math.max(REDUCTION * stepSize, Math.min(stepSize, least));
            number++;
        }
        return Ending.smallestStep(change, best);
    }

    /**
     * The parameters with the highest ELBO: those of the last good average, or those seen on the
     * way.
     */
    private double[] highest() {
        double[] seen = state.bestSeen.parameters();
        return ElboComparison.of(state, seen, best).gain() > 0 ? seen.clone() : best;
    }

    /**
     * Whether the last two averages differ by no more than a small bias and their Monte Carlo
     * errors.
     */
    private boolean agree(double[] average) {
        double worst = 0;
        double total = 0;
        for (int j = 0; j < watched.length; j++) {
            double difference = average[watched[j]] - best[watched[j]];
            double noise = 4 * (previousErrors[j] + stage.squaredErrors()[j]);
            double bias =
                    stage.curvature().curvature(j) * Math.max(0, difference * difference - noise);
            worst = Math.max(worst, bias);
            total += bias / 2;
        }
        total *= (double) average.length / watched.length;
        double tolerance = 2 * state.options.tolerance();
        return worst < tolerance * tolerance || total < state.negligibleNats();
    }
}
