package org.pathwise.compiler.type;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The type of a value: its elements and the dimensions it is indexed by, outermost first. The loops
 * that a value varies over besides do not belong to its type.
 */
public record Type(Element element, List<Dimension> shape) {
    public static final Type REAL = new Type(Element.REAL, List.of());
    public static final Type INT = new Type(Element.INT, List.of());
    public static final Type BOOL = new Type(Element.BOOL, List.of());

    public Type {
        shape = List.copyOf(shape);
    }

    public static Type real(Dimension... shape) {
        return new Type(Element.REAL, List.of(shape));
    }

    public boolean isScalar() {
        return shape.isEmpty();
    }

    public int rank() {
        return shape.size();
    }

    public Type withShape(List<Dimension> newShape) {
        return new Type(element, newShape);
    }

    public Type withElement(Element newElement) {
        return new Type(newElement, shape);
    }

    /** As a user writes it: {@code real[N, D]}. */
    @Override
    public String toString() {
        String base = element.name().toLowerCase(java.util.Locale.ROOT);
        return shape.isEmpty()
                ? base
                : shape.stream()
                        .map(Dimension::toString)
                        .collect(Collectors.joining(", ", base + "[", "]"));
    }
}
