package org.pathwise.compiler.emit;

import org.jspecify.annotations.Nullable;
import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Operation;
import org.pathwise.compiler.array.Variable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A unit of work: an expression at every point of some loops, and what becomes of it.
 *
 * @param number items are numbered in an order in which they could run
 * @param domain the axes looped over, each of an extent other than 1, in the layout's order
 * @param function applied to the operands; null for the only operand itself
 * @param operands what the expression reads
 */
record Item(
        int number,
        List<Axis> domain,
        @Nullable Function function,
        List<Source> operands,
        Sink sink) {
    Item {
        domain = List.copyOf(domain);
        operands = List.copyOf(operands);
    }

    /** What becomes of an item's value. */
    sealed interface Sink {
        /**
         * It is the target's value at this point; kept in an array only if another nest reads it.
         */
        record Define(Variable target) implements Sink {}

        /** It is stored at a computed place of the target; places that no item stores to are 0. */
        record Put(Variable target, Map<Axis, Index> at, boolean fill) implements Sink {}

        /** It is combined with others along some axes of the domain. */
        record Accumulate(Variable target, Operation.Reducer reducer, List<Axis> over)
                implements Sink {}

        /** It is added at a computed place of the target. */
        record ScatterAdd(Variable target, Map<Axis, Index> at) implements Sink {}

        /** It is written to the caller. */
        record Write(Binding binding) implements Sink {}

        /** Running sums along an axis of the domain. */
        record Cumulate(Variable target, Operation.CumulativeSum sum) implements Sink {}

        /**
         * The product of two matrices, the first operand's rows by the second's columns; the domain
         * is the batch, and other axes that the sum runs over, so that products add up in the
         * target.
         */
        record Product(Variable target, Axis row, Axis column, Axis inner) implements Sink {}

        /** A matrix routine on whole operands; the domain is the batch. */
        record Matrix(Variable target, Operation operation) implements Sink {}

        /** A sequential loop. */
        record Loop(Scan scan) implements Sink {}
    }

    /** The variables whose arrays the item writes. */
    List<Variable> targets() {
        return switch (sink) {
            case Sink.Define(Variable target) -> List.of(target);
            case Sink.Put put -> List.of(put.target());
            case Sink.Accumulate accumulate -> List.of(accumulate.target());
            case Sink.ScatterAdd scatter -> List.of(scatter.target());
            case Sink.Write _ -> List.of();
            case Sink.Cumulate cumulate -> List.of(cumulate.target());
            case Sink.Product product -> List.of(product.target());
            case Sink.Matrix matrix -> List.of(matrix.target());
            case Sink.Loop(Scan scan) -> scan.targets();
        };
    }

    /** Everything that the item reads, the sources of looked-up positions included. */
    List<Source.Element> reads() {
        List<Source.Element> reads = new ArrayList<>();
        operands.forEach(operand -> collect(operand, reads));
        if (sink instanceof Sink.ScatterAdd(Variable _, Map<Axis, Index> at)) {
            at.values().forEach(index -> index.lookups().forEach(lookup -> collect(lookup, reads)));
        }
        if (sink instanceof Sink.Loop(Scan scan)) {
            scan.items().forEach(item -> reads.addAll(item.reads()));
        }
        return reads;
    }

    private static void collect(Source source, List<Source.Element> reads) {
        switch (source) {
            case Source.Constant _ -> {}
            case Source.Position(Index index) ->
                    index.lookups().forEach(lookup -> collect(lookup, reads));
            case Source.Element element -> {
                reads.add(element);
                element.at()
                        .values()
                        .forEach(
                                index -> index.lookups().forEach(lookup -> collect(lookup, reads)));
            }
        }
    }

    /** Whether the value can be had at the same point of the loops, without an array. */
    boolean isPointwise() {
        return sink instanceof Sink.Define;
    }

    /**
     * Whether its targets' elements along the axis are finished once the loop over the axis has
     * passed them.
     */
    boolean keepsRows(Axis axis) {
        return switch (sink) {
            case Sink.Define _ -> true;
            case Sink.Put put -> put.at().getOrDefault(axis, Index.ZERO).isAlong(axis);
            case Sink.Accumulate accumulate -> !accumulate.over().contains(axis);
            case Sink.ScatterAdd scatter ->
                    scatter.at().getOrDefault(axis, Index.ZERO).isAlong(axis);
            case Sink.Cumulate cumulate -> !cumulate.sum().axis().equals(axis);
            case Sink.Write _, Sink.Product _, Sink.Matrix _, Sink.Loop _ -> false;
        };
    }

    /**
     * A sequential loop.
     *
     * @param step the axis whose loop variable the body's items use; stands for the scan's axis
     * @param body the items of a step
     * @param carry the items that copy the next carried values to where the body reads them
     * @param targets the carried values' and the outputs' arrays
     */
    record Scan(
            Axis step, boolean reverse, List<Item> body, List<Item> carry, List<Variable> targets) {
        Scan {
            body = List.copyOf(body);
            carry = List.copyOf(carry);
            targets = List.copyOf(targets);
        }

        List<Item> items() {
            List<Item> items = new ArrayList<>(body);
            items.addAll(carry);
            return items;
        }
    }
}
