package org.pathwise.repl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the commands say of data with missing values. */
final class MissingDataCommandsTest {
    private static final String SCRIPT =
            """
            data y: real[N]
            data k: int[M]
            model {
              mu ~ Normal(0, 5)
              rate ~ Exponential(1)
              for n in 1..N {
                y[n] ~ Normal(mu, 2)
              }
              k ~ Poisson(rate)
            }
            """;

    @TempDir private Path folder;

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private Path y() throws IOException {
        return write("y.csv", "y,other\n1,a\nNA,b\n3,c\n,d\nNaN,e\n");
    }

    private Path k() throws IOException {
        return write("k.json", "{\"k\": [2, null, 0, 1]}");
    }

    @Test
    void checkSaysWhatBecomesOfMissingValues() throws IOException {
        Path script = write("m.pw", SCRIPT);
        Run run = Run.of("check", script, "--data", y(), "--data", k());
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains(
                        "3 of 5 values of y are missing: latent, imputed\n",
                        "1 of 4 values of k is missing: left out of the likelihood\n");
        assertThat(run.out().lines()).anyMatch(line -> line.startsWith("y[missing y] "));
        Run json = Run.of("check", script, "--data", y(), "--data", k(), "--json");
        assertThat(json.out().replaceAll("\\s+", ""))
                .contains(
                        "\"missing\":[{\"data\":\"y\",\"missing\":3,\"of\":5,\"latent\":3,"
                                + "\"latent_in\":\"y\",\"left_out\":0,\"unread\":0},"
                                + "{\"data\":\"k\",\"missing\":1,\"of\":4,\"latent\":0,"
                                + "\"latent_in\":\"k\",\"left_out\":1,\"unread\":0}]");
        assertThat(Run.of("check", script, "--json").out().replaceAll("\\s+", ""))
                .contains("\"missing\":[]");
    }

    @Test
    void aFitReportsTheMissingElementsAlone() throws IOException {
        Path script = write("m.pw", SCRIPT);
        Path out = folder.resolve("out");
        Run run = Run.of("fit", script, "--data", y(), "--data", k(), "--out", out);
        assertThat(run.code()).as(run.err()).isZero();
        List<String> lines = run.out().lines().toList();
        assertThat(lines.get(0)).isEqualTo("3 latent sites, all pathwise");
        assertThat(lines.get(1)).isEqualTo("3 of 5 values of y are missing: latent, imputed");
        assertThat(lines.get(2))
                .isEqualTo("1 of 4 values of k is missing: left out of the likelihood");
        assertThat(lines.subList(5, 10).stream().map(line -> line.replaceAll(" .*", "")))
                .containsExactly("mu", "rate", "y[2]", "y[4]", "y[5]");
        assertThat(Files.readString(out.resolve("draws.csv")).lines())
                .contains("lp_approx__,lp__,mu,rate,y.2,y.4,y.5");
        assertThat(Files.readString(out.resolve("fit.json")).replaceAll("\\s+", ""))
                .contains("\"y[4]\":{\"mean\":", "\"missing\":[{\"data\":\"y\",\"missing\":3,");
    }

    /** At mu = 1 and missing values of 1, 3 and -1: d/dy = -(y - mu) / 4. */
    @Test
    void logDensityTakesTheMissingElementsAsAList() throws IOException {
        Path script = write("m.pw", SCRIPT);
        Path at = write("at.json", "{\"mu\": 1, \"rate\": 2, \"y\": [1, 3, -1]}");
        Run run = Run.of("log-density", script, "--data", y(), "--data", k(), "--at", at);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out().lines().map(line -> line.replaceAll(" +", " ")))
                .contains("y[4] 3.0 -0.5000000000", "y[5] -1.0 0.5000000000");
        Run json =
                Run.of("log-density", script, "--data", y(), "--data", k(), "--at", at, "--json");
        assertThat(json.out().replaceAll("\\s+", ""))
                .contains("\"y\":[1.0,3.0,-1.0]", "\"y\":[0.0,-0.5,0.5]");
        Path wrong = write("wrong.json", "{\"mu\": 1, \"rate\": 2, \"y\": [1, 3, 4, 5, 6]}");
        Run bad = Run.of("log-density", script, "--data", y(), "--data", k(), "--at", wrong);
        assertThat(bad.code()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(bad.err())
                .contains("`y` is an array of 5 numbers, but the latent is an array of 3 numbers");
    }

    @Test
    void aMissingCovariateIsAnErrorWithItsPlaceInTheFile() throws IOException {
        Path script =
                write(
                        "m.pw",
                        "data x: real[N]\n"
                                + "data y: real[N]\n"
                                + "model {\n"
                                + "  b ~ Normal(0, 1)\n"
                                + "  y ~ Normal(b * x, 1)\n"
                                + "}\n");
        Path data = write("d.csv", "x,y\n1,2\n,3\n");
        for (String command : List.of("check", "fit")) {
            Run run = Run.of(command, script, "--data", data);
            assertThat(run.code()).isEqualTo(ExitCode.WRONG_INPUT);
            assertThat(run.err())
                    .contains("E1201", "`x[2]` is missing", "d.csv:3:1", "x[n] ~ Normal(m, s)")
                    .doesNotContain("\tat ");
        }
    }
}
