package org.pathwise.compiler.minibatch;

import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Loop;
import org.pathwise.compiler.core.Loops;
import org.pathwise.compiler.type.Dimension;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The dimensions that a fit subsamples.
 *
 * @param sizes how many rows of each a step draws, by the dimension's name
 */
public record Batches(Map<String, Integer> sizes) {
    /** Every step sees all the data. */
    public static final Batches NONE = new Batches(Map.of());

    public Batches {
        sizes = Collections.unmodifiableMap(new LinkedHashMap<>(sizes));
    }

    public boolean isEmpty() {
        return sizes.isEmpty();
    }

    /** The subsampled dimension that this one is, if it is one: {@code N}, but not {@code N-1}. */
    public Optional<String> name(Dimension dimension) {
        return dimension.name().filter(sizes::containsKey);
    }

    public boolean has(Dimension dimension) {
        return name(dimension).isPresent();
    }

    public boolean hasAny(Collection<Dimension> shape) {
        return shape.stream().anyMatch(this::has);
    }

    /** The subsampled dimension whose rows a loop runs through from the first to the last. */
    public Optional<String> name(Loop loop) {
        return loop.lower().equals(Dimension.of(1)) ? name(loop.extent()) : Optional.empty();
    }

    public boolean has(Loop loop) {
        return name(loop).isPresent();
    }

    /** Whether the size of a dimension follows from that of a subsampled one. */
    boolean isMentioned(Dimension dimension) {
        return dimension.coefficients().keySet().stream().anyMatch(sizes::containsKey);
    }

    /** The subsampled dimensions of a value in its loops, each as often as the value has it. */
    List<String> rows(List<Dimension> shape, Collection<Loop> loops) {
        return Stream.concat(
                        shape.stream().flatMap(dimension -> name(dimension).stream()),
                        loops.stream().flatMap(loop -> name(loop).stream()))
                .toList();
    }

    List<String> rows(Expr expr) {
        return rows(expr.type().shape(), Loops.of(expr));
    }

    /** How many rows of a dimension a step draws. */
    public int drawn(String dimension) {
        return Objects.requireNonNull(sizes.get(dimension), dimension);
    }
}
