package org.pathwise.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import org.pathwise.compiler.source.Source;
import org.pathwise.runtime.io.DataFiles;

import java.util.List;
import java.util.Map;

/** Models whose sites are summed out, small enough that all their states can be tried. */
final class SumOutCases {
    private static final String DATA =
            """
            {"y": [0.3, -0.4, 1.2], "v": [1.1, 2.2, -0.7, 0.5, 0.1], "group": [1, 3, 3, 2, 1],
             "w": [0.2, -1.1, 0.7, 1.4, 2.1], "u": [[0.1, 0.8, -0.3], [1.4, -0.6, 0.9]],
             "c": [2, 0, 1], "s": [1, 0, 0, 1, 0], "q": [[0.4, 1.7], [-0.2, 2.3]], "half": [1, 3, 1, 2, 3],
             "P": [[0.7, 0.2, 0.1], [0.0, 0.6, 0.4], [0.3, 0.3, 0.4]]}
            """;

    private SumOutCases() {}

    static BoundModel model(String script) {
        CheckedScript checked = Compiler.check(new Source("test.pw", script));
        CheckedScript.Bound bound = checked.bind(DataFiles.json("test.json", DATA), Map.of());
        assertThat(bound.diagnostics()).filteredOn(one -> one.isError()).isEmpty();
        return bound.model().orElseThrow();
    }

    /** A script whose sites are summed out, and the values that these can have. */
    record Case(String name, Map<String, int[]> states, String script) {
        /** The model with the sites summed out. */
        BoundModel summed() {
            return model(script);
        }

