package org.pathwise.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pathwise.compiler.minibatch.Batches;
import org.pathwise.compiler.source.Source;
import org.pathwise.runtime.inference.FitListener;
import org.pathwise.runtime.inference.FitOptions;
import org.pathwise.runtime.inference.FitResult;
import org.pathwise.runtime.inference.StochasticVariationalInference;
import org.pathwise.runtime.io.DataFiles;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;

/** Fits whose steps draw rows, against closed forms. */
class MinibatchFitTest {
    private static final int ROWS = 1000;

    private static final String REGRESSION =
            """
            data x: real[N]
            data y: real[N]
            model {
              a ~ Normal(0, %s)
              b ~ Normal(0, %s)
              y ~ Normal(a + b * x, %s)
            }
            """;

    /**
     * A conjugate regression in several units. The best mean-field guide has the posterior's means,
     * and the reciprocal roots of the precision's diagonal as scales.
     *
     * <p>The average of the iterates of n steps has the variance S / (H^2 n) (Polyak and Juditsky
     * 1992). A drawn row's slope counts N / B times, so for a location S = H N / B, and the error
     * is the posterior's standard deviation over the root of the number of epochs; for the
     * logarithm of a scale S = H N / 2B about, H = 2, and the error half of that. The result
     * averages at least a quarter of half of the steps.
     */
    @ParameterizedTest
    @CsvSource({"1, 50", "1, 130", "1000, 50"})
    void aRegressionReachesItsPosterior(double unit, int size) {
        var random = new Random(5);
        double[] x = new double[ROWS];
        double[] y = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            x[i] = 0.5 + random.nextGaussian();
            y[i] = unit * (3 - 2 * x[i] + 2 * random.nextGaussian());
        }
        String script = REGRESSION.formatted(10 * unit, 10 * unit, 2 * unit);
        String data = "{\"x\": " + Arrays.toString(x) + ", \"y\": " + Arrays.toString(y) + "}";
        CheckedScript.Bound bound =
                Compiler.check(new Source("regression.pw", script))
                        .bind(
                                DataFiles.json("data.json", data),
                                Map.of(),
                                new Batches(Map.of("N", size)));
        FitResult fit =
                StochasticVariationalInference.fit(
                        bound.model().orElseThrow().objective(4),
                        FitOptions.seeded(1),
                        FitListener.NONE);
        assertThat(fit.converged()).as(fit.stopReason()).isTrue();
        double noise = 4 * unit * unit;
        double prior = 1 / (100 * unit * unit);
        double sumX = 0;
        double squareX = 0;
        double sumY = 0;
        double cross = 0;
        for (int i = 0; i < ROWS; i++) {
            sumX += x[i];
            squareX += x[i] * x[i];
            sumY += y[i];
            cross += x[i] * y[i];
        }
        double a = ROWS / noise + prior;
        double b = squareX / noise + prior;
        double c = sumX / noise;
        double determinant = a * b - c * c;
        double epochs = fit.steps() * (double) size / ROWS / 8;
        double error = 5 / Math.sqrt(epochs);
        double[] p = fit.parameters();
        assertThat(p[0])
                .isCloseTo(
                        (b * sumY - c * cross) / noise / determinant,
                        within(error * Math.sqrt(b / determinant)));
        assertThat(p[2])
                .isCloseTo(
                        (a * cross - c * sumY) / noise / determinant,
                        within(error * Math.sqrt(a / determinant)));
        assertThat(p[1]).isCloseTo(-Math.log(a) / 2, within(error / 2));
        assertThat(p[3]).isCloseTo(-Math.log(b) / 2, within(error / 2));
    }
}
