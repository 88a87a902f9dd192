package org.pathwise.runtime.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.pathwise.runtime.inference.ElboHistory;

/** The course of a fit as a table: {@code step,elbo,step_size}. */
public final class ElboCsv {
    private ElboCsv() {}

    /** Writes a history. */
    public static void write(Path file, List<ElboHistory.Point> history) throws IOException {
        AtomicFile.write(file, out -> {
            out.write("step,elbo,step_size\n");
            for (ElboHistory.Point point : history) {
                out.write(point.step() + "," + DrawsCsv.number(point.elbo()) + ","
                        + DrawsCsv.number(point.stepSize()) + "\n");
            }
        });
    }
}
