package org.pathwise.runtime.io;

import org.pathwise.runtime.program.DrawProgram.Quantity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The names and the order of an array's elements in files. */
public final class ElementNames {
    private ElementNames() {}

    /**
     * The names in row-major order, as users write them: {@code mu}, {@code theta[1]}, {@code
     * X[1,2]}; of missing data the missing elements alone.
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
     * The place among a draw's elements and the name of each element, in the order of Stan CSV:
     * first index fastest.
     */
    static List<Column> columnMajor(Quantity quantity) {
        List<List<Integer>> indices = rowMajor(quantity);
        Comparator<Integer> order = Comparator.comparingInt(_ -> 0);
        for (int d = quantity.shape().size() - 1; d >= 0; d--) {
            int dimension = d;
            order = order.thenComparing(e -> indices.get(e).get(dimension));
        }
        return IntStream.range(0, indices.size())
                .boxed()
                .sorted(order)
                .map(
                        e ->
                                new Column(
                                        e,
                                        indices.get(e).isEmpty()
                                                ? quantity.name()
                                                : quantity.name()
                                                        + "."
                                                        + join(indices.get(e), ".")))
                .toList();
    }

    /**
     * An element.
     *
     * @param position its place among the elements that a draw holds
     */
    record Column(int position, String name) {}

    private static List<List<Integer>> rowMajor(Quantity quantity) {
        List<List<Integer>> indices = new ArrayList<>();
        int dimensions = quantity.shape().size();
        for (int e = 0; e < quantity.size(); e++) {
            Integer[] index = new Integer[dimensions];
            int rest = quantity.elements().isPresent() ? quantity.elements().get().get(e) : e;
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
