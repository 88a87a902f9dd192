package org.pathwise.runtime.io;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** Tells whether a text or an array is still the same: CRC-32C, eight hexadecimal digits. */
public final class Checksum {
    private static final int CHUNK = 1 << 13;

    private Checksum() {}

    /** Of a text in UTF-8. */
    public static String of(String text) {
        CRC32C sum = new CRC32C();
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        return hexadecimal(sum);
    }

    /** Of the bits of numbers. */
    public static String of(double[] values) {
        CRC32C sum = new CRC32C();
        ByteBuffer bytes = ByteBuffer.allocate(CHUNK * Double.BYTES);
        for (int from = 0; from < values.length; from += CHUNK) {
            int count = Math.min(CHUNK, values.length - from);
            bytes.clear().limit(count * Double.BYTES);
            bytes.asDoubleBuffer().put(values, from, count);
            sum.update(bytes);
        }
        return hexadecimal(sum);
    }

    private static String hexadecimal(CRC32C sum) {
        return String.format("%08x", sum.getValue());
    }
}
