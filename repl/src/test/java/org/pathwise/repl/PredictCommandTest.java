package org.pathwise.repl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

final class PredictCommandTest {
    private static final String REGRESSION =
            """
            data x: real[N]
            data y: real[N]

            model {
              beta ~ Normal(0, 2)
              for n in 1..N {
                mu[n] = beta * x[n]
                y[n] ~ Normal(mu[n], 1)
              }
              residual = y - mu
              total = sum(residual)
            }

            generate {
              for n in 1..N { y_new[n] ~ Normal(mu[n], 1) }
              worst = max(abs(residual))
            }
            """;

    private static final String AMORTIZED =
            """
            data x: real[N, D]

            net encode(v: real[D]) {
              h = tanh(dense(4, v))
              return (dense(L, h), exp(dense(L, h)))
            }
            net decode(z: real[L]) -> real[D] {
              return dense(D, z)
            }

            const L = 2

            model {
              for n in 1..N {
                z[n]: real[L] ~ Normal(0, 1)
                x[n] ~ Normal(decode(z[n]), 1)
              }
            }
            guide {
              for n in 1..N {
                (m, s) = encode(x[n])
                z[n] ~ Normal(m, s)
              }
            }
            generate {
              for n in 1..N { mean_x[n] = decode(z[n]) }
            }
            """;

    @TempDir private Path folder;

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    /** Fits a script, and returns the folder of its results. */
    private Path fit(String script, String data, Object... more) throws IOException {
        Path model = file("m.pw", script);
        Path out = folder.resolve("fit");
        Object[] words = {"fit", model, "--data", file("train.json", data), "--out", out};
        words = concatenated(words, more);
        Run run = Run.of(words);
        assertThat(run.code()).as(run.err()).isZero();
        return out;
    }

