package org.pathwise.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import org.pathwise.runtime.inference.NoiseFiller;

/** Mean and standard error of the gradient estimate, parameter by parameter. */
record GradientEstimates(double[] mean, double[] error, double elbo, double elboError) {
    static final int PARTICLES = 4;

    static GradientEstimates of(BoundModel model, double[] parameters, int count) {
        CompiledObjective objective = model.objective(PARTICLES);
        NoiseFiller filler = new NoiseFiller(objective.noise(), 17);
        double[] noise = new double[objective.noise().size()];
        double[] elbo = new double[PARTICLES];
        double[] gradient = new double[parameters.length];
        double[] sum = new double[parameters.length + 1];
        double[] squares = new double[parameters.length + 1];
        for (int step = 0; step < count; step++) {
            filler.fill(noise, step, 0);
            objective.evaluate(parameters, noise, elbo, gradient);
            double mean = 0;
            for (double value : elbo) {
                mean += value / PARTICLES;
            }
            for (int i = 0; i <= gradient.length; i++) {
                double value = i < gradient.length ? gradient[i] : mean;
                sum[i] += value;
                squares[i] += value * value;
            }
        }
        double[] mean = new double[sum.length];
        double[] error = new double[sum.length];
        for (int i = 0; i < sum.length; i++) {
            mean[i] = sum[i] / count;
            error[i] = Math.sqrt(Math.max(0, squares[i] / count - mean[i] * mean[i]) / count);
        }
        return new GradientEstimates(mean, error, mean[gradient.length], error[gradient.length]);
    }

    void assertMean(int parameter, double exact) {
        assertThat(Math.abs(mean[parameter] - exact))
                .as(
                        "parameter %d: %s +- %s, exactly %s",
                        parameter, mean[parameter], error[parameter], exact)
                .isLessThanOrEqualTo(5 * error[parameter] + 1e-9 * (1 + Math.abs(exact)));
    }

    /** The ELBO lies within five standard errors of the exact one. */
    void assertElbo(double exact) {
        assertThat(Math.abs(elbo - exact))
                .as("ELBO: %s +- %s, exactly %s", elbo, elboError, exact)
                .isLessThanOrEqualTo(5 * elboError + 1e-9 * (1 + Math.abs(exact)));
    }
}
