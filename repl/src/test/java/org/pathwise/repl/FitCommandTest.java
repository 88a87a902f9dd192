package org.pathwise.repl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code pathwise fit}, with a model whose posterior is Normal(0.4878, 0.6984): three data of mean
 * 0.5, prior Normal(0, 5).
 */
final class FitCommandTest {
    @TempDir private Path folder;

    private Path model;
    private Path out;

    @BeforeEach
    void write() throws IOException {
        model = Files.createDirectory(folder.resolve("small"));
        out = folder.resolve("out");
        Files.writeString(
                model.resolve("model.pw"),
                """
                data y: real[J]
                model {
                  mu ~ Normal(0, 5)
                  for j in 1..J {
                    y[j] ~ Normal(mu, 1)
                  }
                }
                generate {
                  twice = 2 * mu
                }
                """);
        Files.writeString(model.resolve("data.json"), "{\"y\": [0, 0.5, 1]}");
    }

    private Run fit(Object... more) {
        Object[] words = new Object[more.length + 4];
        words[0] = "fit";
        words[1] = model;
        words[2] = "--out";
        words[3] = out;
        System.arraycopy(more, 0, words, 4, more.length);
        return Run.of(words);
    }

    private static void isWrongUsage(Run run, String... words) {
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(words).doesNotContain("\tat ");
    }

    private static void isWrongInput(Run run, String... words) {
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(words).doesNotContain("\tat ");
    }

    @Test
    void printsThePosterior() {
        Run run = fit();
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        List<String> lines = run.out().lines().toList();
        assertThat(lines.get(0)).isEqualTo("1 latent site, pathwise");
        assertThat(lines.get(2)).matches(" +mean +sd +5% +50% +95%");
        assertThat(lines.get(3)).matches("mu( +-?\\d+\\.\\d{3}){5}");
        assertThat(lines.get(4)).startsWith("twice ");
        assertThat(run.out()).contains("ELBO ", "k-hat ", "Converged: ", "seed 1", "are in " + out);
        // The points of a column stand one below the other.
        assertThat(lines.get(3).indexOf('.')).isEqualTo(lines.get(4).indexOf('.'));
    }

    /** The posterior is normal, so that its mode is its mean. */
    @Test
    void pointEstimatesAreNoBound() throws IOException {
        Run run = fit("--guide", "map");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains(
                        "point estimate",
                        "Objective ",
                        "MAP estimate: the objective is the log joint density at the point, not an"
                                + " ELBO;",
                        "k-hat does not apply")
                .doesNotContain("k-hat NaN", "ELBO -")
                .containsPattern("mu +0\\.493 +0\\.000");
        assertThat(Files.readString(out.resolve("fit.json")))
                .contains("\"objective\" : \"MAP estimate: ", "\"khat\" : null");
        isWrongUsage(Run.of("fit", model, "--guide", "modes"), "no guide 'modes'", "map");
    }

    @Test
    void writesResultsThatOtherProgramsRead() throws IOException {
        assertThat(fit("--draws", 50, "--seed", 7).code()).isZero();
        List<String> draws = Files.readAllLines(out.resolve("draws.csv"));
        assertThat(draws)
                .contains(
                        "# seed = 7",
                        "# particles = 8",
                        "# draws = 50",
                        "lp_approx__,lp__,mu,twice");
        assertThat(draws.stream().filter(line -> !line.startsWith("#"))).hasSize(51);
        assertThat(out.resolve("elbo.csv")).content().startsWith("step,elbo,step_size\n");
        assertThat(out.resolve("fit.json"))
                .content()
                .contains("\"seed\" : 7", "\"twice\" : {", "\"khat\" : ");
    }

    @Test
    void fitsInSinglePrecision() throws IOException {
        Run run = fit("--precision", "float");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .containsPattern("mu +0\\.[45]\\d\\d +0\\.5\\d\\d")
                .contains("Converged: ");
        assertThat(out.resolve("draws.csv")).content().contains("# precision = float");
        isWrongUsage(Run.of("fit", model, "--precision", "half"), "no precision 'half'", "float");
    }

    @Test
    void isTheSameForTheSameSeedAtAnyNumberOfThreads() throws IOException {
        fit("--threads", 1);
        List<String> one = numbers();
        fit("--threads", 3);
        assertThat(numbers()).isEqualTo(one);
        fit("--seed", 2);
        assertThat(numbers()).isNotEqualTo(one);
    }

