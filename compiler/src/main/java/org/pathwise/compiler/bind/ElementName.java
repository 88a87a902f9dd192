package org.pathwise.compiler.bind;

import java.util.List;

/** Names the elements of arrays as users write them. */
public final class ElementName {
    private ElementName() {}

    /**
     * {@code y[3]}, {@code X[2, 1]}, or the bare name of a scalar; {@code position} is row-major
     * and counts from 0.
     */
    public static String of(String name, List<Integer> shape, int position) {
        if (shape.isEmpty()) {
            return name;
        }
        int[] indices = new int[shape.size()];
        int rest = position;
        for (int i = shape.size() - 1; i >= 0; i--) {
            indices[i] = rest % shape.get(i) + 1;
            rest /= shape.get(i);
        }
        StringBuilder text = new StringBuilder(name).append('[');
        for (int i = 0; i < indices.length; i++) {
            text.append(i == 0 ? "" : ", ").append(indices[i]);
        }
        return text.append(']').toString();
    }
}
