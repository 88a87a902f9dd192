package org.pathwise.runtime.io;

import org.pathwise.runtime.program.ParameterLayout;

import java.util.ArrayList;
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

    /** Whether this is the value of a parameter: by name and shape. */
    public boolean fits(ParameterLayout.Block block) {
        return name.equals(block.name()) && shape.equals(block.shape());
    }

    /**
     * Puts parameters into a flat vector, the inverse of {@link #of}.
     *
     * @param arrays of which some may belong to no parameter
     * @return the names of the parameters for which there is none, whose values stay as they are
     */
    public static List<String> fill(
            double[] values, ParameterLayout layout, List<NamedArray> arrays) {
        List<String> absent = new ArrayList<>();
        for (ParameterLayout.Block block : layout.blocks()) {
            arrays.stream()
                    .filter(array -> array.fits(block))
                    .findFirst()
                    .ifPresentOrElse(
                            array ->
                                    System.arraycopy(
                                            array.values(),
                                            0,
                                            values,
                                            block.offset(),
                                            block.size()),
                            () -> absent.add(block.name()));
        }
        return absent;
    }
}
