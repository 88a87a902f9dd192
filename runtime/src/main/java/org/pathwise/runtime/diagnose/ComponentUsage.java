package org.pathwise.runtime.diagnose;

import org.pathwise.runtime.inference.PosteriorDraws;
import org.pathwise.runtime.program.DrawProgram.Quantity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * How many components of a latent that each row of the data has are in use: those whose posterior
 * mean differs from row to row (Burda, Grosse and Salakhutdinov 2016, "Importance Weighted
 * Autoencoders", section 5.2, "active units": the variance of {@code E[z | x]} over x is above
 * 0.01). Others have collapsed: their posterior says nothing of the row.
 *
 * <p>The paper's latents have variance 1 under the prior. For others, such as the shares of a
 * simplex, the limit is a hundredth of the components' mean variance over rows and draws, which for
 * the paper's is about 1.
 *
 * @param latent its name
 * @param rows how many rows there are
 * @param variances of each component's posterior mean over the rows, without the part that is due
 *     to the number of draws; about 0, on either side, where there is none
 * @param scale the mean over components of the variance over rows and draws
 */
public record ComponentUsage(String latent, int rows, double[] variances, double scale) {
    /** The least share of {@link #scale} that a component in use has. */
    public static final double LIMIT = 0.01;

    /**
     * Counts components.
     *
     * @param column where the latent's numbers begin in a draw
     * @param latent of at least two dimensions, the first of them the rows
     * @throws IllegalArgumentException if there are fewer than two draws or rows
     */
    public static ComponentUsage of(PosteriorDraws draws, int column, Quantity latent) {
        int rows = latent.shape().getFirst();
        if (rows < 2 || draws.count() < 2) {
            throw new IllegalArgumentException(rows + " rows and " + draws.count() + " draws");
        }
        int components = latent.size() / rows;
        double[] variances = new double[components];
        double total = 0;
        for (int c = 0; c < components; c++) {
            double[] means = new double[rows];
            double within = 0;
            for (int r = 0; r < rows; r++) {
                double[] values = draws.column(column + r * components + c);
                means[r] = mean(values);
                within += variance(values, means[r]) / rows;
            }
            variances[c] = variance(means, mean(means)) - within / draws.count();
            total += variances[c] + within;
        }
        return new ComponentUsage(latent.name(), rows, variances, total / components);
    }

    /** The usage of some latents, by their order among a draw's quantities. */
    public static List<ComponentUsage> of(PosteriorDraws draws, Set<String> latents) {
        List<ComponentUsage> usages = new ArrayList<>();
        int column = 0;
        for (Quantity quantity : draws.quantities()) {
            if (latents.contains(quantity.name())
                    && quantity.kind() == Quantity.Kind.LATENT
                    && quantity.elements().isEmpty()
                    && quantity.shape().getFirst() > 1
                    && quantity.size() > 0
                    && draws.count() > 1) {
                usages.add(of(draws, column, quantity));
            }
            column += quantity.size();
        }
        return usages;
    }

    /** How many components are in use. */
    public int inUse() {
        return (int) Arrays.stream(variances).filter(v -> v > LIMIT * scale).count();
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double variance(double[] values, double mean) {
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return squares / (values.length - 1);
    }
}
