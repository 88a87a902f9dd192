package org.pathwise.compiler.check;

import org.pathwise.compiler.check.Assembly.Group;
import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Exprs;
import org.pathwise.compiler.core.Linear;
import org.pathwise.compiler.core.Loop;
import org.pathwise.compiler.core.Statement.Piece;
import org.pathwise.compiler.core.Statement.Recursion;
import org.pathwise.compiler.core.Subscript;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.source.Span;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Recognises a sequential loop among definitions that depend on each other: each reads the others
 * at the same iteration, where they stand before it, or at earlier ones.
 */
final class Recursions {
    /**
     * A read of a member's element, as compared with the elements that the member's step writes.
     *
     * @param back how many iterations back the element was written, for each loop where that is one
     *     number
     * @param moved loops in whose dimension another element is read, or any
     * @param apart whether another element is read in a dimension that no loop runs along
     * @param own whether the reading step belongs to the same symbol
     * @param loops those of the reading step
     * @param writer where the writing piece stands in the text
     * @param reader where the reading piece stands in the text
     */
    private record Read(
            Symbol symbol,
            Map<Loop, Integer> back,
            Set<Loop> moved,
            boolean apart,
            boolean own,
            List<Loop> loops,
            int writer,
            int reader,
            Span span) {
        /**
         * Empty where it is not known how many iterations of the loop lie between; 0 for locals of
         * the loop.
         */
        Optional<Integer> back(Loop loop) {
            return moved.contains(loop) && !back.containsKey(loop)
                    ? Optional.empty()
                    : Optional.of(back.getOrDefault(loop, 0));
        }

        /**
         * Whether the element is complete when a loop along {@code loop} reads it: {@code g[t-1,
         * j]}, for any {@code j}.
         */
        boolean isEarlier(Loop loop) {
            return back(loop)
                    .map(count -> count > 0 || count == 0 && isEarlierInIteration(loop))
                    .orElse(false);
        }

        /**
         * An iteration may read all that its earlier statements have filled, once their own loops
         * have ended.
         */
        private boolean isEarlierInIteration(Loop loop) {
            return writer < reader
                    && !own
                    && moved.stream()
                            .noneMatch(other -> !other.equals(loop) && loops.contains(other));
        }
    }

    private final Context context;
    private final List<Group> members;
    private final Map<Symbol, Group> bySymbol = new HashMap<>();
    private final List<Read> reads = new ArrayList<>();
    private boolean broken;

    Recursions(Context context, List<Group> members) {
        this.context = context;
        this.members = members;
        members.forEach(group -> bySymbol.put(group.symbol(), group));
    }

    /** The recursion, or empty after an error. */
    Optional<Recursion> recursion() {
        for (Group group : members) {
            for (int i = 0; i < group.definitions().size(); i++) {
                Piece<Expr> piece = group.definitions().get(i);
                scan(piece.content(), new Reader(group, piece, group.positions().get(i)));
            }
        }
        if (broken) {
            return Optional.empty();
        }
        Set<Loop> candidates = new LinkedHashSet<>();
        for (Read read : reads) {
            read.loops().stream()
                    .filter(loop -> read.back().getOrDefault(loop, 0) > 0)
                    .forEach(candidates::add);
        }
        Optional<Loop> found =
                candidates.stream()
                        .filter(loop -> reads.stream().allMatch(read -> read.isEarlier(loop)))
                        .findFirst();
        if (found.isEmpty()) {
            report(candidates.stream().findFirst());
            return Optional.empty();
        }
        Loop loop = found.get();
        int lag =
                Math.max(
                        1,
                        reads.stream()
                                .mapToInt(read -> read.back().getOrDefault(loop, 0))
                                .max()
                                .orElse(1));
        return Optional.of(
                new Recursion(
                        loop,
                        lag,
                        members.stream()
                                .sorted(Comparator.comparingInt(group -> stepPosition(group, loop)))
                                .map(Assembly::definition)
                                .toList(),
                        loop.span()));
    }

    /**
     * Says why no loop can run through the steps; a candidate is one that reads earlier iterations
     * at all.
     */
    private void report(Optional<Loop> candidate) {
        if (candidate.isEmpty()) {
            Read read =
                    reads.stream()
                            .filter(each -> each.apart() || !each.moved().isEmpty())
                            .findFirst()
                            .orElse(reads.getFirst());
            Optional<Map.Entry<Loop, Integer>> later =
                    read.back().entrySet().stream().filter(back -> back.getValue() < 0).findFirst();
            if (later.isPresent()) {
                context.report(
                        BlockErrors.readsLater(
                                read.span(),
                                read.symbol(),
                                later.get().getKey(),
                                later.get().getValue()));
            } else {
                context.report(
                        read.apart() || !read.moved().isEmpty()
                                ? BlockErrors.readsElsewhere(read.span(), read.symbol())
                                : BlockErrors.readsItself(read.span(), read.symbol()));
            }
            return;
        }
        Loop loop = candidate.get();
        Read read = reads.stream().filter(each -> !each.isEarlier(loop)).findFirst().orElseThrow();
        Optional<Integer> back = read.back(loop);
        boolean twoLoops =
                read.back().entrySet().stream()
                        .anyMatch(other -> !other.getKey().equals(loop) && other.getValue() != 0);
        if (back.isEmpty()) {
            context.report(BlockErrors.readsElsewhere(read.span(), read.symbol()));
        } else if (back.get() == 0 && twoLoops) {
            context.report(Unsupported.recursion(read.span(), "it steps along two loops at once"));
        } else if (back.get() == 0 && read.own() && read.writer() < read.reader()) {
            context.report(
                    Unsupported.recursion(
                            read.span(),
                            "an iteration reads an element of `"
                                    + read.symbol()
                                    + "` that it has just defined; give that value a "
                                    + "name of its own first"));
        } else {
            context.report(BlockErrors.readsLater(read.span(), read.symbol(), loop, back.get()));
        }
    }

