package org.pathwise.compiler.emit;

import org.pathwise.compiler.array.Axis;
import org.pathwise.compiler.array.Function;
import org.pathwise.compiler.array.Operation;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides how an item of a wide segment is executed: its innermost axis is the segment's wide one.
 */
record Vectorizing(Layout layout) {
    /** What the Vector API does lane by lane with the same result as on single numbers. */
    private static final Set<Function> LANEWISE =
            EnumSet.of(
                    Function.ADD,
                    Function.SUBTRACT,
                    Function.MULTIPLY,
                    Function.DIVIDE,
                    Function.MASKED_MULTIPLY,
                    Function.NEGATE,
                    Function.ABS,
                    Function.SIGN,
                    Function.SQUARE,
                    Function.SQRT,
                    Function.MAXIMUM,
                    Function.MINIMUM,
                    Function.LESS,
                    Function.LESS_EQUAL,
                    Function.EQUAL,
                    Function.NOT_EQUAL,
                    Function.AND,
                    Function.OR,
                    Function.NOT,
                    Function.SELECT);

    /** What the runtime's {@code VectorFunctions} computes for a row of numbers. */
    private static final Set<Function> ROWS =
            EnumSet.of(Function.EXP, Function.EXPM1, Function.LOG, Function.LOG1P);

    /** Whether wide loops compute the function on vectors. */
    static boolean hasVectorForm(Function function) {
        return LANEWISE.contains(function) || ROWS.contains(function);
    }

    Nest.Kind kind(Item item) {
        Axis wide = item.domain().getLast();
        if (converts(item, wide)) {
            return Nest.Kind.ROWS;
        }
        if (!isWritable(item.sink(), wide)) {
            return Nest.Kind.SCALAR;
        }
        if (item.function() != null && ROWS.contains(item.function())) {
            return item.operands().getFirst() instanceof Source.Element element
                            && access(element, wide) == Access.ROW
                            && isOwn(element)
                            && item.isPointwise()
                    ? Nest.Kind.ROWS
                    : Nest.Kind.SCALAR;
        }
        if (layout.elements() == Elements.DOUBLES && product(item).isPresent()) {
            return Nest.Kind.COLUMNS;
        }
        boolean lanewise = item.function() == null || LANEWISE.contains(item.function());
        return lanewise && item.operands().stream().allMatch(operand -> isReadable(operand, wide))
                ? Nest.Kind.VECTOR
                : Nest.Kind.SCALAR;
    }

    /** Whether a row is copied from the caller's elements to others, or back. */
    private boolean converts(Item item, Axis wide) {
        if (layout.elements().areBuffers()
                || item.function() != null
                || !(item.operands().getFirst() instanceof Source.Element element)
                || access(element, wide) != Access.ROW) {
            return false;
        }
        boolean fromBuffer = element.place() instanceof Source.Place.Buffer;
        return switch (item.sink()) {
            case Item.Sink.Define _ -> fromBuffer;
            case Item.Sink.Write(Binding binding) -> !fromBuffer && isRow(binding, wide);
            default -> false;
        };
    }

    /** Whether the elements are such as vectors are loaded from. */
    private boolean isOwn(Source.Element element) {
        return layout.elements().areBuffers() || !(element.place() instanceof Source.Place.Buffer);
    }

    private boolean isRow(Binding binding, Axis wide) {
        return isRow(
                new Source.Element(
                        new Source.Place.Buffer(binding),
                        Index.identity(binding.variable().axes())),
                wide);
    }

    /**
     * The sum of products of a matrix, in whose columns the wide axis runs, and a vector.
     *
     * @param column the matrix's other axis: summed over if {@code vector} does not vary along the
     *     wide axis, else kept while the wide axis is summed over
     */
    record Product(Source.Element matrix, Source.Element vector, Axis column, boolean transposed) {}

