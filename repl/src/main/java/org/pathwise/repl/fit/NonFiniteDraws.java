package org.pathwise.repl.fit;

import org.pathwise.runtime.inference.PosteriorDraws;
import org.pathwise.runtime.io.ElementNames;
import org.pathwise.runtime.program.DrawProgram.Quantity;

import java.util.ArrayList;
import java.util.List;

/** Finds quantities whose summaries would be NaN or infinite, so that they are not so silently. */
public final class NonFiniteDraws {
    private NonFiniteDraws() {}

    /** One warning for each quantity with draws that are not finite. */
    public static List<String> warnings(PosteriorDraws draws) {
        List<String> warnings = new ArrayList<>();
        int column = 0;
        for (Quantity quantity : draws.quantities()) {
            String first = "";
            int worst = 0;
            for (String element : ElementNames.bracketed(quantity)) {
                int count = count(draws.column(column++));
                if (count > worst) {
                    worst = count;
                    first = element;
                }
            }
            if (worst > 0) {
                warnings.add(
                        "`"
                                + first
                                + "` is not finite in "
                                + worst
                                + " of "
                                + draws.count()
                                + " draws: its summary means nothing");
            }
        }
        return warnings;
    }

    private static int count(double[] values) {
        int count = 0;
        for (double value : values) {
            count += Double.isFinite(value) ? 0 : 1;
        }
        return count;
    }
}
