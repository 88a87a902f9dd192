package org.pathwise.compiler.emit;

import org.pathwise.compiler.array.DataArray;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The arrays that generated code gets as class data: large data, and tables of offsets made from
 * index data.
 */
final class Constants {
    private final Layout layout;
    private final List<Object> arrays = new ArrayList<>();
    private final Map<DataArray, Integer> data = new IdentityHashMap<>();
    private final Map<DataArray, Map<Integer, Integer>> tables = new IdentityHashMap<>();

    Constants(Layout layout) {
        this.layout = layout;
    }

    /** The arrays, of the layout's elements or {@code int[]}. */
    List<Object> arrays() {
        return arrays;
    }

    /** The number of the data's values in the layout's order. */
    int data(DataArray array) {
        return data.computeIfAbsent(
                array,
                a -> {
                    arrays.add(
                            layout.elements()
                                    .array(Transposition.arrange(a, layout.order(a.order()))));
                    return arrays.size() - 1;
                });
    }

    /** The number of the table of {@code (index - 1) * stride}, in the layout's order. */
    int table(DataArray array, int stride) {
        return tables.computeIfAbsent(array, _ -> new HashMap<>())
                .computeIfAbsent(
                        stride,
                        by -> {
                            double[] values =
                                    Transposition.arrange(array, layout.order(array.order()));
                            int[] table = new int[values.length];
                            for (int i = 0; i < table.length; i++) {
                                table[i] = ((int) values[i] - 1) * by;
                            }
                            arrays.add(table);
                            return arrays.size() - 1;
                        });
    }
}
