package org.pathwise.runtime.inference;

import org.pathwise.runtime.inference.FitListener.Phase;
import org.pathwise.runtime.inference.FitState.Signal;
import org.pathwise.runtime.optimize.LazyAdam;
import org.pathwise.runtime.optimize.LazyMean;
import org.pathwise.runtime.program.StepLayout;

/**
 * The loop for nets and minibatches. A net has no optimum that its iterates are stationary around,
 * only an ELBO that rises ever more slowly; and a step that draws a few rows tells little of the
 * ELBO, and moves few of the parameters. So here the ELBO alone decides, over windows that meet
 * every row.
 *
 * <p>{@link LazyAdam} takes steps of constant size until the ELBO no longer rises, by its {@link
 * WindowMeans}; then the size is reduced, up to four times, while that still helps. The result is
 * the average of the last iterates: at a constant step size they scatter around the optimum, and
 * their average is better than each (Polyak and Juditsky 1992; Izmailov et al. 2018, "Averaging
 * weights leads to wider optima"). Where an average is not better than the last iterate, with the
 * same fresh noise for both, the iterate is kept.
 *
 * <p>A rise that does not matter is one by a fifth of what chance does to the log likelihood of a
 * net with so many weights: a net fits them to data without any pattern, too, slowly and for ever.
 *
 * <p>A fit may use 80% of its steps before the first reduction, and half of what is left before
 * each other one, so that it ends with an average of small steps even where there are too few.
 */
final class Training {
    private static final int LEAST_WINDOW = 100;
    private static final int LEAST_WINDOWS = 100;
    private static final int FIRST_CHECK = 12;
    private static final double CHECK_GROWTH = 1.35;
    private static final double SHARE_OF_CHANCE = 0.2;
    private static final int MOST_REDUCTIONS = 4;
    private static final double REDUCTION = 0.25;
    private static final double FIRST_SHARE = 0.8;
    private static final double NEXT_SHARE = 0.5;
    private static final double RETREAT = 0.5;
    private static final int COMPARED_SHARE = 20;
    private static final int LEAST_ESTIMATES = 128;
    private static final int MOST_DRAWS = 5000;

    private final FitState state;
    private final LazyAdam adam;
    private final LazyMean mean;
    private final WindowMeans windows;
    private final double[] lastGood;
    private final double shownStep;
    private final double negligible;
    private double factor = 1;
    private boolean allLevel = true;

    Training(FitState state) {
        StepLayout layout = StepLayout.of(state.objective.parameters(), state.objective.noise());
        TrainingSteps steps = new TrainingSteps(layout, state.options.stepSize());
        this.state = state;
        this.shownStep = steps.shown();
        this.negligible = state.negligibleNats() + SHARE_OF_CHANCE * steps.chance();
        this.adam = new LazyAdam(layout, steps.rules(), state.particles());
        this.mean = new LazyMean(layout);
        long most = Math.max(LEAST_WINDOW, state.options.maxSteps() / LEAST_WINDOWS);
        long epoch = Epochs.length(state.objective.noise());
        this.windows = new WindowMeans(Math.clamp(epoch, LEAST_WINDOW, most));
        this.lastGood = state.parameters.clone();
    }

    /** Whether this is the loop for a fit: one with drawn rows or with weights of nets. */
    static boolean suits(FitState state) {
        return !state.objective.noise().batches().isEmpty()
                || state.objective.parameters().blocks().stream()
                        .anyMatch(block -> block.spread() > 0);
    }

    /** Runs from the state's parameters to the end of the fit. */
    Ending run() {
        double[] best = new double[0];
        double gain = 0;
        for (int reductions = 0; reductions <= MOST_REDUCTIONS; reductions++) {
            double share =
                    reductions == 0 ? FIRST_SHARE : reductions == MOST_REDUCTIONS ? 1 : NEXT_SHARE;
            long begin = state.step();
            Signal signal = stage(begin + (long) Math.ceil(share * state.remaining()));
            if (signal == Signal.FAILED) {
                return Ending.of(signal, state, lastGood);
            }
            long estimates = (state.step() - begin) / COMPARED_SHARE;
            double[] result = averageOrLast(estimates);
            boolean helped = true;
            if (best.length > 0) {
                ElboComparison change = compare(result, best, estimates);
                gain = change.gain();
                helped = surelyBetter(change);
            }
            best = best.length == 0 || gain > 0 ? result : best;
            if (signal != Signal.FINE) {
                return Ending.of(signal, state, best);
            }
            if (!helped) {
                break;
            }
            System.arraycopy(best, 0, state.parameters, 0, best.length);
            factor *= REDUCTION;
        }
        return allLevel
                ? Ending.trained(negligible, gain, best)
                : Ending.hurried(state.options, best);
    }

    /** Steps of one size until the ELBO no longer rises, or to the end of the stage's share. */
    private Signal stage(long end) {
        int check = FIRST_CHECK;
        double[] atCheck = state.parameters.clone();
        windows.clear();
        mean.reset();
        while (state.step() < end || state.remaining() == 0) {
            Signal signal = state.estimate(factor * shownStep, Phase.TRAIN);
            if (signal == Signal.NOT_FINITE) {
                signal = state.retreat(lastGood);
                windows.discard();
                mean.reset();
                adam.forget();
                factor *= RETREAT;
                if (signal == Signal.FINE) {
                    continue;
                }
            }
            if (signal != Signal.FINE) {
                return signal;
            }
            adam.ascend(state.parameters, state.gradient, state.noise(), factor);
            mean.add(state.parameters, state.noise());
            if (!windows.add(state.elbo())) {
                continue;
            }
            System.arraycopy(state.parameters, 0, lastGood, 0, lastGood.length);
            if (windows.count() == FIRST_CHECK / 2) {
                mean.reset();
            } else if (windows.count() == check) {
                double[] average = average();
                if (!windows.rising(negligible) && !better(average, atCheck)) {
                    return Signal.FINE;
                }
                atCheck = average;
                check = (int) (check * CHECK_GROWTH);
                mean.reset();
            }
        }
        allLevel = false;
        return Signal.FINE;
    }

    /** The average of the last iterates, unless the last iterate is as good. */
    private double[] averageOrLast(long estimates) {
        double[] last = state.parameters.clone();
        double[] average = average();
        return compare(average, last, estimates).gain() > 0 ? average : last;
    }

    private double[] average() {
        double[] average = state.parameters.clone();
        mean.write(average);
        return average;
    }

    /**
     * Whether one average is surely better than another by more than what does not matter: a rise
     * that the noise of windows hides shows where both have the same noise.
     */
    private boolean better(double[] average, double[] before) {
        return surelyBetter(compare(average, before, mean.count() / COMPARED_SHARE));
    }

    private boolean surelyBetter(ElboComparison change) {
        return change.better() && change.gain() > negligible;
    }

    private ElboComparison compare(double[] first, double[] second, long estimates) {
        long most = Math.clamp(estimates, LEAST_ESTIMATES, MOST_DRAWS);
        return ElboComparison.of(state, first, second, negligible, most);
    }
}
