package org.pathwise.compiler.emit;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Variable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A contraction as products of matrices: the longest axes that only one factor has, and the longest
 * that both have and the sum runs over, are the rows, columns and inner extent; the rest is looped
 * over.
 *
 * @param rest the axes of the loops
 */
record Matrices(Axis row, Axis column, Axis inner, List<Axis> rest) {
    /** Below this extent of rows, columns or sums, or this many products, loops are as good. */
    private static final int EXTENT = 16;

    private static final long PRODUCTS = 1 << 15;

    /**
     * The matrices of a contraction, or empty where it is none of two large matrices.
     *
     * @param over the axes that the sum runs over, in the layout's order
     */
    static Optional<Matrices> of(List<Source> factors, List<Axis> over, Layout layout) {
        Set<Axis> left = axes(factors.getFirst());
        Set<Axis> right = axes(factors.getLast());
        if (!left.containsAll(over) || !right.containsAll(over)) {
            return Optional.empty();
        }
        Optional<Axis> row = longest(minus(left, right));
        Optional<Axis> column = longest(minus(right, left));
        Optional<Axis> inner = longest(over);
        if (row.isEmpty() || column.isEmpty() || inner.isEmpty()) {
            return Optional.empty();
        }
        List<Axis> matrix = List.of(row.get(), column.get(), inner.get());
        boolean large =
                matrix.stream().allMatch(axis -> axis.extent() >= EXTENT)
                        && Layout.count(matrix) >= PRODUCTS;
        if (!large) {
            return Optional.empty();
        }
        Set<Axis> rest = new TreeSet<>(left);
        rest.addAll(right);
        matrix.forEach(rest::remove);
        // a step of a scan is a place, not a loop
        rest.removeIf(axis -> axis.id() < 0);
        return Optional.of(new Matrices(row.get(), column.get(), inner.get(), layout.order(rest)));
    }

    Item.Sink sink(Variable target) {
        return new Item.Sink.Product(target, row, column, inner);
    }

    /** The axes of a factor whose elements lie at a fixed distance along each; else none. */
    private static Set<Axis> axes(Source source) {
        if (!(source instanceof Source.Element element)) {
            return Set.of();
        }
        boolean strided =
                element.at().values().stream().allMatch(index -> index.lookups().isEmpty());
        return strided ? new TreeSet<>(source.loops()) : Set.of();
    }

    private static List<Axis> minus(Set<Axis> axes, Set<Axis> others) {
        List<Axis> left = new ArrayList<>(axes);
        left.removeAll(others);
        return left;
    }

    private static Optional<Axis> longest(Collection<Axis> axes) {
        return axes.stream()
                .filter(axis -> axis.id() >= 0)
                .max(Comparator.comparingInt(Axis::extent));
    }
}
