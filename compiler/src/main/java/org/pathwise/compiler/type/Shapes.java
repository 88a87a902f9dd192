package org.pathwise.compiler.type;

import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How the shapes of element-wise operands fit together: by the names of their dimensions, never by
 * position. A scalar goes with everything; {@code [D]} goes with {@code [N, D]} and with {@code [D,
 * N]}.
 */
public final class Shapes {
    private Shapes() {}

    /** The common shape, or what stands against one. */
    public sealed interface Alignment {}

    /**
     * All operands vary over dimensions of {@code shape}, whose order is that of the longest
     * operand.
     */
    public record Aligned(List<Dimension> shape) implements Alignment {
        public Aligned {
            shape = List.copyOf(shape);
        }
    }

    /** Operand {@code second} does not go with operand {@code first}; both count from 0. */
    public record Clash(int first, int second, Reason reason) implements Alignment {}

    /** Why two shapes do not align. */
    public enum Reason {
        /** Each has a dimension that the other lacks. */
        DIFFERENT,
        /** One has a dimension twice, so that names do not say which is meant. */
        REPEATED
    }

    /** Aligns the shapes of operands, of which there is at least one. */
    public static Alignment align(List<List<Dimension>> shapes) {
        int widest = 0;
        for (int i = 1; i < shapes.size(); i++) {
            if (shapes.get(i).size() > shapes.get(widest).size()) {
                widest = i;
            }
        }
        List<Dimension> result = shapes.get(widest);
        for (int i = 0; i < shapes.size(); i++) {
            List<Dimension> shape = shapes.get(i);
            if (shape.isEmpty() || shape.equals(result)) {
                continue;
            }
            if (!result.containsAll(shape)) {
                return new Clash(Math.min(widest, i), Math.max(widest, i), Reason.DIFFERENT);
            }
            if (repeats(result) || repeats(shape)) {
                return new Clash(Math.min(widest, i), Math.max(widest, i), Reason.REPEATED);
            }
        }
        return new Aligned(result);
    }

    /** {@link #align} for types. */
    public static Alignment alignTypes(List<Type> types) {
        return align(types.stream().map(Type::shape).toList());
    }

    /** Whether a dimension occurs twice. */
    public static boolean repeats(List<Dimension> shape) {
        return new HashSet<>(shape).size() < shape.size();
    }

    /** As messages show it: {@code [N, D]}, and {@code []} for a scalar. */
    public static String text(List<Dimension> shape) {
        return shape.stream().map(Dimension::toString).collect(Collectors.joining(", ", "[", "]"));
    }
}
