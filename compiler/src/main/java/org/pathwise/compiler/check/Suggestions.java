package org.pathwise.compiler.check;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that a user may have meant. */
public final class Suggestions {
    private Suggestions() {}

    /**
     * The nearest of the names: at most a third of the letters differ; upper and lower case count
     * as near.
     */
    public static Optional<String> nearest(String name, Collection<String> names) {
        int limit = Math.max(1, (name.length() + 1) / 3);
        return names.stream()
                .distinct()
                .filter(candidate -> !candidate.equals(name))
                .filter(candidate -> distance(name, candidate) <= limit)
                .filter(candidate -> candidate.length() > 1 || name.equalsIgnoreCase(candidate))
                .min(
                        Comparator.<String>comparingInt(candidate -> distance(name, candidate))
                                .thenComparing(Comparator.naturalOrder()));
    }

    /**
     * Letters to insert, delete, replace or swap with their neighbour; 0 when only the case
     * differs.
     */
    private static int distance(String first, String second) {
        String a = first.toLowerCase(Locale.ROOT);
        String b = second.toLowerCase(Locale.ROOT);
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int replace = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                d[i][j] = Math.min(replace, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
                boolean swapped =
                        i > 1
                                && j > 1
                                && a.charAt(i - 1) == b.charAt(j - 2)
                                && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
