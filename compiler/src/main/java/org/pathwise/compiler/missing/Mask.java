package org.pathwise.compiler.missing;

import org.pathwise.compiler.core.Symbol;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which elements of an array are missing.
 *
 * @param seen an array of the same shape: 1 where an element is there
 * @param position an array of the same shape: each element's own row-major position, from 0
 * @param missing the row-major positions of the missing elements
 * @param extents of the array
 */
record Mask(Symbol seen, Symbol position, SortedSet<Integer> missing, List<Integer> extents) {
    Mask {
        missing = Collections.unmodifiableSortedSet(new TreeSet<>(missing));
        extents = List.copyOf(extents);
    }

    int size() {
        return extents.stream().reduce(1, Math::multiplyExact);
    }

    /** The elements of {@link #seen}. */
    double[] seenValues() {
        double[] values = new double[size()];
        Arrays.fill(values, 1);
        missing.forEach(position -> values[position] = 0);
        return values;
    }

    /** The elements of {@link #position}. */
    double[] positionValues() {
        double[] values = new double[size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        return values;
    }
}
