package org.pathwise.repl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code pathwise check} and {@code pathwise log-density}. */
final class CheckCommandTest {
    private static final String SCRIPT =
            """
            data y: int[N]
            model {
              tau ~ Exponential(1)
              for i in 1..N {
                z[i] ~ Bernoulli(0.5)
                y[i] ~ Poisson(tau + z[i])
              }
            }
            """;

    @TempDir private Path folder;

    private Path script(String text) throws IOException {
        return Files.writeString(folder.resolve("script.pw"), text);
    }

    private Path data(String text) throws IOException {
        return Files.writeString(folder.resolve("data.json"), text);
    }

    @Test
    void printsTheSiteTable() throws IOException {
        Run run = Run.of("check", script(SCRIPT));
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out().lines().map(line -> line.replaceAll(" {2,}", "  ")))
                .satisfiesExactly(
                        line ->
                                assertThat(line)
                                        .isEqualTo(
                                                "site  at  distribution  support  estimator "
                                                        + " because"),
                        line ->
                                assertThat(line)
                                        .startsWith("tau  3:3  Exponential  positive  pathwise ("),
                        line ->
                                assertThat(line)
                                        .startsWith(
                                                "z[N]  5:5  Bernoulli  {0,1}  score function"
                                                        + " (summed over 2 states)  discrete"));
    }

    @Test
    void printsJsonAlone() throws IOException {
        Run run = Run.of("check", script(SCRIPT), "--json");
        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains(
                        "\"sites\" : [ {", "\"site\" : \"z[N]\"", "\"line\" : 5", "\"column\" : 5")
                .contains(
                        "\"estimator\" : \"score function\"",
                        "\"method\" : \"summed over 2 states\"")
                .contains("\"diagnostics\" : [ ]");
    }

    @Test
    void jsonHoldsDiagnosticsWithTheirPlaces() throws IOException {
        Run run = Run.of("check", script("model {\n  mu ~ Normal(0, nu)\n}\n"), "--json");
        assertThat(run.code()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains(
                        "\"severity\" : \"error\"",
                        "\"code\" : \"E",
                        "\"line\" : 2",
                        "\"column\" : 18")
                .contains("\"end_line\" : 2", "\"end_column\" : 20", "nu");
    }

    @Test
    void bindsDataIfThereIsSome() throws IOException {
        Path script = script(SCRIPT);
        assertThat(Run.of("check", script, "--data", data("{\"y\": [1, 2]}")).code()).isZero();
        Run negative = Run.of("check", script, "--data", data("{\"y\": [1, -2]}"));
        assertThat(negative.code()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(negative.err()).contains("y[2]", "-2", "Poisson");
        Run fraction = Run.of("check", script, "--data", data("{\"y\": [1, 2.5]}"), "--json");
        assertThat(fraction.code()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(fraction.out()).contains("y[2]", "2.5");
    }

    @Test
    void namesSeveralMistakesAtOnce() throws IOException {
        Run run = Run.of("check", script("model {\n  mu ~ Normal(0, nu)\n  tau ~ Gama(1, 1)\n}\n"));
        assertThat(run.code()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.err()).contains("`nu`", "Gama", "Gamma", "2 errors");
    }

    /**
     * At mu = 1, tau = 2: standard normal and exponential densities, and y = 3 from Normal(mu,
     * tau).
     */
    @Test
    void evaluatesTheLogDensity() throws IOException {
        Path script =
                script(
                        "data y: real\n"
                                + "model {\n"
                                + "  mu ~ Normal(0, 1)\n"
                                + "  tau ~ Exponential(1)\n"
                                + "  y ~ Normal(mu, tau)\n"
                                + "}\n");
        Path at = Files.writeString(folder.resolve("at.json"), "{\"mu\": 1, \"tau\": 2}");
        Run run = Run.of("log-density", script, "--data", data("{\"y\": 3}"), "--at", at);
        assertThat(run.code()).as(run.err()).isZero();
        double value = -Math.log(2 * Math.PI) - 0.5 - 2 - Math.log(2) - 0.5;
        assertThat(run.out().lines().map(line -> line.replaceAll(" +", " ")))
                .contains(String.format(java.util.Locale.ROOT, "constrained %.9f", value))
                .contains("log Jacobian 0.6931471806")
                // d/dmu = -mu + (y - mu) / tau^2; d/dtau = -1 - 1 / tau + (y - mu)^2 / tau^3
                .contains("mu 1.0 -0.5000000000", "tau 2.0 -1.0")
                // On the log scale: tau times that, and 1 for the log Jacobian.
                .contains("tau 0.6931471806 -1.0");
    }

    @Test
    void logDensityNamesWhatIsWrongWithTheLatents() throws IOException {
        Path script = script(SCRIPT);
        Path data = data("{\"y\": [1, 2]}");
        Path at = Files.writeString(folder.resolve("at.json"), "{\"tau\": [1], \"rate\": 1}");
        Run run = Run.of("log-density", script, "--data", data, "--at", at);
        assertThat(run.code()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.err())
                .contains("`tau` is an array of 1 numbers, but the latent is a number")
                .contains("has no value for the latent `z`, an array of 2 numbers")
                .contains("the model has no latent `rate`; it has tau, z");
        assertThat(Run.of("log-density", script, "--data", data).err())
                .contains("missing required option: '--at=FILE'");
        assertThat(
                        Run.of(
                                        "log-density",
                                        script,
                                        "--data",
                                        data,
                                        "--at",
                                        folder.resolve("no.json"))
                                .code())
                .isEqualTo(ExitCode.WRONG_USAGE);
    }

    @Test
    void showsEveryStage() throws IOException {
        Path script = script(SCRIPT);
        Path data = data("{\"y\": [1, 2]}");
        assertThat(Run.of("show", "core", script).out()).contains("tau: real");
        assertThat(Run.of("show", "plan", script).out())
                .contains("z[N]", "score function (summed over 2 states)", "reaches");
        assertThat(Run.of("show", "array", script, "--data", data).out())
                .contains("input ", "output ");
        assertThat(Run.of("show", "bytecode", script, "--data", data).out())
                .contains("class ", "dmul", "invokestatic");
        Run without = Run.of("show", "array", script);
        assertThat(without.code()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(without.err()).contains("no data is given for `y`");
        assertThat(Run.of("show", "tree", script).err())
                .contains("there is no stage 'tree', only ast, core, plan");
    }
}
