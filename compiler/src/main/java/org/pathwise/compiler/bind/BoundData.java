package org.pathwise.compiler.bind;

import org.pathwise.runtime.io.DataValue;

import java.util.HashMap;
import java.util.Map;

/**
 * Data that fits a script.
 *
 * @param sizes the size of every dimension's name
 * @param values the elements of every data input and constant by name, row-major
 * @param incomplete the data inputs with missing elements, by name; their elements in {@code
 *     values} are NaN until it is decided what becomes of them
 */
public record BoundData(
        Map<String, Integer> sizes,
        Map<String, double[]> values,
        Map<String, DataValue> incomplete) {
    public BoundData {
        sizes = Map.copyOf(sizes);
        values = Map.copyOf(new HashMap<>(values));
        incomplete = Map.copyOf(incomplete);
    }
}
