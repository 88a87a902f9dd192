package org.pathwise.benchmarks;

import org.pathwise.compiler.BoundModel;
import org.pathwise.compiler.CompiledObjective;
import org.pathwise.compiler.Compiler;
import org.pathwise.compiler.estimate.EstimateOptions;
import org.pathwise.compiler.source.Source;
import org.pathwise.runtime.inference.NoiseFiller;
import org.pathwise.runtime.io.DataFiles;
import org.pathwise.runtime.program.ParameterLayout;
import org.pathwise.runtime.random.RandomStream;

import java.util.Locale;
import java.util.Map;

/**
 * The variance of the estimators of discrete sites, times the evaluations that they take: a table,
 * not a timing. Run with {@code java -cp benchmarks.jar org.pathwise.benchmarks.EstimatorVariance}.
 */
public final class EstimatorVariance {
    private static final int ESTIMATES = 4000;

    private EstimatorVariance() {}

    /** Prints a row for each model, estimator, and number of particles. */
    public static void main(String[] arguments) {
        System.out.println("| model | estimator | particles | evaluations | variance | product |");
        System.out.println("|---|---|---|---|---|---|");
        rows("20 Bernoullis, quadratic", QUADRATIC, QUADRATIC_DATA, 41);
        rows("sigmoid belief net 20 x 30", BELIEF_NET, beliefNetData(), 41);
    }

    /** A quadratic form of 20 bits, near its optimum's middle. */
    private static final String QUADRATIC =
            """
            data target: real
            data weight: real[D]
            model {
              for d in 1..D { z[d] ~ Bernoulli(0.5) }
              target ~ Normal(dot(weight, z), 2)
            }
            """;

    private static final String QUADRATIC_DATA = quadraticData();

    private static final String BELIEF_NET =
            """
            data x: int[D]
            data W: real[D, H]
            data b: real[D]
            model {
              for h in 1..H { z[h] ~ Bernoulli(0.3) }
              x ~ Bernoulli(logit = W * z + b)
            }
            """;

    private static String quadraticData() {
        double[] weight = normals(20, 1);
        return "{\"target\": 3, \"weight\": " + list(weight, 0, 20) + "}";
    }

    private static String beliefNetData() {
        double[] numbers = normals(30 * 22, 2);
        StringBuilder rows = new StringBuilder();
        StringBuilder pixels = new StringBuilder();
        for (int d = 0; d < 30; d++) {
            rows.append(d == 0 ? "" : ", ").append(list(numbers, d * 20, 20));
            pixels.append(d == 0 ? "" : ", ").append(numbers[620 + d] > 0 ? 1 : 0);
        }
        return "{\"x\": ["
                + pixels
                + "], \"W\": ["
                + rows
                + "], \"b\": "
                + list(numbers, 600, 30)
                + "}";
    }

    private static double[] normals(int count, int stream) {
        double[] values = new double[count];
        new RandomStream(3, 0, 0, stream).fillNormal(values, 0, 1, count);
        return values;
    }

    private static String list(double[] values, int from, int count) {
        StringBuilder text = new StringBuilder("[");
        for (int i = from; i < from + count; i++) {
            text.append(i == from ? "" : ", ").append(values[i]);
        }
        return text.append(']').toString();
    }

    private static void rows(String name, String script, String data, int evaluations) {
        EstimateOptions drawn = EstimateOptions.withBudget(0);
        for (int particles : new int[] {2, 8, 16}) {
            row(
                    name,
                    "leave-one-out",
                    model(script, data, drawn.withIndependentParticles()),
                    particles,
                    1);
            row(name, "antithetic", model(script, data, drawn), particles, 1);
        }
        EstimateOptions summed = EstimateOptions.withBudget(64);
        row(name, "one at a time", model(script, data, summed), 1, evaluations);
    }

    private static BoundModel model(String script, String data, EstimateOptions options) {
        return Compiler.check(new Source("model.pw", script), options)
                .bind(DataFiles.json("data.json", data), Map.of())
                .model()
                .orElseThrow();
    }

    /** The mean over the parameters of the variance of one estimate. */
    private static void row(
            String name, String estimator, BoundModel model, int particles, int perParticle) {
        CompiledObjective objective = model.objective(particles);
        ParameterLayout layout = objective.parameters();
        double[] point = new double[layout.size()];
        new RandomStream(5, 0, 0, 1).fillNormal(point, 0, 1, point.length);
        NoiseFiller filler = new NoiseFiller(objective.noise(), 17);
        double[] noise = new double[objective.noise().size()];
        double[] elbo = new double[particles];
        double[] gradient = new double[point.length];
        double[] mean = new double[point.length];
        double sum = 0;
        for (int step = 1; step <= ESTIMATES; step++) {
            filler.fill(noise, step, 0);
            objective.evaluate(point, noise, elbo, gradient);
            for (int i = 0; i < point.length; i++) {
                double difference = gradient[i] - mean[i];
                mean[i] += difference / step;
                sum += difference * (gradient[i] - mean[i]);
            }
        }
        double variance = sum / (ESTIMATES - 1) / point.length;
        int evaluations = particles * perParticle;
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %d | %d | %.3g | %.3g |%n",
                name,
                estimator,
                particles,
                evaluations,
                variance,
                variance * evaluations);
    }
}
