package org.pathwise.runtime.io;

import org.pathwise.runtime.program.ParameterLayout;

import java.util.Arrays;
import java.util.List;

/**
 * An array of numbers with a name.
 *
 * @param shape its extents; empty for a scalar
 * @param values its elements, row-major
 */
public record NamedArray(String name, List<Integer> shape, double[] values) {
    public NamedArray {
        shape = List.copyOf(shape);
        int size = shape.stream().mapToInt(Integer::intValue).reduce(1, Math::multiplyExact);
        if (size != values.length) {
            throw new IllegalArgumentException(
                    name + ": " + values.length + " values for shape " + shape);
        }
    }

    /** The parameters that lie in a flat vector. */
    public static List<NamedArray> of(ParameterLayout layout, double[] values) {
        return layout.blocks().stream()
                .map(
                        block ->
                                new NamedArray(
                                        block.name(),
                                        block.shape(),
                                        Arrays.copyOfRange(
                                                values,
                                                block.offset(),
                                                block.offset() + block.size())))
                .toList();
    }
}
