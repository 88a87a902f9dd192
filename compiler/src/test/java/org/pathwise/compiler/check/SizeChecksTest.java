package org.pathwise.compiler.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.pathwise.compiler.core.CoreProgram;
import org.pathwise.compiler.core.SizeChecks;
import org.pathwise.compiler.parse.Parser;
import org.pathwise.compiler.source.Diagnostic;
import org.pathwise.compiler.source.Diagnostics;
import org.pathwise.compiler.source.Source;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What only the sizes of the data can decide. */
class SizeChecksTest {
    private static final String SCRIPT =
            """
            const K = 2
            data y: real[T]
            weights = [0.5, 0.5]
            model {
              mu: real[K] ~ Normal(0, 1)
              start = y[3] + sum(y[2..4])
              for t in 3..T {
                y[t] ~ Normal(start + y[t-2], 1)
              }
              factor sum(weights .* mu)
            }
            """;

    private static List<String> messages(Map<String, Integer> sizes) {
        return messages(SCRIPT, sizes);
    }

    private static List<String> messages(String script, Map<String, Integer> sizes) {
        Diagnostics diagnostics = new Diagnostics();
        CoreProgram program =
                Checker.check(
                                Objects.requireNonNull(
                                        Parser.parse(new Source("test.pw", script), diagnostics)),
                                diagnostics)
                        .orElseThrow();
        return SizeChecks.check(program, sizes).stream().map(Diagnostic::message).toList();
    }

    @Test
    void enoughDataIsFine() {
        assertThat(messages(Map.of("T", 4, "K", 2))).isEmpty();
    }

    @Test
    void indicesAndSlicesMustStayInside() {
        assertThat(messages(Map.of("T", 2, "K", 2)))
                .containsExactly(
                        "`y` has T = 2 elements here, but the index is 3",
                        "`y` has T = 2 elements here, but the index is 2 to 4");
    }

    @Test
    void loopsMustNotRunBackwards() {
        assertThat(messages(Map.of("T", 1, "K", 2)))
                .contains("the loop over `t` runs from 3 to T = 1");
    }

    @Test
    void listsMustHaveTheLengthOfTheirConstant() {
        assertThat(messages(Map.of("T", 4, "K", 3)))
                .containsExactly("this list has 2 elements, but K = 3 are needed");
    }

    @Test
    void multiplesOfALoopVariableMustStayInside() {
        String script =
                """
                const S = 9
                data y: real[N]
                model {
                  u[1] ~ Normal(0, 1)
                  for s in 2..S { u[s] ~ Normal(0, 1) }
                  for n in 1..N { y[n] ~ Normal(u[4 * n + 1], 1) }
                }
                """;
        assertThat(messages(script, Map.of("N", 2, "S", 9))).isEmpty();
        assertThat(messages(script, Map.of("N", 3, "S", 9)))
                .containsExactly("`u` has S = 9 elements here, but the index is 5 to 4*N+1 = 13");
    }
}
