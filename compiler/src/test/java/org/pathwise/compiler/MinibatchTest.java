package org.pathwise.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Let;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Variable;
import org.pathwise.compiler.estimate.Plan;
import org.pathwise.compiler.minibatch.Batches;
import org.pathwise.compiler.source.Source;
import org.pathwise.runtime.inference.DrawSampler;
import org.pathwise.runtime.inference.MinibatchElbo;
import org.pathwise.runtime.inference.NoiseFiller;
import org.pathwise.runtime.inference.PosteriorDraws;
import org.pathwise.runtime.io.DataFiles;
import org.pathwise.runtime.program.NoiseLayout;
import org.pathwise.runtime.program.ParameterLayout;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The objective of a batch, with the same noise for the same rows: over all batches that there are,
 * the mean of value and gradient is the full objective's, exactly; and so is that of a batch of all
 * rows in any order.
 */
final class MinibatchTest {
    private static final int PARTICLES = 3;

    /**
     * A model.
     *
     * @param rows the subsampled dimensions: how many rows the data has, and how many are drawn
     * @param sites the latents with an element for each row, with their dimension
     */
    private record Case(
            String script, String data, Map<String, int[]> rows, Map<String, String> sites) {
        BoundModel model(boolean subsampled) {
            return model(subsampled ? drawn() : Batches.NONE);
        }

        Batches drawn() {
            Map<String, Integer> sizes = new LinkedHashMap<>();
            rows.forEach((name, counts) -> sizes.put(name, counts[1]));
            return new Batches(sizes);
        }

        Batches all() {
            Map<String, Integer> sizes = new LinkedHashMap<>();
            rows.forEach((name, counts) -> sizes.put(name, counts[0]));
            return new Batches(sizes);
        }

        BoundModel model(Batches batches) {
            CheckedScript checked = Compiler.check(new Source("test.pw", script));
            CheckedScript.Bound bound =
                    checked.bind(DataFiles.json("test.json", data), Map.of(), batches);
            assertThat(bound.diagnostics()).filteredOn(one -> one.isError()).isEmpty();
            return bound.model().orElseThrow();
        }
    }

    private static Case rows(String script, String data, String... sites) {
        Map<String, String> byRow = new LinkedHashMap<>();
        for (String site : sites) {
            byRow.put(site, "N");
        }
        return new Case(script, data, Map.of("N", new int[] {5, 2}), byRow);
    }

    private static final String VECTORS =
            """
            {"x": [0.3, -1.2, 0.7, 2.1, -0.4], "y": [0.1, 1.5, -0.7, 2.2, 0.9],
             "X": [[1, 0.5], [0, -1], [0.3, 0.2], [-1, 2], [0.1, 0.1]],
             "group": [1, 3, 2, 3, 1], "before": [1, 1, 2, 3, 4], "k": [0, 1, 1, 0, 3],
             "alpha": [1, 2]}
            """;

