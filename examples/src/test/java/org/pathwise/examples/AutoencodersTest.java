package org.pathwise.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pathwise.compiler.BoundModel;
import org.pathwise.compiler.CheckedScript;
import org.pathwise.compiler.CompiledObjective;
import org.pathwise.compiler.Compiler;
import org.pathwise.compiler.estimate.Plan;
import org.pathwise.compiler.minibatch.Batches;
import org.pathwise.compiler.source.Source;
import org.pathwise.runtime.inference.FitListener;
import org.pathwise.runtime.inference.FitOptions;
import org.pathwise.runtime.inference.FitResult;
import org.pathwise.runtime.inference.NoiseFiller;
import org.pathwise.runtime.inference.StochasticVariationalInference;
import org.pathwise.runtime.io.DataFiles;
import org.pathwise.runtime.io.DataSet;
import org.pathwise.runtime.program.DrawProgram;
import org.pathwise.runtime.program.ParameterLayout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Short fits of the models with nets and minibatches. */
final class AutoencodersTest {
    private static final Path IMAGES = Path.of("vae/data.json");
    private static final int STEPS = 2500;
    private static final long SEED = 1;

    /** A script with all its data, and its fit by drawn rows. */
    private record Trained(BoundModel model, FitResult fit) {
        static Trained of(String script, Path data, Batches batches) throws IOException {
            Path path = Path.of(script);
            CheckedScript checked = Compiler.check(new Source(script, Files.readString(path)));
            DataSet set = DataFiles.read(List.of(data));
            BoundModel sampled = model(checked.bind(set, Map.of(), batches));
            FitResult fit =
                    StochasticVariationalInference.fit(
                            sampled.objective(sampled.needsSeveralParticles() ? 2 : 1),
                            FitOptions.seeded(SEED).withMaxSteps(STEPS),
                            FitListener.NONE);
            assertThat(fit.warnings()).isEmpty();
            return new Trained(model(checked.bind(set, Map.of())), fit);
        }

        private static BoundModel model(CheckedScript.Bound bound) {
            assertThat(bound.diagnostics()).isEmpty();
            return bound.model().orElseThrow();
        }

        /** The ELBO of all the data, from several draws of each latent. */
        double elbo() {
            CompiledObjective objective = model.objective(8);
            double[] elbo = new double[8];
            double[] noise = new double[objective.noise().size()];
            double[] gradient = new double[fit.parameters().length];
            new NoiseFiller(objective.noise(), 2).fill(noise, 0, 0);
            objective.evaluate(fit.parameters(), noise, elbo, gradient);
            double sum = 0;
            for (double one : elbo) {
                sum += one / elbo.length;
            }
            return sum;
        }
    }

    /**
     * Each beats the best model of independent pixels by at least 5 nats an image: of the 23 nats
     * that it needs, the bars explain all but about 9 (12 bars with probability 1/6, and 36 pixels
     * that flip with probability 0.02).
     */
    @ParameterizedTest
    @CsvSource({
        "vae/model.pw, PATHWISE",
        "dirichlet-vae/model.pw, PATHWISE",
        "dirichlet-vae/gamma-power.pw, PATHWISE",
        "dirichlet-vae/softmax-normal.pw, PATHWISE",
        "stick-breaking-vae/model.pw, PATHWISE",
        "sigmoid-belief-net/model.pw, ONE_AT_A_TIME"
    })
    void learnsTheBars(String script, Plan.Form form) throws IOException {
        Trained trained = Trained.of(script, IMAGES, new Batches(Map.of("N", 100)));
        assertThat(trained.model().plan().sites())
                .singleElement()
                .satisfies(site -> assertThat(site.form()).isEqualTo(form));
        double[] pixels = DataFiles.read(List.of(IMAGES)).values().get("x").values();
        assertThat(trained.elbo() / 600).isGreaterThan(independent(pixels, 600) / 600 + 5);
    }

    /** The log likelihood of the images if each pixel has its own frequency. */
    private static double independent(double[] pixels, int images) {
        int size = pixels.length / images;
        double sum = 0;
        for (int d = 0; d < size; d++) {
            double on = 0;
            for (int n = 0; n < images; n++) {
                on += pixels[n * size + d] / images;
            }
            sum += images * (on * Math.log(on) + (1 - on) * Math.log(1 - on));
        }
        return sum;
    }

    /** Labels of images without one: right more often than the most frequent label, surely. */
    @Test
    void learnsLabels() throws IOException {
        Path data = Path.of("semi-supervised-vae/data.json");
        Trained trained =
                Trained.of(
                        "semi-supervised-vae/model.pw",
                        data,
                        new Batches(Map.of("M", 50, "N", 100)));
        assertThat(trained.model().plan().sites())
                .extracting(Plan.Site::form)
                .containsExactly(Plan.Form.PATHWISE, Plan.Form.PATHWISE, Plan.Form.SUMMED);
        double[] truth = DataFiles.read(List.of(data)).values().get("truth").values();
        double[] right = agreement(trained, truth);
        int[] frequency = new int[4];
        for (double label : truth) {
            frequency[(int) label]++;
        }
        double guess = Math.max(frequency[1], Math.max(frequency[2], frequency[3]));
        double error = Math.sqrt(guess * (truth.length - guess) / truth.length);
        double hits = 0;
        for (double share : right) {
            hits += share;
        }
        assertThat(hits).isGreaterThan(guess + 5 * error);
    }

    /** How often the draws of each label agree with the truth. */
    private static double[] agreement(Trained trained, double[] truth) {
        DrawProgram draws = trained.model().draws(20);
        double[] noise = new double[draws.noise().size()];
        new NoiseFiller(draws.noise(), 3).fill(noise, 0, 0);
        int width = draws.quantities().stream().mapToInt(DrawProgram.Quantity::size).sum();
        double[] values = new double[20 * width];
        draws.draw(trained.fit().parameters(), noise, values, new double[20], new double[20]);
        int offset = 0;
        for (DrawProgram.Quantity quantity : draws.quantities()) {
            if (quantity.name().equals("c")) {
                break;
            }
            offset += quantity.size();
        }
        double[] right = new double[truth.length];
        for (int d = 0; d < 20; d++) {
            for (int n = 0; n < truth.length; n++) {
                right[n] += values[d * width + offset + n] == truth[n] ? 1.0 / 20 : 0;
            }
        }
        return right;
    }

    /** Each topic of the data has a fitted one whose mass lies on its six words, mostly. */
    @Test
    void learnsTopics() throws IOException {
        Trained trained =
                Trained.of(
                        "topic-model/model.pw",
                        Path.of("topic-model/data.json"),
                        new Batches(Map.of("D", 50)));
        ParameterLayout.Block words =
                trained.model().objective(1).parameters().blocks().stream()
                        .filter(block -> block.name().equals("words"))
                        .findFirst()
                        .orElseThrow();
        for (int topic = 0; topic < 4; topic++) {
            double best = 0;
            for (int k = 0; k < 4; k++) {
                double own = 0;
                double all = 0;
                for (int v = 0; v < 24; v++) {
                    double count =
                            Math.exp(trained.fit().parameters()[words.offset() + 24 * k + v]);
                    own += v / 6 == topic ? count : 0;
                    all += count;
                }
                best = Math.max(best, own / all);
            }
            // 0.9 is what the data was made with
            assertThat(best).as("words of topic %d", topic + 1).isGreaterThan(0.8);
        }
    }
}
