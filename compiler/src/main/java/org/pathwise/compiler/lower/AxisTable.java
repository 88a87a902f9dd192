package org.pathwise.compiler.lower;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Names;
import org.pathwise.compiler.core.Loop;
import org.pathwise.compiler.minibatch.Batches;
import org.pathwise.compiler.type.Dimension;
import org.pathwise.compiler.type.Type;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The axes of one lowering. Dimension {@code D} of a value lies on the canonical axis of {@code D}
 * that counts how often {@code D} stood before it in the value's shape. A loop's axis is shared by
 * all loops of the same extent that stand inside equally many others of that extent: they are never
 * in one expression, and what is done in them fuses.
 */
final class AxisTable {
    private record Key(Dimension dimension, int occurrence) {}

    private final Names names;
    private final Map<String, Integer> sizes;
    private final Batches batches;
    private final Map<Key, Axis> canonical = new HashMap<>();
    private final Map<Key, Axis> pool = new HashMap<>();
    private final Map<Loop, Axis> loops = new HashMap<>();

    /**
     * Prepares.
     *
     * @param sizes of the data's dimensions
     * @param batches the dimensions whose axes are as long as their batches
     */
    AxisTable(Names names, Map<String, Integer> sizes, Batches batches) {
        this.names = names;
        this.sizes = Map.copyOf(sizes);
        this.batches = batches;
    }

    /** A dimension as a number: with all its rows. */
    int extent(Dimension dimension) {
        return dimension.evaluate(sizes);
    }

    Axis fresh(Dimension dimension) {
        return batches.name(dimension)
                .map(name -> names.axis(name, batches.drawn(name)))
                .orElseGet(() -> whole(dimension));
    }

    /** A new axis with all rows. */
    Axis whole(Dimension dimension) {
        return names.axis(dimension.toString(), Math.max(0, extent(dimension)));
    }

    Axis freshLike(Axis axis) {
        return names.axis(axis.dimension(), axis.extent());
    }

    /** The axes on which a value of this shape lies. */
    List<Axis> canonical(List<Dimension> shape) {
        List<Axis> axes = new ArrayList<>();
        Map<Dimension, Integer> seen = new HashMap<>();
        for (Dimension dimension : shape) {
            Key key = new Key(dimension, seen.merge(dimension, 1, Integer::sum));
            axes.add(canonical.computeIfAbsent(key, _ -> fresh(dimension)));
        }
        return axes;
    }

    List<Axis> canonical(Type type) {
        return canonical(type.shape());
    }

    /** The axis of a loop that was entered. */
    Axis of(Loop loop) {
        Axis axis = loops.get(loop);
        if (axis == null) {
            throw new IllegalStateException("loop " + loop.name() + " was not entered");
        }
        return axis;
    }

    /** Gives a loop its axis, different from those of the loops around it. */
    Axis enter(Loop loop, List<Axis> around) {
        return loops.computeIfAbsent(
                loop,
                _ -> {
                    for (int depth = 0; ; depth++) {
                        Axis axis =
                                pool.computeIfAbsent(
                                        new Key(loop.extent(), depth), _ -> fresh(loop.extent()));
                        if (!around.contains(axis)) {
                            return axis;
                        }
                    }
                });
    }

    /** The axes of nested loops, outermost first. */
    List<Axis> enter(List<Loop> nested) {
        List<Axis> axes = new ArrayList<>();
        for (Loop loop : nested) {
            axes.add(enter(loop, axes));
        }
        return axes;
    }
}