    static List<Named<Case>> cases() {
        return List.of(
                Named.of(
                        "a regression whose data is centred in the model",
                        rows(
                                """
                                data X: real[N, D]
                                data x: real[N]
                                data y: real[N]
                                spread = sd(y)
                                model {
                                  beta: real[D] ~ Normal(0, 1)
                                  gamma ~ Normal(0, spread)
                                  s ~ HalfNormal(1)
                                  centre = mean(x)
                                  y ~ Normal(X * beta + gamma * (x - mean(x)), s)
                                  for n in 1..N { x[n] ~ Normal(centre, s + n / N) }
                                  factor -square(gamma) * x
                                }
                                """,
                                VECTORS)),
                Named.of(
                        "a latent for each row under the automatic guide",
                        rows(
                                """
                                data y: real[N]
                                data X: real[N, D]
                                data alpha: positive[D]
                                model {
                                  mu ~ Normal(0, 1)
                                  tau ~ HalfNormal(1)
                                  for n in 1..N {
                                    z[n] ~ Normal(mu, tau)
                                    s[n] ~ Gamma(2, 1)
                                    y[n] ~ Normal(z[n], s[n])
                                    w[n] ~ Dirichlet(alpha)
                                    for d in 1..D { X[n, d] ~ Normal(w[n, d] + z[n], 1) }
                                  }
                                }
                                """,
                                VECTORS,
                                "z",
                                "s",
                                "w")),
                Named.of(
                        "a guide that a net computes from the row",
                        rows(
                                """
                                const L = 2
                                data X: real[N, D]
                                net encode(x: real[D]) {
                                  h = tanh(dense(4, x))
                                  return (dense(L, h), exp(dense(L, h)))
                                }
                                net decode(z: real[L]) -> real[D] {
                                  return dense(D, tanh(dense(3, z)))
                                }
                                model {
                                  for n in 1..N {
                                    for l in 1..L { z[n, l] ~ Normal(0, 1) }
                                    m[n] = decode(z[n])
                                    for d in 1..D { X[n, d] ~ Normal(m[n, d], 0.5) }
                                  }
                                }
                                guide {
                                  for n in 1..N {
                                    (loc, scale) = encode(X[n])
                                    z[n] ~ Normal(loc, scale)
                                  }
                                }
                                """,
                                VECTORS,
                                "z")),
                Named.of(
                        "score functions of rows and of what they share",
                        rows(
                                """
                                data y: real[N]
                                model {
                                  g ~ Bernoulli(0.4)
                                  m ~ Normal(0, 1)
                                  for n in 1..N {
                                    z[n] ~ Bernoulli(0.2 + 0.6 * g) @score
                                    u[n] ~ Normal(z[n], 1) @score
                                    y[n] ~ Normal(if z[n] > 0 then m + u[n] else g, 0.7)
                                  }
                                }
                                """,
                                VECTORS,
                                "z",
                                "u")),
                Named.of(
                        "discrete rows, summed over their states",
                        rows(
                                """
                                data y: real[N]
                                data x: real[N]
                                model {
                                  w ~ Dirichlet([1, 1, 1])
                                  m: real[3] ~ Normal(0, 2)
                                  for n in 1..N {
                                    z[n] ~ Categorical(w)
                                    y[n] ~ Normal(m[z[n]], 1)
                                    b[n] ~ Bernoulli(0.3)
                                    x[n] ~ Normal(b[n], 1)
                                  }
                                }
                                guide {
                                  param slope = 0.7
                                  for n in 1..N { b[n] ~ Bernoulli(logit = slope * x[n]) }
                                }
                                """,
                                VECTORS,
                                "z",
                                "b")),
                Named.of(
                        "discrete rows that are summed out, beside drawn ones",
                        rows(
                                """
                                data y: real[N]
                                model {
                                  w ~ Dirichlet([1, 1, 1])
                                  m: real[3] ~ Normal(0, 2)
                                  for n in 1..N {
                                    z[n] ~ Categorical(w) @marginal
                                    h[n] ~ Bernoulli(0.3) @score
                                    y[n] ~ Normal(m[z[n]] + h[n], 1)
                                  }
                                }
                                """,
                                VECTORS,
                                "h")),
                Named.of(
                        "discrete sites, summed one element at a time",
                        rows(
                                """
                                data y: real[N]
                                data X: real[N, D]
                                model {
                                  for d in 1..D { c[d] ~ Bernoulli(0.4) }
                                  for n in 1..N {
                                    for d in 1..D { h[n, d] ~ Bernoulli(0.2) }
                                    y[n] ~ Normal(dot(X[n], c) + sum(h[n]), 1)
                                  }
                                }
                                """,
                                VECTORS,
                                "h")),
                Named.of(
                        "gathers of latents that are not subsampled",
                        rows(
                                """
                                data y: real[N]
                                data group: int in 1..K[N]
                                data K: int
                                model {
                                  for k in 1..K {
                                    theta[k] ~ Normal(0, 1)
                                    c[k] ~ Bernoulli(0.3) @score
                                  }
                                  for n in 1..N {
                                    y[n] ~ Normal(theta[group[n]] + 2 * c[group[n]], 1)
                                  }
                                  y ~ Normal(c[group], 2)
                                }
                                """,
                                VECTORS.replace("{", "{\"K\": 3, "))),
                Named.of(
                        "parameters, data of other rows, and the rows' numbers",
                        rows(
                                """
                                data x: real[N]
                                data y: real[N]
                                data before: int in 1..N[N]
                                model {
                                  a ~ Normal(0, 1)
                                  for n in 1..N {
                                    z[n] ~ Normal(0, 1)
                                    y[n] ~ Normal(a * y[before[n]] + z[n] * n, N)
                                    if x[n] > 0 { x[n] ~ Normal(z[n], 1) }
                                    factor if n > 3 then -z[n] else a
                                  }
                                }
                                guide {
                                  param m: real[N] = y
                                  param s: positive[N] = [for n in 1..N: 1 + square(x[n])]
                                  param r = 0.5
                                  for n in 1..N { z[n] ~ Normal(m[n] * r, s[n]) }
                                }
                                """,
                                VECTORS,
                                "z")),
                Named.of(
                        "a recursion inside each row",
                        rows(
                                """
                                data X: real[N, T]
                                model {
                                  phi ~ Normal(0, 1)
                                  for n in 1..N {
                                    start[n] ~ Normal(0, 1)
                                    h[n, 1] = start[n]
                                    for t in 2..T { h[n, t] = phi * h[n, t-1] + X[n, t-1] }
                                    for t in 1..T { X[n, t] ~ Normal(h[n, t], 1) }
                                  }
                                }
                                """,
                                VECTORS,
                                "start")),
                Named.of(
                        "missing values",
                        rows(
                                """
                                data x: real[N]
                                data y: real[N]
                                data k: int[N]
                                model {
                                  a ~ Normal(0, 1)
                                  m ~ Normal(0, 1)
                                  for n in 1..N {
                                    x[n] ~ Normal(m, 1)
                                    y[n] ~ Normal(a * x[n], 1)
                                    k[n] ~ Poisson(exp(a))
                                  }
                                }
                                """,
                                VECTORS.replace("-1.2, 0.7", "null, null")
                                        .replace("[0, 1, 1, 0, 3]", "[0, null, 1, 0, 3]"))),
                Named.of(
                        "two subsampled dimensions",
                        new Case(
                                """
                                data Y: real[N, M]
                                data v: real[M]
                                model {
                                  mu ~ Normal(0, 1)
                                  for n in 1..N { a[n] ~ Normal(mu, 1) }
                                  for m in 1..M {
                                    b[m] ~ Bernoulli(0.3) @score
                                    v[m] ~ Normal(b[m], 1)
                                  }
                                  for n in 1..N {
                                    for m in 1..M { Y[n, m] ~ Normal(a[n] * (1 + b[m]), 1) }
                                  }
                                }
                                """,
                                """
                                {"Y": [[1, 0.5, 2], [0, -1, 1], [0.3, 0.2, -1], [-1, 2, 0]],
                                 "v": [0.4, 1.3, -0.2]}
                                """,
                                Map.of("N", new int[] {4, 2}, "M", new int[] {3, 2}),
                                Map.of("a", "N", "b", "M"))));
    }

