package org.pathwise.runtime.inference;

import org.pathwise.runtime.inference.FitListener.Phase;
import org.pathwise.runtime.program.Objective;
import org.pathwise.runtime.program.StepLayout;

import java.util.ArrayList;
import java.util.List;

/**
 * What all phases of a fit share: the objective, the current parameters, the budget and the record.
 */
final class FitState {
    private static final int MOST_RETREATS = 10;
    private static final int LISTEN_EVERY = 64;

    /** The step that keys fresh noise; steps count from 0 and draws have -1. */
    private static final long FRESH_STEP = -2;

    /** What a gradient estimate, or a phase, ended with. */
    enum Signal {
        FINE,
        NOT_FINITE,
        OUT_OF_STEPS,
        INTERRUPTED,
        FAILED
    }

    final Objective objective;
    final FitOptions options;
    final ElboHistory history = new ElboHistory();
    final List<String> warnings = new ArrayList<>();

    /** The parameters of the whole fit. */
    final double[] parameters;

    /** The last gradient: of the parameters that the step read, see {@link StepVector}. */
    final double[] gradient;

    /** Kept only where a step's ELBO is that of all rows: that of a few says little of a level. */
    final BestSeen bestSeen;

    private final FitListener listener;
    private final NoiseFiller filler;
    private final Epochs epochs;
    private final StepVector stepVector;
    private final boolean judgesLevels;
    private final GradientNoise gradientNoise;
    private final double[] noise;
    private final double[] particleElbo;
    private long step;
    private long freshUsed;
    private int retreats;
    private double elbo;
    private double elboSum;
    private int elboCount;
    private String failure = "";

    /**
     * Begins.
     *
     * @param start the parameters' starting values
     */
    FitState(Objective objective, FitOptions options, double[] start, FitListener listener) {
        this.objective = objective;
        this.options = options;
        this.listener = listener;
        this.parameters = start.clone();
        StepLayout layout = StepLayout.of(objective.parameters(), objective.noise());
        this.gradient = new double[layout.size()];
        this.gradientNoise = new GradientNoise(layout);
        this.bestSeen = new BestSeen(parameters);
        this.filler = new NoiseFiller(objective.noise(), options.seed());
        this.epochs = new Epochs(objective.noise(), options.seed());
        this.stepVector = new StepVector(objective);
        this.judgesLevels = objective.noise().batches().isEmpty();
        this.noise = new double[objective.noise().size()];
        this.particleElbo = new double[objective.noise().particles()];
    }

    int particles() {
        return particleElbo.length;
    }

    /** How many gradient estimates were made. */
    long step() {
        return step;
    }

    long remaining() {
        return options.maxSteps() - step;
    }

    /**
     * A difference of ELBOs that does not matter: what an error of one tolerance in every parameter
     * costs, or one of four tolerances in a single parameter (an error of e posterior standard
     * deviations costs e^2 / 2 nats).
     */
    double negligibleNats() {
        return options.tolerance() * options.tolerance() * Math.max(10, 0.5 * parameters.length);
    }

    /** The last ELBO estimate. */
    double elbo() {
        return elbo;
    }

    /** The noise of the last estimate, with the drawn rows. */
    double[] noise() {
        return noise;
    }

    String failure() {
        return failure;
    }

    /** Estimates ELBO and gradient at the current parameters, with fresh noise. */
    Signal estimate(double stepSize, Phase phase) {
        if (step % LISTEN_EVERY == 0 && listener.cancelled()) {
            return Signal.INTERRUPTED;
        }
        if (step == options.maxSteps()) {
            return Signal.OUT_OF_STEPS;
        }
        filler.fillSites(noise, step, 0);
        epochs.next(noise);
        objective.evaluate(stepVector.gather(parameters, noise), noise, particleElbo, gradient);
        step++;
        elbo = mean(particleElbo);
        if (!Double.isFinite(elbo) || !allFinite(gradient)) {
            return Signal.NOT_FINITE;
        }
        history.add(step, elbo, stepSize);
        if (judgesLevels) {
            bestSeen.add(elbo, parameters);
        }
        gradientNoise.add(gradient);
        elboSum += elbo;
        if (++elboCount == LISTEN_EVERY) {
            listener.progress(
                    new FitListener.Progress(
                            step,
                            options.maxSteps(),
                            elboSum / elboCount,
                            stepSize,
                            phase,
                            gradientNoise.noisiest()));
            gradientNoise.renew();
            elboSum = 0;
            elboCount = 0;
        }
        return Signal.FINE;
    }

    /**
     * After {@link Signal#NOT_FINITE}: goes back to parameters that worked, or gives up if that has
     * happened too often.
     */
    Signal retreat(double[] lastGood) {
        String where = explain();
        if (retreats++ == MOST_RETREATS) {
            return fail(where);
        }
        warnings.add(
                "step "
                        + step
                        + ": "
                        + where
                        + "\nwent back to the last good parameters with smaller steps");
        System.arraycopy(lastGood, 0, parameters, 0, parameters.length);
        return Signal.FINE;
    }

    /** Ends the fit with the explanation of what is not finite. */
    Signal fail(String where) {
        failure = "failed: step " + step + ": " + where;
        return Signal.FAILED;
    }

    /** Names what is not finite in the last estimate. */
    String explain() {
        return objective.explainNonFinite(stepVector.gather(parameters, noise), noise);
    }

    /**
     * Estimates the ELBO at a point with noise that no step uses. Does not count as a step.
     *
     * @param number which estimate; the same number has the same noise until {@link #forgetFresh}
     */
    double fresh(double[] point, long number) {
        filler.fill(noise, FRESH_STEP, (freshUsed + number) * particles());
        objective.evaluate(stepVector.gather(point, noise), noise, particleElbo, gradient);
        return mean(particleElbo);
    }

    /** Leaves the noise of so many fresh estimates behind. */
    void forgetFresh(long estimates) {
        freshUsed += estimates;
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static boolean allFinite(double[] values) {
        double zero = 0;
        for (double value : values) {
            zero += value * 0;
        }
        return zero == 0;
    }
}
