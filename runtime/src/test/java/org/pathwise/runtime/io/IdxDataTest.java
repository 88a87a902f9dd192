package org.pathwise.runtime.io;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** IDX files, written byte by byte. */
final class IdxDataTest {
    /** Two images of 2 rows of 3 pixels. */
    private static final String IMAGES =
            "00000803" + "00000002" + "00000002" + "00000003" + "0001027f80ff" + "ff0000000010";

    @TempDir private Path folder;

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static byte[] packed(byte[] content) throws IOException {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(target)) {
            gzip.write(content);
        }
        return target.toByteArray();
    }

    private DataSet read(byte[] content) throws IOException {
        Path file = Files.write(folder.resolve("some-idx3-ubyte"), content);
        return DataFiles.read(List.of(new DataFile(Optional.of("x"), file)));
    }

    @Test
    void imagesAreThePixelsOfTheFile() throws IOException {
        for (byte[] content : List.of(bytes(IMAGES), packed(bytes(IMAGES)))) {
            DataSet set = read(content);
            assertThat(set.errors()).isEmpty();
            DataValue value = set.values().get("x");
            assertThat(value.shape()).containsExactly(2, 2, 3);
            assertThat(value.values()).containsExactly(0, 1, 2, 127, 128, 255, 255, 0, 0, 0, 0, 16);
            assertThat(value.integers()).isTrue();
            assertThat(value.elementPlace(5)).hasToString(folder + "/some-idx3-ubyte:1:22");
            assertThat(value.folded(2).shape()).containsExactly(2, 6);
            assertThat(value.folded(2).values()).isEqualTo(value.values());
            assertThat(value.folded(1)).isSameAs(value);
            assertThat(value.folded(3)).isSameAs(value);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "08, 00ff, 0 255",
        "09, 7fff, 127 -1",
        "0b, 0100ffff, 256 -1",
        "0c, 00010000ffffffff, 65536 -1",
        "0d, 3fc00000c0000000, 1.5 -2",
        "0e, 3ff8000000000000c000000000000000, 1.5 -2"
    })
    void allKindsOfElements(String code, String elements, String values) throws IOException {
        DataValue value = read(bytes("0000" + code + "0100000002" + elements)).values().get("x");
        assertThat(value.values())
                .containsExactly(
                        Arrays.stream(values.split(" "))
                                .mapToDouble(Double::parseDouble)
                                .toArray());
        assertThat(value.integers()).isEqualTo(!values.contains("."));
    }

    @Test
    void whatIsNotANumberIsMissing() throws IOException {
        byte[] content =
                ByteBuffer.allocate(16)
                        .put(bytes("00000d0100000002"))
                        .putFloat(Float.NaN)
                        .putFloat(1)
                        .array();
        assertThat(read(content).values().get("x").missing()).containsExactly(0);
    }

    @ParameterizedTest
    @CsvSource({
        "7b22782200, the file is not in the IDX format: it begins with the bytes 7b 22 78 22",
        "00000703, the file is not in the IDX format: it begins with the bytes 00 00 07 03",
        "00000800, the file is not in the IDX format: it begins with the bytes 00 00 08 00",
        "000008, 'the file ends within its header, after 3 bytes'",
        "0000080300000002, 'the file ends within its header, after 8 bytes'",
        "000008010000000300ff, 'the file holds 2 bytes of elements, but its shape [3] needs 3'",
        "000008010000000100ff, 'the file holds 2 bytes of elements, but its shape [1] needs 1'",
        "00000802ffffffff00000001, 'an array of the shape [-1] is too large'",
        "000008027fffffff7fffffff, 'an array of the shape [2147483647, 2147483647] is too large'"
    })
    void whatIsWrongIsSaid(String content, String message) throws IOException {
        DataSet set = read(bytes(content));
        assertThat(set.values()).isEmpty();
        assertThat(set.errors()).extracting(DataError::message).containsExactly(message);
        assertThat(set.errors().getFirst().place()).hasToString(folder + "/some-idx3-ubyte:1:1");
    }

    @Test
    void aCompressedFileThatWasCutOff() throws IOException {
        byte[] whole = packed(bytes(IMAGES));
        DataSet set = read(Arrays.copyOf(whole, whole.length - 12));
        assertThat(set.errors())
                .extracting(DataError::message)
                .containsExactly("the compressed file ends too early");
    }

    @Test
    void namesAreWhereTheyBelong() throws IOException {
        Path images = Files.write(folder.resolve("t10k-images-idx3-ubyte.gz"), bytes(IMAGES));
        Path table = Files.writeString(folder.resolve("a.csv"), "x\n1\n");
        assertThat(
                        DataFiles.read(List.of(DataFile.of(images), DataFile.parse("y=" + table)))
                                .errors())
                .extracting(DataError::message)
                .containsExactly(
                        "an IDX file holds one array without a name",
                        "the file names its arrays itself");
        assertThat(DataFile.parse("x=b.gz"))
                .isEqualTo(new DataFile(Optional.of("x"), Path.of("b.gz")));
        assertThat(DataFile.parse("a/x=b.gz")).isEqualTo(DataFile.of(Path.of("a/x=b.gz")));
        assertThat(DataFile.parse("x=b.gz")).hasToString("x=b.gz");
    }
}
