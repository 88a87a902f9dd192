package org.pathwise.repl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code pathwise fit --batch}. */
final class MinibatchCommandTest {
    private static final int ROWS = 5000;
    private static final int DRAWN = 100;
    private static final int DRAWS = 1000;

    @TempDir private Path folder;

    private final double[] x = new double[ROWS];
    private final double[] y = new double[ROWS];

    private Path data() throws IOException {
        Random random = new Random(4);
        StringBuilder csv = new StringBuilder("x,y\n");
        for (int n = 0; n < ROWS; n++) {
            x[n] = random.nextGaussian();
            y[n] = 1.5 - 0.7 * x[n] + random.nextGaussian();
            csv.append(x[n]).append(',').append(y[n]).append('\n');
        }
        return Files.writeString(folder.resolve("data.csv"), csv);
    }

    private Path script(String text) throws IOException {
        return Files.writeString(folder.resolve("model.pw"), text);
    }

    private Run fit(Path script, Object... more) throws IOException {
        Object[] words = new Object[more.length + 6];
        Object[] first = {"fit", script, "--data", data(), "--out", folder.resolve("out")};
        System.arraycopy(first, 0, words, 0, first.length);
        System.arraycopy(more, 0, words, first.length, more.length);
        return Run.of(words);
    }

    private double number(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern + "(-?[0-9.E-]+)").matcher(text);
        assertThat(matcher.find()).as(pattern + " in " + text).isTrue();
        return Double.parseDouble(matcher.group(1));
    }

    /**
     * A conjugate regression: with prior precision 0.01 and error 1 the posterior of (a, b) is
     * normal with precision {@code X'X + 0.01} and mean {@code (X'X + 0.01)^-1 X'y}, and the best
     * independent normals have that mean, and as precisions the diagonal.
     *
     * <p>An average over T steps has, as estimate of a mean, the variance {@code v / (T B)} where
     * {@code v = 1} is that of a row's residual times its covariate (the gradient of a batch has
     * the variance N^2 v / B, and the curvature is N); that of the logarithm of a standard
     * deviation is {@code N / B / (4 T)} (the gradient's noise is that of the mean's, times the
     * draw's distance from the mean, 1 / sqrt(N); the curvature is 2). Averages take in at least a
     * tenth of the steps. The draws add their own errors.
     */
    @Test
    void findsThePosteriorOfAllRows() throws IOException {
        Path script =
                script(
                        """
                        data x: real[N]
                        data y: real[N]
                        model {
                          a ~ Normal(0, 10)
                          b ~ Normal(0, 10)
                          eta = a + b * x
                          y ~ Normal(eta, 1)
                        }
                        generate {
                          at2 = a + 2 * b
                          for n in 1..N { again[n] ~ Normal(eta[n], 1) }
                        }
                        """);
        Run run = fit(script, "--batch", "N=" + DRAWN, "--draws", DRAWS);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out().replaceAll("\\s+", " "))
                .contains(
                        "Not drawn, because they vary over N: eta, again. `pathwise predict` draws",
                        "k-hat is not computed with minibatches");
        String json = Files.readString(folder.resolve("out").resolve("fit.json"));
        assertThat(json.replaceAll("\\s+", " "))
                .contains(
                        "\"khat\" : null",
                        "\"batch\" : { \"N\" : 100 }, \"not_drawn\" : [ \"eta\", \"again\" ]",
                        "\"particles\" : 1");
        List<String> draws = Files.readAllLines(folder.resolve("out").resolve("draws.csv"));
        assertThat(draws).contains("# batch N = 100", "lp_approx__,lp__,a,b,at2");

        double averaged = 0.1 * number("\"steps\" : ", json);
        double n = ROWS + 0.01;
        double sx = 0;
        double sxx = 0.01;
        double sy = 0;
        double sxy = 0;
        for (int i = 0; i < ROWS; i++) {
            sx += x[i];
            sxx += x[i] * x[i];
            sy += y[i];
            sxy += x[i] * y[i];
        }
        double determinant = n * sxx - sx * sx;
        String flat = json.replaceAll("\\s+", " ");
        double[] means = {(sxx * sy - sx * sxy) / determinant, (n * sxy - sx * sy) / determinant};
        double[] sds = {1 / Math.sqrt(n), 1 / Math.sqrt(sxx)};
        for (int i = 0; i < 2; i++) {
            String name = List.of("a", "b").get(i);
            double mean = number("\"" + name + "\" : \\{ \"mean\" : ", flat);
            double sd = number("\"" + name + "\" : \\{ [^}]*\"sd\" : ", flat);
            double error = Math.sqrt(1 / (averaged * DRAWN) + sds[i] * sds[i] / DRAWS);
            assertThat(Math.abs(mean - means[i])).as(name).isLessThan(5 * error);
            assertThat(error).as("tells something").isLessThan(0.5 * sds[i]);
            double logError = Math.sqrt(ROWS / (4.0 * DRAWN * averaged) + 1 / (2.0 * DRAWS));
            assertThat(Math.abs(Math.log(sd / sds[i]))).as(name).isLessThan(5 * logError);
        }
    }

    @Test
    void needsNothingBesidesRows() throws IOException {
        Path script =
                script(
                        """
                        data x: real[N]
                        data y: real[N]
                        model {
                          for n in 1..N {
                            z[n] ~ Normal(x[n], 1)
                            y[n] ~ Normal(z[n], 1)
                          }
                        }
                        """);
        Run run = fit(script, "--batch", "N=50", "--steps", 300);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("Not drawn, because it varies over N: z.", "ELBO -");
        assertThat(Files.readAllLines(folder.resolve("out").resolve("draws.csv")).getLast())
                .isEqualTo("lp_approx__,lp__");
    }

    @Test
    void gradientsCanBeAudited() throws IOException {
        Path script =
                script(
                        """
                        data x: real[N]
                        data y: real[N]
                        model {
                          b ~ Normal(0, 1)
                          for n in 1..N {
                            z[n] ~ Bernoulli(0.3) @score
                            y[n] ~ Normal(b + z[n] * x[n], 1)
                          }
                        }
                        guide {
                          param slope = 0.5
                          for n in 1..N { z[n] ~ Bernoulli(logit = slope * x[n]) }
                        }
                        """);
        Run run = Run.of("check-gradients", script, "--data", data(), "--batch", "N=500");
        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("slope", "b.loc");
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        Path script =
                script(
                        """
                        data x: real[N]
                        data y: real[N]
                        model {
                          b ~ Normal(0, 1)
                          for t in 2..N { y[t] ~ Normal(b * y[t-1], 1) }
                          x ~ Normal(b, 1)
                        }
                        """);
        Run sequence = fit(script, "--batch", "N=50");
        assertThat(sequence.code()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(sequence.err()).contains("E1305", "model.pw:5:3");
        Run unknown = fit(script, "--batch", "M=50");
        assertThat(unknown.code()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(unknown.err()).contains("E1301", "its dimensions are `N`");
        for (String wrong : List.of("N", "N=", "=3", "N=1.5", "N=-1")) {
            Run run = fit(script, "--batch", wrong);
            assertThat(run.code()).as(wrong).isEqualTo(ExitCode.WRONG_USAGE);
            assertThat(run.err()).contains("such as N=128");
        }
        Run twice = fit(script, "--batch", "N=2", "--batch", "N=3");
        assertThat(twice.code()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(twice.err()).contains("--batch gives N twice");
    }

    @Test
    void aCheckSaysWhatAFitWould() throws IOException {
        Path sequence =
                script(
                        """
                        data y: real[N]
                        model {
                          b ~ Normal(0, 1)
                          for t in 2..N { y[t] ~ Normal(b * y[t-1], 1) }
                        }
                        """);
        Run refused = Run.of("check", sequence, "--data", data(), "--batch", "N=50");
        assertThat(refused.code()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(refused.err()).contains("E1305", "model.pw:4:3");
        Run withoutData = Run.of("check", sequence, "--batch", "N=50");
        assertThat(withoutData.code()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(withoutData.err()).contains("--batch needs the data");

        Path rows = script("data y: real[N]\nmodel { b ~ Normal(0, 1)\ny ~ Normal(b, 1) }\n");
        Run fine = Run.of("check", rows, "--data", data(), "--batch", "N=50");
        assertThat(fine.code()).as(fine.err()).isEqualTo(ExitCode.FINE);
        assertThat(fine.out()).contains("pathwise (location-scale)");
    }
}
