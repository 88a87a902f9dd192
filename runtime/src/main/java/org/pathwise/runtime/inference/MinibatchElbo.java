package org.pathwise.runtime.inference;

import org.pathwise.runtime.inference.PosteriorDraws.Estimate;
import org.pathwise.runtime.program.Objective;
import org.pathwise.runtime.program.ParameterLayout;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * The ELBO at the end of a fit whose steps see only some rows of the data: the mean over batches
 * that meet all rows. Noise and rows are others than those of the fit's steps.
 */
public final class MinibatchElbo {
    private static final long ELBO_STEP = -3;
    private static final long EPOCH_SEED = 0x9E3779B97F4A7C15L;
    private static final long LEAST = 100;

    /** An estimate costs at most this share of what the fit did. */
    private static final long SHARE = 5;

    private MinibatchElbo() {}

    /**
     * An estimate, with its standard error. The error is that of independent batches: too large
     * rather than too small, for batches without a common row make up for each other.
     *
     * @param parameters of the whole fit
     * @param steps how many the fit took
     */
    public static Estimate of(Objective objective, double[] parameters, long seed, long steps) {
        double[] noise = new double[objective.noise().size()];
        double[] particles = new double[objective.noise().particles()];
        double[] gradient = new double[stepSize(objective)];
        NoiseFiller filler = new NoiseFiller(objective.noise(), seed);
        Epochs epochs = new Epochs(objective.noise(), seed ^ EPOCH_SEED);
        StepVector vector = new StepVector(objective);
        long epoch = Epochs.length(objective.noise());
        long count = Math.clamp(epoch, LEAST, Math.max(LEAST, steps / SHARE));
        double mean = 0;
        double squares = 0;
        for (long k = 0; k < count; k++) {
            filler.fillSites(noise, ELBO_STEP, k * particles.length);
            epochs.next(noise);
            objective.evaluate(vector.gather(parameters, noise), noise, particles, gradient);
            double elbo = 0;
            for (double value : particles) {
                elbo += value / particles.length;
            }
            double difference = elbo - mean;
            mean += difference / (k + 1);
            squares += difference * (elbo - mean);
        }
        return new Estimate(mean, Math.sqrt(squares / (count - 1) / count));
    }

    private static int stepSize(Objective objective) {
        ParameterLayout layout = objective.parameters();
        Map<String, Integer> drawn =
                objective.noise().batches().stream()
                        .collect(
                                Collectors.toMap(
                                        batch -> batch.dimension(), batch -> batch.size()));
        return layout.stepSize(drawn);
    }
}
