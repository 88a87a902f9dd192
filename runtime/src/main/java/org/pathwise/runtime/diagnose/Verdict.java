package org.pathwise.runtime.diagnose;

import org.pathwise.runtime.inference.FitResult;

/**
 * What to make of a fit, in plain words. The limits on k-hat are those of Yao et al. 2018 ("Yes,
 * but did it work?") and Vehtari et al. 2024.
 *
 * @param quality how far to trust the approximation
 * @param text one to three sentences for the user
 */
public record Verdict(Quality quality, String text) {
    /** How far to trust a fit. */
    public enum Quality {
        GOOD,
        USABLE,
        POOR
    }

    private static final String TRY =
            "Try a richer guide (one with correlations, or a guide of your own), other priors, or a"
                    + " parameterization in which the posterior is closer to a Gaussian.";

    /**
     * Below this divergence, in nats, no event's probability is wrong by more than a tenth
     * (Pinsker's inequality), however heavy the tail of the weights.
     */
    private static final double SMALL_DIVERGENCE = 0.02;

    /**
     * Judges a fit by how it ended and by the weights of its draws.
     *
     * @param kHat see {@link ParetoSmoothing#kHat}
     * @param divergence an estimate of the Kullback-Leibler divergence from guide to posterior, in
     *     nats, see {@link org.pathwise.runtime.inference.PosteriorDraws#divergence}
     */
    public static Verdict of(FitResult.Outcome outcome, double kHat, double divergence) {
        Verdict byWeights = ofWeights(kHat, divergence);
        return switch (outcome) {
            case CONVERGED -> byWeights;
            case FAILED -> new Verdict(Quality.POOR, "The fit failed: do not use its numbers.");
            case OUT_OF_STEPS ->
                    unfinished(
                            "The fit did not converge in its number of steps; allow more.",
                            byWeights);
            case INTERRUPTED ->
                    unfinished("The fit was interrupted before it converged.", byWeights);
        };
    }

    private static Verdict unfinished(String why, Verdict byWeights) {
        Quality quality =
                byWeights.quality() == Quality.GOOD ? Quality.USABLE : byWeights.quality();
        return new Verdict(quality, why + " " + byWeights.text());
    }

    private static Verdict ofWeights(double kHat, double divergence) {
        if (Double.isNaN(kHat)) {
            return new Verdict(
                    Quality.USABLE, "There are too few draws to judge the approximation.");
        }
        if (kHat < 0.5) {
            return new Verdict(Quality.GOOD, "The approximation is close to the posterior.");
        }
        if (divergence < SMALL_DIVERGENCE) {
            return new Verdict(
                    Quality.USABLE,
                    "Only the far tails of the approximation are too light: the draws have nearly"
                            + " equal weights.");
        }
        if (kHat < 0.7) {
            return new Verdict(
                    Quality.USABLE,
                    "The approximation is usable: means are about right, but standard deviations"
                            + " may be off.");
        }
        return new Verdict(
                Quality.POOR,
                "The approximation misses much of the posterior: treat intervals as rough. " + TRY);
    }
}