    private static Case named(String name) {
        return cases().stream()
                .filter(one -> one.getName().equals(name))
                .findFirst()
                .orElseThrow()
                .getPayload();
    }

    @Test
    void theCasesCoverTheFormsOfEstimators() {
        assertThat(cases())
                .flatMap(of -> of.getPayload().model(true).plan().sites())
                .extracting(Plan.Site::form)
                .contains(
                        Plan.Form.PATHWISE,
                        Plan.Form.LEAVE_ONE_OUT,
                        Plan.Form.SUMMED,
                        Plan.Form.ONE_AT_A_TIME);
    }

    /** An objective, evaluated at full parameters and noise for some rows. */
    private static final class Evaluated {
        final double[] elbo = new double[PARTICLES];
        final double[] gradient;

        Evaluated(int parameters) {
            gradient = new double[parameters];
        }

        void add(Evaluated other, double weight) {
            for (int i = 0; i < elbo.length; i++) {
                elbo[i] += weight * other.elbo[i];
            }
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] += weight * other.gradient[i];
            }
        }

        void assertIs(Evaluated expected) {
            assertEach(elbo, expected.elbo);
            assertEach(gradient, expected.gradient);
        }

        private static void assertEach(double[] actual, double[] expected) {
            for (int i = 0; i < actual.length; i++) {
                assertThat(expected[i]).isFinite();
                assertThat(actual[i])
                        .as("element " + i)
                        .isCloseTo(expected[i], within(1e-10 * (1 + Math.abs(expected[i]))));
            }
        }
    }

    private static double[] fullNoise(NoiseLayout layout) {
        double[] noise = new double[layout.size()];
        new NoiseFiller(layout, 3).fill(noise, 1, 0);
        return noise;
    }

    private static double[] fullParameters(ParameterLayout layout) {
        double[] parameters = layout.initialValues(1);
        Random random = new Random(5);
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] += 0.4 * random.nextGaussian();
        }
        return parameters;
    }

    /** The full objective. */
    private static Evaluated full(CompiledObjective objective) {
        Evaluated result = new Evaluated(objective.parameters().size());
        objective.evaluate(
                fullParameters(objective.parameters()),
                fullNoise(objective.noise()),
                result.elbo,
                result.gradient);
        return result;
    }

    /** The objective of some rows, whose gradient is 0 at the parameters of the others. */
    private static Evaluated some(
            Case of,
            CompiledObjective full,
            CompiledObjective objective,
            Map<String, List<Integer>> drawn) {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        drawn.forEach((name, rows) -> sizes.put(name, rows.size()));
        ParameterLayout layout = objective.parameters();
        assertThat(layout.size()).isEqualTo(full.parameters().size());
        List<Integer> places = new ArrayList<>();
        for (ParameterLayout.Block block : layout.blocks()) {
            if (block.rows().isEmpty()) {
                for (int i = 0; i < block.size(); i++) {
                    places.add(block.offset() + i);
                }
                continue;
            }
            int width = block.size() / block.shape().getFirst();
            for (int row : drawn.get(block.rows().get())) {
                for (int i = 0; i < width; i++) {
                    places.add(block.offset() + (row - 1) * width + i);
                }
            }
        }
        assertThat(places).hasSize(layout.stepSize(sizes));
        double[] all = fullParameters(full.parameters());
        double[] step = places.stream().mapToDouble(place -> all[place]).toArray();
        double[] gradient = new double[step.length];
        Evaluated result = new Evaluated(all.length);
        double[] noise = noise(of, full.noise(), objective.noise(), drawn);
        objective.evaluate(step, noise, result.elbo, gradient);
        for (int i = 0; i < step.length; i++) {
            result.gradient[places.get(i)] += gradient[i];
        }
        return result;
    }

    private static double[] noise(
            Case of, NoiseLayout full, NoiseLayout layout, Map<String, List<Integer>> drawn) {
        double[] all = fullNoise(full);
        double[] noise = new double[layout.size()];
        assertThat(layout.blocks()).hasSameSizeAs(full.blocks());
        for (int b = 0; b < layout.blocks().size(); b++) {
            NoiseLayout.Block from = full.blocks().get(b);
            NoiseLayout.Block to = layout.blocks().get(b);
            String dimension = of.sites().get(to.site());
            int count = dimension == null ? 1 : drawn.get(dimension).size();
            int width = to.size() / count;
            for (int p = 0; p < PARTICLES; p++) {
                for (int e = 0; e < to.size(); e++) {
                    int row = dimension == null ? 0 : drawn.get(dimension).get(e / width) - 1;
                    noise[to.offset() + p * to.particleStride() + e * to.elementStride()] =
                            all[
                                    from.offset()
                                            + p * from.particleStride()
                                            + (row * width + e % width) * from.elementStride()];
                }
            }
        }
        for (NoiseLayout.Batch batch : layout.batches()) {
            List<Integer> rows = drawn.get(batch.dimension());
            assertThat(batch.size()).isEqualTo(rows.size());
            assertThat(batch.total()).isEqualTo(of.rows().get(batch.dimension())[0]);
            for (int i = 0; i < rows.size(); i++) {
                noise[batch.offset() + i] = rows.get(i);
            }
        }
        return noise;
    }

    private static List<List<Integer>> subsets(int total, int count, int first) {
        if (count == 0) {
            return List.of(List.of());
        }
        List<List<Integer>> subsets = new ArrayList<>();
        for (int i = first; i <= total; i++) {
            for (List<Integer> rest : subsets(total, count - 1, i + 1)) {
                List<Integer> subset = new ArrayList<>(rest);
                // in no particular order
                subset.add(i % 2 == 0 ? 0 : subset.size(), i);
                subsets.add(subset);
            }
        }
        return subsets;
    }

    /** Every choice of rows of all dimensions. */
    private static List<Map<String, List<Integer>>> choices(Map<String, int[]> rows) {
        List<Map<String, List<Integer>>> choices = List.of(Map.of());
        for (Map.Entry<String, int[]> entry : rows.entrySet()) {
            List<Map<String, List<Integer>>> more = new ArrayList<>();
            for (List<Integer> subset : subsets(entry.getValue()[0], entry.getValue()[1], 1)) {
                for (Map<String, List<Integer>> choice : choices) {
                    Map<String, List<Integer>> both = new LinkedHashMap<>(choice);
                    both.put(entry.getKey(), subset);
                    more.add(both);
                }
            }
            choices = more;
        }
        return choices;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theMeanOverAllBatchesIsTheFullObjective(Case of) {
        CompiledObjective full = of.model(false).objective(PARTICLES);
        CompiledObjective batch = of.model(true).objective(PARTICLES);
        List<Map<String, List<Integer>>> choices = choices(of.rows());
        Evaluated mean = new Evaluated(full.parameters().size());
        Set<Double> values = new HashSet<>();
        for (Map<String, List<Integer>> choice : choices) {
            Evaluated one = some(of, full, batch, choice);
            values.add(one.elbo[0]);
            mean.add(one, 1.0 / choices.size());
        }
        assertThat(values).as("batches differ").hasSizeGreaterThan(choices.size() / 2);
        mean.assertIs(full(full));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void allRowsInAnyOrderAreTheFullObjective(Case of) {
        CompiledObjective full = of.model(false).objective(PARTICLES);
        CompiledObjective batch = of.model(of.all()).objective(PARTICLES);
        Random random = new Random(9);
        for (int i = 0; i < 3; i++) {
            Map<String, List<Integer>> order = new LinkedHashMap<>();
            of.rows()
                    .forEach(
                            (name, counts) -> {
                                List<Integer> rows =
                                        new ArrayList<>(
                                                Stream.iterate(1, row -> row + 1)
                                                        .limit(counts[0])
                                                        .toList());
                                Collections.shuffle(rows, random);
                                order.put(name, rows);
                            });
            some(of, full, batch, order).assertIs(full(full));
        }
    }

    /**
     * Besides the data itself, of which the drawn rows are read, nothing is as long as the data.
     */
    @ParameterizedTest
    @MethodSource("cases")
    void noStepTouchesAllRows(Case of) {
        CompiledObjective batch = of.model(true).objective(PARTICLES);
        // The cases' data is small: an axis of all rows is one of the dimension that is too long.
        for (Let let : batch.program().lets()) {
            for (Variable variable : let.variables()) {
                for (Axis axis : variable.axes()) {
                    int[] counts = of.rows().get(axis.dimension());
                    if (counts != null && axis.extent() != counts[1]) {
                        assertThat(let.operation()).isInstanceOf(Operation.Data.class);
                    }
                }
            }
            for (Variable operand : let.operation().operands()) {
                boolean all =
                        operand.axes().stream()
                                .anyMatch(
                                        axis ->
                                                of.rows().containsKey(axis.dimension())
                                                        && axis.extent()
                                                                == of.rows()
                                                                        .get(axis.dimension())[0]);
                if (all) {
                    assertThat(let.operation()).isInstanceOf(Operation.Gather.class);
                }
            }
        }
    }

    /** The mean over epochs lies within five standard errors of the mean over full evaluations. */
    @Test
    void theElboOfBatchesIsThatOfAllRows() {
        Case of = named("gathers of latents that are not subsampled");
        CompiledObjective full = of.model(false).objective(PARTICLES);
        double[] parameters = fullParameters(full.parameters());
        NoiseFiller filler = new NoiseFiller(full.noise(), 21);
        double[] noise = new double[full.noise().size()];
        double[] gradient = new double[parameters.length];
        double[] elbo = new double[PARTICLES];
        int count = 4000;
        double sum = 0;
        double squares = 0;
        for (int step = 0; step < count; step++) {
            filler.fill(noise, step, 0);
            full.evaluate(parameters, noise, elbo, gradient);
            double mean = (elbo[0] + elbo[1] + elbo[2]) / PARTICLES;
            sum += mean;
            squares += mean * mean;
        }
        double mean = sum / count;
        double variance = (squares / count - mean * mean) / count;
        PosteriorDraws.Estimate estimate =
                MinibatchElbo.of(of.model(true).objective(PARTICLES), parameters, 2, 5 * count);
        double error = Math.sqrt(variance + Math.pow(estimate.standardError(), 2));
        assertThat(Math.abs(estimate.mean() - mean)).isLessThan(5 * error);
    }

    /** Draws after minibatches are those of the same parameters, of what has no rows. */
    @Test
    void drawsLeaveOutTheRows() {
        Case of = named("score functions of rows and of what they share");
        BoundModel full = of.model(false);
        BoundModel batch = of.model(true);
        double[] parameters = fullParameters(full.objective(PARTICLES).parameters());
        PosteriorDraws all = DrawSampler.sample(full.draws(4), parameters, 1, 8, 1);
        PosteriorDraws some = DrawSampler.sample(batch.draws(4), parameters, 1, 8, 1);
        assertThat(batch.leftOut()).containsExactly("z", "u");
        assertThat(some.quantities())
                .extracting(quantity -> quantity.name())
                .containsExactly("g", "m");
        assertThat(all.quantities().subList(0, 2)).isEqualTo(some.quantities());
        assertThat(some.column(0)).isEqualTo(all.column(0));
        assertThat(some.column(1)).isEqualTo(all.column(1));
        assertThat(some.logJoint()).containsOnly(Double.NaN);
    }

    @Test
    void theStartOfParametersByRowIsThatOfAllRows() {
        Case of = named("parameters, data of other rows, and the rows' numbers");
        ParameterLayout batch = of.model(true).objective(PARTICLES).parameters();
        ParameterLayout full = of.model(false).objective(PARTICLES).parameters();
        assertThat(batch.initialValues(1)).isEqualTo(full.initialValues(1));
        assertThat(batch.blocks())
                .filteredOn(block -> block.rows().isPresent())
                .extracting(ParameterLayout.Block::name)
                .containsExactly("m", "s");
    }
}
