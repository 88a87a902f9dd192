package org.pathwise.runtime.inference;

import org.pathwise.runtime.program.NoiseLayout;
import org.pathwise.runtime.program.Objective;
import org.pathwise.runtime.program.ParameterLayout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A mixture of two Gaussians whose assignments are explicit Bernoulli latents with the score
 * function and a leave-one-out baseline:
 *
 * <pre>
 * mu[k] ~ Normal(0, 5)      sigma ~ HalfNormal(1)
 * z[i] ~ Bernoulli(0.5)     y[i] ~ Normal(mu[1 + z[i]], sigma)
 * </pre>
 *
 * <p>Guide: a Normal for each mean and for log sigma (location, log scale), a logit for each
 * assignment.
 */
final class MixtureObjective implements Objective {
    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);
    private static final double PRIOR_SD = 5;
    private static final double INITIAL_LOG_SCALE = -1;

    private final double[] y;
    private final int particles;
    private final double[] cost;
    private final double[] assigned;

    MixtureObjective(double[] y, int particles) {
        this.y = y;
        this.particles = particles;
        this.cost = new double[y.length * particles];
        this.assigned = new double[y.length * particles];
    }

    /**
     * Quantiles of two Gaussians, a share of 0.4 around -1 and the others around the other mean; sd
     * 0.5.
     */
    static double[] data(int n, double other) {
        double[] y = new double[n];
        int low = (int) Math.round(0.4 * n);
        for (int i = 0; i < n; i++) {
            int size = i < low ? low : n - low;
            double u = ((i < low ? i : i - low) + 0.5) / size;
            // The logistic quantile function with the standard deviation of 1.
            y[i] = (i < low ? -1 : other) + 0.5 * Math.log(u / (1 - u)) * Math.sqrt(3) / Math.PI;
        }
        return y;
    }

    @Override
    public ParameterLayout parameters() {
        int n = y.length;
        return new ParameterLayout(
                List.of(
                        block("mu.loc", 2, 0, 0),
                        block("mu.log_scale", 2, 2, INITIAL_LOG_SCALE),
                        block("sigma.loc", 1, 4, 0),
                        block("sigma.log_scale", 1, 5, INITIAL_LOG_SCALE),
                        block("z.logit", n, 6, 0)));
    }

    private static ParameterLayout.Block block(String name, int size, int offset, double initial) {
        return new ParameterLayout.Block(
                name, List.of(size), offset, Collections.nCopies(size, initial));
    }

    @Override
    public NoiseLayout noise() {
        List<NoiseLayout.Block> blocks = new ArrayList<>();
        blocks.add(new NoiseLayout.Block("mu", 0, NoiseLayout.Kind.NORMAL, 0, 3, 1, particles));
        blocks.add(
                new NoiseLayout.Block(
                        "z", 1, NoiseLayout.Kind.UNIFORM, 3 * particles, y.length, 1, particles));
        return new NoiseLayout(particles, blocks);
    }

    @Override
    public void evaluate(double[] q, double[] noise, double[] elbo, double[] gradient) {
        Arrays.fill(gradient, 0);
        double[] x = new double[3];
        double[] slope = new double[3];
        int[] location = {0, 1, 4};
        int[] logScale = {2, 3, 5};
        for (int p = 0; p < particles; p++) {
            double total = 0;
            for (int k = 0; k < 3; k++) {
                double e = noise[k * particles + p];
                x[k] = q[location[k]] + Math.exp(q[logScale[k]]) * e;
                total += HALF_LOG_TWO_PI + q[logScale[k]] + 0.5 * e * e;
            }
            double precision = Math.exp(-2 * x[2]);
            for (int k = 0; k < 2; k++) {
                total -=
                        HALF_LOG_TWO_PI
                                + Math.log(PRIOR_SD)
                                + 0.5 * x[k] * x[k] / (PRIOR_SD * PRIOR_SD);
                slope[k] = -x[k] / (PRIOR_SD * PRIOR_SD);
            }
            total += Math.log(2) - HALF_LOG_TWO_PI - 0.5 / precision + x[2];
            slope[2] = 1 - 1 / precision;
            for (int i = 0; i < y.length; i++) {
                double logit = q[6 + i];
                int z = noise[(3 + i) * particles + p] < 1 / (1 + Math.exp(-logit)) ? 1 : 0;
                double r = y[i] - x[z];
                slope[z] += r * precision;
                slope[2] += r * r * precision - 1;
                double term =
                        Math.log(0.5)
                                - HALF_LOG_TWO_PI
                                - x[2]
                                - 0.5 * r * r * precision
                                + softplus(z == 1 ? -logit : logit);
                total += term;
                cost[i * particles + p] = term;
                assigned[i * particles + p] = z;
            }
            elbo[p] = total;
            for (int k = 0; k < 3; k++) {
                gradient[location[k]] += slope[k] / particles;
                double e = noise[k * particles + p];
                gradient[logScale[k]] += (slope[k] * e * Math.exp(q[logScale[k]]) + 1) / particles;
            }
        }
        for (int i = 0; i < y.length; i++) {
            gradient[6 + i] = leaveOneOut(i, 1 / (1 + Math.exp(-q[6 + i])));
        }
    }

    private double leaveOneOut(int i, double probability) {
        double sum = 0;
        for (int p = 0; p < particles; p++) {
            sum += cost[i * particles + p];
        }
        double gradient = 0;
        for (int p = 0; p < particles; p++) {
            double own = cost[i * particles + p];
            double baseline = particles == 1 ? 0 : (sum - own) / (particles - 1);
            gradient += (assigned[i * particles + p] - probability) * (own - baseline) / particles;
        }
        return gradient;
    }

    /** The exact ELBO: every expectation has a closed form. */
    double exactElbo(double[] q) {
        double precision = Math.exp(-2 * q[4] + 2 * Math.exp(2 * q[5]));
        double elbo =
                Math.log(2)
                        - HALF_LOG_TWO_PI
                        - 0.5 * Math.exp(2 * q[4] + 2 * Math.exp(2 * q[5]))
                        + q[4];
        elbo += HALF_LOG_TWO_PI + 0.5 + q[5];
        for (int k = 0; k < 2; k++) {
            double square = q[k] * q[k] + Math.exp(2 * q[2 + k]);
            elbo += 0.5 + q[2 + k] - Math.log(PRIOR_SD) - 0.5 * square / (PRIOR_SD * PRIOR_SD);
        }
        for (int i = 0; i < y.length; i++) {
            double logit = q[6 + i];
            for (int z = 0; z < 2; z++) {
                double probability = 1 / (1 + Math.exp(z == 1 ? -logit : logit));
                double r = y[i] - q[z];
                double square = r * r + Math.exp(2 * q[2 + z]);
                elbo +=
                        probability
                                * (Math.log(0.5)
                                        - HALF_LOG_TWO_PI
                                        - q[4]
                                        - 0.5 * square * precision
                                        + softplus(z == 1 ? -logit : logit));
            }
        }
        return elbo;
    }

    private static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    @Override
    public String explainNonFinite(double[] parameters, double[] noise) {
        return "z: the log density is not finite";
    }
}
