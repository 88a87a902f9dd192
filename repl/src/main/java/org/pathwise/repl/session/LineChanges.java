package org.pathwise.repl.session;

import java.util.ArrayList;
import java.util.List;

/** Which lines a text has lost and gained. */
final class LineChanges {
    private LineChanges() {}

    /**
     * The lines that differ, in order, with {@code - } before those that are gone and {@code + }
     * before new ones: as few as possible, by the longest common subsequence.
     */
    static List<String> of(List<String> before, List<String> now) {
        int[][] common = new int[before.size() + 1][now.size() + 1];
        for (int i = before.size() - 1; i >= 0; i--) {
            for (int j = now.size() - 1; j >= 0; j--) {
                common[i][j] =
                        before.get(i).equals(now.get(j))
                                ? 1 + common[i + 1][j + 1]
                                : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        List<String> changes = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < before.size() || j < now.size()) {
            if (i < before.size() && j < now.size() && before.get(i).equals(now.get(j))) {
                i++;
                j++;
            } else if (j == now.size()
                    || i < before.size() && common[i + 1][j] >= common[i][j + 1]) {
                changes.add("- " + before.get(i++));
            } else {
                changes.add("+ " + now.get(j++));
            }
        }
        return changes;
    }
}
