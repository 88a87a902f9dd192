package org.pathwise.compiler.emit;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.DataArray;

import java.util.List;
import java.util.Map;

/** Rearranges data once, when a program is emitted. */
final class Transposition {
    private Transposition() {}

    /**
     * The data's values in another order of its axes; the data's own array if that is its order
     * already.
     */
    static double[] arrange(DataArray data, List<Axis> order) {
        if (data.order().stream().filter(axis -> axis.extent() != 1).toList().equals(order)) {
            return data.values();
        }
        Map<Axis, Integer> strides = Layout.strides(data.order());
        double[] result = new double[data.values().length];
        if (result.length > 0) {
            copy(
                    data.values(),
                    0,
                    order.stream().mapToInt(strides::get).toArray(),
                    order,
                    0,
                    result,
                    new int[1]);
        }
        return result;
    }

    private static void copy(
            double[] from,
            int at,
            int[] strides,
            List<Axis> order,
            int depth,
            double[] to,
            int[] next) {
        if (depth == order.size()) {
            to[next[0]++] = from[at];
            return;
        }
        for (int i = 0; i < order.get(depth).extent(); i++) {
            copy(from, at + i * strides[depth], strides, order, depth + 1, to, next);
        }
    }
}