    /** A piece that reads, of one of the members. */
    private record Reader(Group group, Piece<Expr> piece, int position) {
        List<Loop> loops() {
            return piece.loops();
        }
    }

    /** Where the piece that stands in the loop stands in the text. */
    private static int stepPosition(Group group, Loop loop) {
        int position = group.positions().getFirst();
        for (int i = 0; i < group.definitions().size(); i++) {
            if (group.definitions().get(i).loops().contains(loop)) {
                position = group.positions().get(i);
            }
        }
        return position;
    }

    private void scan(Expr expr, Reader reader) {
        if (expr instanceof Expr.Index index
                && index.base() instanceof Expr.Reference reference
                && bySymbol.containsKey(reference.symbol())
                && reference.symbol().loops().isEmpty()) {
            read(reference.symbol(), index, reader);
            index.subscripts()
                    .forEach(
                            subscript -> {
                                if (subscript instanceof Subscript.At(Expr at)) {
                                    scan(at, reader);
                                }
                            });
            return;
        }
        if (expr instanceof Expr.Reference reference && bySymbol.containsKey(reference.symbol())) {
            if (reference.symbol().loops().isEmpty()) {
                fail(BlockErrors.readsWhole(expr.span(), reference.symbol()));
            } else {
                Group local = groupOf(reference.symbol());
                reads.add(
                        new Read(
                                reference.symbol(),
                                Map.of(),
                                Set.of(),
                                false,
                                false,
                                reader.loops(),
                                local.positions().getFirst(),
                                reader.position(),
                                expr.span()));
            }
            return;
        }
        Exprs.children(expr).forEach(child -> scan(child, reader));
    }

    private Group groupOf(Symbol member) {
        Group group = bySymbol.get(member);
        if (group == null) {
            throw new IllegalArgumentException("not part of the recursion: " + member);
        }
        return group;
    }

    private void fail(org.pathwise.compiler.source.Diagnostic diagnostic) {
        context.report(diagnostic);
        broken = true;
    }

    /**
     * Compares the indices of a read with those of the piece that writes the elements in a loop.
     */
    private void read(Symbol symbol, Expr.Index index, Reader reader) {
        if (reader.loops().isEmpty()) {
            fail(
                    Unsupported.recursion(
                            index.span(),
                            "the start of a sequential loop cannot read what the loop defines"));
            return;
        }
        Group group = groupOf(symbol);
        Optional<Piece<Expr>> found = step(group, reader.loops());
        if (found.isEmpty()) {
            fail(Unsupported.recursion(index.span(), "its elements are defined in another loop"));
            return;
        }
        Piece<Expr> step = found.get();
        Map<Loop, Integer> back = new LinkedHashMap<>();
        Set<Loop> moved = new LinkedHashSet<>();
        boolean apart = false;
        for (int i = 0; i < step.targets().size(); i++) {
            Linear written = Linear.of(step.targets().get(i)).orElseThrow();
            Optional<Integer> distance =
                    i < index.subscripts().size()
                                    && index.subscripts().get(i) instanceof Subscript.At(Expr at)
                            ? Linear.of(at).flatMap(wanted -> distance(written, wanted))
                            : Optional.empty();
            Optional<Loop> loop = written.shiftedLoop();
            if (loop.isPresent()) {
                distance.ifPresent(count -> back.put(loop.get(), count));
                if (distance.isEmpty() || distance.get() != 0) {
                    moved.add(loop.get());
                }
            } else {
                apart = apart || distance.isEmpty() || distance.get() != 0;
            }
        }
        int writer = group.positions().get(group.definitions().indexOf(step));
        reads.add(
                new Read(
                        symbol,
                        back,
                        moved,
                        apart,
                        group.equals(reader.group()),
                        reader.loops(),
                        writer,
                        reader.position(),
                        index.span()));
    }

    /** The piece that writes in the same loop as a reader, or in most of its loops. */
    private static Optional<Piece<Expr>> step(Group group, List<Loop> loops) {
        Comparator<Piece<Expr>> shared =
                Comparator.comparingLong(
                        piece -> piece.loops().stream().filter(loops::contains).count());
        return group.definitions().stream()
                .filter(piece -> piece.loops().stream().anyMatch(loops::contains))
                .max(shared.thenComparing(piece -> piece.loops().equals(loops)));
    }

    /** How far the wanted element lies before the written one, where that is one number. */
    private static Optional<Integer> distance(Linear written, Linear wanted) {
        boolean comparable =
                written.loops().equals(wanted.loops())
                        && written.rest().minus(wanted.rest()).known().isPresent();
        return comparable ? Optional.of(written.shift() - wanted.shift()) : Optional.empty();
    }
}
