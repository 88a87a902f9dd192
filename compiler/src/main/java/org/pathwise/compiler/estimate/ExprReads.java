package org.pathwise.compiler.estimate;

import org.pathwise.compiler.core.Expr;
import org.pathwise.compiler.core.Loop;
import org.pathwise.compiler.core.Loops;
import org.pathwise.compiler.core.Symbol;
import org.pathwise.compiler.type.Dimension;
import org.pathwise.compiler.type.Shapes;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;

/** What expressions read, from what symbols read. */
final class ExprReads {
    /** Functions that mix the elements along the last dimension only. */
    private static final Set<String> ALONG_LAST =
            Set.of("softmax", "log_softmax", "cumulative_sum");

    private final Map<Symbol, Reads> symbols;
    private final Map<Symbol, Expr> definitions;

    /**
     * Prepares.
     *
     * @param symbols what each symbol's whole value reads; looked up when needed
     * @param definitions what plain definitions stand for
     */
    ExprReads(Map<Symbol, Reads> symbols, Map<Symbol, Expr> definitions) {
        this.symbols = symbols;
        this.definitions = definitions;
    }

    Reads of(Expr expr) {
        return switch (expr) {
            case Expr.Literal _, Expr.Size _, Expr.LoopIndex _ -> Reads.NONE;
            case Expr.Reference reference -> symbols.getOrDefault(reference.symbol(), Reads.NONE);
            case Expr.Apply apply -> ofApply(apply);
            case Expr.Conditional c ->
                    aligned(List.of(c.condition(), c.then(), c.otherwise()), c.type().shape());
            case Expr.Index index -> new IndexReads(this, definitions).of(index);
            case Expr.Comprehension c -> of(c.body()).map(access -> comprehended(access, c.loop()));
            case Expr.ArrayLiteral literal ->
                    literal.elements().stream()
                            .map(element -> of(element).map(positions(position -> position + 1)))
                            .reduce(Reads.NONE, Reads::or);
            case Expr.LogDensity density -> {
                Reads reads = whole(density.value());
                for (Expr argument : density.distribution().arguments()) {
                    reads = reads.or(whole(argument));
                }
                yield reads;
            }
        };
    }

    private Reads ofApply(Expr.Apply apply) {
        String name = apply.function().name();
        List<Expr> arguments = apply.arguments();
        if (Elementwise.is(apply)) {
            return aligned(arguments, apply.type().shape());
        }
        if (ALONG_LAST.contains(name)) {
            int last = apply.type().rank() - 1;
            return of(arguments.getFirst())
                    .map(positions(position -> position < last ? position : -1));
        }
        return arguments.stream().map(this::whole).reduce(Reads.NONE, Reads::or);
    }

    /** Reads by a scalar or array that depends on all elements of an expression. */
    private Reads whole(Expr expr) {
        return of(expr).map(positions(_ -> -1));
    }

    private Reads aligned(List<Expr> operands, List<Dimension> shape) {
        return operands.stream()
                .map(operand -> of(operand).map(renaming(operand.type().shape(), shape)))
                .reduce(Reads.NONE, Reads::or);
    }

    private static Access comprehended(Access access, Loop loop) {
        OptionalInt lower = loop.lower().known();
        Access inner = positions(position -> position + 1).apply(access);
        return switch (inner) {
            case Access.All _, Access.Positional _ -> inner;
            case Access.Loopwise(Loop own, SortedSet<Integer> offsets) -> {
                if (!own.equals(loop)) {
                    yield inner;
                }
                // Element j stands for iteration lower + j - 1.
                yield lower.isEmpty()
                        ? Access.ALL
                        : Access.positional(0, Access.shifted(offsets, lower.getAsInt() - 1));
            }
            case Access.Gather(Expr index, Map<Loop, Integer> bound) -> {
                if (!Loops.of(index).contains(loop) || bound.containsKey(loop)) {
                    yield inner;
                }
                if (lower.isEmpty() || lower.getAsInt() != 1) {
                    yield Access.ALL;
                }
                Map<Loop, Integer> more = new HashMap<>(bound);
                more.put(loop, 0);
                yield new Access.Gather(index, more);
            }
        };
    }

    /**
     * Moves accesses by position to the place of their dimension; where that is not clear, to all
     * elements.
     */
    static UnaryOperator<Access> renaming(List<Dimension> from, List<Dimension> to) {
        if (from.equals(to)) {
            return access -> access;
        }
        boolean clear = !Shapes.repeats(from) && !Shapes.repeats(to);
        return positions(
                position -> clear && position < from.size() ? to.indexOf(from.get(position)) : -1);
    }

    /** Moves accesses by position; a negative new position stands for all elements. */
    static UnaryOperator<Access> positions(IntUnaryOperator move) {
        return access ->
                switch (access) {
                    case Access.All _, Access.Loopwise _ -> access;
                    case Access.Positional(int position, SortedSet<Integer> offsets) -> {
                        int moved = move.applyAsInt(position);
                        yield moved < 0 ? Access.ALL : Access.positional(moved, offsets);
                    }
                    case Access.Gather(Expr index, Map<Loop, Integer> bound) -> {
                        Map<Loop, Integer> changed = new HashMap<>();
                        bound.forEach(
                                (loop, position) -> changed.put(loop, move.applyAsInt(position)));
                        yield changed.values().stream().anyMatch(position -> position < 0)
                                ? Access.ALL
                                : new Access.Gather(index, changed);
                    }
                };
    }

    /** The index of data that an expression is, where it is one. */
    Optional<Expr> dataIndex(Expr expr) {
        return of(expr).isEmpty() ? DataIndex.of(expr, definitions) : Optional.empty();
    }
}
