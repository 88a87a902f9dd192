package org.pathwise.repl.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** How often each value of a sample of few different values is in it: a bar a value. */
public final class Bars {
    /** Up to so many different values have a bar each. */
    private static final int MOST = 24;

    private static final String EIGHTHS = "▏▎▍▌▋▊▉";

    private Bars() {}

    /** Whether a sample is of so few whole numbers that it can be shown so. */
    public static boolean suit(double[] values) {
        for (double value : values) {
            if (value != Math.rint(value) || Double.isInfinite(value)) {
                return false;
            }
        }
        return values.length > 0 && counts(values).size() <= MOST;
    }

    /**
     * The lines: value, bar, share.
     *
     * @param values as {@link #suit} wants them
     * @param width how many characters a line holds
     */
    public static List<String> of(double[] values, int width) {
        SortedMap<Double, Integer> counts = counts(values);
        int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(1);
        int names = counts.keySet().stream().mapToInt(v -> name(v).length()).max().orElse(0);
        int longest = Math.clamp((long) width - names - 8, 8, 60);
        List<String> lines = new ArrayList<>();
        for (Map.Entry<Double, Integer> entry : counts.entrySet()) {
            int eighths = Math.max(1, (int) Math.round(8.0 * longest * entry.getValue() / most));
            String bar =
                    "█".repeat(eighths / 8)
                            + (eighths % 8 == 0 ? "" : EIGHTHS.charAt(eighths % 8 - 1));
            lines.add(
                    " ".repeat(names - name(entry.getKey()).length())
                            + name(entry.getKey())
                            + " "
                            + bar
                            + " "
                            + String.format(
                                    Locale.ROOT,
                                    "%.3f",
                                    (double) entry.getValue() / values.length));
        }
        return lines;
    }

    private static String name(double value) {
        return Numbers.shortest(value);
    }

    private static SortedMap<Double, Integer> counts(double[] values) {
        SortedMap<Double, Integer> counts = new TreeMap<>();
        for (double value : values) {
            counts.merge(value + 0.0, 1, Integer::sum);
        }
        return counts;
    }
}
