package org.pathwise.compiler.check;

import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.type.Dimension;

import java.util.ArrayList;
import java.util.List;

/**
 * Written lists where an array of named dimensions is wanted: {@code [1, 1]} for a {@code
 * simplex[K]}. The list takes the dimension, and binding the data checks that it has as many
 * elements.
 */
final class Lists {
    private Lists() {}

    /**
     * The value with the last dimensions of a shape, where it is a list whose lengths are numbers
     * and the shape's are not; otherwise the value as it is.
     */
    static Expr fitted(Expr value, List<Dimension> shape) {
        if (!(value instanceof Expr.ArrayLiteral list) || list.type().rank() > shape.size()) {
            return value;
        }
        List<Dimension> wanted = shape.subList(shape.size() - list.type().rank(), shape.size());
        Dimension written = list.type().shape().getFirst();
        boolean open = written.known().isPresent() && wanted.getFirst().known().isEmpty();
        List<Expr> elements =
                list.elements().stream()
                        .map(element -> fitted(element, wanted.subList(1, wanted.size())))
                        .toList();
        List<Dimension> fitted = new ArrayList<>(elements.getFirst().type().shape());
        fitted.addFirst(open ? wanted.getFirst() : written);
        return new Expr.ArrayLiteral(elements, list.type().withShape(fitted), list.span());
    }
}
