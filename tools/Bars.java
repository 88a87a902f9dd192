import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.StringJoiner;

/**
 * Makes the images of the autoencoder examples: {@code java tools/Bars.java}, in the root folder.
 *
 * <p>An image has 6 x 6 pixels. Each of the 6 rows and 6 columns is a bar that is drawn with
 * probability 1/6; an image without a bar is drawn again. Then each pixel is flipped with
 * probability 0.02. The label of an image is 1 if it has more rows than columns, 2 if it has more
 * columns, 3 if equally many.
 */
final class Bars {
    private static final int SIDE = 6;

    private final Random random;

    private Bars(long seed) {
        this.random = new Random(seed);
    }

    public static void main(String[] arguments) throws IOException {
        new Bars(1).write(Path.of("examples/vae/data.json"), 600);
        new Bars(2).write(Path.of("examples/vae/test.json"), 200);
        new Bars(3).writeLabelled(Path.of("examples/semi-supervised-vae/data.json"), 200, 400);
    }

    private record Image(String pixels, int label) {}

    private Image image() {
        boolean[] rows = new boolean[SIDE];
        boolean[] columns = new boolean[SIDE];
        int more = 0;
        int bars = 0;
        while (bars == 0) {
            more = 0;
            for (int i = 0; i < SIDE; i++) {
                rows[i] = random.nextInt(SIDE) == 0;
                columns[i] = random.nextInt(SIDE) == 0;
                bars += (rows[i] ? 1 : 0) + (columns[i] ? 1 : 0);
                more += (rows[i] ? 1 : 0) - (columns[i] ? 1 : 0);
            }
        }
        StringJoiner pixels = new StringJoiner(",", "[", "]");
        for (int i = 0; i < SIDE * SIDE; i++) {
            boolean on = rows[i / SIDE] || columns[i % SIDE];
            boolean flip = random.nextInt(50) == 0;
            pixels.add(on != flip ? "1" : "0");
        }
        return new Image(pixels.toString(), more > 0 ? 1 : more < 0 ? 2 : 3);
    }

    private void write(Path file, int count) throws IOException {
        StringJoiner images = new StringJoiner(",\n", "{\"x\": [\n", "\n]}\n");
        for (int i = 0; i < count; i++) {
            images.add(image().pixels());
        }
        Files.writeString(file, images.toString());
    }

    private void writeLabelled(Path file, int labelled, int others) throws IOException {
        StringJoiner known = new StringJoiner(",\n", "{\"known\": [\n", "\n],\n");
        StringJoiner labels = new StringJoiner(",", "\"label\": [", "],\n");
        for (int i = 0; i < labelled; i++) {
            Image image = image();
            known.add(image.pixels());
            labels.add(Integer.toString(image.label()));
        }
        StringJoiner unknown = new StringJoiner(",\n", "\"x\": [\n", "\n],\n");
        StringJoiner truth = new StringJoiner(",", "\"truth\": [", "]}\n");
        for (int i = 0; i < others; i++) {
            Image image = image();
            unknown.add(image.pixels());
            truth.add(Integer.toString(image.label()));
        }
        Files.writeString(file, known.toString() + labels + unknown + truth);
    }
}
