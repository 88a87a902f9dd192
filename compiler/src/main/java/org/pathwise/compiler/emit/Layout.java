package org.pathwise.compiler.emit;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.DataArray;
import org.pathwise.compiler.array.Variable;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * The order of axes in loops and in memory, the same for all arrays of a program: short axes first,
 * then the preferred ones (the particles), then long axes, the longest innermost. So the innermost
 * loop is long enough to fill vectors wherever there is a long axis, and reads memory in sequence.
 *
 * @param innermost the axes to prefer among short ones
 * @param vectors whether wide loops may use the Vector API; asked only if there are any
 * @param elements of the arrays other than the caller's
 * @param least the number of points from which on a nest is wide
 */
record Layout(List<Axis> innermost, BooleanSupplier vectors, Elements elements, long least) {
    /** From this extent on an axis is long. */
    private static final int LONG = 64;

    /**
     * From this number of points on a nest is wide. Vector code takes long until it is compiled,
     * and is not worth it for a program without such a nest.
     */
    private static final long WIDE = 2048;

    /** The same where others are wide. */
    private static final long WIDE_BESIDE_OTHERS = 512;

    Layout(List<Axis> innermost, BooleanSupplier vectors, Elements elements) {
        this(innermost, vectors, elements, WIDE);
    }

    /** The layout of a program that has nests with these domains. */
    Layout forNests(Stream<List<Axis>> domains) {
        boolean any = domains.anyMatch(domain -> wide(domain).isPresent());
        return any ? new Layout(innermost, vectors, elements, WIDE_BESIDE_OTHERS) : this;
    }

    /**
     * How many elements of a wide axis run through a segment's nests at a time; a multiple of all
     * vector lengths.
     */
    static final int CHUNK = 512;

    boolean vector() {
        return vectors.getAsBoolean();
    }

    private int rank(Axis axis) {
        return axis.extent() >= LONG ? 2 : innermost.contains(axis) ? 1 : 0;
    }

    Comparator<Axis> comparator() {
        return Comparator.comparingInt(this::rank)
                .thenComparingInt(axis -> axis.extent() >= LONG ? axis.extent() : 0)
                .thenComparing(Comparator.naturalOrder());
    }

    /** The axes without those of extent 1, outermost first. */
    List<Axis> order(Collection<Axis> axes) {
        return axes.stream()
                .distinct()
                .filter(axis -> axis.extent() != 1)
                .sorted(comparator())
                .toList();
    }

    /** The distance in memory between neighbours along each axis of an array. */
    Map<Axis, Integer> strides(Source.Place place) {
        return strides(
                switch (place) {
                    case Source.Place.Stored(Variable variable) -> order(variable.axes());
                    case Source.Place.Given(DataArray data) -> order(data.order());
                    case Source.Place.Buffer(Binding binding) -> binding.order();
                });
    }

    /** The distance in memory between neighbours along each axis, the last being contiguous. */
    static Map<Axis, Integer> strides(List<Axis> order) {
        Map<Axis, Integer> strides = new LinkedHashMap<>();
        int stride = 1;
        for (Axis axis : order.reversed()) {
            strides.put(axis, stride);
            stride = Math.multiplyExact(stride, Math.max(axis.extent(), 1));
        }
        return strides;
    }

    /** The number of points. */
    static long count(Collection<Axis> axes) {
        return axes.stream().mapToLong(Axis::extent).reduce(1, Math::multiplyExact);
    }

    /** The axis that a wide nest is cut into chunks along: its innermost one. */
    Optional<Axis> wide(List<Axis> domain) {
        return domain.isEmpty() || domain.getLast().extent() < LONG || count(domain) < least
                ? Optional.empty()
                : Optional.of(domain.getLast());
    }
}
