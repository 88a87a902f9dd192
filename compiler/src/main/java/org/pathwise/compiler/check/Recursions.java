package org.pathwise.compiler.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

/**
 * Recognises a sequential loop among definitions that depend on each other: each reads the others at the
 * same iteration, where they stand before it, or at earlier ones.
 */
final class Recursions {
    /**
     * A read of a member's element.
     *
     * @param back how many iterations back it was written, for each loop where that is not 0
     * @param writer where the writing piece stands in the text
     * @param reader where the reading piece stands in the text
     */
    private record Read(Symbol symbol, Map<Loop, Integer> back, int writer, int reader, Span span) {}

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
                scan(piece.content(), piece, group.positions().get(i));
            }
        }
        if (broken) {
            return Optional.empty();
        }
        Set<Loop> loops = new LinkedHashSet<>();
        reads.forEach(read -> loops.addAll(read.back().keySet()));
        if (loops.size() != 1) {
            Read read = reads.getFirst();
            context.report(
                    loops.isEmpty()
                            ? BlockErrors.readsItself(read.span(), read.symbol())
                            : Unsupported.recursion(read.span(), "it steps along two loops at once"));
            return Optional.empty();
        }
        Loop loop = loops.iterator().next();
        int lag = 1;
        for (Read read : reads) {
            int back = read.back().getOrDefault(loop, 0);
            boolean earlier = back > 0 || back == 0 && read.writer() < read.reader();
            if (!earlier) {
                context.report(BlockErrors.readsLater(read.span(), read.symbol(), loop, back));
                return Optional.empty();
            }
            lag = Math.max(lag, back);
        }
        return Optional.of(new Recursion(
                loop,
                lag,
                members.stream()
                        .sorted(Comparator.comparingInt(group -> stepPosition(group, loop)))
                        .map(Assembly::definition)
                        .toList(),
                loop.span()));
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

    private void scan(Expr expr, Piece<Expr> piece, int reader) {
        if (expr instanceof Expr.Index index
                && index.base() instanceof Expr.Reference reference
                && bySymbol.containsKey(reference.symbol())
                && reference.symbol().loops().isEmpty()) {
            read(reference.symbol(), index, piece, reader);
            index.subscripts().forEach(subscript -> {
                if (subscript instanceof Subscript.At(Expr at)) {
                    scan(at, piece, reader);
                }
            });
            return;
        }
        if (expr instanceof Expr.Reference reference && bySymbol.containsKey(reference.symbol())) {
            if (reference.symbol().loops().isEmpty()) {
                fail(BlockErrors.readsWhole(expr.span(), reference.symbol()));
            } else {
                Group local = groupOf(reference.symbol());
                reads.add(new Read(
                        reference.symbol(), Map.of(), local.positions().getFirst(), reader, expr.span()));
            }
            return;
        }
        Exprs.children(expr).forEach(child -> scan(child, piece, reader));
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

    /** Compares the indices of a read with those of the piece that writes the elements in a loop. */
    private void read(Symbol symbol, Expr.Index index, Piece<Expr> reader, int readerPlace) {
        if (reader.loops().isEmpty()) {
            fail(Unsupported.recursion(index.span(), "the start of a sequential loop cannot read what the loop defines"));
            return;
        }
        Group group = groupOf(symbol);
        List<Piece<Expr>> steps = group.definitions().stream()
                .filter(piece -> piece.loops().containsAll(reader.loops())
                        || reader.loops().containsAll(piece.loops()))
                .filter(piece -> !piece.loops().isEmpty())
                .toList();
        Piece<Expr> step = steps.stream()
                .filter(piece -> piece.loops().equals(reader.loops()))
                .findFirst()
                .orElse(steps.isEmpty() ? null : steps.getLast());
        if (step == null) {
            fail(Unsupported.recursion(index.span(), "its elements are defined in another loop"));
            return;
        }
        Map<Loop, Integer> back = new HashMap<>();
        for (int i = 0; i < step.targets().size(); i++) {
            Optional<Linear> written = Linear.of(step.targets().get(i));
            Optional<Linear> wanted = i < index.subscripts().size()
                            && index.subscripts().get(i) instanceof Subscript.At(Expr at)
                    ? Linear.of(at)
                    : Optional.empty();
            if (written.isEmpty() || wanted.isEmpty() || !sameLoop(written.get(), wanted.get())) {
                fail(BlockErrors.readsElsewhere(index.span(), symbol));
                return;
            }
            int distance = written.get().shift() - wanted.get().shift();
            Optional<Loop> loop = written.get().shiftedLoop();
            if (distance != 0 && loop.isPresent()) {
                back.put(loop.get(), distance);
            } else if (distance != 0) {
                fail(BlockErrors.readsElsewhere(index.span(), symbol));
                return;
            }
        }
        int writer = group.positions().get(group.definitions().indexOf(step));
        reads.add(new Read(symbol, back, writer, readerPlace, index.span()));
    }

    private static boolean sameLoop(Linear written, Linear wanted) {
        return written.loops().equals(wanted.loops())
                && written.rest().minus(wanted.rest()).known().isPresent();
    }
}
