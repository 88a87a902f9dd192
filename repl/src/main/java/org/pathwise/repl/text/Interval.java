package org.pathwise.repl.text;

import org.pathwise.runtime.diagnose.Summary;

/** A summary as a line of characters: the interval from 5% to 95%, and the mean. */
final class Interval {
    private Interval() {}

    /**
     * The line, as long as the scale has columns.
     *
     * @param outside what stands left and right of the interval
     */
    static String line(Summary summary, Scale scale, char outside) {
        StringBuilder line = new StringBuilder();
        int from = scale.column(summary.q05());
        int to = scale.column(summary.q95());
        int mean = scale.column(summary.mean());
        for (int i = 0; i < scale.columns(); i++) {
            char inside = i == from ? '├' : i == to ? '┤' : '━';
            line.append(i == mean ? '●' : i < from || i > to ? outside : inside);
        }
        return line.toString();
    }
}
