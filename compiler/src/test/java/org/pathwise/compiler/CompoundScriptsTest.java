package org.pathwise.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pathwise.compiler.source.Source;
import org.pathwise.runtime.io.DataFiles;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Distributions built on others against the same model written by hand with {@code factor}: equal
 * log densities and gradients, in loops and over the dimensions of arrays.
 */
final class CompoundScriptsTest {
    private static final String DATA =
            """
            {"y": [0.3, -1.2, 2.5], "c": [0, 3, 1], "w": [[0.2, 0.8], [0.5, 0.5], [1, 0]],
             "x": [[0.1, 1.4], [2, -0.3], [0.6, 0.7]], "low": [-2, -3, -30],
             "high": [1, 0.5, 4], "t": [0.4, 2, 2], "end": [1, 2, 2]}
            """;

    private static final String HEAD =
            """
            data y: real[N]
            data c: int[N]
            data w: real[N, K]
            data x: real[N, 2]
            data low: real[N]
            data high: real[N]
            data t: positive[N]
            data end: positive[N]

            model {
              a: real[K] ~ Normal(0, 1)
              s ~ HalfNormal(1)
              used = sum(y) + sum(c) + sum(w) + sum(x) + sum(high) + sum(t) + sum(end)
              factor 0 * used
            """;

    /** A model by name, and by hand. */
    record Pair(String compound, String byHand) {
        @Override
        public String toString() {
            return compound;
        }
    }

    static Stream<Pair> pairs() {
        return Stream.of(
                // weights of each observation, one component after the other: stacked
                new Pair(
                        "for n in 1..N { y[n] ~ Mixture(w[n], Normal(a[1], s), Normal(a[2], 1)) }",
                        """
                        for n in 1..N {
                          factor log_sum_exp([
                            log(w[n, 1]) + log_density(Normal(a[1], s), y[n]),
                            log(w[n, 2]) + log_density(Normal(a[2], 1), y[n])])
                        }
                        """),
                // along the dimension of the weights, over the plate of the array
                new Pair(
                        "y ~ Mixture(w, Normal(a, s))",
                        """
                        for n in 1..N {
                          factor log_sum_exp([for k in 1..K:
                            log(w[n, k]) + log_density(Normal(a[k], s), y[n])])
                        }
                        """),
                // different kinds, arguments over the plate
                new Pair(
                        "y ~ Mixture([0.3, 0.7], Normal(a[1] * t, s), Logistic(a[2] * t, 1))",
                        """
                        for n in 1..N {
                          factor log_sum_exp(
                            log(0.3) + log_density(Normal(a[1] * t[n], s), y[n]),
                            log(0.7) + log_density(Logistic(a[2] * t[n], 1), y[n]))
                        }
                        """),
                // vectors
                new Pair(
                        """
                        for n in 1..N {
                          x[n] ~ Mixture([0.3, 0.7],
                            MultivariateNormal([a[1], 0], [[1, 0], [0, 2]]),
                            MultivariateNormal([a[2], s], [[2, 0], [0, 1]]))
                        }
                        """,
                        """
                        for n in 1..N {
                          factor log_sum_exp(
                            log(0.3) + log_density(Normal(a[1], 1), x[n, 1])
                                     + log_density(Normal(0, sqrt(2)), x[n, 2]),
                            log(0.7) + log_density(Normal(a[2], sqrt(2)), x[n, 1])
                                     + log_density(Normal(s, 1), x[n, 2]))
                        }
                        """),
                // integers on different supports: a count of 3 is out of reach of the second
                new Pair(
                        "c ~ Mixture([0.3, 0.7], Poisson(s), Binomial(2, inv_logit(a[1])))",
                        """
                        factor log(0.3) + log_density(Poisson(s), c[2])
                        factor log_sum_exp(
                          log(0.3) + log_density(Poisson(s), c[1]),
                          log(0.7) + log_density(Binomial(2, inv_logit(a[1])), c[1]))
                        factor log_sum_exp(
                          log(0.3) + log_density(Poisson(s), c[3]),
                          log(0.7) + log_density(Binomial(2, inv_logit(a[1])), c[3]))
                        """),
                new Pair(
                        "y ~ Truncated(Normal(a[1], s), low, high + 2)",
                        """
                        for n in 1..N {
                          factor log_density(Normal(a[1], s), y[n])
                          factor -log(Phi((high[n] + 2 - a[1]) / s) - Phi((low[n] - a[1]) / s))
                        }
                        """),
                new Pair(
                        "for n in 1..N { t[n] ~ Censored(Exponential(s), upper = end[n]) }",
                        """
                        factor log_density(Exponential(s), t[1])
                        factor -s * end[2] - s * end[3]
                        """),
                new Pair(
                        "c ~ ZeroInflated(inv_logit(a[1]), Poisson(s))",
                        """
                        p = inv_logit(a[1])
                        factor log(p + (1 - p) * exp(-s))
                        factor 2 * log1m(p)
                        factor log_density(Poisson(s), c[2]) + log_density(Poisson(s), c[3])
                        """));
    }

    private static LogDensity.Evaluation evaluate(String body) {
        CheckedScript checked = Compiler.check(new Source("test.pw", HEAD + body + "\n}\n"));
        CheckedScript.Bound bound = checked.bind(DataFiles.json("test.json", DATA), Map.of());
        assertThat(bound.diagnostics()).filteredOn(diagnostic -> diagnostic.isError()).isEmpty();
        LogDensity density = bound.model().orElseThrow().logDensity();
        Random random = new Random(4);
        Map<String, double[]> latents = new LinkedHashMap<>();
        density.latents()
                .forEach(
                        (name, latent) ->
                                latents.put(
                                        name, random.doubles(latent.size(), 0.3, 1.3).toArray()));
        return density.constrained(latents);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void isTheModelByHand(Pair pair) {
        LogDensity.Evaluation found = evaluate(pair.compound());
        LogDensity.Evaluation expected = evaluate(pair.byHand());
        assertThat(found.value()).isCloseTo(expected.value(), within(1e-10));
        expected.gradient()
                .forEach(
                        (name, gradient) ->
                                assertThat(found.gradient().get(name))
                                        .as(name)
                                        .usingComparatorWithPrecision(1e-9)
                                        .containsExactly(gradient));
    }
}
