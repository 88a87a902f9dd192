package org.pathwise.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pathwise.compiler.emit.Precision;
import org.pathwise.compiler.source.Source;
import org.pathwise.runtime.inference.NoiseFiller;
import org.pathwise.runtime.io.DataFiles;
import org.pathwise.runtime.math.GammaFunctions;

import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/**
 * Draws that are mostly far below the least number, as shares of sparse Dirichlets and Gammas of
 * small shape are: their gradients are finite and unbiased all the same, in either precision, with
 * terms that count thousands of times. Exact values are closed forms.
 */
final class SparseDrawsTest {
    private static final int ESTIMATES = 4000;
    private static final int PARTICLES = 4;

    /** How often the term of the data counts, as with minibatches of a large data set. */
    private static final double WEIGHT = 5000;

    private static final double PRIOR = 0.1;

    private static final String DIRICHLET =
            """
            data weight: real
            const K = 3
            model {
              theta: simplex[K] ~ Dirichlet([0.1, 0.1, 0.1])
              factor weight * log(theta[1])
            }
            guide {
              param log_a = %1$s
              theta ~ Dirichlet([exp(log_a), %2$s, %2$s])
            }
            """;

    /** {@code log C(theta)} of a Dirichlet is {@code lgamma(sum) - sum of lgamma}. */
    private static double dirichlet(double a, double b) {
        double total = a + 2 * b;
        double prior =
                GammaFunctions.lgamma(3 * PRIOR)
                        - 3 * GammaFunctions.lgamma(PRIOR)
                        + (PRIOR - 1) * (meanLog(a, total) + 2 * meanLog(b, total));
        double guide =
                GammaFunctions.lgamma(total)
                        - GammaFunctions.lgamma(a)
                        - 2 * GammaFunctions.lgamma(b)
                        + (a - 1) * meanLog(a, total)
                        + 2 * (b - 1) * meanLog(b, total);
        return prior - guide + WEIGHT * meanLog(a, total);
    }

    private static double meanLog(double a, double total) {
        return GammaFunctions.digamma(a) - GammaFunctions.digamma(total);
    }

    @ParameterizedTest
    @CsvSource({
        "0.5, 0.02, DOUBLE",
        "0.5, 0.02, FLOAT",
        "0.02, 0.02, DOUBLE",
        "0.02, 0.02, FLOAT",
        "0.001, 0.3, DOUBLE",
        "0.001, 0.3, FLOAT",
        "0.0001, 0.0001, DOUBLE",
        "0.0001, 0.0001, FLOAT"
    })
    void gradientsOfSparseDirichletsAreRight(double a, double b, Precision precision) {
        check(
                DIRICHLET.formatted(Math.log(a), b),
                precision,
                logA -> dirichlet(Math.exp(logA), b),
                Math.log(a));
    }

    private static final String GAMMA_POWER =
            """
            data weight: real
            model {
              g ~ Gamma(0.1, 1)
              factor weight * log(g)
            }
            guide {
              param log_a = %s
              g ~ GammaPower(exp(log_a), 1)
            }
            """;

    /** {@code log g = (log u + lgamma(a + 1)) / a}, and the mean of {@code log u} is -1. */
    private static double gammaPower(double a) {
        double meanLog = (-1 + GammaFunctions.lgamma(a + 1)) / a;
        double mean = Math.exp(GammaFunctions.lgamma(a + 1) / a) * a / (a + 1);
        double prior = (PRIOR - 1) * meanLog - mean - GammaFunctions.lgamma(PRIOR);
        double guide = (a - 1) * meanLog - GammaFunctions.lgamma(a);
        return prior - guide + WEIGHT * meanLog;
    }

    @ParameterizedTest
    @CsvSource({
        "0.5, DOUBLE",
        "0.5, FLOAT",
        "0.02, DOUBLE",
        "0.02, FLOAT",
        "0.0005, DOUBLE",
        "0.0005, FLOAT"
    })
    void gradientsOfPowersAreRight(double a, Precision precision) {
        check(
                GAMMA_POWER.formatted(Math.log(a)),
                precision,
                logA -> gammaPower(Math.exp(logA)),
                Math.log(a));
    }

    private static final String BETA =
            """
            data weight: real
            model {
              v ~ Beta(0.1, 0.1)
              factor weight * (log(v) + 2 * log1p(-v))
            }
            guide {
              param log_a = %s
              v ~ Beta(exp(log_a), 0.02)
            }
            """;

    private static double beta(double a) {
        double b = 0.02;
        double meanLog = meanLog(a, a + b);
        double meanLogRest = meanLog(b, a + b);
        return (PRIOR - a + WEIGHT) * meanLog
                + (PRIOR - b + 2 * WEIGHT) * meanLogRest
                - GammaFunctions.lbeta(PRIOR, PRIOR)
                + GammaFunctions.lbeta(a, b);
    }

    @ParameterizedTest
    @CsvSource({"0.5, DOUBLE", "0.5, FLOAT", "0.005, DOUBLE", "0.005, FLOAT"})
    void gradientsOfSparseBetasAreRight(double a, Precision precision) {
        check(BETA.formatted(Math.log(a)), precision, logA -> beta(Math.exp(logA)), Math.log(a));
    }

    private static void check(
            String script, Precision precision, DoubleUnaryOperator elbo, double parameter) {
        BoundModel model =
                Compiler.check(new Source("sparse.pw", script))
                        .bind(DataFiles.json("w.json", "{\"weight\": " + WEIGHT + "}"), Map.of())
                        .model()
                        .orElseThrow();
        CompiledObjective objective = model.objective(PARTICLES, precision);
        NoiseFiller filler = new NoiseFiller(objective.noise(), 17);
        double[] noise = new double[objective.noise().size()];
        double[] values = new double[PARTICLES];
        double[] parameters = {parameter};
        double[] gradient = new double[1];
        Sum value = new Sum();
        Sum slope = new Sum();
        for (int step = 0; step < ESTIMATES; step++) {
            filler.fill(noise, step, 0);
            objective.evaluate(parameters, noise, values, gradient);
            for (double one : values) {
                assertThat(one).isFinite();
                value.add(one);
            }
            assertThat(gradient[0]).isFinite();
            slope.add(gradient[0]);
        }
        value.assertMean(elbo.applyAsDouble(parameter));
        slope.assertMean(derivative(elbo, parameter));
    }

    /** By central differences, extrapolated: an error of the order of the step's fourth power. */
    private static double derivative(DoubleUnaryOperator f, double at) {
        double step = 1e-3;
        double wide = (f.applyAsDouble(at + 2 * step) - f.applyAsDouble(at - 2 * step)) / step / 4;
        double narrow = (f.applyAsDouble(at + step) - f.applyAsDouble(at - step)) / step / 2;
        return narrow + (narrow - wide) / 3;
    }

    private static final class Sum {
        private double sum;
        private double squares;
        private long count;

        void add(double value) {
            sum += value;
            squares += value * value;
            count++;
        }

        void assertMean(double exact) {
            double mean = sum / count;
            double error = Math.sqrt((squares / count - mean * mean) / count);
            assertThat(Math.abs(mean - exact))
                    .as("%s +- %s, exactly %s", mean, error, exact)
                    .isLessThanOrEqualTo(5 * error);
            assertThat(error).isLessThan(0.1 * Math.abs(exact));
        }
    }
}
