package org.pathwise.runtime.io;

import org.pathwise.runtime.inference.PosteriorDraws;
import org.pathwise.runtime.program.DrawProgram.Quantity;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Draws in the Stan CSV format (CmdStan User's Guide, "Stan CSV File Format") with the columns of
 * Pathfinder: {@code lp_approx__} is log q, {@code lp__} is log p. Elements of arrays are in
 * column-major order. Numbers read back to the same bits.
 */
public final class DrawsCsv {
    private DrawsCsv() {}

    /**
     * Writes draws.
     *
     * @param settings echoed as {@code # key = value} before the header, in this order
     */
    public static void write(Path file, Map<String, String> settings, PosteriorDraws draws)
            throws IOException {
        AtomicFile.write(file, out -> content(out, settings, draws));
    }

    private static void content(
            BufferedWriter out, Map<String, String> settings, PosteriorDraws draws)
            throws IOException {
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            String value = setting.getValue().replaceAll("\\R", " ");
            out.write("# " + setting.getKey() + " = " + value + "\n");
        }
        List<String> names = new ArrayList<>(List.of("lp_approx__", "lp__"));
        int[] order = new int[draws.width()];
        int offset = 0;
        for (Quantity quantity : draws.quantities()) {
            int next = offset;
            for (ElementNames.Column column : ElementNames.columnMajor(quantity)) {
                names.add(column.name());
                order[next++] = offset + column.position();
            }
            offset = next;
        }
        out.write(String.join(",", names));
        out.write('\n');
        for (int d = 0; d < draws.count(); d++) {
            out.write(number(draws.logGuide()[d]));
            out.write(',');
            out.write(number(draws.logJoint()[d]));
            for (int column : order) {
                out.write(',');
                out.write(number(draws.values()[d * order.length + column]));
            }
            out.write('\n');
        }
    }

    /** A number as CmdStan writes it: {@code nan}, {@code inf}, whole numbers without a point. */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