    private List<String> numbers() throws IOException {
        return Files.readAllLines(out.resolve("draws.csv")).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    @Test
    void jsonIsAloneOnStandardOutput() throws IOException {
        Run run = fit("--json");
        assertThat(run.code()).isZero();
        assertThat(run.out()).isEqualTo(Files.readString(out.resolve("fit.json")));
        assertThat(run.out())
                .startsWith("{")
                .contains("\"stop_reason\" : \"converged")
                .endsWith("}\n");
        assertThat(fit("--quiet").out()).isEmpty();
    }

    @Test
    void putsWarningsFirstAndInTheReport() throws IOException {
        Files.writeString(
                model.resolve("model.pw"),
                "data y: real[J]\n"
                        + "data unused: real\n"
                        + "model {\n"
                        + "  mu ~ Normal(0, 5)\n"
                        + "  y ~ Normal(mu, 1)\n"
                        + "}\n");
        Files.writeString(model.resolve("data.json"), "{\"y\": [0, 1], \"unused\": 1}");
        Run run = fit();
        assertThat(run.code()).isZero();
        assertThat(run.err()).contains("warning[W", "`unused`", "1 warning");
        assertThat(out.resolve("fit.json")).content().contains("model.pw:2:6: warning W");
    }

    @Test
    void elidesLongVectors() throws IOException {
        Files.writeString(
                model.resolve("model.pw"),
                "data y: real[J]\n"
                        + "model {\n"
                        + "  theta: real[60] ~ Normal(0, 1)\n"
                        + "  y ~ Normal(sum(theta), 1)\n"
                        + "}\n");
        Run run = fit("--steps", 300);
        assertThat(run.out())
                .contains("theta[10]", "... 50 more in fit.json")
                .doesNotContain("theta[11]");
    }

    @Test
    void stopsAtTheNumberOfSteps() {
        Run run = fit("--steps", 100);
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("100 steps", "did not converge");
    }

    @Test
    void showsNoProgressWhereNobodyWatches() {
        assertThat(fit().err()).isEmpty();
        Run watched = Run.onTerminal("fit", model, "--out", out);
        assertThat(watched.err())
                .satisfiesAnyOf(
                        text -> assertThat(text).isEmpty(),
                        text -> assertThat(text).startsWith("\r").endsWith("\r"));
    }

    @Test
    void refusesNumbersOutOfRange() {
        isWrongUsage(fit("--steps", 0), "--steps must be at least 1, not 0");
        isWrongUsage(fit("--particles", 0), "--particles must be at least 1");
        isWrongUsage(fit("--draws", 0), "--draws must be at least 1");
        isWrongUsage(fit("--threads", -1), "--threads must be at least 1");
        isWrongUsage(fit("--step-size", -0.1), "--step-size must be a positive number");
        isWrongUsage(fit("--seed", "one"), "--seed", "'one'");
        isWrongUsage(
                Run.of("fit", model, "--out", model.resolve("model.pw")),
                "is a file, not a folder");
    }

    @Test
    void refusesOneParticleForTheScoreFunction() throws IOException {
        Files.writeString(
                model.resolve("model.pw"),
                "data y: real[J]\nmodel {\n  z ~ Bernoulli(0.5) @score\n  y ~ Normal(z, 1)\n}\n");
        isWrongUsage(fit("--particles", 1), "--particles must be at least 2", "score function");
    }

    @Test
    void saysWhichDataIsMissing() throws IOException {
        Files.delete(model.resolve("data.json"));
        isWrongInput(fit(), "error[E", "no data is given for `y`", "--data FILE");
        Files.writeString(model.resolve("data.json"), "{\"x\": [1]}");
        isWrongInput(fit(), "no data is given for `y`", "`x`");
    }

    @Test
    void saysWhatIsWrongWithTheData() throws IOException {
        Files.writeString(model.resolve("data.json"), "{\"y\": [1, \"many\"]}");
        isWrongInput(fit(), "data.json:1:", "is not numeric", "many");
        Files.writeString(model.resolve("data.json"), "{\"y\": [[1, 2], [3, 4]]}");
        isWrongInput(fit(), "a matrix of 2 rows and 2 columns", "real[J]");
        Files.writeString(model.resolve("data.json"), "{\"y\": [1, 2}");
        isWrongInput(fit(), "this is not JSON");
    }

    @Test
    void readsBothDataFilesOfAFolder() throws IOException {
        Files.writeString(model.resolve("data.csv"), "y\n0\n0.5\n1\n");
        isWrongInput(fit(), "`y` is given twice", "data.csv", "data.json");
        Files.delete(model.resolve("data.json"));
        assertThat(fit().code()).isZero();
    }

    @Test
    void otherDataTakesThePlaceOfTheFolders() throws IOException {
        Path other = Files.writeString(folder.resolve("other.json"), "{\"y\": [100, 100]}");
        Run run = fit("--data", other);
        assertThat(run.out()).containsPattern("mu +9[789]\\.");
    }

    @Test
    void refusesSettingsThatTheScriptDoesNotKnow() {
        isWrongInput(fit("--set", "K=3"), "--set K", "no constant or data called `K`");
    }
}
