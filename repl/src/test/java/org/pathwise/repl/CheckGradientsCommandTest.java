package org.pathwise.repl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class CheckGradientsCommandTest {
    private static final Path EXAMPLES = Path.of("..", "examples");

    private static final String JUMP =
            """
            data x: int
            model {
              z ~ Normal(0, 1) %s
              x ~ Bernoulli(clamp(round(z), 0.2, 0.8))
            }
            guide {
              param loc = 0.0
              z ~ Normal(loc, 1)
            }
            """;

    private static final String BERNOULLI =
            """
            data y: real[N]
            model {
              mu ~ Normal(0, 2)
              for n in 1..N {
                z[n] ~ Bernoulli(0.3) %s
                y[n] ~ Normal(if z[n] then mu + 2 else mu, 1)
              }
            }
            """;

    private static final String NET =
            """
            data y: real[N]
            net f(z: real[2]) -> real {
              return sum(dense(1, tanh(dense(8, z))))
            }
            model {
              for n in 1..N {
                z[n]: real[2] ~ Normal(0, 1)
                y[n] ~ Normal(f(z[n]), 0.5)
              }
            }
            """;

    private static final String Y = "{\"y\": [0.3, 2.5, -1.0, 1.9, 0.1]}";

    @TempDir private Path folder;

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @ParameterizedTest
    @CsvSource({
        "discontinuity, initial",
        "eight-schools, initial",
        "eight-schools, fitted",
        "coin, fitted"
    })
    void examplesAreRight(String example, String at) {
        Run run = Run.of("check-gradients", EXAMPLES.resolve(example), "--draws", 8000, "--at", at);
        assertThat(run.out()).contains("\nRight: ");
        assertThat(run.code()).isEqualTo(ExitCode.FINE);
    }

    @ParameterizedTest
    @CsvSource({"@enumerate", "@score", "''"})
    void discreteSitesAreRight(String annotation) throws IOException {
        Path script = write("m.pw", BERNOULLI.formatted(annotation));
        Run run =
                Run.of("check-gradients", script, "--data", write("d.json", Y), "--draws", 20_000);
        assertThat(run.out()).contains("z.logit[3]").contains("score function").contains("\nRight");
        assertThat(run.code()).isEqualTo(ExitCode.FINE);
    }

    /** The same model twice: with the score function it passes, on the author's word it fails. */
    @Test
    void anEstimatorThatIgnoresAJumpIsCaught() throws IOException {
        Path data = write("d.json", "{\"x\": 0}");
        Run right = Run.of("check-gradients", write("m.pw", JUMP.formatted("")), "--data", data);
        assertThat(right.code()).isEqualTo(ExitCode.FINE);
        Run wrong =
                Run.of(
                        "check-gradients",
                        write("m.pw", JUMP.formatted("@pathwise")),
                        "--data",
                        data);
        assertThat(wrong.code()).isEqualTo(ExitCode.WRONG_GRADIENT);
        assertThat(wrong.out()).contains("\nWrong: the gradient of loc; 1 parameter, ");
    }

    @Test
    void aLargeModelIsCheckedInPart() throws IOException {
        Path script = write("m.pw", NET);
        Path data = write("d.json", Y);
        Run run =
                Run.of(
                        "check-gradients",
                        script,
                        "--data",
                        data,
                        "--parameters",
                        6,
                        "--draws",
                        4000);
        assertThat(run.out()).contains("\nRight: 6 of 53 parameters, ");
        Run again =
                Run.of(
                        "check-gradients",
                        script,
                        "--data",
                        data,
                        "--parameters",
                        6,
                        "--draws",
                        4000);
        assertThat(again.out()).isEqualTo(run.out());
    }

    @Test
    void wrongOptionsAreSaid() {
        Run run = Run.of("check-gradients", EXAMPLES.resolve("coin"), "--draws", 0);
        assertThat(run.code()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(run.err()).contains("--draws must be at least 1, not 0");
        assertThat(Run.of("check-gradients", EXAMPLES.resolve("coin"), "--at", "x").code())
                .isEqualTo(ExitCode.WRONG_USAGE);
    }
}