        /** The same model with all sites. */
        BoundModel free() {
            return model(script.replace(" @marginal", ""));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final int[] THREE = {1, 2, 3};
    private static final int[] BINARY = {0, 1};

    static List<Case> cases() {
        return List.of(
                new Case(
                        "a plate",
                        Map.of("z", THREE),
                        """
                        data y: real[N]
                        const K = 3
                        model {
                          p: simplex[K] ~ Dirichlet(2)
                          mu: real[K] ~ Normal(0, 2)
                          for n in 1..N {
                            z[n] ~ Categorical(p) @marginal
                            y[n] ~ Normal(mu[z[n]], 1)
                          }
                        }
                        """),
                new Case(
                        "no plate, several terms",
                        Map.of("b", BINARY),
                        """
                        data y: real[N]
                        data w: real[T]
                        model {
                          p ~ Beta(2, 3)
                          mu ~ Normal(0, 1)
                          b ~ Bernoulli(p) @marginal
                          y ~ Normal(if b then mu else -mu, 1)
                          for t in 1..T { w[t] ~ Normal(2 * b, 1) }
                          factor 0.3 * b
                        }
                        """),
                new Case(
                        "without a loop, through a definition and a guard",
                        Map.of("z", BINARY),
                        """
                        data y: real[N]
                        data c: int[N]
                        model {
                          p ~ Beta(2, 3)
                          mu ~ Normal(0, 1)
                          z: int[N] ~ Bernoulli(p) @marginal
                          m = mu + 2 * z
                          y ~ Normal(m, 1)
                          for n in 1..N {
                            if z[n] == 1 { c[n] ~ Poisson(exp(mu)) }
                          }
                        }
                        """),
                new Case(
                        "a gather",
                        Map.of("z", THREE),
                        """
                        data v: real[M]
                        data group: int in 1..N [M]
                        data y: real[N]
                        const K = 3
                        model {
                          mu: ordered[K] ~ Normal(0, 2)
                          for n in 1..N { z[n] ~ Categorical([0.2, 0.5, 0.3]) @marginal }
                          for m in 1..M { v[m] ~ Normal(mu[z[group[m]]], 1) }
                          y ~ Normal(0, 1)
                          y[2] ~ Normal(mu[z[2]], 0.5)
                        }
                        """),
                new Case(
                        "two dimensions, and counts",
                        Map.of("z", new int[] {0, 1, 2}),
                        """
                        data q: real[R, R]
                        model {
                          p: unit[R] ~ Beta(2, 2)
                          s ~ HalfNormal(1)
                          for r in 1..R {
                            for j in 1..R {
                              z[r, j] ~ Binomial(2, p[r]) @marginal
                              q[r, j] ~ Normal(z[r, j], s)
                            }
                          }
                        }
                        """),
                new Case(
                        "a chain",
                        Map.of("z", THREE),
                        """
                        data w: real[T]
                        const K = 3
                        model {
                          P: simplex[K][K] ~ Dirichlet(1.5)
                          first: simplex[K] ~ Dirichlet(1)
                          mu: real[K] ~ Normal(0, 2)
                          z[1] ~ Categorical(first) @marginal
                          for t in 2..T { z[t] ~ Categorical(P[z[t-1]]) }
                          for t in 1..T { w[t] ~ Normal(mu[z[t]], 1) }
                        }
                        """),
                new Case(
                        "a chain of data with impossible steps, and weights that differ",
                        Map.of("z", THREE),
                        """
                        data w: real[T]
                        data s: int[T]
                        data P: real[K, K]
                        const K = 3
                        model {
                          mu: real[K] ~ Normal(0, 2)
                          a ~ Normal(0, 1)
                          z[1] ~ Categorical([0.5, 0.3, 0.2]) @marginal
                          for t in 2..T { z[t] ~ Categorical(P[z[t-1]]) }
                          w ~ Normal(mu[z], 1)
                          for t in 1..T-1 {
                            if s[t] == 1 { factor a * z[t] * z[t+1] }
                          }
                          factor a * z[3]
                        }
                        """),
                new Case(
                        "chains side by side",
                        Map.of("z", BINARY),
                        """
                        data u: real[R, C]
                        model {
                          stay: unit[R] ~ Beta(3, 1)
                          m ~ Normal(0, 1)
                          for r in 1..R {
                            z[r, 1] ~ Bernoulli(0.4) @marginal
                            for j in 2..C {
                              q = if z[r, j-1] == 1 then stay[r] else 1 - stay[r]
                              z[r, j] ~ Bernoulli(q)
                            }
                          }
                          for r in 1..R { for j in 1..C { u[r, j] ~ Normal(m * z[r, j], 1) } }
                        }
                        """),
                new Case(
                        "two sites of one plate",
                        Map.of("a", THREE, "b", BINARY),
                        """
                        data y: real[N]
                        const K = 3
                        model {
                          mu: real[K] ~ Normal(0, 2)
                          d ~ Normal(0, 1)
                          for n in 1..N {
                            a[n] ~ Categorical([0.2, 0.5, 0.3]) @marginal
                            b[n] ~ Bernoulli(if a[n] == 2 then 0.8 else 0.3) @marginal
                            y[n] ~ Normal(mu[a[n]] + d * b[n], 1)
                          }
                        }
                        """),
                new Case(
                        "a site over a plate of sites",
                        Map.of("g", BINARY, "z", BINARY),
                        """
                        data y: real[N]
                        data w: real[T]
                        model {
                          mu ~ Normal(0, 2)
                          g ~ Bernoulli(0.4) @marginal
                          for n in 1..N {
                            z[n] ~ Bernoulli(0.2 + 0.6 * g) @marginal
                            y[n] ~ Normal(mu * z[n], 1)
                          }
                          w ~ Normal(g, 1)
                        }
                        """),
                new Case(
                        "groups of sites, by data",
                        Map.of("g", BINARY, "z", BINARY),
                        """
                        data v: real[M]
                        data half: int in 1..N [M]
                        data y: real[N]
                        model {
                          mu ~ Normal(0, 2)
                          for n in 1..N {
                            g[n] ~ Bernoulli(0.4) @marginal
                            y[n] ~ Normal(g[n], 1)
                          }
                          for m in 1..M {
                            z[m] ~ Bernoulli(0.2 + 0.6 * g[half[m]]) @marginal
                            v[m] ~ Normal(mu * z[m] + g[half[m]], 1)
                          }
                        }
                        """),
                new Case(
                        "a chain with components in its states",
                        Map.of("z", BINARY, "k", BINARY),
                        """
                        data y: real[T]
                        model {
                          mu ~ Normal(0, 2)
                          stay ~ Beta(3, 1)
                          z[1] ~ Bernoulli(0.4) @marginal
                          for t in 2..T { z[t] ~ Bernoulli(if z[t-1] == 1 then stay else 0.3) }
                          for t in 1..T {
                            k[t] ~ Bernoulli(0.3 + 0.3 * z[t]) @marginal
                            y[t] ~ Normal(mu * k[t] - z[t], 1)
                          }
                        }
                        """),
                new Case(
                        "a kind for a whole chain",
                        Map.of("z", BINARY, "g", BINARY),
                        """
                        data y: real[T]
                        model {
                          mu ~ Normal(0, 2)
                          stay ~ Beta(3, 1)
                          g ~ Bernoulli(0.4) @marginal
                          z[1] ~ Bernoulli(0.4) @marginal
                          for t in 2..T {
                            z[t] ~ Bernoulli(if z[t-1] == g then stay else 0.3)
                          }
                          y ~ Normal(mu * z + g, 1)
                        }
                        """));
    }
}
