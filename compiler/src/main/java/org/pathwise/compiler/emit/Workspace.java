package org.pathwise.compiler.emit;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.DataArray;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Variable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One array holds all that is computed, and small data. Within one array the JIT compiler sees
 * which accesses cannot meet, so it may reorder and vectorize them; it cannot know that of two
 * arrays.
 */
final class Workspace {
    /** Larger data stays in an array of its own, shared by all copies of a kernel. */
    private static final int COPY_UP_TO = 4096;

    /** A part of the array that must hold a value before a segment runs. */
    record Fill(int from, int to, double value) {}

    private final Layout layout;
    private final Map<Variable, Integer> offsets = new HashMap<>();
    private final Map<DataArray, Integer> data = new IdentityHashMap<>();
    private int size;

    Workspace(Layout layout) {
        this.layout = layout;
    }

    int size() {
        return size;
    }

    /** Makes room for arrays that are written in other ways than by the nests. */
    int allocate(long elements) {
        int offset = size;
        size = Math.toIntExact(size + elements);
        return offset;
    }

    int offset(Variable variable) {
        return offsets.computeIfAbsent(variable, v -> allocate(Layout.count(v.axes())));
    }

    /** Whether the data's elements lie in the work space. */
    boolean holds(DataArray array) {
        return array.values().length <= COPY_UP_TO;
    }

    int offset(DataArray array) {
        return data.computeIfAbsent(array, a -> allocate(a.values().length));
    }

    /** Copies the data that {@link #holds} into a fresh work space: an array. */
    Object create() {
        double[] work = new double[size];
        data.forEach(
                (array, offset) -> {
                    double[] values = Transposition.arrange(array, layout.order(array.order()));
                    System.arraycopy(values, 0, work, offset, values.length);
                });
        return layout.elements().array(work);
    }

    /**
     * What a segment needs filled; its targets are laid side by side if they are met here first.
     */
    List<Fill> fills(Segment segment) {
        List<Fill> fills = new ArrayList<>();
        Set<Variable> seen = new HashSet<>();
        for (Nest nest : segment.nests()) {
            for (Item item : nest.items()) {
                Optional<Double> value = initial(item, nest, segment.wide());
                if (value.isPresent() && seen.add(item.targets().getFirst())) {
                    Variable target = item.targets().getFirst();
                    int from = offset(target);
                    int to = from + (int) Layout.count(target.axes());
                    Fill last = fills.isEmpty() ? null : fills.getLast();
                    if (last != null && last.to() == from && last.value() == value.get()) {
                        fills.set(fills.size() - 1, new Fill(last.from(), to, last.value()));
                    } else if (from < to) {
                        fills.add(new Fill(from, to, value.get()));
                    }
                }
            }
        }
        return fills;
    }

    private static Optional<Double> initial(Item item, Nest nest, Optional<Axis> wide) {
        return switch (item.sink()) {
            case Item.Sink.Accumulate accumulate ->
                    nest.returns(accumulate, wide)
                            ? Optional.of(identity(accumulate.reducer()))
                            : Optional.empty();
            case Item.Sink.Put put -> put.fill() ? Optional.of(0.0) : Optional.empty();
            case Item.Sink.ScatterAdd _ -> Optional.of(0.0);
            case Item.Sink.Product product ->
                    product.target().axes().containsAll(item.domain())
                            ? Optional.empty()
                            : Optional.of(0.0);
            case Item.Sink.Define _,
                    Item.Sink.Write _,
                    Item.Sink.Cumulate _,
                    Item.Sink.Matrix _,
                    Item.Sink.Loop _ ->
                    Optional.empty();
        };
    }

    /** What a reduction of nothing gives. */
    static double identity(Operation.Reducer reducer) {
        return switch (reducer) {
            case SUM -> 0;
            case PRODUCT -> 1;
            case MAX -> Double.NEGATIVE_INFINITY;
            case MIN -> Double.POSITIVE_INFINITY;
        };
    }
}
