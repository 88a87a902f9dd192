package org.pathwise.runtime.inference;

import org.pathwise.runtime.program.NoiseLayout;
import org.pathwise.runtime.program.NoiseLayout.Batch;
import org.pathwise.runtime.program.Objective;
import org.pathwise.runtime.program.ParameterLayout;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The minibatch ELBO of a mean-field Gaussian guide for {@code mu ~ Normal(0, width)}, {@code
 * theta[i] ~ Normal(mu, tau)}, {@code y[i] ~ Normal(theta[i], sigma)}: two parameters for each row
 * of the data. All conditionals are normal, so the optimum has a closed form.
 */
final class HierarchyObjective implements Objective {
    private final double[] y;
    private final int size;
    private final double width;
    private final double tau;
    private final double sigma;

    HierarchyObjective(double[] y, int size, double width, double tau, double sigma) {
        this.y = y;
        this.size = size;
        this.width = width;
        this.tau = tau;
        this.sigma = sigma;
    }

    @Override
    public ParameterLayout parameters() {
        int n = y.length;
        List<Double> zeros = Collections.nCopies(n, 0.0);
        return new ParameterLayout(
                List.of(
                        new ParameterLayout.Block("mu.loc", List.of(), 0, List.of(0.0)),
                        rows("theta.loc", 1, zeros),
                        rows("theta.log_scale", 1 + n, zeros),
                        new ParameterLayout.Block(
                                "mu.log_scale", List.of(), 1 + 2 * n, List.of(0.0))));
    }

    private static ParameterLayout.Block rows(String name, int offset, List<Double> initial) {
        return new ParameterLayout.Block(
                name, List.of(initial.size()), offset, initial, 0, Optional.of("N"));
    }

    @Override
    public NoiseLayout noise() {
        return new NoiseLayout(
                1,
                List.of(
                        new NoiseLayout.Block("mu", 0, NoiseLayout.Kind.NORMAL, 0, 1, 1, 1),
                        new NoiseLayout.Block("theta", 1, NoiseLayout.Kind.NORMAL, 1, size, 1, 1)),
                List.of(new Batch("N", y.length, size, 1 + size)));
    }

    @Override
    public void evaluate(double[] parameters, double[] noise, double[] elbo, double[] gradient) {
        double scaling = (double) y.length / size;
        int last = 1 + 2 * size;
        double muScale = Math.exp(parameters[last]);
        double mu = parameters[0] + muScale * noise[0];
        Arrays.fill(gradient, 0);
        double muSlope = -mu / (width * width);
        double value = normal(mu / width) - Math.log(width) + entropy(parameters[last]);
        for (int k = 0; k < size; k++) {
            int row = (int) noise[1 + size + k] - 1;
            double e = noise[1 + k];
            double scale = Math.exp(parameters[1 + size + k]);
            double theta = parameters[1 + k] + scale * e;
            double up = (theta - mu) / tau;
            double down = (y[row] - theta) / sigma;
            value +=
                    scaling
                            * (normal(up)
                                    - Math.log(tau)
                                    + normal(down)
                                    - Math.log(sigma)
                                    + entropy(parameters[1 + size + k]));
            muSlope += scaling * up / tau;
            double slope = scaling * (down / sigma - up / tau);
            gradient[1 + k] = slope;
            gradient[1 + size + k] = slope * scale * e + scaling;
        }
        gradient[0] = muSlope;
        gradient[last] = muSlope * muScale * noise[0] + 1;
        elbo[0] = value;
    }

    private static double normal(double z) {
        return -0.5 * (Math.log(2 * Math.PI) + z * z);
    }

    private static double entropy(double logScale) {
        return 0.5 * Math.log(2 * Math.PI * Math.E) + logScale;
    }

    @Override
    public String explainNonFinite(double[] parameters, double[] noise) {
        return "theta: the log density is not finite";
    }

    /** The exact posterior mean of mu: y[i] ~ Normal(mu, sqrt(tau^2 + sigma^2)). */
    double muMean() {
        double precision = y.length / (tau * tau + sigma * sigma);
        double sum = Arrays.stream(y).sum() / (tau * tau + sigma * sigma);
        return sum / (precision + 1 / (width * width));
    }

    /** The standard deviation of mu given all theta: that of the best mean-field guide. */
    double muScale() {
        return 1 / Math.sqrt(1 / (width * width) + y.length / (tau * tau));
    }

    double thetaMean(int i) {
        return thetaScale() * thetaScale() * (muMean() / (tau * tau) + y[i] / (sigma * sigma));
    }

    double thetaScale() {
        return 1 / Math.sqrt(1 / (tau * tau) + 1 / (sigma * sigma));
    }

    /** The parameters of the best mean-field guide. */
    double[] optimum() {
        int n = y.length;
        double[] parameters = new double[2 + 2 * n];
        parameters[0] = muMean();
        parameters[1 + 2 * n] = Math.log(muScale());
        for (int i = 0; i < n; i++) {
            parameters[1 + i] = thetaMean(i);
            parameters[1 + n + i] = Math.log(thetaScale());
        }
        return parameters;
    }

    /** The ELBO of a guide, by its closed form. */
    double elbo(double[] parameters) {
        int n = y.length;
        double m = parameters[0];
        double ms = Math.exp(parameters[1 + 2 * n]);
        double value = normal(Math.hypot(m, ms) / width) - Math.log(width) + entropy(Math.log(ms));
        for (int i = 0; i < n; i++) {
            double t = parameters[1 + i];
            double ts = Math.exp(parameters[1 + n + i]);
            value += entropy(Math.log(ts)) - Math.log(tau) - Math.log(sigma);
            value += normal(Math.sqrt((t - m) * (t - m) + ts * ts + ms * ms) / tau);
            value += normal(Math.hypot(y[i] - t, ts) / sigma);
        }
        return value;
    }
}
