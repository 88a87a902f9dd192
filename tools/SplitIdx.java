import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Splits a gzipped IDX file of bytes into its first rows and the rest: {@code java
 * tools/SplitIdx.java FILE COUNT FIRST REST}.
 */
final class SplitIdx {
    private SplitIdx() {}

    public static void main(String[] arguments) throws IOException {
        int count = Integer.parseInt(arguments[1]);
        try (InputStream file = new GZIPInputStream(Files.newInputStream(Path.of(arguments[0])))) {
            DataInputStream in = new DataInputStream(file);
            int magic = in.readInt();
            int[] shape = new int[magic & 0xff];
            int row = 1;
            for (int i = 0; i < shape.length; i++) {
                shape[i] = in.readInt();
                row *= i == 0 ? 1 : shape[i];
            }
            write(Path.of(arguments[2]), magic, shape, count, in.readNBytes(count * row));
            int rest = shape[0] - count;
            write(Path.of(arguments[3]), magic, shape, rest, in.readNBytes(rest * row));
        }
    }

    private static void write(Path path, int magic, int[] shape, int count, byte[] rows)
            throws IOException {
        ByteBuffer header = ByteBuffer.allocate(4 + 4 * shape.length).putInt(magic).putInt(count);
        for (int i = 1; i < shape.length; i++) {
            header.putInt(shape[i]);
        }
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path))) {
            out.write(header.array());
            out.write(rows);
        }
    }
}