    /** The item as a product, if it is one. */
    Optional<Product> product(Item item) {
        if (item.function() != Function.MULTIPLY
                || !(item.sink()
                        instanceof Item.Sink.Accumulate(var _, var reducer, List<Axis> over))
                || reducer != Operation.Reducer.SUM) {
            return Optional.empty();
        }
        return product(item, over, 0, 1).or(() -> product(item, over, 1, 0));
    }

    private Optional<Product> product(Item item, List<Axis> over, int one, int other) {
        Axis wide = item.domain().getLast();
        if (!(item.operands().get(one) instanceof Source.Element matrix)
                || !(item.operands().get(other) instanceof Source.Element vector)
                || !isDirect(matrix)
                || !isDirect(vector)
                || access(matrix, wide) != Access.ROW) {
            return Optional.empty();
        }
        boolean transposed = over.contains(wide);
        if (access(vector, wide) != (transposed ? Access.ROW : Access.SAME)) {
            return Optional.empty();
        }
        return item.domain().stream()
                .filter(
                        axis ->
                                !axis.equals(wide)
                                        && matrix.loops().contains(axis)
                                        && over.contains(axis) != transposed)
                .filter(axis -> vector.loops().contains(axis) != transposed)
                .findFirst()
                .map(axis -> new Product(matrix, vector, axis, transposed));
    }

    private static boolean isDirect(Source.Element element) {
        return element.at().values().stream().allMatch(index -> index.lookups().isEmpty());
    }

    private boolean isReadable(Source source, Axis wide) {
        return switch (source) {
            case Source.Constant _ -> true;
            case Source.Position(Index index) -> index.lookups().isEmpty();
            case Source.Element element -> {
                Access access = access(element, wide);
                yield access == Access.SAME || access != Access.OTHER && isOwn(element);
            }
        };
    }

    /** How the elements along an axis lie. */
    private enum Access {
        SAME,
        ROW,
        TABLE,
        OTHER
    }

    private Access access(Source.Element element, Axis wide) {
        Map<Axis, Integer> strides = layout.strides(element.place());
        Access access = Access.SAME;
        for (Map.Entry<Axis, Index> entry : element.at().entrySet()) {
            Index index = entry.getValue();
            if (index.loops().contains(wide)) {
                access =
                        access == Access.SAME && strides.getOrDefault(entry.getKey(), 0) == 1
                                ? Access.ROW
                                : Access.OTHER;
            }
            for (Source lookup : index.lookups()) {
                if (lookup.loops().contains(wide)) {
                    access =
                            access == Access.SAME && isTable(lookup, wide)
                                    ? Access.TABLE
                                    : Access.OTHER;
                }
            }
        }
        return access;
    }

    private boolean isTable(Source lookup, Axis wide) {
        return lookup instanceof Source.Element element
                && element.place() instanceof Source.Place.Given
                && access(element, wide) == Access.ROW;
    }

    private boolean isWritable(Item.Sink sink, Axis wide) {
        return switch (sink) {
            case Item.Sink.Define _, Item.Sink.Accumulate _ -> true;
            case Item.Sink.Put put ->
                    isRow(
                            new Source.Element(
                                    new Source.Place.Stored(put.target()), own(put.at())),
                            wide);
            case Item.Sink.ScatterAdd scatter ->
                    isRow(
                            new Source.Element(
                                    new Source.Place.Stored(scatter.target()), own(scatter.at())),
                            wide);
            case Item.Sink.Write(Binding binding) ->
                    layout.elements().areBuffers() && isRow(binding, wide);
            case Item.Sink.Cumulate _, Item.Sink.Product _, Item.Sink.Matrix _, Item.Sink.Loop _ ->
                    false;
        };
    }

    private boolean isRow(Source.Element element, Axis wide) {
        return access(element, wide) == Access.ROW;
    }

    private static Map<Axis, Index> own(Map<Axis, Index> at) {
        return at.entrySet().stream()
                .filter(entry -> entry.getKey().extent() != 1)
                .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
