package org.pathwise.runtime.inference;

import org.pathwise.runtime.program.DrawProgram.Quantity;

import java.util.Arrays;
import java.util.List;

/**
 * Draws from a fitted guide.
 *
 * @param quantities what a draw holds
 * @param count how many draws there are
 * @param values draw after draw; in a draw, the quantities in order, each row-major
 * @param logJoint log p(data, latents) of each draw
 * @param logGuide log q(latents) of each draw, on the same scale
 */
public record PosteriorDraws(
        List<Quantity> quantities,
        int count,
        double[] values,
        double[] logJoint,
        double[] logGuide) {
    public PosteriorDraws {
        quantities = List.copyOf(quantities);
        int width = width(quantities);
        if (values.length != count * width
                || logJoint.length != count
                || logGuide.length != count) {
            throw new IllegalArgumentException(
                    values.length + " values for " + count + " draws of width " + width);
        }
    }

    /** An estimate with its Monte Carlo standard error. */
    public record Estimate(double mean, double standardError) {}

    /** How many numbers a draw holds. */
    public int width() {
        return width(quantities);
    }

    static int width(List<Quantity> quantities) {
        return quantities.stream().mapToInt(Quantity::size).sum();
    }

    /** All draws of the number at {@code column} of a draw. */
    public double[] column(int column) {
        int width = width();
        double[] result = new double[count];
        for (int d = 0; d < count; d++) {
            result[d] = values[d * width + column];
        }
        return result;
    }

    /** The log importance weight of each draw. */
    public double[] logRatios() {
        double[] result = new double[count];
        for (int d = 0; d < count; d++) {
            result[d] = logJoint[d] - logGuide[d];
        }
        return result;
    }

    /**
     * The Kullback-Leibler divergence from guide to posterior where the guide has its mass, in
     * nats: the importance-sampling estimate of the log evidence less the mean of the log weights.
     * Too small when the weights have a heavy tail.
     */
    public double divergence() {
        double[] ratios = logRatios();
        double greatest = Arrays.stream(ratios).max().orElse(Double.NaN);
        double sum = Arrays.stream(ratios).map(ratio -> Math.exp(ratio - greatest)).sum();
        return greatest + Math.log(sum / count) - elbo().mean();
    }

    /** The evidence lower bound: the mean of the log importance weights. */
    public Estimate elbo() {
        double[] ratios = logRatios();
        double mean = 0;
        double squares = 0;
        for (int d = 0; d < count; d++) {
            double difference = ratios[d] - mean;
            mean += difference / (d + 1);
            squares += difference * (ratios[d] - mean);
        }
        return new Estimate(
                mean, count < 2 ? Double.NaN : Math.sqrt(squares / (count - 1) / count));
    }
}
