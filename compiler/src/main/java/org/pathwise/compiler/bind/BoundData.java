package org.pathwise.compiler.bind;

import java.util.HashMap;
import java.util.Map;

/**
 * Data that fits a script.
 *
 * @param sizes the size of every dimension's name
 * @param values the elements of every data input and constant by name, row-major
 */
public record BoundData(Map<String, Integer> sizes, Map<String, double[]> values) {
    public BoundData {
        sizes = Map.copyOf(sizes);
        values = Map.copyOf(new HashMap<>(values));
    }
}
