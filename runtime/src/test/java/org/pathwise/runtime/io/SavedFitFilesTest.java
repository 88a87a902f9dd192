package org.pathwise.runtime.io;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;

final class SavedFitFilesTest {
    private static final double[] HARD = {
        0.1, -0.0, Double.MIN_VALUE, Double.MAX_VALUE, Double.POSITIVE_INFINITY, Double.NaN
    };

    private static final List<NamedArray> PARAMETERS =
            List.of(
                    new NamedArray("mu.loc", List.of(), new double[] {Math.PI}),
                    new NamedArray("dekodér.1.weight", List.of(2, 3), HARD),
                    new NamedArray("none", List.of(0, 3), new double[0]),
                    new NamedArray("x", List.of(2), new double[] {1, 2}));

    private static final SavedFit FIT =
            new SavedFit(
                    "1.0",
                    "small",
                    "small/model.pw",
                    "model {\n  mu ~ Normal(0, 1) // µ\n}\n",
                    "meanfield",
                    Long.MAX_VALUE,
                    Map.of(
                            "K",
                            DataValue.scalar("K", 3, true, new Place("--set", 1, 1)),
                            "s",
                            DataValue.scalar("s", 0.1, false, new Place("--set", 1, 1))),
                    Map.of("draws", "1000"),
                    Map.of("N", 7),
                    Map.of("y", Checksum.of(new double[] {1, 2})),
                    PARAMETERS);

    @TempDir private Path folder;

    private String error() {
        return switch (SavedFitFiles.read(folder)) {
            case SavedFitFiles.Found found -> throw new AssertionError("read " + found);
            case SavedFitFiles.Unusable(DataError error) -> error.toString();
        };
    }

    private void write() throws IOException {
        SavedFitFiles.write(folder, FIT, "a table\n");
    }

    private static long[] bits(NamedArray array) {
        return Arrays.stream(array.values()).mapToLong(Double::doubleToRawLongBits).toArray();
    }

    @Test
    void isReadAsItWasWritten() throws IOException {
        write();
        SavedFit read = ((SavedFitFiles.Found) SavedFitFiles.read(folder)).fit();
        assertThat(read.text()).isEqualTo(FIT.text());
        assertThat(read.seed()).isEqualTo(FIT.seed());
        assertThat(read.guide()).isEqualTo(FIT.guide());
        assertThat(read.sizes()).isEqualTo(FIT.sizes());
        assertThat(read.options()).isEqualTo(FIT.options());
        assertThat(read.checksums()).isEqualTo(FIT.checksums());
        assertThat(read.settings().get("K").values()).containsExactly(3);
        assertThat(read.settings().get("K").integers()).isTrue();
        assertThat(read.settings().get("s").values()).containsExactly(0.1);
        assertThat(read.settings().get("s").integers()).isFalse();
        assertThat(read.parameters()).hasSameSizeAs(PARAMETERS);
        for (int i = 0; i < PARAMETERS.size(); i++) {
            assertThat(read.parameters().get(i).name()).isEqualTo(PARAMETERS.get(i).name());
            assertThat(read.parameters().get(i).shape()).isEqualTo(PARAMETERS.get(i).shape());
            assertThat(bits(read.parameters().get(i))).isEqualTo(bits(PARAMETERS.get(i)));
        }
        assertThat(folder.resolve(SavedFitFiles.SUMMARY)).hasContent("a table");
    }

    /**
     * The bytes of an array as the format's specification has them (numpy.lib.format, version 1.0):
     * magic, version, length of the header, header as a Python dictionary up to a multiple of 64
     * bytes, data.
     */
    @Test
    void arraysAreThoseOfNumpy() throws IOException {
        write();
        try (ZipFile zip = new ZipFile(folder.resolve(SavedFitFiles.PARAMETERS).toFile())) {
            byte[] bytes = zip.getInputStream(zip.getEntry("x.npy")).readAllBytes();
            assertThat(Arrays.copyOf(bytes, 8))
                    .isEqualTo(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
            ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            int length = buffer.getShort(8);
            assertThat((10 + length) % 64).isZero();
            assertThat(new String(bytes, 10, length, StandardCharsets.US_ASCII))
                    .startsWith("{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }  ")
                    .endsWith(" \n");
            assertThat(bytes).hasSize(10 + length + 16);
            assertThat(buffer.getDouble(10 + length)).isEqualTo(1);
            assertThat(buffer.getDouble(10 + length + 8)).isEqualTo(2);
        }
    }

    @Test
    void theSameFitMakesTheSameBytes() throws IOException {
        write();
        byte[] first = Files.readAllBytes(folder.resolve(SavedFitFiles.PARAMETERS));
        write();
        assertThat(folder.resolve(SavedFitFiles.PARAMETERS)).hasBinaryContent(first);
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        assertThat(error()).contains("settings.json", "holds no fit", "results/latest");
        write();
        Files.delete(folder.resolve(SavedFitFiles.SCRIPT));
        assertThat(error()).contains("model.pw", "the script of the fit is gone");
        write();
        Files.delete(folder.resolve(SavedFitFiles.PARAMETERS));
        assertThat(error()).contains("parameters.npz", "the fitted parameters are gone");
    }

    @Test
    void noticesAChangedScript() throws IOException {
        write();
        Files.writeString(folder.resolve(SavedFitFiles.SCRIPT), FIT.text() + "\n");
        assertThat(error()).contains("model.pw", "it has changed since");
    }

    @Test
    void noticesEveryTruncation() throws IOException {
        write();
        Path archive = folder.resolve(SavedFitFiles.PARAMETERS);
        byte[] whole = Files.readAllBytes(archive);
        for (int length = 0; length < whole.length; length += 7) {
            Files.write(archive, Arrays.copyOf(whole, length));
            assertThat(error()).as("%d bytes", length).contains("parameters.npz", "damaged");
        }
    }

    @Test
    void noticesAChangedNumber() throws IOException {
        write();
        Path archive = folder.resolve(SavedFitFiles.PARAMETERS);
        byte[] bytes = Files.readAllBytes(archive);
        int pi = indexOf(bytes, Math.PI);
        bytes[pi]++;
        Files.write(archive, bytes);
        assertThat(error()).contains("mu.loc.npy is damaged");
    }

    private static int indexOf(byte[] bytes, double number) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int at = 0;
        while (buffer.getDouble(at) != number) {
            at++;
        }
        return at;
    }

    @Test
    void noticesOtherParametersAndSettings() throws IOException {
        write();
        NumpyArchive.write(folder.resolve(SavedFitFiles.PARAMETERS), PARAMETERS.subList(0, 2));
        assertThat(error()).contains("parameters.npz", "not those that settings.json lists");
        Path settings = folder.resolve(SavedFitFiles.SETTINGS);
        String text = Files.readString(settings);
        Files.writeString(settings, text.replace("\"format\" : 1", "\"format\" : 2"));
        assertThat(error()).contains("saved by Pathwise 1.0 in format 2", "reads format 1");
        for (String other : List.of("", "[1", "[]", "{}", text + "{}", text.substring(9))) {
            Files.writeString(settings, other);
            assertThat(error()).contains("settings.json", "not the settings of a fit");
        }
    }
}
