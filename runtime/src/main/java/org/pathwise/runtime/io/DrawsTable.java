package org.pathwise.runtime.io;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Draws as {@code draws.csv} holds them, or the columns of it that were asked for.
 *
 * @param count how many draws there are
 * @param columns the draws of each number, by names such as {@code theta[1]}
 * @param logGuide log q of each draw
 * @param logJoint log p of each draw
 */
public record DrawsTable(
        int count, Map<String, double[]> columns, double[] logGuide, double[] logJoint) {
    public DrawsTable {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    }
}
