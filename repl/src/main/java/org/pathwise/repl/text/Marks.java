package org.pathwise.repl.text;

import java.util.ArrayList;
import java.util.List;

/** Texts below places of a line, as many as there is room for, the first ones first. */
final class Marks {
    private final StringBuilder line;
    private final List<int[]> taken = new ArrayList<>();

    /**
     * An empty line.
     *
     * @param width the least number of its characters
     */
    Marks(int width) {
        line = new StringBuilder(" ".repeat(width));
    }

    /** Puts a text with its middle at a column, inside the line, unless another one is there. */
    void put(int column, String text) {
        int start = Math.clamp(column - text.length() / 2, 0, Math.max(0, width() - text.length()));
        int end = Math.min(start + text.length(), width());
        for (int[] other : taken) {
            if (start <= other[1] && other[0] <= end) {
                return;
            }
        }
        taken.add(new int[] {start, end});
        line.replace(start, end, text.substring(0, end - start));
    }

    private int width() {
        return line.length();
    }

    @Override
    public String toString() {
        return line.toString().stripTrailing();
    }
}
