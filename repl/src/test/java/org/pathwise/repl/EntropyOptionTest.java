package org.pathwise.repl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code --entropy} on the command line. */
final class EntropyOptionTest {
    @TempDir private Path folder;

    private Run fit(String entropy) throws IOException {
        Path script =
                Files.writeString(
                        folder.resolve("normal.pw"),
                        """
                        data y: real
                        model {
                          mu ~ Normal(0, 1)
                          y ~ Normal(mu, 1)
                        }
                        """);
        Path data = Files.writeString(folder.resolve("data.json"), "{\"y\": 1}");
        Path out = folder.resolve("out-" + entropy);
        return Run.of("fit", script, "--data", data, "--entropy", entropy, "--out", out);
    }

    @Test
    void everyWayFindsThePosteriorAndIsKeptWithTheFit() throws IOException {
        for (String entropy : new String[] {"closed", "sample", "stl"}) {
            Run run = fit(entropy);
            assertThat(run.code()).as(run.err()).isZero();
            // the posterior is Normal(1/2, sqrt(1/2)), and the guide can be that
            assertThat(run.out().replaceAll(" +", " ")).containsPattern("mu 0\\.[45]\\d* 0\\.[67]");
            assertThat(Files.readString(folder.resolve("out-" + entropy).resolve("draws.csv")))
                    .containsPattern("# *entropy *= *" + entropy);
        }
    }

    @Test
    void anotherWordIsRefused() throws IOException {
        Run run = fit("half");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("--entropy").contains("must be closed, sample or stl");
    }
}