    private static Object[] concatenated(Object[] first, Object[] second) {
        Object[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    private Run predict(Path fit, String data, Object... more) throws IOException {
        Object[] words = {"predict", fit, "--data", file("new.json", data)};
        return Run.of(concatenated(words, more));
    }

    private static void isWrongInput(Run run, String... words) {
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(words).doesNotContain("\tat ");
    }

    private static List<String> numbers(Path results) throws IOException {
        return Files.readAllLines(results.resolve("draws.csv")).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    private static double value(String json, String name, String field) {
        Matcher matcher =
                Pattern.compile(
                                Pattern.quote("\"" + name + "\"")
                                        + " : \\{[^}]*\""
                                        + field
                                        + "\" : ([-0-9.Ee]+)")
                        .matcher(json);
        assertThat(matcher.find()).as(name + " in " + json).isTrue();
        return Double.parseDouble(matcher.group(1));
    }

    /** The parameters come back with all their bits, and each in its place. */
    @Test
    void theFittedDataGivesTheDrawsOfTheFit() throws IOException {
        String data = "{\"x\": [1, 2, 3], \"y\": [0.9, 2.2, 2.8]}";
        Path fit = fit(REGRESSION, data);
        assertThat(predict(fit, data, "--out", folder.resolve("again")).err()).isEmpty();
        assertThat(numbers(folder.resolve("again"))).isEqualTo(numbers(fit));
        predict(fit, data, "--out", folder.resolve("other"), "--seed", 2, "--draws", 10);
        assertThat(numbers(folder.resolve("other"))).hasSize(11).isNotEqualTo(numbers(fit));
    }

    /**
     * Conjugate: given x = (1, 2, 3), beta is Normal with precision 1/4 + 14 and mean sum(x y) over
     * it, so that y_new at x = 10 has variance 100 / 14.25 + 1.
     */
    @Test
    void predictsWhatIsNotThere() throws IOException {
        Path fit = fit(REGRESSION, "{\"x\": [1, 2, 3], \"y\": [0.9, 2.2, 2.8]}");
        Run run = predict(fit, "{\"x\": [10]}", "--draws", 4000);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).contains("warning[W1405]", "`worst` is left out: it needs `y`");
        assertThat(run.out())
                .containsPattern("y_new\\[1\\] +\\d")
                .contains("4,000 draws; seed 1", "predict-1")
                .doesNotContain("beta", "residual");
        String json = Files.readString(fit.resolve("predict-1/predict.json"));
        double sd = Math.sqrt(100 / 14.25 + 1);
        double mean = 10 * (0.9 + 4.4 + 8.4) / 14.25;
        double error = sd / Math.sqrt(4000);
        // Five standard errors, and two hundredths of an sd for the fit's own tolerance.
        assertThat(value(json, "y_new[1]", "mean")).isCloseTo(mean, within(5 * error + 0.02 * sd));
        assertThat(value(json, "y_new[1]", "sd"))
                .isCloseTo(sd, within(5 * sd / Math.sqrt(8000) + 0.02 * sd));
    }

    @Test
    void jsonIsAloneOnStandardOutput() throws IOException {
        Path fit = fit(REGRESSION, "{\"x\": [1, 2, 3], \"y\": [0.9, 2.2, 2.8]}");
        Run run = predict(fit, "{\"x\": [1]}", "--json", "--out", folder.resolve("p"));
        assertThat(run.out()).isEqualTo(Files.readString(folder.resolve("p/predict.json")));
        assertThat(run.out()).contains("\"draws\" : 1000", "left out: it needs `y`");
        Run none = predict(fit, "{\"x\": [1]}", "--draws", 0, "--out", folder.resolve("q"));
        assertThat(none.out()).startsWith("predict.json is in ");
        assertThat(folder.resolve("q/draws.csv")).doesNotExist();
        assertThat(predict(fit, "{\"x\": [1]}", "--quiet").out()).isEmpty();
    }

    @Test
    void saysWhatTheNewDataLacks() throws IOException {
        Path fit = fit(REGRESSION, "{\"x\": [1, 2, 3], \"y\": [0.9, 2.2, 2.8]}");
        isWrongInput(
                predict(fit, "{\"y\": [1, 2]}"),
                "error[E1402]",
                "not there: `x`",
                "give `x` with --data FILE");
        Path amortized = fit(AMORTIZED, "{\"x\": [[1, 2], [0, 1], [2, 2]]}", "--steps", 200);
        isWrongInput(predict(amortized, "{}"), "error[E1401]", "the guide needs `x`");
        isWrongInput(predict(amortized, "{\"x\": [1]}"), "error[E1005]", "real[N, D]");
        isWrongInput(predict(amortized, "{\"x\": [[1], [2]}"), "this is not JSON");
    }

    @Test
    void anAmortizedGuideServesOtherRows() throws IOException {
        Path fit = fit(AMORTIZED, "{\"x\": [[1, 2], [0, 1], [2, 2]]}", "--steps", 200);
        Run run = predict(fit, "{\"x\": [[1, 2], [5, 5]]}", "--out", folder.resolve("p"));
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("mean_x[1,1]", "mean_x[2,2]").doesNotContain("mean_x[3,1]");
        // Row 1 is the fit's row 1, with the same noise.
        assertThat(columns(folder.resolve("p"), "z.1.1")).isEqualTo(columns(fit, "z.1.1"));
        isWrongInput(
                predict(fit, "{\"x\": [[1], [5]]}"),
                "error[E1406]",
                "the weight `encode.1.weight` was fitted for D = 2, and the new data has D = 1");
    }

    private static List<String> columns(Path results, String name) throws IOException {
        List<String> lines = numbers(results);
        int column = List.of(lines.getFirst().split(",")).indexOf(name);
        return lines.stream().map(line -> line.split(",")[column]).toList();
    }

    @Test
    void aPartForEachRowServesNoOtherRows() throws IOException {
        String script =
                """
                data y: real[N]
                model {
                  for n in 1..N {
                    z[n] ~ Normal(0, 1)
                    y[n] ~ Normal(z[n], 1)
                  }
                }
                """;
        Path fit = fit(script, "{\"y\": [1, 2, 3]}");
        isWrongInput(
                predict(fit, "{\"y\": [1, 2]}"),
                "error[E1406]",
                "the guide of `z` was fitted for N = 3, and the new data has N = 2",
                "give `z` a guide that computes its distribution from each row's data");
        Run other = predict(fit, "{\"y\": [1, 2, 4]}");
        assertThat(other.code()).isZero();
        assertThat(other.err()).contains("warning[W1409]", "`z`", "`y` is different now");
        assertThat(predict(fit, "{\"y\": [1, 2, 3]}").err()).isEmpty();
        // Nothing fixes N: it is as it was.
        Run same = predict(fit, "{}");
        assertThat(same.err()).isEmpty();
        assertThat(same.out()).contains("z[3]");
        String own = script + "guide {\n  param m: real[N] = 0\n  z ~ Normal(m, 1)\n}\n";
        isWrongInput(
                predict(fit(own, "{\"y\": [1, 2, 3]}"), "{\"y\": [1, 2]}"),
                "the guide's parameter `m` was fitted for N = 3");
    }

    /** Of what is not needed, missing elements do not matter; those that are latent were fitted. */
    @Test
    void missingElementsAreNoFittedLatents() throws IOException {
        Path fit = fit(REGRESSION, "{\"x\": [1, 2, 3], \"y\": [0.9, null, 2.8]}");
        Run run = predict(fit, "{\"x\": [1, 2], \"y\": [null, 7]}");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err())
                .contains("`worst` is left out: it needs `y`, which has missing values");
        isWrongInput(
                predict(fit, "{\"x\": [1, null], \"y\": [1, 7]}"), "`x[2]` is missing", "reads");
    }

    @Test
    void settingsComeFromTheFit() throws IOException {
        Path fit =
                fit(AMORTIZED, "{\"x\": [[1, 2], [0, 1], [2, 2]]}", "--steps", 100, "--set", "L=3");
        Run run = predict(fit, "{\"x\": [[1, 2]]}", "--json");
        assertThat(run.out()).contains("\"z[1,3]\"");
        isWrongInput(
                predict(fit, "{\"x\": [[1, 2]]}", "--set", "L=2"),
                "was fitted for L = 3, and the new data has L = 2");
    }

    @Test
    void pointEstimatesArePredictedFrom() throws IOException {
        Path fit = fit(REGRESSION, "{\"x\": [1, 2, 3], \"y\": [0.9, 2.2, 2.8]}", "--guide", "map");
        Run run = predict(fit, "{\"x\": [1], \"y\": [0]}", "--json");
        assertThat(value(run.out(), "beta", "mean")).isCloseTo(13.7 / 14.25, within(1e-3));
        assertThat(value(run.out(), "beta", "sd")).isZero();
    }

    /**
     * {@code y} is Normal with covariance {@code I + 4 J}; the fitted guide is near the posterior,
     * so that few draws are exact to a Monte Carlo error that is printed.
     */
    @Test
    void estimatesTheLogLikelihood() throws IOException {
        Path fit =
                fit(
                        "data y: real[N]\nmodel {\n  mu ~ Normal(0, 2)\n  y ~ Normal(mu, 1)\n}\n",
                        "{\"y\": [1, 2, 3]}");
        Run run = predict(fit, "{\"y\": [1, 2, 3]}", "--importance-samples", 400, "--json");
        double exact = -0.5 * (36 / 3.0 / 13 + 2 + Math.log(13) + 3 * Math.log(2 * Math.PI));
        double error = number(run.out(), "monte_carlo_error");
        assertThat(error).isLessThan(0.01);
        assertThat(number(run.out(), "log_likelihood")).isCloseTo(exact, within(5 * error));
        assertThat(number(run.out(), "elbo")).isCloseTo(exact, within(0.05));
        Run text = predict(fit, "{\"y\": [1, 2]}", "--importance-samples", 10, "--draws", 0);
        assertThat(text.out())
                .contains(
                        "Log likelihood -",
                        "(importance-weighted; Monte Carlo error ",
                        "of 10 draws ",
                        "All data is weighed together",
                        "ELBO -");
        assertThat(text.err()).isEmpty();
    }

    private static double number(String json, String field) {
        Matcher matcher = Pattern.compile("\"" + field + "\" : ([-0-9.Ee]+)").matcher(json);
        assertThat(matcher.find()).as(field + " in " + json).isTrue();
        return Double.parseDouble(matcher.group(1));
    }

    @Test
    void weighsRowsOneByOne() throws IOException {
        Path fit = fit(AMORTIZED, "{\"x\": [[1, 2], [0, 1], [2, 2]]}", "--steps", 500);
        String data = "{\"x\": [[1, 2], [3, 1]]}";
        Run both = predict(fit, data, "--importance-samples", 50, "--json");
        assertThat(both.out())
                .containsPattern("\"rows\" : \"N\"")
                .containsPattern("\"log_likelihood_by_row\" : \\[ -[^,]+, -[^,]+ \\]")
                .contains("\"row_standard_error\"", "\"in_use\"", "\"variance_of_means\"");
        // The first row's estimate does not depend on the others.
        Run one = predict(fit, "{\"x\": [[1, 2]]}", "--importance-samples", 50, "--json");
        Pattern first = Pattern.compile("_by_row\" : \\[ (-[0-9.]{12})");
        Matcher ofBoth = first.matcher(both.out());
        Matcher ofOne = first.matcher(one.out());
        assertThat(ofBoth.find() && ofOne.find()).isTrue();
        assertThat(ofBoth.group(1)).isEqualTo(ofOne.group(1));
        assertThat(predict(fit, data, "--importance-samples", 50).out())
                .containsPattern("-[\\d.]+ per row of N \\(standard error [\\d.]+ over 2\\)")
                .containsPattern("z: \\d of 2 components are in use");
    }

    @Test
    void theLikelihoodNeedsTheData() throws IOException {
        Path fit = fit(REGRESSION, "{\"x\": [1, 2, 3], \"y\": [0.9, 2.2, 2.8]}");
        Object[] weighed = {"--importance-samples", 10};
        isWrongInput(predict(fit, "{\"y\": [1, 2]}", weighed), "error[E1403]", "needs `x`");
        isWrongInput(predict(fit, "{\"x\": [1, 2]}", weighed), "error[E1404]", "observes");
        isWrongInput(
                predict(fit, "{\"x\": [1, 2], \"y\": [1, null]}", weighed),
                "error[E1408]",
                "missing values of `y`");
        assertThat(predict(fit, "{}", "--importance-samples", 0).err())
                .contains("--importance-samples must be at least 1");
    }

    @Test
    void saysWhatIsWrongWithTheFit() throws IOException {
        Path fit = fit(REGRESSION, "{\"x\": [1, 2, 3], \"y\": [0.9, 2.2, 2.8]}");
        isWrongInput(predict(folder, "{\"x\": [1]}"), "error: ", "holds no fit");
        Run none = predict(folder.resolve("nowhere"), "{}");
        assertThat(none.code()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(none.err()).contains("there is no folder");
        assertThat(predict(fit, "{}", "--draws", -1).err()).contains("--draws must be at least 0");
        assertThat(Run.of("predict", fit, "--data", folder.resolve("no.json")).err())
                .contains("there is no data file");
        Files.writeString(fit.resolve("model.pw"), "model {\n}\n");
        isWrongInput(predict(fit, "{\"x\": [1]}"), "error: ", "model.pw", "changed since");
    }
}
