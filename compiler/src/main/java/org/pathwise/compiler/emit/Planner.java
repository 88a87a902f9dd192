package org.pathwise.compiler.emit;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Variable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Groups items into segments and nests. */
final class Planner {
    /** Keeps generated methods well below the size that HotSpot compiles. */
    private static final int SCALAR_ITEMS = 80;

    /** Keeps vector loops below what C2 inlines and holds in registers. */
    private static final int VECTOR_ITEMS = 40;

    private final Layout layout;

    Planner(Layout layout) {
        this.layout = layout;
    }

    private record NestKey(Nest.Kind kind, List<Axis> loops, int single) {}

    List<Segment> plan(List<Item> items) {
        List<Segment> segments = new ArrayList<>();
        for (List<Item> group : Schedule.group(items, this::wide, this::shareSegment)) {
            Optional<Axis> wide = wide(group.getFirst());
            List<Nest> nests = new ArrayList<>();
            for (List<Item> nest : Schedule.group(group, this::key, Planner::shareNest)) {
                NestKey key = key(nest.getFirst());
                int limit = key.kind() == Nest.Kind.VECTOR ? VECTOR_ITEMS : SCALAR_ITEMS;
                for (int from = 0; from < nest.size(); from += limit) {
                    List<Item> part = nest.subList(from, Math.min(nest.size(), from + limit));
                    nests.add(new Nest(key.kind(), key.loops(), part, inner(part.getFirst())));
                }
            }
            segments.add(new Segment(wide, nests));
        }
        return segments;
    }

    private List<Segment> inner(Item item) {
        if (!(item.sink() instanceof Item.Sink.Loop(Item.Scan scan))) {
            return List.of();
        }
        List<Segment> inner = new ArrayList<>(plan(scan.body()));
        inner.addAll(plan(scan.carry()));
        return inner;
    }

    private Optional<Axis> wide(Item item) {
        return switch (item.sink()) {
            case Item.Sink.Product _, Item.Sink.Matrix _, Item.Sink.Loop _ -> Optional.empty();
            case Item.Sink.Cumulate cumulate ->
                    layout.wide(item.domain()).filter(axis -> !axis.equals(cumulate.sum().axis()));
            default -> layout.wide(item.domain());
        };
    }

    private NestKey key(Item item) {
        Nest.Kind kind =
                switch (item.sink()) {
                    case Item.Sink.Cumulate _ -> Nest.Kind.CUMULATE;
                    case Item.Sink.Product _ -> Nest.Kind.PRODUCT;
                    case Item.Sink.Matrix _ -> Nest.Kind.MATRIX;
                    case Item.Sink.Loop _ -> Nest.Kind.LOOP;
                    default ->
                            wide(item).isPresent() && layout.vector()
                                    ? new Vectorizing(layout).kind(item)
                                    : Nest.Kind.SCALAR;
                };
        boolean fuses = kind == Nest.Kind.SCALAR || kind == Nest.Kind.VECTOR;
        return new NestKey(kind, item.domain(), fuses ? -1 : item.number());
    }

    /**
     * A chunk may read the rows that are complete when earlier nests are done with the chunk: its
     * own.
     */
    private boolean shareSegment(Item reader, Source.Element read, Item producer) {
        return wide(producer)
                .map(
                        axis ->
                                producer.keepsRows(axis)
                                        && read.at().getOrDefault(axis, Index.ZERO).isAlong(axis))
                .orElse(true);
    }

    private static boolean shareNest(Item reader, Source.Element read, Item producer) {
        return producer.isPointwise()
                && read.at().entrySet().stream()
                        .allMatch(entry -> entry.getValue().isAlong(entry.getKey()));
    }

    /** Whether any segment, also within scans, has a wide axis. */
    static boolean isWide(List<Segment> segments) {
        return segments.stream()
                .anyMatch(
                        segment ->
                                segment.wide().isPresent()
                                        || segment.nests().stream()
                                                .anyMatch(nest -> isWide(nest.inner())));
    }

    /**
     * The variables that need an array: all but those that are only read in the nest that defines
     * them.
     */
    static Set<Variable> stored(List<Segment> segments) {
        Set<Variable> stored = new HashSet<>();
        for (Segment segment : segments) {
            for (Nest nest : segment.nests()) {
                Set<Variable> local = new HashSet<>();
                for (Item item : nest.items()) {
                    if (nest.inner().isEmpty()) {
                        item.reads()
                                .forEach(
                                        read -> {
                                            if (read.place()
                                                            instanceof
                                                            Source.Place.Stored(Variable variable)
                                                    && !local.contains(variable)) {
                                                stored.add(variable);
                                            }
                                        });
                    }
                    if (item.isPointwise() && nest.kind() != Nest.Kind.ROWS) {
                        local.addAll(item.targets());
                    } else {
                        stored.addAll(item.targets());
                    }
                }
                stored.addAll(stored(nest.inner()));
            }
        }
        return stored;
    }
}
