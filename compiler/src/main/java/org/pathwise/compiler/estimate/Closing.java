package org.pathwise.compiler.estimate;

import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Linear;
import org.pathwise.compiler.core.Loop;
import org.pathwise.compiler.core.Loops;
import org.pathwise.compiler.core.Symbol;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/**
 * Turns what a piece's content reads inside its loops into what the whole symbol reads: {@code
 * e[t+1] = x[t]} for all t reads x by position, one before.
 *
 * @param loops those that the piece stands in
 * @param targets the indices of the symbol's leading dimensions
 * @param sequential the loop whose iterations feed later ones: an element reads what all before it
 *     read
 */
record Closing(Symbol symbol, List<Loop> loops, List<Expr> targets, Optional<Loop> sequential) {

    Reads close(Reads content) {
        return content.map(this::close);
    }

    private Access close(Access access) {
        return switch (access) {
            case Access.All all -> all;
            case Access.Positional(int position, SortedSet<Integer> offsets) ->
                    Access.positional(position + targets.size(), offsets);
            case Access.Loopwise(Loop loop, SortedSet<Integer> offsets) -> {
                if (isSequential(loop)) {
                    yield Access.ALL;
                }
                if (staysOpen(loop)) {
                    yield access;
                }
                int position = position(loop);
                yield position < 0
                        ? Access.ALL
                        : Access.positional(position, Access.shifted(offsets, -shift(position)));
            }
            case Access.Gather gather -> close(gather);
        };
    }

    private Access close(Access.Gather gather) {
        Map<Loop, Integer> bound = new HashMap<>();
        gather.bound().forEach((loop, position) -> bound.put(loop, position + targets.size()));
        for (Loop loop : Loops.of(gather.index())) {
            if (bound.containsKey(loop)) {
                continue;
            }
            if (isSequential(loop)) {
                return Access.ALL;
            }
            if (staysOpen(loop)) {
                continue;
            }
            int position = position(loop);
            if (position < 0 || shift(position) != 0) {
                return Access.ALL;
            }
            bound.put(loop, position);
        }
        return new Access.Gather(gather.index(), bound);
    }

    private boolean isSequential(Loop loop) {
        return sequential.filter(loop::equals).isPresent();
    }

    /** Whether the symbol has a value for each iteration, and so is read in the same one. */
    private boolean staysOpen(Loop loop) {
        return symbol.loops().contains(loop) || !loops.contains(loop);
    }

    private int position(Loop loop) {
        for (int i = 0; i < targets.size(); i++) {
            if (Linear.of(targets.get(i))
                    .flatMap(Linear::shiftedLoop)
                    .filter(loop::equals)
                    .isPresent()) {
                return i;
            }
        }
        return -1;
    }

    private int shift(int position) {
        return Linear.of(targets.get(position)).orElseThrow().shift();
    }
}
