package org.pathwise.runtime.io;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * One array in the IDX format of the MNIST files (LeCun, Cortes and Burges, "The MNIST database",
 * section "File formats"), plain or compressed by gzip: two bytes 0, a byte for the kind of
 * elements, a byte for the number of dimensions, each dimension as a 32-bit integer, then the
 * elements, row-major; all numbers begin with their highest byte.
 */
final class IdxData {
    private static final Pattern FILE_NAME =
            Pattern.compile(".*[-.]idx\\d?(-\\w+)?(\\.gz)?", Pattern.CASE_INSENSITIVE);

    /** What elements are stored as. */
    private enum Kind {
        UNSIGNED_BYTE(0x08, 1, true),
        SIGNED_BYTE(0x09, 1, true),
        SHORT(0x0B, 2, true),
        INT(0x0C, 4, true),
        FLOAT(0x0D, 4, false),
        DOUBLE(0x0E, 8, false);

        private final int code;
        private final int bytes;
        private final boolean whole;

        Kind(int code, int bytes, boolean whole) {
            this.code = code;
            this.bytes = bytes;
            this.whole = whole;
        }

        /** The next element of a file. */
        double next(ByteBuffer buffer) {
            return switch (this) {
                case UNSIGNED_BYTE -> buffer.get() & 0xFF;
                case SIGNED_BYTE -> buffer.get();
                case SHORT -> buffer.getShort();
                case INT -> buffer.getInt();
                case FLOAT -> buffer.getFloat();
                case DOUBLE -> buffer.getDouble();
            };
        }
    }

    private final String name;
    private final String file;

    /**
     * Prepares.
     *
     * @param name what the array is called
     * @param file what messages call the file
     */
    IdxData(String name, String file) {
        this.name = name;
        this.file = file;
    }

    /** Whether a file is called as such files are: {@code t10k-images-idx3-ubyte.gz}. */
    static boolean isNamed(String file) {
        return FILE_NAME.matcher(file).matches();
    }

    /** Reads the content of a file, which need not be unpacked. */
    DataSet read(byte[] content) throws IOException {
        boolean packed = content.length > 1 && content[0] == 0x1F && content[1] == (byte) 0x8B;
        if (!packed) {
            return array(content);
        }
        try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(content))) {
            return array(unpacked.readAllBytes());
        } catch (EOFException e) {
            return failure("the compressed file ends too early", "copy it again");
        } catch (ZipException e) {
            return failure("the file cannot be unpacked: " + e.getMessage(), "copy it again");
        }
    }

    private DataSet array(byte[] content) {
        ByteBuffer buffer = ByteBuffer.wrap(content);
        try {
            int zeros = buffer.getShort();
            int code = buffer.get();
            int rank = buffer.get();
            Optional<Kind> kind = kind(code);
            if (zeros != 0 || kind.isEmpty() || rank < 1) {
                return failure(
                        "the file is not in the IDX format: it begins with the bytes "
                                + bytes(content),
                        "an IDX file begins with 00 00, a kind of elements from 08 to 0e, and the"
                                + " number of dimensions");
            }
            List<Integer> shape = new ArrayList<>();
            long size = 1;
            for (int i = 0; i < rank; i++) {
                int extent = buffer.getInt();
                shape.add(extent);
                size = extent < 0 ? -1 : Math.multiplyExact(size, (long) extent);
                if (size < 0 || size > Integer.MAX_VALUE) {
                    return failure("an array of the shape " + shape + " is too large");
                }
            }
            return array(kind.get(), shape, (int) size, buffer);
        } catch (BufferUnderflowException | ArithmeticException e) {
            return failure(
                    "the file ends within its header, after " + count(content.length, "byte"));
        }
    }

    private DataSet array(Kind kind, List<Integer> shape, int size, ByteBuffer buffer) {
        int header = buffer.position();
        long expected = (long) size * kind.bytes;
        if (buffer.remaining() != expected) {
            return failure(
                    "the file holds "
                            + count(buffer.remaining(), "byte")
                            + " of elements, but its shape "
                            + shape
                            + " needs "
                            + expected,
                    buffer.remaining() < expected ? "the file was cut off: copy it again" : "");
        }
        double[] values = new double[size];
        List<Integer> missing = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            values[i] = kind.next(buffer);
            if (Double.isNaN(values[i])) {
                missing.add(i);
            }
        }
        DataValue value =
                new DataValue(
                        name,
                        shape,
                        values,
                        kind.whole,
                        missing,
                        Optional.empty(),
                        at(0),
                        position -> at(header + position * kind.bytes),
                        true);
        return new DataSet(Map.of(name, value), List.of());
    }

    private static Optional<Kind> kind(int code) {
        for (Kind kind : Kind.values()) {
            if (kind.code == code) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    private static String bytes(byte[] content) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(4, content.length); i++) {
            text.append(i == 0 ? "" : " ").append("%02x".formatted(content[i] & 0xFF));
        }
        return text.toString();
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    /** A place in a file without lines: the byte, from 1, counts as the column. */
    private Place at(int position) {
        return new Place(file, 1, position + 1);
    }

    private DataSet failure(String message) {
        return failure(message, "");
    }

    private DataSet failure(String message, String help) {
        return DataFiles.failure(
                help.isEmpty() ? DataError.at(at(0), message) : DataError.at(at(0), message, help));
    }
}
