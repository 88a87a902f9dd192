package org.pathwise.compiler.emit;

import org.pathwise.compiler.array.Variable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Groups items so that few groups arise, each of items with one key, and every group reads only
 * what earlier groups have finished, or what it may read from itself.
 *
 * <p>First each item gets the earliest stage it can run at; then, from the last item on, each sinks
 * to the latest group of its key from which all its readers can still be served.
 */
final class Schedule<K> {
    /** Whether an item may be in one group with what it reads. */
    interface Sharing {
        boolean allows(Item reader, Source.Element read, Item producer);
    }

    private record Edge(int producer, int reader, boolean shared) {}

    private final List<Item> items;
    private final List<K> keys;
    private final List<List<Edge>> into = new ArrayList<>();
    private final List<List<Edge>> outOf = new ArrayList<>();
    private final int[] stages;

    private Schedule(List<Item> items, Function<Item, K> key, Sharing sharing) {
        this.items = items;
        this.keys = items.stream().map(key).toList();
        this.stages = new int[items.size()];
        Map<Variable, List<Integer>> producers = new HashMap<>();
        for (int i = 0; i < items.size(); i++) {
            into.add(new ArrayList<>());
            outOf.add(new ArrayList<>());
            for (Source.Element read : items.get(i).reads()) {
                if (read.place() instanceof Source.Place.Stored(Variable variable)) {
                    for (int producer : producers.getOrDefault(variable, List.of())) {
                        boolean shared =
                                keys.get(producer).equals(keys.get(i))
                                        && sharing.allows(items.get(i), read, items.get(producer));
                        connect(new Edge(producer, i, shared));
                    }
                }
            }
            for (Variable target : items.get(i).targets()) {
                List<Integer> earlier = producers.computeIfAbsent(target, _ -> new ArrayList<>());
                if (items.get(i).sink() instanceof Item.Sink.Loop) {
                    for (int producer : earlier) {
                        connect(new Edge(producer, i, false));
                    }
                }
                earlier.add(i);
            }
        }
    }

    private void connect(Edge edge) {
        into.get(edge.reader()).add(edge);
        outOf.get(edge.producer()).add(edge);
    }

    /** The groups in the order in which they run, each with its items in their order. */
    static <K> List<List<Item>> group(List<Item> items, Function<Item, K> key, Sharing sharing) {
        Schedule<K> schedule = new Schedule<>(items, key, sharing);
        schedule.rise();
        schedule.sink();
        return schedule.groups();
    }

    private void rise() {
        for (int i = 0; i < stages.length; i++) {
            for (Edge edge : into.get(i)) {
                stages[i] = Math.max(stages[i], stages[edge.producer()] + (edge.shared() ? 0 : 1));
            }
        }
    }

    private void sink() {
        Map<K, TreeMap<Integer, Integer>> sizes = new HashMap<>();
        for (int i = 0; i < stages.length; i++) {
            sizes.computeIfAbsent(keys.get(i), _ -> new TreeMap<>())
                    .merge(stages[i], 1, Integer::sum);
        }
        for (int i = stages.length - 1; i >= 0; i--) {
            int latest = Integer.MAX_VALUE;
            for (Edge edge : outOf.get(i)) {
                latest = Math.min(latest, stages[edge.reader()] - (edge.shared() ? 0 : 1));
            }
            TreeMap<Integer, Integer> groups = sizes.getOrDefault(keys.get(i), new TreeMap<>());
            int stage = groups.floorKey(latest);
            groups.merge(stages[i], -1, (n, one) -> n + one == 0 ? null : n + one);
            groups.merge(stage, 1, Integer::sum);
            stages[i] = stage;
        }
    }

    private List<List<Item>> groups() {
        record Group<K>(int stage, K key) {}
        Map<Group<K>, List<Item>> groups = new LinkedHashMap<>();
        for (int i = 0; i < stages.length; i++) {
            groups.computeIfAbsent(new Group<>(stages[i], keys.get(i)), _ -> new ArrayList<>())
                    .add(items.get(i));
        }
        return groups.entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> entry.getKey().stage()))
                .map(Map.Entry::getValue)
                .toList();
    }
}
