package org.pathwise.runtime.inference;

import org.pathwise.runtime.program.NoiseLayout;
import org.pathwise.runtime.program.NoiseLayout.Batch;
import org.pathwise.runtime.program.Objective;
import org.pathwise.runtime.program.ParameterLayout;
import org.pathwise.runtime.program.ParameterLayout.Block;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The log likelihood of {@code y ~ Normal(w2 . (w1 x) + b, 1)} with a layer of linear units:
 * weights that start at random, a surface with saddles and ridges, and a maximum that least squares
 * tell.
 */
final class LinearNetObjective implements Objective {
    private final double[][] x;
    private final double[] y;
    private final int units;
    private final int size;

    LinearNetObjective(double[][] x, double[] y, int units, int size) {
        this.x = x;
        this.y = y;
        this.units = units;
        this.size = size;
    }

    @Override
    public ParameterLayout parameters() {
        int d = x[0].length;
        return new ParameterLayout(
                List.of(
                        weights("f.1.weight", List.of(units, d), 0, Math.sqrt(1.0 / d)),
                        weights("f.2.weight", List.of(units), units * d, Math.sqrt(1.0 / units)),
                        weights("f.2.bias", List.of(), units * d + units, 0)));
    }

    private static Block weights(String name, List<Integer> shape, int offset, double spread) {
        int count = shape.stream().reduce(1, (a, b) -> a * b);
        List<Double> zeros = Collections.nCopies(count, 0.0);
        return new Block(name, shape, offset, zeros, spread, Optional.empty());
    }

    @Override
    public NoiseLayout noise() {
        return new NoiseLayout(1, List.of(), List.of(new Batch("N", y.length, size, 0)));
    }

    @Override
    public void evaluate(double[] parameters, double[] noise, double[] elbo, double[] gradient) {
        int d = x[0].length;
        double scaling = (double) y.length / size;
        Arrays.fill(gradient, 0);
        elbo[0] = 0;
        for (int k = 0; k < size; k++) {
            int row = (int) noise[k] - 1;
            double r = y[row] - predict(parameters, row);
            elbo[0] -= scaling * 0.5 * (r * r + Math.log(2 * Math.PI));
            for (int u = 0; u < units; u++) {
                for (int j = 0; j < d; j++) {
                    double slope = scaling * r * x[row][j];
                    gradient[u * d + j] += slope * parameters[units * d + u];
                    gradient[units * d + u] += slope * parameters[u * d + j];
                }
            }
            gradient[units * d + units] += scaling * r;
        }
    }

    private double predict(double[] parameters, int row) {
        int d = x[0].length;
        double sum = parameters[units * d + units];
        for (int u = 0; u < units; u++) {
            for (int j = 0; j < d; j++) {
                sum += parameters[units * d + u] * parameters[u * d + j] * x[row][j];
            }
        }
        return sum;
    }

    /** The log likelihood of all rows. */
    double logLikelihood(double[] parameters) {
        double sum = 0;
        for (int row = 0; row < y.length; row++) {
            double r = y[row] - predict(parameters, row);
            sum -= 0.5 * (r * r + Math.log(2 * Math.PI));
        }
        return sum;
    }

    @Override
    public String explainNonFinite(double[] parameters, double[] noise) {
        return "y: the log density is not finite";
    }
}
