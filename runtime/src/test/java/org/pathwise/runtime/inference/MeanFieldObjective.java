package org.pathwise.runtime.inference;

import org.pathwise.runtime.program.NoiseLayout;
import org.pathwise.runtime.program.Objective;
import org.pathwise.runtime.program.ParameterLayout;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The pathwise ELBO of a mean-field Gaussian guide (location, log scale) for a density given by
 * hand.
 */
final class MeanFieldObjective implements Objective {
    /** A log density and its gradient. */
    interface Target {
        int dimension();

        /** Returns the log density at {@code x} and writes its gradient. */
        double logDensity(double[] x, double[] gradient);
    }

    private final Target target;
    private final int particles;
    private final double[] x;
    private final double[] slope;

    MeanFieldObjective(Target target, int particles) {
        this.target = target;
        this.particles = particles;
        this.x = new double[target.dimension()];
        this.slope = new double[target.dimension()];
    }

    @Override
    public ParameterLayout parameters() {
        int d = target.dimension();
        List<Double> zeros = Collections.nCopies(d, 0.0);
        return new ParameterLayout(
                List.of(
                        new ParameterLayout.Block("x.loc", List.of(d), 0, zeros),
                        new ParameterLayout.Block("x.log_scale", List.of(d), d, zeros)));
    }

    @Override
    public NoiseLayout noise() {
        int d = target.dimension();
        return new NoiseLayout(
                particles,
                List.of(
                        new NoiseLayout.Block(
                                "x", 0, NoiseLayout.Kind.NORMAL, 0, d, 1, particles)));
    }

    @Override
    public void evaluate(double[] parameters, double[] noise, double[] elbo, double[] gradient) {
        int d = target.dimension();
        Arrays.fill(gradient, 0);
        for (int p = 0; p < particles; p++) {
            double logGuide = 0;
            for (int i = 0; i < d; i++) {
                double e = noise[i * particles + p];
                x[i] = parameters[i] + Math.exp(parameters[d + i]) * e;
                logGuide -= 0.5 * Math.log(2 * Math.PI) + parameters[d + i] + 0.5 * e * e;
            }
            elbo[p] = target.logDensity(x, slope) - logGuide;
            for (int i = 0; i < d; i++) {
                double e = noise[i * particles + p];
                gradient[i] += slope[i] / particles;
                gradient[d + i] += (slope[i] * e * Math.exp(parameters[d + i]) + 1) / particles;
            }
        }
    }

    @Override
    public String explainNonFinite(double[] parameters, double[] noise) {
        return "x: the log density is not finite";
    }

    /** A Gaussian with this mean and precision matrix. */
    record Gaussian(double[] mean, double[][] precision) implements Target {
        @Override
        public int dimension() {
            return mean.length;
        }

        @Override
        public double logDensity(double[] x, double[] gradient) {
            double sum = 0;
            for (int i = 0; i < mean.length; i++) {
                gradient[i] = 0;
                for (int j = 0; j < mean.length; j++) {
                    gradient[i] -= precision[i][j] * (x[j] - mean[j]);
                }
                sum += 0.5 * gradient[i] * (x[i] - mean[i]);
            }
            return sum;
        }
    }

    /** Eight schools (Rubin 1981), non-centred, with log tau: dimension 10. */
    record EightSchools() implements Target {
        private static final double[] Y = {28, 8, -3, 7, -1, 1, 18, 12};
        private static final double[] SIGMA = {15, 10, 16, 11, 9, 11, 10, 18};

        @Override
        public int dimension() {
            return 10;
        }

        @Override
        public double logDensity(double[] x, double[] gradient) {
            double mu = x[0];
            double tau = Math.exp(x[1]);
            double t = tau / 5;
            double log = -mu * mu / 50 - Math.log1p(t * t) + x[1];
            gradient[0] = -mu / 25;
            gradient[1] = 1 - 2 * t * t / (1 + t * t);
            for (int j = 0; j < 8; j++) {
                double z = x[2 + j];
                double r = (Y[j] - mu - tau * z) / SIGMA[j];
                log -= 0.5 * z * z + 0.5 * r * r;
                gradient[0] += r / SIGMA[j];
                gradient[1] += r / SIGMA[j] * tau * z;
                gradient[2 + j] = -z + r / SIGMA[j] * tau;
            }
            return log;
        }
    }

    /**
     * A regression of earnings in dollars on height in inches, flat priors: intercept near -60,000,
     * slope near 1,300, residual standard deviation near 20,000, intercept and slope nearly
     * collinear.
     */
    record Earnings(double[] height, double[] earnings) implements Target {
        static Earnings simulated() {
            var random = new SplittableRandom(1);
            double[] h = new double[400];
            double[] e = new double[400];
            for (int i = 0; i < h.length; i++) {
                h[i] = 66.5 + 3.8 * random.nextGaussian();
                e[i] = -60_000 + 1300 * h[i] + 20_000 * random.nextGaussian();
            }
            return new Earnings(h, e);
        }

        @Override
        public int dimension() {
            return 3;
        }

        @Override
        public double logDensity(double[] x, double[] gradient) {
            double sigma = Math.exp(x[2]);
            double log = 0;
            gradient[0] = 0;
            gradient[1] = 0;
            gradient[2] = 0;
            for (int i = 0; i < height.length; i++) {
                double r = (earnings[i] - x[0] - x[1] * height[i]) / sigma;
                log -= x[2] + 0.5 * r * r;
                gradient[0] += r / sigma;
                gradient[1] += r / sigma * height[i];
                gradient[2] += r * r - 1;
            }
            return log;
        }
    }
}
