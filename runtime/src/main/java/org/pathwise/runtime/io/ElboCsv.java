package org.pathwise.runtime.io;

import org.pathwise.runtime.inference.ElboHistory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The course of a fit as a table: {@code step,elbo,step_size}. */
public final class ElboCsv {
    private ElboCsv() {}

    /** Writes a history. */
    public static void write(Path file, List<ElboHistory.Point> history) throws IOException {
        AtomicFile.write(
                file,
                out -> {
                    out.write("step,elbo,step_size\n");
                    for (ElboHistory.Point point : history) {
                        out.write(
                                point.step()
                                        + ","
                                        + DrawsCsv.number(point.elbo())
                                        + ","
                                        + DrawsCsv.number(point.stepSize())
                                        + "\n");
                    }
                });
    }
}
