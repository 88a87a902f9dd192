package org.pathwise.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pathwise.compiler.source.Diagnostic;
import org.pathwise.compiler.source.Source;
import org.pathwise.runtime.io.DataFiles;

import java.util.List;
import java.util.Map;

/**
 * An index by a latent that could leave its array is an error when data is bound; it would read
 * elsewhere.
 */
final class IndexRangeTest {
    @ParameterizedTest
    @CsvSource({
        "mu[z[n]], 3, false",
        "mu[z[n]], 2, true",
        "mu[z[n] + 1], 3, true",
        "mu[z[n] + 1], 4, false",
        "mu[1 + b[n]], 2, false",
        "mu[2 * b[n]], 2, true",
        "mu[k[n] + 1], 9, true",
        "mu[own], 3, false",
        "mu[own], 2, true",
        "mu[own + b[n]], 4, false",
        "mu[n + b[n]], 4, false",
        "mu[n + b[n]], 3, true",
        "mu[if b[n] then 3 else z[n]], 3, false"
    })
    void isFoundFromTheSupports(String access, int size, boolean wrong) {
        String script =
                """
                data y: real[N]
                data g: int in 1..J [N]
                model {
                  mu: real[%d] ~ Normal(0, 5)
                  for n in 1..N {
                    z[n] ~ Categorical([0.2, 0.3, 0.5])
                    b[n] ~ Bernoulli(0.5)
                    k[n] ~ Poisson(2)
                    own = g[n]
                    y[n] ~ Normal(%s, 1)
                  }
                }
                """
                        .formatted(size, access);
        CheckedScript checked = Compiler.check(new Source("test.pw", script));
        if (checked.hasErrors()) {
            // the sizes that are numbers in the script say it before there is data
            assertThat(checked.diagnostics().stream().map(Diagnostic::code))
                    .containsExactly("E0305");
            assertThat(wrong).isTrue();
            return;
        }
        List<String> codes =
                checked
                        .bind(
                                DataFiles.json(
                                        "test.json",
                                        "{\"y\": [1, 2, 3], \"g\": [1, 3, 2], \"J\": 3}"),
                                Map.of())
                        .diagnostics()
                        .stream()
                        .filter(Diagnostic::isError)
                        .map(Diagnostic::code)
                        .toList();
        assertThat(codes).isEqualTo(wrong ? List.of("E1107") : List.of());
    }

    /** Plain integers of the data are looked at one by one. */
    @ParameterizedTest
    @CsvSource({"3, false", "4, true", "0, true"})
    void dataIsComparedWithTheExtent(int index, boolean wrong) {
        String script =
                """
                data y: real[N]
                data g: int[N]
                model {
                  mu: real[3] ~ Normal(0, 5)
                  for n in 1..N { y[n] ~ Normal(mu[g[n]], 1) }
                }
                """;
        String data = "{\"y\": [1, 2], \"g\": [1, %d]}".formatted(index);
        List<String> messages =
                Compiler.check(new Source("test.pw", script))
                        .bind(DataFiles.json("test.json", data), Map.of())
                        .diagnostics()
                        .stream()
                        .map(Diagnostic::message)
                        .toList();
        assertThat(messages)
                .isEqualTo(
                        wrong
                                ? List.of("this index is " + index + ", but there are 3 elements")
                                : List.of());
    }
}
