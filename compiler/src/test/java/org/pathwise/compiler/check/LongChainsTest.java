package org.pathwise.compiler.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pathwise.compiler.CheckedScript;
import org.pathwise.compiler.Compiler;
import org.pathwise.compiler.estimate.Plan;
import org.pathwise.compiler.source.Source;

import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Definitions that use others twice make as many paths as a doubling grain of rice; no phase may
 * walk them all.
 */
class LongChainsTest {
    private static CheckedScript check(String body) {
        return Compiler.check(
                new Source("chain.pw", "data y: real[T]\nmodel {\n" + body + "\n}\n"));
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.SECONDS)
    void aChainOfDefinitionsIsCheckedInTimeOfItsLength() {
        String chain =
                IntStream.rangeClosed(1, 60)
                        .mapToObj(i -> "x" + i + " = x" + (i - 1) + " + 0.5 * x" + (i - 1) + " ^ 2")
                        .collect(Collectors.joining("\n"));
        CheckedScript checked = check("x0 ~ Gamma(2, 1)\n" + chain + "\ny ~ Normal(0, sqrt(x60))");
        assertThat(checked.diagnostics()).isEmpty();
        assertThat(checked.plan().orElseThrow().sites())
                .allMatch(site -> site.estimator() == Plan.Estimator.PATHWISE);
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.SECONDS)
    void soIsAChainWithinARecursionAndItsInvariantIsFound() {
        String chain =
                IntStream.rangeClosed(1, 40)
                        .mapToObj(
                                i ->
                                        "x"
                                                + i
                                                + " = x"
                                                + (i - 1)
                                                + " + 0.5 * x"
                                                + (i - 1)
                                                + " * v[t-1]")
                        .collect(Collectors.joining("\n"));
        CheckedScript checked =
                check(
                        "a ~ Gamma(2, 1)\nu[1] = a\nv[1] = 1.0\nfor t in 2..T {\nx0 = u[t-1] / 2\n"
                                + chain
                                + "\n"
                                + "u[t] = x40\n"
                                + "v[t] = v[t-1] / (1 + x39)\n"
                                + "}\n"
                                + "y ~ Normal(0, sqrt(u + v))");
        assertThat(checked.diagnostics()).isEmpty();
        assertThat(checked.plan().orElseThrow().sites())
                .allMatch(site -> site.estimator() == Plan.Estimator.PATHWISE);
    }
}
