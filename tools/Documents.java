import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.StringJoiner;

/**
 * Makes the documents of the topic model: {@code java tools/Documents.java}, in the root folder.
 *
 * <p>Topic {@code k} gives probability 0.15 to each of the words {@code 6 k - 5} to {@code 6 k},
 * and shares the remaining 0.1 among the others. A document has 40 words; its mixture of topics is
 * a Dirichlet(0.3, ..., 0.3) draw.
 */
final class Documents {
    private static final int TOPICS = 4;
    private static final int OWN = 6;
    private static final int WORDS = TOPICS * OWN;
    private static final int DOCUMENTS = 200;
    private static final int LENGTH = 40;

    private static final Random RANDOM = new Random(4);

    private Documents() {}

    public static void main(String[] arguments) throws IOException {
        StringJoiner rows = new StringJoiner(",\n", "{\"count\": [\n", "\n]}\n");
        for (int d = 0; d < DOCUMENTS; d++) {
            double[] mixture = mixture();
            int[] counts = new int[WORDS];
            for (int i = 0; i < LENGTH; i++) {
                counts[word(topic(mixture))]++;
            }
            StringJoiner row = new StringJoiner(",", "[", "]");
            for (int count : counts) {
                row.add(Integer.toString(count));
            }
            rows.add(row.toString());
        }
        Files.writeString(Path.of("examples/topic-model/data.json"), rows.toString());
    }

    /** Gammas of a shape below 1, by rejection (Ahrens and Dieter 1974), divided by their sum. */
    private static double[] mixture() {
        double[] gammas = new double[TOPICS];
        double sum = 0;
        for (int k = 0; k < TOPICS; k++) {
            gammas[k] = gamma(0.3);
            sum += gammas[k];
        }
        for (int k = 0; k < TOPICS; k++) {
            gammas[k] /= sum;
        }
        return gammas;
    }

    private static double gamma(double shape) {
        double bound = 1 + shape / Math.E;
        while (true) {
            double p = bound * RANDOM.nextDouble();
            double x = p <= 1 ? Math.pow(p, 1 / shape) : -Math.log((bound - p) / shape);
            double accept = p <= 1 ? Math.exp(-x) : Math.pow(x, shape - 1);
            if (RANDOM.nextDouble() < accept) {
                return x;
            }
        }
    }

    private static int topic(double[] mixture) {
        double u = RANDOM.nextDouble();
        int topic = 0;
        while (topic < TOPICS - 1 && u >= mixture[topic]) {
            u -= mixture[topic];
            topic++;
        }
        return topic;
    }

    private static int word(int topic) {
        if (RANDOM.nextDouble() < 0.9) {
            return topic * OWN + RANDOM.nextInt(OWN);
        }
        int other = RANDOM.nextInt(WORDS - OWN);
        return other < topic * OWN ? other : other + OWN;
    }
}
