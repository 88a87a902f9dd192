package org.pathwise.runtime.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Arrays of doubles in NumPy's archive format, {@code .npz}: a zip file with an entry {@code
 * NAME.npy} for each array (NumPy Enhancement Proposal 1, format version 1.0). {@code
 * numpy.load("parameters.npz")} reads it. Every number keeps its bits, and the same arrays make the
 * same file.
 */
public final class NumpyArchive {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int ALIGNMENT = 64;
    private static final String ENDING = ".npy";
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private static final Pattern HEADER =
            Pattern.compile(
                    "\\{'descr': '<f8', 'fortran_order': False, 'shape': \\(([0-9, ]*)\\),"
                            + " \\}\\s*");

    private NumpyArchive() {}

    /** Writes arrays. */
    public static void write(Path file, List<NamedArray> arrays) throws IOException {
        AtomicFile.writeBytes(
                file,
                out -> {
                    try (ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
                        for (NamedArray array : arrays) {
                            entry(zip, array);
                        }
                    }
                });
    }

    private static void entry(ZipOutputStream zip, NamedArray array) throws IOException {
        byte[] content = content(array);
        CRC32 checksum = new CRC32();
        checksum.update(content);
        ZipEntry entry = new ZipEntry(array.name() + ENDING);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(checksum.getValue());
        entry.setTimeLocal(NO_TIME);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    private static byte[] content(NamedArray array) throws IOException {
        String shape =
                array.shape().stream().map(String::valueOf).collect(Collectors.joining(", "))
                        + (array.shape().size() == 1 ? "," : "");
        String text = "{'descr': '<f8', 'fortran_order': False, 'shape': (" + shape + "), }";
        int before = MAGIC.length + 4;
        int unpadded = before + text.length() + 1;
        int padding = Math.floorMod(-unpadded, ALIGNMENT);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(MAGIC);
        out.write(new byte[] {1, 0});
        int length = text.length() + padding + 1;
        out.write(new byte[] {(byte) length, (byte) (length >> 8)});
        out.write((text + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII));
        ByteBuffer numbers =
                ByteBuffer.allocate(Math.multiplyExact(array.values().length, Double.BYTES))
                        .order(ByteOrder.LITTLE_ENDIAN);
        numbers.asDoubleBuffer().put(array.values());
        out.write(numbers.array());
        return out.toByteArray();
    }

    /**
     * Reads arrays, in the order of the file.
     *
     * @throws ZipException if the file is not an archive as {@link #write} makes it, or not the
     *     whole of one
     */
    public static List<NamedArray> read(Path file) throws IOException {
        List<NamedArray> arrays = new ArrayList<>();
        try (ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                if (!entry.getName().endsWith(ENDING)) {
                    throw new ZipException(entry.getName() + " is no array");
                }
                String name =
                        entry.getName().substring(0, entry.getName().length() - ENDING.length());
                try (InputStream in = zip.getInputStream(entry)) {
                    byte[] content = in.readAllBytes();
                    CRC32 checksum = new CRC32();
                    checksum.update(content);
                    if (checksum.getValue() != entry.getCrc()) {
                        throw new ZipException(entry.getName() + " is damaged");
                    }
                    arrays.add(array(name, content));
                }
            }
        }
        return arrays;
    }

    private static NamedArray array(String name, byte[] content) throws ZipException {
        ByteBuffer buffer = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        int before = MAGIC.length + 4;
        if (content.length < before
                || !Arrays.equals(content, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
                || content[MAGIC.length] != 1) {
            throw new ZipException(name + ENDING + " is no array");
        }
        int length = Short.toUnsignedInt(buffer.getShort(MAGIC.length + 2));
        if (content.length < before + length) {
            throw new ZipException(name + ENDING + " is no array");
        }
        String text = new String(content, before, length, StandardCharsets.US_ASCII);
        Matcher header = HEADER.matcher(text);
        if (!header.matches()) {
            throw new ZipException(name + ENDING + " is no row-major array of doubles");
        }
        List<Integer> shape =
                Arrays.stream(header.group(1).split(","))
                        .map(String::strip)
                        .filter(extent -> !extent.isEmpty())
                        .map(Integer::valueOf)
                        .toList();
        int size = shape.stream().mapToInt(Integer::intValue).reduce(1, Math::multiplyExact);
        if (content.length != before + length + (long) size * Double.BYTES) {
            throw new ZipException(name + ENDING + " does not hold as many numbers as it says");
        }
        double[] values = new double[size];
        buffer.position(before + length).asDoubleBuffer().get(values);
        return new NamedArray(name, shape, values);
    }
}
