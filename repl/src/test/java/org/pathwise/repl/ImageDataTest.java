package org.pathwise.repl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/** Images from IDX files on the command line. */
final class ImageDataTest {
    /** Two images of 2 rows of 3 pixels; 5 of the 12 are above one half of 255. */
    private static final String IMAGES = "000008030000000200000002000000030001027f80ffff00c8000090";

    private static final String SCRIPT =
            """
            data pixels: %s
            x = round(pixels / 255)
            model {
              p ~ Uniform(0, 1)
              x ~ Bernoulli(p)
            }
            """;

    @TempDir private Path folder;

    private Run logDensity(String type, String argument) throws IOException {
        Path script = Files.writeString(folder.resolve("images.pw"), SCRIPT.formatted(type));
        Path at = Files.writeString(folder.resolve("at.json"), "{\"p\": 0.3}");
        Path images =
                Files.write(folder.resolve("some-idx3-ubyte"), HexFormat.of().parseHex(IMAGES));
        return Run.of("log-density", script, "--at", at, "--data", argument + images);
    }

    @Test
    void roundedPixelsAreObserved() throws IOException {
        double expected = 5 * Math.log(0.3) + 7 * Math.log(0.7);
        for (String type : new String[] {"real[N, R, C]", "real[N, D]", "int in 0..255 [N, 6]"}) {
            Run run = logDensity(type, "pixels=");
            assertThat(run.err()).isEmpty();
            assertThat(run.out()).contains(Double.toString(expected).substring(0, 12));
        }
    }

    @Test
    void mistakesHaveTheirPlace() throws IOException {
        assertThat(logDensity("real[N, 7]", "pixels=").err()).contains("7").contains("6");
        assertThat(logDensity("real[N]", "pixels=").err()).contains("pixels");
        assertThat(logDensity("real[N, D]", "").err())
                .contains("an IDX file holds one array without a name");
        assertThat(logDensity("real[N, D]", "other=").err()).contains("`pixels`");
    }
}
