package org.pathwise.runtime.io;

import org.pathwise.runtime.program.DrawProgram.Quantity;

import java.util.ArrayList;
import java.util.List;

/** The names and the order of an array's elements in files. */
public final class ElementNames {
    private ElementNames() {}

    /**
     * The names in row-major order, as users write them: {@code mu}, {@code theta[1]}, {@code
     * X[1,2]}.
     */
    public static List<String> bracketed(Quantity quantity) {
        return rowMajor(quantity).stream()
                .map(
                        index ->
                                index.isEmpty()
                                        ? quantity.name()
                                        : quantity.name() + "[" + join(index, ",") + "]")
                .toList();
    }

    /**
     * The row-major position and the name of each element, in the order of Stan CSV: first index
     * fastest.
     */
    static List<Column> columnMajor(Quantity quantity) {
        List<Column> columns = new ArrayList<>();
        int size = quantity.size();
        for (int e = 0; e < size; e++) {
            int rest = e;
            int position = 0;
            StringBuilder name = new StringBuilder(quantity.name());
            for (int extent : quantity.shape()) {
                int index = rest % extent;
                rest /= extent;
                position = position * extent + index;
                name.append('.').append(index + 1);
            }
            columns.add(new Column(position, name.toString()));
        }
        return columns;
    }

    record Column(int position, String name) {}

    private static List<List<Integer>> rowMajor(Quantity quantity) {
        List<List<Integer>> indices = new ArrayList<>();
        int dimensions = quantity.shape().size();
        for (int e = 0; e < quantity.size(); e++) {
            Integer[] index = new Integer[dimensions];
            int rest = e;
            for (int d = dimensions - 1; d >= 0; d--) {
                index[d] = rest % quantity.shape().get(d) + 1;
                rest /= quantity.shape().get(d);
            }
            indices.add(List.of(index));
        }
        return indices;
    }

    private static String join(List<Integer> index, String separator) {
        return String.join(separator, index.stream().map(String::valueOf).toList());
    }
}
